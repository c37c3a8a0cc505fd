//! Invitations, as the invited person uses them.

use crate::{
    error::ApiResult,
    features::accounts::service::acceptance as service,
    platform::{
        AppState,
        auth::{Anyone, Authorized},
        http::{Valid, reply},
    },
};
use actix_web::{HttpResponse, post, web::Data};
use domain::account::{AcceptInvitation, InvitationOffer, LookUpInvitation};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config.service(look_up_invitation).service(accept_invitation);
}

/// Read an invitation before accepting it
#[utoipa::path(tag = "invitations", security(()), request_body = LookUpInvitation, responses(
    (status = 200, description = "What is offered.", body = InvitationOffer), (status = 410, description = "The link has expired or was used."),
))]
#[post("/invitations/look-up")]
pub async fn look_up_invitation(state: Data<AppState>, ctx: Authorized<Anyone>, input: Valid<LookUpInvitation>) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::look_up(&state, &ctx, &input).await?))
}

/// Accept an invitation
///
/// With the password of the account that has the invited address, or with what a new account needs. Then sign in.
#[utoipa::path(tag = "invitations", security(()), request_body = AcceptInvitation, responses(
    (status = 204, description = "Accepted; sign in now."), (status = 410, description = "The link has expired or was used."),
))]
#[post("/invitations/accept")]
pub async fn accept_invitation(state: Data<AppState>, ctx: Authorized<Anyone>, input: Valid<AcceptInvitation>) -> ApiResult<HttpResponse> {
    service::accept(&state, &ctx, &input).await?;
    Ok(reply::no_content())
}
