//! The newest institutions, for feed readers (Atom, RFC 4287).

use super::{
    fresh, labels, listing, locale, localized,
    sitemap::moment,
    xml::{Xml, document, empty, group, text},
};
use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    features::directory::published,
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{directory::Listing, locale::Locale};
use std::io;

const ENTRIES: u64 = 50;

/// `/feeds/institutions.atom`. As long as no real institution is listed, those that are made up stand for them and say so.
pub async fn institutions(request: HttpRequest, state: Data<AppState>) -> ApiResult<HttpResponse> {
    let locale = locale(request.query_string());
    let mut answer = fresh(&request, &state, &format!("feed-{}", locale.tag()), async || {
        let mut newest = published::newest(&state.db, false, ENTRIES).await?;
        if newest.is_empty() {
            newest = published::newest(&state.db, true, ENTRIES).await?;
        }
        written(&newest, &state.config.public_url, locale).map_err(ApiError::internal)
    })
    .await?;
    if answer.status().is_success() {
        let media_type = actix_web::http::header::HeaderValue::from_static("application/atom+xml; charset=utf-8");
        answer.headers_mut().insert(actix_web::http::header::CONTENT_TYPE, media_type);
    }
    Ok(answer)
}

fn written(newest: &[Listing], site: &str, locale: Locale) -> io::Result<Vec<u8>> {
    let own = format!("{site}{}", routes::FEED);
    let updated = newest.iter().map(|listing| listing.updated_at).max().unwrap_or(DateTime::UNIX_EPOCH);
    let name = labels::text("common.site.name", locale);
    document("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", locale.tag())], |xml| {
        text(xml, "id", &localized(&own, locale))?;
        text(xml, "title", &format!("{name}{}{}", locale.pick("：", ": "), labels::text("directory.feed.title", locale)))?;
        text(xml, "subtitle", labels::text("directory.feed.subtitle", locale))?;
        text(xml, "rights", labels::text("directory.feed.rights", locale))?;
        text(xml, "updated", &moment(updated))?;
        group(xml, "author", |xml| {
            text(xml, "name", name)?;
            text(xml, "uri", site)
        })?;
        link(xml, "self", "application/atom+xml", locale, &localized(&own, locale))?;
        link(xml, "alternate", "text/html", locale, &localized(&format!("{site}{}", routes::DIRECTORY), locale))?;
        link(xml, "license", "text/html", locale, &localized(&format!("{site}{}", routes::TERMS), locale))?;
        newest.iter().try_for_each(|listing| entry(xml, listing, site, locale))
    })
}

fn entry(xml: &mut Xml, listing: &Listing, site: &str, locale: Locale) -> io::Result<()> {
    let summary = &listing.summary;
    group(xml, "entry", |xml| {
        // The institution stays the same, whatever it is called and wherever this site moves.
        text(xml, "id", &format!("urn:uuid:{}", summary.institution_id))?;
        let place = listing::place(summary, locale);
        let title = listing::title(summary, locale);
        text(xml, "title", &format!("{title}{}{place}", locale.pick("／", " – ")))?;
        link(xml, "alternate", "text/html", locale, &localized(&format!("{site}{}", listing::address(summary.institution_id)), locale))?;
        text(xml, "published", &moment(midnight(listing)))?;
        text(xml, "updated", &moment(listing.updated_at))?;
        text(xml, "summary", &listing::description(listing, locale))?;
        let mut categories = vec![(summary.kind.code(), summary.kind.label(locale))];
        categories.extend(summary.specialties.iter().map(|specialty| (specialty.code(), specialty.label(locale))));
        if summary.fictional {
            categories.push(("fictional", labels::text("common.state.fictional", locale)));
        }
        categories.iter().try_for_each(|(term, label)| empty(xml, "category", &[("term", term), ("label", label)]))
    })
}

/// The first moment of the day of publication, in Japan.
fn midnight(listing: &Listing) -> DateTime<Utc> {
    listing.summary.published_on.and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(9)
}

fn link(xml: &mut Xml, rel: &str, media_type: &str, locale: Locale, href: &str) -> io::Result<()> {
    empty(xml, "link", &[("rel", rel), ("type", media_type), ("hreflang", locale.tag()), ("href", href)])
}
