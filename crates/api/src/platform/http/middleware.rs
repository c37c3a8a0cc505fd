//! What surrounds every answer: request id, language, security headers, and the body of a problem in the caller's language.

use crate::{
    config::MapTiles,
    ctx::Actor,
    error::{problem, problem_response},
    platform::{
        AppState, audit,
        auth::gate,
        http::{
            body::{self, Unsent},
            contract::Contract,
            parameters,
        },
        state::InFlight,
    },
};
use actix_web::{
    Error, HttpMessage, HttpRequest, ResponseError,
    body::{BodySize, BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        ConnectionType, Method,
        header::{self, AcceptLanguage, Header, HeaderName, HeaderValue, Quality},
    },
    middleware::Next,
    web::{Bytes, Data},
};
use domain::{
    locale::Locale,
    problem::{Problem, ProblemCode},
    time::wait_text,
};
use std::{
    net::IpAddr,
    pin::Pin,
    task::{Context, Poll},
};

/// Scripts, styles and connections from ourselves only; nothing inline. QR codes and small pictures may be data, and tiles of a map may
/// come from the server that is configured for them.
#[must_use]
pub fn content_security_policy(tiles: Option<&MapTiles>) -> String {
    let images = tiles.map(|tiles| format!(" {}", tiles.origin)).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:{images}; connect-src 'self'; \
         font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// The content security policy of what is no page: opened by itself, it loads nothing. Short, since every file and answer carries it.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

/// What is known of a request before anybody looks at its body.
#[derive(Debug, Clone)]
pub struct RequestMeta {
    /// Names the request.
    pub request_id: String,
    /// The language asked for.
    pub locale: Locale,
    /// The caller's network address.
    pub address: String,
    /// The browser in a few words.
    pub user_agent: String,
}

/// The language that the caller prefers of those that the product speaks.
fn language(request: &impl HttpMessage) -> Locale {
    let mut asked = AcceptLanguage::parse(request).unwrap_or(AcceptLanguage(Vec::new()));
    asked.retain(|language| language.quality > Quality::ZERO);
    let spoken = asked.ranked().into_iter().find_map(|language| language.item()?.primary_language().to_ascii_lowercase().parse().ok());
    spoken.unwrap_or_default()
}

/// The outermost middleware.
///
/// # Errors
/// None of its own.
pub async fn middleware(mut request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = request.app_data::<Data<AppState>>().cloned();
    let meta = RequestMeta {
        request_id: request_id(state.as_ref().map(|state| state.get_ref())),
        locale: language(&request),
        address: address(&request, state.as_ref().map(|state| state.get_ref())),
        user_agent: summarize_user_agent(text(&request, header::USER_AGENT).unwrap_or_default()),
    };
    tracing::Span::current().record("request.id", meta.request_id.as_str());
    if let Some(id) = caller_request_id(&request) {
        tracing::Span::current().record("request.caller_id", id);
    }
    request.extensions_mut().insert(meta.clone());
    // Whatever answers GET answers HEAD, with the same headers.
    let head_only = request.method() == Method::HEAD;
    if head_only {
        request.head_mut().method = Method::GET;
    }
    let watched = state.as_ref().and_then(|state| body::watch(&mut request, state.config.body_pace));
    let refused = state.as_ref().and_then(|state| parameters::check(state.contract, &request).err());
    // Errors of handlers and extractors arrive as answers; the request must not be cloned before it is routed.
    let in_flight = state.as_ref().map(|state| state.track_request());
    let may_write = !request.method().is_safe();
    let mut response = match refused {
        Some(error) => request.into_response(error.error_response()),
        None => next.call(request).await?.map_into_boxed_body(),
    };
    // Before the answer is on its way: whoever has it must not be shown what was true before.
    if let Some(state) = state.as_ref().filter(|_| may_write) {
        state.features.iter().filter_map(|feature| feature.after_write).for_each(|note| note(state));
    }
    let http_request = response.request().clone();
    let own = response.response_mut().extensions_mut().remove::<Problem>();
    let answered = own.or_else(|| foreign_problem(&http_request, &response));
    if let Some(mut problem) = answered {
        if problem.code == ProblemCode::UnsupportedMediaType
            && let Some(state) = state.as_ref()
        {
            name_media_types(&mut response, &mut problem, state.contract, meta.locale);
        }
        response = write_problem(response, problem, &meta);
    }
    if response.status() == 403
        && let Some(state) = state
    {
        record_refusal(&http_request, &state, &meta).await;
    }
    secure(&mut response, &meta);
    Ok(response.map_body(|_, answer| {
        let answer = if head_only { BoxBody::new(Unsent(answer.size())) } else { answer };
        let answer = match watched {
            Some(watched) => watched.held_by(answer),
            None => answer,
        };
        match answer.size() {
            BodySize::Stream => BoxBody::new(Counted { body: answer, _in_flight: in_flight }),
            _ => answer,
        }
    }))
}

/// Says which media types the operation takes, in the sentence and in `Accept` (RFC 9110, section 15.5.16), and that a body is not to
/// be compressed.
fn name_media_types(response: &mut ServiceResponse<BoxBody>, problem: &mut Problem, contract: &Contract, locale: Locale) {
    let request = response.request();
    let accepted = contract.find(request.method().as_str(), request.path()).map(|entry| entry.media_types.join(", ")).unwrap_or_default();
    let Ok(accept) = HeaderValue::from_str(&accepted) else { return };
    problem.detail = Some(match locale {
        Locale::Ja => format!("圧縮せずに、次の形式でお送りください：{accepted}"),
        Locale::En => format!("Send this type, uncompressed: {accepted}"),
    });
    response.headers_mut().insert(header::ACCEPT, accept);
    response.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
}

/// A body that is made as it is sent: its request is at hand until it ends.
struct Counted {
    body: BoxBody,
    _in_flight: Option<InFlight>,
}

impl MessageBody for Counted {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_next(cx)
    }
}

/// Framework answers without a problem, such as a path that is no valid UTF-8.
fn foreign_problem(request: &HttpRequest, response: &ServiceResponse) -> Option<Problem> {
    if !request.path().starts_with("/api/") || !(response.status().is_client_error() || response.status().is_server_error()) {
        return None;
    }
    let code = match response.status().as_u16() {
        401 => ProblemCode::SignInRequired,
        404 => ProblemCode::NotFound,
        405 => ProblemCode::MethodNotAllowed,
        413 => ProblemCode::BodyTooLarge,
        415 => ProblemCode::UnsupportedMediaType,
        400..=499 => ProblemCode::MalformedRequest,
        _ => ProblemCode::Internal,
    };
    Some(problem(code, Vec::new()))
}

/// The seconds that `Retry-After` says.
fn wait_of(response: &ServiceResponse) -> Option<u64> {
    response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.parse().ok()
}

fn write_problem(response: ServiceResponse, mut body: Problem, meta: &RequestMeta) -> ServiceResponse {
    body.title = body.code.title(meta.locale).to_owned();
    if body.code == ProblemCode::TooManyRequests {
        body.detail = wait_of(&response).map(|seconds| {
            let wait = wait_text(seconds, meta.locale);
            match meta.locale {
                Locale::Ja => format!("次にお試しいただけるのは、{wait}後です。"),
                Locale::En => format!("You can try again in {wait}."),
            }
        });
    }
    body.instance = Some(format!("urn:gm-network:request:{}", meta.request_id));
    let json = serde_json::to_string(&body).unwrap_or_default();
    let status = actix_web::http::StatusCode::from_u16(body.status).unwrap_or(response.status());
    let mut response = response.map_body(|_, _| BoxBody::new(json));
    *response.response_mut().status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(meta.locale.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A signed-in person who was refused leaves a trace; there is no transaction of the act to write it in.
async fn record_refusal(request: &HttpRequest, state: &AppState, meta: &RequestMeta) {
    let Ok(ctx) = gate::context(request).await else { return };
    if !matches!(ctx.actor, Actor::Account(_)) {
        return;
    }
    if let Err(error) = audit::record(&state.db, &ctx, audit::AuditEntry::on("refusal", None)).await {
        tracing::error!(%error, request.id = meta.request_id, "a refusal could not be recorded");
    }
}

fn secure(response: &mut ServiceResponse, meta: &RequestMeta) {
    let api = response.request().path().starts_with("/api/");
    let state = response.request().app_data::<Data<AppState>>().cloned();
    let headers = response.headers_mut();
    // What says no type, such as a 304, may be about a page that a browser keeps.
    let page = headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/html"));
    if let Some(state) = &state
        && !headers.contains_key(header::CONTENT_SECURITY_POLICY)
    {
        let policy = if page { state.content_security_policy.clone() } else { HeaderValue::from_static(NO_PAGE) };
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let mut set = |name: &'static str, value: &'static str| {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("x-frame-options", "DENY");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    if page {
        // Whoever searches may say where they are; frames of others may not ask.
        set("permissions-policy", "camera=(), geolocation=(self), microphone=(), payment=()");
    }
    if state.as_ref().is_some_and(|state| state.config.https()) {
        // Other hosts below this name are not ours to speak for.
        set("strict-transport-security", "max-age=31536000");
    }
    if api {
        set("x-robots-tag", "noindex");
        set("cache-control", "no-store");
        set("vary", "Accept-Language, Authorization");
    }
    if let Ok(value) = HeaderValue::from_str(&meta.request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    if state.is_some_and(|state| state.is_stopping()) {
        // Whoever asks again finds another process.
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
}

/// A new id. The caller's own is logged beside it and used for nothing: mails are kept from going twice by this one.
fn request_id(state: Option<&AppState>) -> String {
    state.map_or_else(|| "unknown".to_owned(), |state| state.ids.next(state.clock.now()).simple().to_string())
}

/// The id that the caller gave the request, when it is harmless in a log.
fn caller_request_id(request: &ServiceRequest) -> Option<&str> {
    let id = text(request, HeaderName::from_static("x-request-id"))?;
    ((8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')).then_some(id)
}

/// Where the caller is. IPv6 is cut to its /64: one household, one limit.
fn address(request: &ServiceRequest, state: Option<&AppState>) -> String {
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    let caller = peer.map(|peer| state.map_or(peer, |state| state.config.trusted_proxies.caller(peer, request.headers())));
    match caller {
        Some(IpAddr::V6(v6)) => format!("{:x}:{:x}:{:x}:{:x}::/64", v6.segments()[0], v6.segments()[1], v6.segments()[2], v6.segments()[3]),
        Some(IpAddr::V4(v4)) => v4.to_string(),
        None => "unknown".to_owned(),
    }
}

fn text(request: &ServiceRequest, name: HeaderName) -> Option<&str> {
    request.headers().get(name)?.to_str().ok()
}

/// Browser and system by name: enough for a person to recognize their own session, too little to follow anybody.
fn summarize_user_agent(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "unknown".to_owned(),
    }
}

/// 405 with the methods that there are.
#[must_use]
pub fn refuse_method(allowed: &str) -> actix_web::HttpResponse {
    let mut response = refuse(ProblemCode::MethodNotAllowed);
    if let Ok(allowed) = HeaderValue::from_str(allowed) {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

/// A problem as an error answer, for handlers of the framework's own errors.
#[must_use]
pub fn refuse(code: ProblemCode) -> actix_web::HttpResponse {
    problem_response(problem(code, Vec::new()), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_most_preferred_language_that_is_spoken_is_taken() {
        let of = |header: &str| language(&TestRequest::default().insert_header((header::ACCEPT_LANGUAGE, header)).to_http_request());
        assert_eq!(of("fr, en-GB;q=0.8, ja;q=0.5"), Locale::En);
        assert_eq!(of("en;q=0.5, ja-JP;q=0.8"), Locale::Ja, "whatever comes first in the header");
        assert_eq!(of("EN-us, ja"), Locale::En);
        assert_eq!(of("en;q=0, ja"), Locale::Ja);
        assert_eq!((of("fr"), of("*"), of(";;q=x"), of("")), (Locale::Ja, Locale::Ja, Locale::Ja, Locale::Ja));
    }

    #[test]
    fn pictures_come_from_elsewhere_only_where_that_is_configured() {
        assert!(content_security_policy(None).contains("img-src 'self' data:; "));
        let tiles = MapTiles::parse("https://tiles.example/{z}/{x}/{y}.png", "©").unwrap();
        assert!(content_security_policy(Some(&tiles)).contains("img-src 'self' data: https://tiles.example; "));
    }
}
