//! What no route took: an unknown path or a wrong method under `/api`, else a page or a file of the client.

use crate::{
    platform::{
        AppState,
        http::middleware::{refuse, refuse_method},
    },
    static_files,
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use domain::problem::ProblemCode;

/// The default service.
pub async fn fallback(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let methods = state.contract.methods(request.path());
    if !methods.is_empty() {
        return refuse_method(&methods.join(", "));
    }
    if request.path() == "/api" || request.path().starts_with("/api/") {
        return refuse(ProblemCode::NotFound);
    }
    static_files::serve(&request, &state).await
}
