//! What the site says to those who do not run its client: link previews, search engines, feed readers.
//!
//! The client's page is one file for every address. Before it is sent, its head is written for the address: title, description, canonical
//! address, Open Graph, and for an institution its facts as JSON-LD. An address that nothing lives at answers 404 with the same page, and one
//! that only its owner sees asks not to be indexed.
//!
//! Invariant: says nothing that a visitor could not read through the API, and writes every word of others through one of the two escapes in
//! [`head`].

mod head;
mod json_ld;
mod listing;
pub mod pages;
mod shell;
mod words;

use crate::{app::AppState, platform::http::cache};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use domain::locale::Locale;
use head::Head;
use pages::Address;

/// What a browser must ask about again; not for shared caches.
const PRIVATE: &str = "no-cache";

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
                (StatusCode::SERVICE_UNAVAILABLE, Head::missing(locale))
            }
        },
        Address::Private => (StatusCode::OK, Head::unlisted(locale)),
        Address::Nothing => (StatusCode::NOT_FOUND, Head::missing(locale)),
    };
    let keep = if head.address.is_some() { cache::CHECK } else { PRIVATE };
    let html = shell::with(shell, &head, &state.config.public_url);
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
