//! The own account.

use super::session::still_known;
use crate::{
    error::ApiResult,
    features::accounts::service::me as service,
    platform::{
        AppState,
        auth::{Authorized, Enrolling, Signed, session},
        http::{IfMatch, Valid, reply},
    },
};
use actix_web::{HttpResponse, get, http::header, patch, post, web::Data};
use domain::account::{ChangePassword, DeleteMe, ExportedData, Me, UpdateMe};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config.service(get_me).service(update_me).service(change_password).service(export_me).service(delete_me);
}

/// Read the own account
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The account.", body = Me, headers(("ETag" = String, description = "Its version.")))))]
#[get("/me")]
pub async fn get_me(state: Data<AppState>, ctx: Authorized<Enrolling>) -> ApiResult<HttpResponse> {
    let me = service::get(&state, &ctx).await?;
    Ok(reply::versioned(&me, me.version))
}

/// Change the own name or language
#[utoipa::path(tag = "accounts", request_body = UpdateMe, params(IfMatch), responses((status = 200, description = "Changed.", body = Me, headers(("ETag" = String, description = "Its new version.")))))]
#[patch("/me")]
pub async fn update_me(
    state: Data<AppState>,
    ctx: Authorized<Signed>,
    version: IfMatch,
    input: Valid<UpdateMe>,
) -> ApiResult<HttpResponse> {
    let me = service::update(&state, &ctx, version, &input).await?;
    Ok(reply::versioned(&me, me.version))
}

/// Change the password
///
/// Every other session ends.
#[utoipa::path(tag = "accounts", request_body = ChangePassword, responses((status = 204, description = "Changed.")))]
#[post("/me/change-password")]
pub async fn change_password(state: Data<AppState>, ctx: Authorized<Signed>, input: Valid<ChangePassword>) -> ApiResult<HttpResponse> {
    Ok(still_known(&state, &service::change_password(&state, &ctx, &input).await?))
}

/// Take along everything that is stored about oneself
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The data, by part of the platform.", body = ExportedData)))]
#[get("/me/export")]
pub async fn export_me(state: Data<AppState>, ctx: Authorized<Signed>) -> ApiResult<HttpResponse> {
    let data = service::export(&state, &ctx).await?;
    Ok(HttpResponse::Ok().insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"gm-network-data.json\"")).json(data))
}

/// Remove the own account
///
/// The account is emptied for good; conversations close, and the other side keeps its copy without name and contact.
#[utoipa::path(tag = "accounts", request_body = DeleteMe, responses((status = 204, description = "Removed; every session has ended.")))]
#[post("/me/delete")]
pub async fn delete_me(state: Data<AppState>, ctx: Authorized<Signed>, input: Valid<DeleteMe>) -> ApiResult<HttpResponse> {
    service::delete(&state, &ctx, &input).await?;
    Ok(session::signed_out(&state.config))
}
