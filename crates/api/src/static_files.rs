//! The client: hashed files for a year, compressed copies as the browser accepts them; every other address is a page ([`site`]).

use crate::{
    app::AppState,
    platform::http::{
        cache,
        middleware::{refuse, refuse_method},
    },
    site,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web,
};
use domain::problem::ProblemCode;
use std::path::{Component, Path, PathBuf};

const MISSING: &str = include_str!("../templates/no_client.html");

/// Mounts the readable contract at `/docs`; its scripts and styles are served by us.
pub fn docs(config: &mut web::ServiceConfig) {
    let settings = utoipa_swagger_ui::Config::from("/openapi.json").validator_url("none").display_request_duration(true);
    config
        .route("/docs", web::get().to(async || HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()))
        .service(utoipa_swagger_ui::SwaggerUi::new("/docs/{_:.*}").config(settings));
}

/// Answers with a file of the client, or with its page for an address that the client knows how to show.
pub async fn serve(request: &HttpRequest, state: &AppState) -> HttpResponse {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return refuse_method("GET, HEAD");
    }
    let root = &state.config.web_dir;
    if let Some(path) = safe_path(request.path())
        // The page as a file would be one without words about it.
        && path != Path::new("index.html")
        && let Some(response) = file(request, root, &path).await
    {
        return response;
    }
    // A missing file is missing; only an address that somebody navigates to is the client's to show.
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let last = request.path().rsplit('/').next().unwrap_or_default();
    if last.contains('.') || !(accept.contains("text/html") || accept.contains("*/*") || accept.is_empty()) {
        return refuse(ProblemCode::NotFound);
    }
    match site::page(request, state).await {
        Some(response) => response,
        None => HttpResponse::ServiceUnavailable()
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(MISSING),
    }
}

/// The path below the root, without any way out of it.
fn safe_path(path: &str) -> Option<PathBuf> {
    let relative = path.trim_start_matches('/');
    let decoded: PathBuf = percent_decode(relative)?.into();
    let plain = !relative.is_empty()
        && decoded.components().all(|part| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.')));
    plain.then_some(decoded)
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let pair = [rest.next()?, rest.next()?];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?);
            }
            0 => return None,
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

async fn file(request: &HttpRequest, root: &Path, relative: &Path) -> Option<HttpResponse> {
    let extension = relative.extension()?.to_str()?;
    let plain = root.join(relative);
    let metadata = tokio::fs::metadata(&plain).await.ok().filter(std::fs::Metadata::is_file)?;
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = relative.to_str()?;
    let (encoding, path) = pick(accepted, &plain).await;
    let hashed = is_hashed(name);
    let modified = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?.as_micros();
    let tag = format!("\"{modified:x}-{:x}{}\"", metadata.len(), encoding.unwrap_or_default());
    // Drawings and the manifest keep their names when they change. A page that draws one twice asks for it once.
    let keep = if hashed { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };

    let mut response = HttpResponse::Ok();
    let same = cache::has(request, &tag);
    if same {
        response.status(actix_web::http::StatusCode::NOT_MODIFIED);
    }
    response
        .insert_header((header::CACHE_CONTROL, keep))
        .insert_header((header::ETAG, tag))
        .insert_header((header::VARY, "Accept-Encoding"))
        .content_type(media_type(extension));
    if let Some(encoding) = encoding {
        response.insert_header((header::CONTENT_ENCODING, encoding));
    }
    if same {
        return Some(response.finish());
    }
    Some(response.body(tokio::fs::read(path).await.ok()?))
}

/// The best compressed copy that exists and is accepted.
async fn pick(accepted: &str, plain: &Path) -> (Option<&'static str>, PathBuf) {
    let accepts = |name: &str| {
        accepted.split(',').any(|part| {
            part.split(';').next().is_some_and(|coding| coding.trim() == name)
                && !part.contains("q=0,")
                && !part.trim_end().ends_with("q=0")
        })
    };
    for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
        let mut name = plain.as_os_str().to_owned();
        name.push(".");
        name.push(suffix);
        let path = PathBuf::from(name);
        if accepts(encoding) && tokio::fs::metadata(&path).await.is_ok() {
            return (Some(encoding), path);
        }
    }
    (None, plain.to_owned())
}

/// `app-0a1b2c3d4e5f.js` or `client-0a1b2c3d4e5f/app.js`: the build puts the content's hash, eight or more hexadecimal digits, at the end of a file's
/// stem or of a folder's name.
fn is_hashed(name: &str) -> bool {
    name.split('/').any(|part| {
        let mut pieces = part.split('.');
        let in_stem = pieces.next().unwrap_or_default().rsplit(['-', '_']).next().unwrap_or_default();
        let in_middle = pieces.next().unwrap_or_default();
        [in_stem, in_middle].iter().any(|piece| piece.len() >= 8 && piece.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for bad in ["/", "/../etc/passwd", "/%2e%2e/x.txt", "/a/../../b.js", "/.git/config", "/a%00.js", "/%zz.js", "/%ff.js"] {
            assert_eq!(safe_path(bad), None, "{bad}");
        }
        assert_eq!(safe_path("/assets/app-1.js"), Some("assets/app-1.js".into()));
    }

    #[test]
    fn hashed_names_are_recognized() {
        assert!(is_hashed("web-0a1b2c3d4e5f6a7b.wasm"));
        assert!(is_hashed("assets/web.0a1b2c3d.css"));
        assert!(is_hashed("assets/client-0a1b2c3d4e5f6a7b/split_staff.wasm"));
        assert!(!is_hashed("favicon.svg"));
        assert!(!is_hashed("robots.txt"));
    }
}
