//! What machines ask of us: health, readiness, keys, the contract.

use crate::{app::AppState, error::ApiResult, features::directory::search::DirectoryIndex, openapi};
use actix_web::{HttpResponse, http::header, web};
use migrations::{Migrator, MigratorTrait};
use sea_orm::DbErr;
use serde_json::json;
use std::{
    io::{BufRead, BufReader, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};
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

/// Requests can be answered: the process is not ending, the database is there, its schema is this program's, and searches find what is in
/// it. An index that follows slowly still counts as ready, since a slow database is slow for every process; its age is said beside. Reads
/// only.
async fn readyz(state: Data<AppState>) -> HttpResponse {
    let (now, index) = (state.clock.now(), DirectoryIndex::of(&state));
    let refusal = if state.is_stopping() {
        Some("the process is stopping")
    } else {
        match Migrator::get_pending_migrations_read_only(&state.db).await {
            Ok(pending) if !pending.is_empty() => Some("migrations are pending"),
            Ok(_) if index.is_searchable(now) => None,
            Ok(_) => Some("the search index is being brought up to date"),
            Err(DbErr::Custom(_)) => Some("the database's schema is newer than this program"),
            Err(_) => Some("the database cannot be reached"),
        }
    };
    let mut response = if refusal.is_none() { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    let body = json!({ "status": refusal.unwrap_or("ready"), "index_age_seconds": index.age(now).map(|age| age.num_seconds()) });
    response.insert_header((header::CACHE_CONTROL, "no-store")).json(body)
}

/// How long a server may take to say that it lives.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks the server at an address whether it lives, as a container's health check does.
///
/// # Errors
/// A sentence, when it does not say so.
pub fn ask_health(mut address: SocketAddr) -> Result<(), String> {
    if address.ip().is_unspecified() {
        let own = if address.is_ipv4() { IpAddr::from(Ipv4Addr::LOCALHOST) } else { Ipv6Addr::LOCALHOST.into() };
        address.set_ip(own);
    }
    let ask = || {
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line)?;
        Ok::<_, std::io::Error>(line)
    };
    match ask() {
        Ok(line) if line.split(' ').nth(1) == Some("200") => Ok(()),
        Ok(line) => Err(format!("The server at {address} answered: {}.", line.trim_end())),
        Err(error) => Err(format!("The server at {address} does not answer: {error}.")),
    }
}

async fn contract() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(openapi::served().json.as_str())
}

async fn jwks(state: Data<AppState>) -> ApiResult<HttpResponse> {
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "public, max-age=300")).json(state.keys.jwks()?))
}
