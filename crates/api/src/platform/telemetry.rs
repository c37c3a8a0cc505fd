//! Logs: one readable line per event on a terminal, JSON with `GM_LOG=json`. Paths carry ids only; queries, addresses, bodies
//! and tokens are never logged.

use super::AppState;
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    web::Data,
};
use std::{
    fmt::{Display, Formatter},
    io::IsTerminal,
};
use tracing::Span;
use tracing_actix_web::RootSpanBuilder;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts logging; a second start in one process is harmless.
pub fn start() {
    let filter =
        EnvFilter::try_from_env("GM_LOG_LEVEL").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm=warn,sea_orm_migration=warn"));
    let registry = tracing_subscriber::registry().with(filter);
    let started = if std::env::var("GM_LOG").is_ok_and(|value| value == "json") {
        registry.with(fmt::layer().json().with_writer(std::io::stderr)).try_init()
    } else {
        registry.with(fmt::layer().compact().with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr)).try_init()
    };
    drop(started);
}

/// A span per request with nothing personal in it.
#[derive(Debug, Clone, Copy)]
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        tracing::info_span!("request", http.method = %request.method(), http.route = %Route(request), http.status = tracing::field::Empty, request.id = tracing::field::Empty, request.caller_id = tracing::field::Empty)
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status().as_u16(),
            Err(error) => error.as_response_error().status_code().as_u16(),
        };
        span.record("http.status", status);
        span.in_scope(|| tracing::debug!("answered"));
    }
}

/// The pattern of the address, looked up only where it is logged. Operations are looked up in the contract: the framework compares a path that it
/// has not routed yet with one pattern after the other.
struct Route<'a>(&'a ServiceRequest);

impl Display for Route<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let state = self.0.app_data::<Data<AppState>>();
        if let Some(template) = state.and_then(|state| state.contract.template(self.0.path())) {
            return f.write_str(template);
        }
        f.write_str(self.0.match_pattern().as_deref().unwrap_or("unmatched"))
    }
}
