//! Everything that search engines may list: an index, the pages that are always there, the institutions of each prefecture, and the openings.
//!
//! Institutions that are made up are in none of it: their pages ask not to be indexed.

use super::{
    fresh, listing, pages,
    xml::{document, group, text},
};
use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    features::{directory::published, opening},
    platform::http::cache,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{problem::ProblemCode, region::prefecture};

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
/// What the protocol allows in one file.
pub const MOST_IN_FILE: u64 = 50_000;

/// `/sitemap.xml`
pub async fn index(request: HttpRequest, state: Data<AppState>) -> ApiResult<HttpResponse> {
    fresh(&request, &state, "sitemap", async || {
        let site = &state.config.public_url;
        let parts = published::parts(&state.db).await?;
        let files = parts
            .iter()
            .flat_map(|part| (0..part.institutions.div_ceil(MOST_IN_FILE)).map(move |page| (file(&part.prefecture_code, page), part)));
        document("sitemapindex", &[NAMESPACE], |xml| {
            group(xml, "sitemap", |xml| text(xml, "loc", &format!("{site}/sitemaps/pages.xml")))?;
            group(xml, "sitemap", |xml| text(xml, "loc", &format!("{site}/sitemaps/openings.xml")))?;
            for (file, part) in files {
                group(xml, "sitemap", |xml| {
                    text(xml, "loc", &format!("{site}/sitemaps/institutions/{file}"))?;
                    text(xml, "lastmod", &moment(part.updated_at))
                })?;
            }
            Ok(())
        })
        .map_err(ApiError::internal)
    })
    .await
}

/// `/sitemaps/pages.xml`
pub async fn fixed(request: HttpRequest, state: Data<AppState>) -> ApiResult<HttpResponse> {
    let site = &state.config.public_url;
    let written = document("urlset", &[NAMESPACE], |xml| {
        pages::fixed().try_for_each(|path| group(xml, "url", |xml| text(xml, "loc", &format!("{site}{path}"))))
    });
    let answer = HttpResponse::Ok().content_type(super::XML).body(written.map_err(ApiError::internal)?);
    Ok(cache::public(&request, answer, cache::HOUR))
}

/// `/sitemaps/institutions/04.xml`, and `13-2.xml` should a prefecture have more than a file may hold.
pub async fn institutions(request: HttpRequest, state: Data<AppState>, name: Path<String>) -> ApiResult<HttpResponse> {
    let (code, page) = parse(&name).ok_or(ProblemCode::NotFound)?;
    fresh(&request, &state, &format!("sitemap-{code}-{page}"), async || {
        let site = &state.config.public_url;
        let found = published::part(&state.db, code, page, MOST_IN_FILE).await?;
        document("urlset", &[NAMESPACE], |xml| {
            found.iter().try_for_each(|(id, updated_at)| {
                group(xml, "url", |xml| {
                    text(xml, "loc", &format!("{site}{}", listing::address(*id)))?;
                    text(xml, "lastmod", &moment(*updated_at))
                })
            })
        })
        .map_err(ApiError::internal)
    })
    .await
}

/// `/sitemaps/openings.xml`: those that are open now. What ended is gone from it at once.
pub async fn openings(request: HttpRequest, state: Data<AppState>) -> ApiResult<HttpResponse> {
    let site = &state.config.public_url;
    let found = opening::indexed(&state.db, state.clock.now(), MOST_IN_FILE).await?;
    let written = document("urlset", &[NAMESPACE], |xml| {
        found.iter().try_for_each(|(id, updated_at)| {
            group(xml, "url", |xml| {
                text(xml, "loc", &format!("{site}{}", routes::opening(*id)))?;
                text(xml, "lastmod", &moment(*updated_at))
            })
        })
    });
    let answer = HttpResponse::Ok().content_type(super::XML).body(written.map_err(ApiError::internal)?);
    Ok(cache::public(&request, answer, cache::CHECK))
}

fn file(code: &str, page: u64) -> String {
    if page == 0 { format!("{code}.xml") } else { format!("{code}-{}.xml", page + 1) }
}

/// The prefecture and the page of a file, from 0.
fn parse(name: &str) -> Option<(&'static str, u64)> {
    let stem = name.strip_suffix(".xml")?;
    let (code, page) = match stem.split_once('-') {
        Some((code, page)) => (code, page.parse::<u64>().ok()?.checked_sub(1)?),
        None => (stem, 0),
    };
    let code = prefecture(code)?.code;
    // One address for every file.
    (file(code, page) == name && page < 100).then_some((code, page))
}

/// As the protocol writes times.
pub fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_one_name() {
        for (name, expected) in [("04.xml", Some(("04", 0))), ("13-2.xml", Some(("13", 1))), ("47-100.xml", Some(("47", 99)))] {
            assert_eq!(parse(name), expected, "{name}");
        }
        for none in ["48.xml", "04", "4.xml", "04-1.xml", "04-0.xml", "04-02.xml", "04-101.xml", "04--2.xml", "../04.xml"] {
            assert_eq!(parse(none), None, "{none}");
        }
    }
}
