//! Pages whose words do not depend on what is stored, and those that add a count or two to them.

use super::super::{
    head::Head,
    labels,
    template::{Body, Frame, Link},
};
use super::directory;
use crate::{
    app::AppState,
    ctx::Actor,
    error::ApiResult,
    features::{
        atlas,
        directory::{Filter, query, search},
    },
};
use domain::{
    directory::{Asked, DirectoryQuery, DirectorySummary, count_of},
    locale::Locale,
    number::grouped,
    region::{PREFECTURES, Prefecture},
    registration::ANNUAL_FEE,
    time::instant_text,
};
use routes::{Page, api};
use serde_json::json;

/// Numbers of the last prefecture of each region, in the order of `public.home.region_names`.
const REGION_ENDS: [usize; 6] = [7, 14, 23, 30, 39, 47];

/// A page that is called what its head is called.
pub fn framed(head: &Head) -> Frame {
    Frame { title: head.title.clone(), lead: head.description.clone(), ..Frame::default() }
}

/// One of the pages that explain.
pub fn plain(page: &Page, head: &Head, locale: Locale) -> Option<Body> {
    let frame = framed(head);
    Some(match page {
        Page::HowItWorks => Body::new("how", frame, json!({ "fee": ANNUAL_FEE.label(locale) })),
        Page::Programme => Body::new("programme", frame, ()),
        Page::Faq => Body::new("faq", Frame { wide: true, ..frame }, ()),
        Page::Terms => Body::new("sections", frame, json!({ "texts": "public.terms.sections" })),
        Page::Accessibility => Body::new("sections", frame, json!({ "texts": "public.accessibility.sections" })),
        Page::Contact => Body::new("contact", frame, ()),
        Page::SupportCalculator => {
            let trail = vec![Link::new(labels::text("common.nav.support", locale), routes::SUPPORT)];
            Body::new("calculator", Frame { trail, support: true, ..frame }, ())
        }
        _ => return None,
    })
}

/// The privacy policy, with what browsers send elsewhere where maps are drawn on tiles.
pub fn privacy(state: &AppState, head: &Head, locale: Locale) -> Body {
    let tiles = state.config.map_tiles.as_ref().and_then(|tiles| {
        let [title, text] = labels::list("public.privacy.tiles", locale)?.try_into().ok()?;
        let text = domain::text::filled(text, &[("server", &tiles.origin), ("credit", &tiles.attribution)]);
        Some(json!([title, text]))
    });
    Body::new("sections", framed(head), json!({ "texts": "public.privacy.sections", "more": tiles }))
}

async fn summary(state: &AppState) -> ApiResult<DirectorySummary> {
    match search::summary(state) {
        Ok(Some(summary)) => Ok(summary),
        // The index is being made: Postgres counts as well.
        Ok(None) | Err(_) => query::summary(&state.db).await,
    }
}

fn listed(summary: &DirectorySummary, prefecture: &Prefecture) -> i64 {
    summary.prefectures.iter().find(|one| one.prefecture_code == prefecture.code).map_or(0, |one| one.institutions)
}

/// The landing page.
///
/// # Errors
/// When the database fails.
pub async fn home(state: &AppState, locale: Locale) -> ApiResult<Body> {
    let summary = summary(state).await?;
    let entry = |one: &Prefecture| json!({ "code": one.code, "name": one.label(locale), "count": listed(&summary, one) });
    let mut start = 0;
    let regions: Vec<_> = labels::list("public.home.region_names", locale)
        .unwrap_or_default()
        .into_iter()
        .zip(REGION_ENDS)
        .map(|(name, end)| {
            let prefectures: Vec<_> = PREFECTURES[start..end].iter().map(entry).collect();
            start = end;
            json!({ "name": name, "prefectures": prefectures })
        })
        .collect();
    let it = json!({
        "prefectures": PREFECTURES.iter().map(entry).collect::<Vec<_>>(),
        "regions": regions,
        "institutions": summary.institutions,
        "reached": summary.prefectures.len(),
        "fictional": summary.fictional,
    });
    Body::new("home", Frame::default(), it).giving(&api::get_directory_summary(), &summary)
}

/// The country on the map in the form of its table; parts of the country are the client's to draw.
///
/// # Errors
/// When the database fails, or while the index is being made.
pub async fn map(state: &AppState, head: &Head, asked: &Asked, locale: Locale) -> ApiResult<Body> {
    let summary = summary(state).await?;
    let facets = search::facets(state, &Filter::parse(&asked.query.counted())?)?;
    let missing: Vec<&str> = PREFECTURES.iter().filter(|one| listed(&summary, one) == 0).map(|one| one.label(locale)).collect();
    let within = |base: &str, code: &str| {
        let query = DirectoryQuery { prefecture: Some(code.to_owned()), area: None, cursor: None, ..asked.query.clone() };
        directory::address(base, &Asked { query, place: asked.place.clone() })
    };
    let row = |one: &&Prefecture| {
        let count = count_of(&facets.prefectures, one.code);
        let (map, list) = (within(routes::MAP, one.code), within(routes::DIRECTORY, one.code));
        json!({ "name": one.label(locale), "count": grouped(count), "map": map, "list": list })
    };
    let (some, none): (Vec<_>, Vec<_>) = PREFECTURES.iter().partition(|one| count_of(&facets.prefectures, one.code) > 0);
    let it = json!({
        "reached": PREFECTURES.len() - missing.len(),
        "missing": missing,
        "fictional": summary.fictional,
        "status": labels::fill("map.page.total", locale, &[("total", &grouped(facets.total))]),
        "rows": some.iter().map(row).collect::<Vec<_>>(),
        "others": none.iter().map(row).collect::<Vec<_>>(),
        "list": directory::address(routes::DIRECTORY, asked),
    });
    let frame = Frame {
        title: labels::text("map.page.title", locale).to_owned(),
        trail: vec![Link::new(labels::text("directory.list.title", locale), routes::DIRECTORY)],
        wide: true,
        ..framed(head)
    };
    Body::new("map", frame, it).giving(&api::get_directory_summary(), &summary)
}

/// Where data comes from.
///
/// # Errors
/// When the database fails.
pub async fn credits(state: &AppState, head: &Head, locale: Locale) -> ApiResult<Body> {
    let found = atlas::query::data_editions(state.recent(&Actor::Visitor)).await?;
    let editions: Vec<_> = found
        .iter()
        .map(|one| {
            let (source, licence, credit) = match locale {
                Locale::Ja => (&one.source, &one.licence, &one.credit),
                Locale::En => (&one.source_en, &one.licence_en, &one.credit_en),
            };
            json!({
                "dataset": one.dataset.label(locale), "edition": one.edition, "source": source, "credit": credit, "licence": licence,
                "file": one.file_name, "taken": one.rows_taken, "refused": one.rows_refused,
                "at": one.imported_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true), "at_text": instant_text(one.imported_at, locale),
            })
        })
        .collect();
    Body::new("credits", framed(head), json!({ "editions": editions })).giving_list(&api::list_data_editions(), &found)
}
