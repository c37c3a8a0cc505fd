//! Signing in and out.

use crate::{
    error::ApiResult,
    features::accounts::service::{
        credentials::Known,
        session::{self as service, SignedIn},
    },
    platform::{
        AppState,
        auth::{Anyone, Authorized, KnownBrowser, Signed, known_browser, session},
        http::{Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, delete, get, http::header, post, web::Data};
use domain::{
    account::{CreateSession, ProveSession, SessionList, SignIn, VerifySecondFactor},
    problem::ProblemCode,
};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(create_session)
        .service(verify_second_factor)
        .service(refresh_session)
        .service(prove_session)
        .service(delete_session)
        .service(list_sessions)
        .service(delete_all_sessions);
}

/// The answer to a step of a sign-in, with the cookies where it is complete.
pub fn signed_in(state: &AppState, outcome: &SignedIn) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    set_cookies(state, &mut response, outcome);
    response.json(&outcome.answer)
}

/// The cookies of a complete sign-in.
pub fn set_cookies(state: &AppState, response: &mut HttpResponseBuilder, outcome: &SignedIn) {
    if let Some((token, life)) = &outcome.refresh {
        response.append_header((header::SET_COOKIE, session::cookie(&state.config, token, *life)));
    }
    if let Some(known) = &outcome.known {
        response.append_header((header::SET_COOKIE, known_cookie(state, known)));
    }
}

/// The answer to a change of credentials, after which this browser is known with the new ones.
pub fn still_known(state: &AppState, known: &Known) -> HttpResponse {
    HttpResponse::NoContent().insert_header((header::SET_COOKIE, known_cookie(state, known))).finish()
}

fn known_cookie(state: &AppState, known: &Known) -> String {
    known_browser::cookie(&state.config, &state.secrets, known.account_id, &known.credentials)
}

/// Sign in with address and password
///
/// Accounts with a second factor get a `challenge_token` for `verify_second_factor`, unless a `code` was sent along. After five wrong
/// passwords each further try has to wait, twice as long each time, up to 15 minutes; browsers in which the account signed in before,
/// and whoever sends a right `code`, do not wait for others.
#[utoipa::path(tag = "sessions", security(()), request_body = CreateSession, responses((status = 200, description = "How far the sign-in has come.", body = SignIn)))]
#[post("/sessions")]
pub async fn create_session(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    input: Valid<CreateSession>,
) -> ApiResult<HttpResponse> {
    Ok(signed_in(&state, &service::create(&state, &ctx, &KnownBrowser::of_request(&request), &input).await?))
}

/// Complete a sign-in with the second factor
#[utoipa::path(tag = "sessions", security(()), request_body = VerifySecondFactor, responses((status = 200, description = "Signed in.", body = SignIn)))]
#[post("/sessions/second-factor")]
pub async fn verify_second_factor(
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    input: Valid<VerifySecondFactor>,
) -> ApiResult<HttpResponse> {
    Ok(signed_in(&state, &service::verify_second_factor(&state, &ctx, &input).await?))
}

/// Get a new access token with the cookie
///
/// The cookie is replaced. One that was used before ends the session.
#[utoipa::path(tag = "sessions", security(()), responses((status = 200, description = "A new access token.", body = SignIn)))]
#[post("/sessions/refresh")]
pub async fn refresh_session(request: HttpRequest, state: Data<AppState>, ctx: Authorized<Anyone>) -> ApiResult<HttpResponse> {
    let token = session::from_cookie(&state.config, &request).ok_or(ProblemCode::SignInRequired)?;
    Ok(signed_in(&state, &service::refresh(&state, &ctx, &token).await?))
}

/// Prove again who uses this browser
///
/// With the password or a code. Opens for 30 minutes what answers `proof_required` otherwise: changes of credentials, members, staff,
/// rules of support, budgets and decisions about grants.
#[utoipa::path(tag = "sessions", request_body = ProveSession, responses((status = 204, description = "Proven.")))]
#[post("/sessions/current/prove")]
pub async fn prove_session(state: Data<AppState>, ctx: Authorized<Signed>, input: Valid<ProveSession>) -> ApiResult<HttpResponse> {
    service::prove(&state, &ctx, &input).await?;
    Ok(reply::no_content())
}

/// Sign out of this browser
#[utoipa::path(tag = "sessions", security(()), responses((status = 204, description = "Signed out.")))]
#[delete("/sessions/current")]
pub async fn delete_session(request: HttpRequest, state: Data<AppState>, ctx: Authorized<Anyone>) -> ApiResult<HttpResponse> {
    service::end(&state, &ctx, session::from_cookie(&state.config, &request)).await?;
    Ok(session::signed_out(&state.config))
}

/// List the signed-in browsers
#[utoipa::path(tag = "sessions", responses((status = 200, description = "The sessions.", body = SessionList)))]
#[get("/sessions")]
pub async fn list_sessions(state: Data<AppState>, ctx: Authorized<Signed>) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::list(&state, &ctx).await?))
}

/// Sign out everywhere
#[utoipa::path(tag = "sessions", responses((status = 204, description = "Every session has ended, this one too.")))]
#[delete("/sessions")]
pub async fn delete_all_sessions(state: Data<AppState>, ctx: Authorized<Signed>) -> ApiResult<HttpResponse> {
    service::end_all(&state, &ctx).await?;
    Ok(session::signed_out(&state.config))
}
