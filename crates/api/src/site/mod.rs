//! What the site says to those who do not run its client: link previews, search engines, feed readers.
//!
//! The client's page is one file for every address. Before it is sent, its head is written for the address: title, description, canonical
//! address, Open Graph, and for an institution its facts as JSON-LD; and its body, where a visitor has something to read there: the
//! client replaces that once it has the same to show. What the client would ask the API for first stands beside it. An address that nothing lives at answers 404 with the same page, and one
//! that only its owner sees asks not to be indexed.
//!
//! Invariant: says nothing that a visitor could not read through the API, the same to everybody, and writes every word of others through one
//! of the two escapes in [`head`].

mod area_map;
mod card;
mod feed;
mod head;
mod json_ld;
mod listing;
mod opening;
pub mod pages;
mod preload;
mod shell;
mod sitemap;
mod template;
mod xml;

use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    features::{
        self,
        directory::{published, with_age},
    },
    platform::{http::cache, page_texts as labels},
};
use actix_web::{
    HttpRequest, HttpResponse, Route,
    http::{
        Method, StatusCode,
        header::{self, HeaderValue},
    },
    web::{self, Data},
};
use domain::{
    ids::{InstitutionId, OpeningId},
    locale::Locale,
    opening::OpeningQuery,
    page::MAX_PAGE_SIZE,
    problem::ProblemCode,
};
use head::Head;
use pages::Address;
use template::Body;

/// What a browser must ask about again; not for shared caches.
const PRIVATE: &str = "no-cache";
const XML: &str = "application/xml; charset=utf-8";
/// Rises when the same directory is written otherwise, so that nobody keeps the old form.
const FORM: u32 = 2;

/// Mounts what crawlers and feed readers ask for by name.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/robots.txt", read().to(robots))
        .route("/sitemap.xml", read().to(sitemap::index))
        .route("/sitemaps/pages.xml", read().to(sitemap::fixed))
        .route("/sitemaps/openings.xml", read().to(sitemap::openings))
        .route("/sitemaps/institutions/{name}", read().to(sitemap::institutions))
        .route("/drawings/areas/{prefecture}.svg", read().to(area_map::picture))
        .route(routes::FEED, read().to(feed::institutions));
}

fn read() -> Route {
    web::route().guard(actix_web::guard::Any(actix_web::guard::Get()).or(actix_web::guard::Method(Method::HEAD)))
}

/// What is somebody's own need not be looked at; the rest may be, with what it is made of.
async fn robots(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let own: String = pages::private().iter().map(|first| format!("Disallow: /{first}$\nDisallow: /{first}/\n")).collect();
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

/// The client's page for an address, with what a visitor reads there; nothing where no client is built.
pub async fn page(request: &HttpRequest, state: &AppState) -> Option<HttpResponse> {
    let shell = shell::read(&state.config.web_dir).await?;
    let locale = locale(request.query_string());
    let asked = pages::kept_for(state, request, &shell::form(&shell));
    if let Some(ready) = asked.as_ref().and_then(|asked| asked.known(state)) {
        return Some(with_age(state, ready.answer(request, cache::CHECK)));
    }
    let Written { status, head, body } = written(request, state, locale).await;
    let keep = if head.address.is_some() { cache::CHECK } else { PRIVATE };
    let body = body.and_then(|body| match body.html(request.path(), request.query_string(), locale) {
        Ok(html) => Some(html),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            None
        }
    });
    let html = preload::with(&shell::with(shell, &head, body.as_deref(), &state.config.public_url), request.path(), body.is_some());
    let answer = HttpResponse::build(status).content_type("text/html; charset=utf-8").body(html);
    let mut answer = match asked.filter(|_| body.is_some()) {
        Some(asked) => asked.answer(state, request, answer, keep),
        None => cache::public(request, answer, keep),
    };
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    Some(if pages::is_searched(request.path()) { with_age(state, answer) } else { answer })
}

/// What is written into the client's page.
struct Written {
    status: StatusCode,
    head: Head,
    /// Nothing where only the client has something to show.
    body: Option<Body>,
}

impl Written {
    fn page(head: Head, body: Option<Body>) -> Self {
        Written { status: StatusCode::OK, head, body }
    }

    fn missing(locale: Locale) -> Self {
        Written { status: StatusCode::NOT_FOUND, head: Head::missing(locale), body: Some(Body::missing(locale)) }
    }
}

async fn written(request: &HttpRequest, state: &AppState, locale: Locale) -> Written {
    let (path, query) = (request.path(), request.query_string());
    match pages::find(path, query, locale) {
        Address::Page(page, head) => match pages::body(state, &page, &head, query, locale).await {
            Ok(body) => Written::page(head, body),
            Err(ApiError::Problem { code: ProblemCode::NotFound, .. }) => Written::missing(locale),
            // The client says what failed, and tries again.
            Err(error) => {
                tracing::warn!(%error, path, "a page is left to the client");
                Written::page(head, None)
            }
        },
        Address::Listing(id) => match institution(state, id, locale).await {
            Ok(Some(written)) => written,
            Ok(None) => Written::missing(locale),
            Err(error) => {
                tracing::error!(%error, "an institution's page could not be described");
                Written { status: StatusCode::SERVICE_UNAVAILABLE, head: Head::unlisted(locale), body: None }
            }
        },
        Address::Opening(id) => match opening_page(state, id, locale).await {
            Ok(written) => written,
            Err(ApiError::Problem { code: ProblemCode::NotFound, .. }) => Written::missing(locale),
            Err(error) => {
                tracing::error!(%error, "an opening's page could not be described");
                Written { status: StatusCode::SERVICE_UNAVAILABLE, head: Head::unlisted(locale), body: None }
            }
        },
        Address::Private => Written::page(Head::unlisted(locale), None),
        Address::Nothing => Written::missing(locale),
    }
}

async fn institution(state: &AppState, id: InstitutionId, locale: Locale) -> ApiResult<Option<Written>> {
    let Some(listing) = listing::read(state, id).await? else { return Ok(None) };
    let head = listing::head(state, &listing, locale).await?;
    let offered = OpeningQuery { institution_id: Some(id), limit: Some(MAX_PAGE_SIZE), ..OpeningQuery::default() };
    let openings = features::opening::list(&state.db, state.clock.now(), &offered).await?;
    let body = pages::institution(&listing, &openings.items, locale)
        .giving(&routes::api::get_institution(id), &listing)?
        .giving(&routes::api::list_openings().with(&offered.parameters()), &openings)?;
    Ok(Some(Written::page(head, Some(body))))
}

/// The page of an opening; of one that is not shown any more, that it is gone (410) and a way on.
async fn opening_page(state: &AppState, id: OpeningId, locale: Locale) -> ApiResult<Written> {
    match opening::read(state, id).await {
        Ok(found) => {
            let body = pages::opening(&found, locale).giving(&routes::api::get_opening(id), &found)?;
            Ok(Written::page(opening::head(state, &found, locale), Some(body)))
        }
        Err(error) if opening::is_closed(&error) => {
            let body = pages::closed_opening(state, id, locale).await?;
            Ok(Written { status: StatusCode::GONE, head: opening::closed_head(locale), body: Some(body) })
        }
        Err(error) => Err(error),
    }
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
