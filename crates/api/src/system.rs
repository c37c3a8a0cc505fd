//! What machines ask of us: health, readiness, keys, the contract.

use crate::{app::AppState, error::ApiResult};
use actix_web::{HttpResponse, http::header, web};
use migrations::{Migrator, MigratorTrait};
use serde_json::json;
use web::Data;

/// Mounts the machine-readable pages beside the API.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/healthz", web::get().to(healthz))
        .route("/readyz", web::get().to(readyz))
        .route("/openapi.json", web::get().to(contract))
        .route("/.well-known/jwks.json", web::get().to(jwks));
}

/// The process runs.
async fn healthz() -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(json!({ "status": "ok" }))
}

/// Requests can be answered: the database is there, its schema is this program's, and the index has caught up with it.
async fn readyz(state: Data<AppState>) -> HttpResponse {
    let pending = Migrator::get_pending_migrations(&state.db).await;
    let (ready, reason) = match pending {
        Ok(pending) if pending.is_empty() && state.directory.is_current(state.clock.now()) => (true, "ready"),
        Ok(pending) if pending.is_empty() => (false, "the search index is being brought up to date"),
        Ok(_) => (false, "migrations are pending"),
        Err(_) => (false, "the database cannot be reached"),
    };
    let mut response = if ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.insert_header((header::CACHE_CONTROL, "no-store")).json(json!({ "status": reason }))
}

async fn contract(state: Data<AppState>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").insert_header((header::CACHE_CONTROL, "no-cache")).body(state.contract_json.clone())
}

async fn jwks(state: Data<AppState>) -> ApiResult<HttpResponse> {
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "public, max-age=300")).json(state.keys.jwks()?))
}
