//! What the site says to those who do not run its client: link previews, search engines, feed readers.
//!
//! The client's page is one file for every address. Before it is sent, its head is written for the address: title, description, canonical
//! address, Open Graph, and for an institution its facts as JSON-LD. An address that nothing lives at answers 404 with the same page, and one
//! that only its owner sees asks not to be indexed.
//!
//! Invariant: says nothing that a visitor could not read through the API, and writes every word of others through one of the two escapes in
//! [`head`].

mod feed;
mod head;
mod json_ld;
mod listing;
pub mod pages;
mod preload;
mod shell;
mod sitemap;
mod words;
mod xml;

use crate::{app::AppState, error::ApiResult, features::directory::published, platform::http::cache};
use actix_web::{
    HttpRequest, HttpResponse, Route,
    http::{
        Method, StatusCode,
        header::{self, HeaderValue},
    },
    web::{self, Data},
};
use domain::locale::Locale;
use head::Head;
use pages::Address;

/// What a browser must ask about again; not for shared caches.
const PRIVATE: &str = "no-cache";
const XML: &str = "application/xml; charset=utf-8";
/// Rises when the same directory is written otherwise, so that nobody keeps the old form.
const FORM: u32 = 1;

/// Mounts what crawlers and feed readers ask for by name.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/robots.txt", read().to(robots))
        .route("/sitemap.xml", read().to(sitemap::index))
        .route("/sitemaps/pages.xml", read().to(sitemap::fixed))
        .route("/sitemaps/institutions/{name}", read().to(sitemap::institutions))
        .route(feed::ADDRESS, read().to(feed::institutions));
}

fn read() -> Route {
    web::route().guard(actix_web::guard::Any(actix_web::guard::Get()).or(actix_web::guard::Method(Method::HEAD)))
}

/// What is somebody's own need not be looked at; the rest may be, with what it is made of.
async fn robots(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let own: String = pages::PRIVATE.iter().map(|first| format!("Disallow: /{first}$\nDisallow: /{first}/\n")).collect();
    let text = format!("User-agent: *\n{own}\nSitemap: {}/sitemap.xml\n", state.config.public_url);
    cache::public(&request, HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text), cache::HOUR)
}

/// Something that is made of the whole directory. Whoever has it as the directory is now is told so before it is made.
async fn fresh(
    request: &HttpRequest,
    state: &AppState,
    name: &str,
    make: impl AsyncFnOnce() -> ApiResult<Vec<u8>>,
) -> ApiResult<HttpResponse> {
    // Read before the content, which may be newer then, and is asked for once more.
    let tag = published::state(&state.db).await?.map(|state| format!("W/\"{name}-{FORM}-{state}\""));
    if let Some(tag) = tag.as_ref().filter(|tag| cache::has(request, tag)) {
        return Ok(cache::not_modified(tag, cache::MINUTE));
    }
    let answer = HttpResponse::Ok().content_type(XML).body(make().await?);
    Ok(match tag {
        Some(tag) => cache::called(request, answer, &tag, cache::MINUTE),
        None => cache::public(request, answer, cache::MINUTE),
    })
}

/// The client's page for an address; nothing where no client is built.
pub async fn page(request: &HttpRequest, state: &AppState) -> Option<HttpResponse> {
    let shell = shell::read(&state.config.web_dir).await?;
    let locale = locale(request.query_string());
    let (status, head) = match pages::find(request.path(), request.query_string(), locale) {
        Address::Page(head) => (StatusCode::OK, head),
        Address::Listing(id) => match listing::head(state, id, locale).await {
            Ok(Some(head)) => (StatusCode::OK, head),
            Ok(None) => (StatusCode::NOT_FOUND, Head::missing(locale)),
            Err(error) => {
                tracing::error!(%error, "an institution's page could not be described");
                (StatusCode::SERVICE_UNAVAILABLE, Head::unlisted(locale))
            }
        },
        Address::Private => (StatusCode::OK, Head::unlisted(locale)),
        Address::Nothing => (StatusCode::NOT_FOUND, Head::missing(locale)),
    };
    let keep = if head.address.is_some() { cache::CHECK } else { PRIVATE };
    let html = preload::with(&shell::with(shell, &head, &state.config.public_url), request.path());
    let answer = HttpResponse::build(status).content_type("text/html; charset=utf-8").body(html);
    let mut answer = cache::public(request, answer, keep);
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    Some(answer)
}

/// The language of an address: `?lang=en`, as the client reads it, else Japanese. What a browser prefers is not asked, so that one address is
/// one page for every cache.
fn locale(query: &str) -> Locale {
    let given = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    given.and_then(|(_, tag)| tag.parse().ok()).unwrap_or_default()
}

/// An address of this site in a language; Japanese is the one without a parameter.
fn localized(address: &str, locale: Locale) -> String {
    match locale {
        Locale::Ja => address.to_owned(),
        Locale::En if address.contains('?') => format!("{address}&lang=en"),
        Locale::En => format!("{address}?lang=en"),
    }
}
