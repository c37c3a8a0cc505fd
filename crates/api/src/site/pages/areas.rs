//! Priority support areas on a day: in the country, in a prefecture, and one with all that ever held of it; and the councils' meetings.

use super::super::{
    area_map,
    head::Head,
    labels, listing,
    template::{Body, Frame, Link},
};
use super::{parts::day, texts::framed};
use crate::{
    app::AppState,
    ctx::Actor,
    error::ApiResult,
    features::{
        places::query::{areas, municipalities},
        planning::{correction_plan::query::plans, council::query::meetings},
        priority_area::query::{candidates, detail, on_day},
        support,
    },
};
use chrono::NaiveDate;
use domain::{
    ids::PriorityAreaId,
    locale::Locale,
    region::{
        Municipality, PREFECTURES, Prefecture, SecondaryMedicalArea,
        correction_plan::{CorrectionPlan, PlanStatus},
        priority_area::{AreaShape, AreaStatus, AreaVersion, PriorityArea},
    },
    support::{Agreement, CouncilMeeting},
    time::{DAYS, full_day_text, full_fiscal_year_text, japan_date},
};
use routes::api;
use serde_json::{Value, json};
use std::cmp::Reverse;

/// The day that an address asks for; today where it names none that support can be about.
pub fn asked(state: &AppState, query: &str) -> NaiveDate {
    let given = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "as_of").and_then(|(_, day)| day.parse().ok());
    let (first, last) = DAYS;
    given.filter(|day| (first..=last).contains(day)).unwrap_or_else(|| japan_date(state.clock.now()))
}

fn on(code: &str, day: NaiveDate) -> String {
    format!("{}?as_of={day}", routes::support_areas_in(code))
}

pub(super) fn frame(head: &Head, above: &[Link], locale: Locale) -> Frame {
    let mut trail = vec![Link::new(labels::text("common.nav.support", locale), routes::SUPPORT)];
    trail.extend_from_slice(above);
    Frame { trail, support: true, wide: true, ..framed(head) }
}

pub(super) fn to_areas(locale: Locale) -> Link {
    Link::new(labels::text("support.areas.title", locale), routes::SUPPORT_AREAS)
}

/// Which prefectures have areas.
///
/// # Errors
/// When the database fails.
pub async fn country(state: &AppState, head: &Head, query: &str, locale: Locale) -> ApiResult<Body> {
    let shown = asked(state, query);
    let areas = on_day(state.recent(&Actor::Visitor), None, shown).await?;
    let count = |code: &str, status| areas.iter().filter(|area| area.prefecture_code == code && area.version.status == status).count();
    let (mut rows, mut others) = (Vec::new(), Vec::new());
    for one in &PREFECTURES {
        let (name, href) = (one.label(locale), on(one.code, shown));
        match (count(one.code, AreaStatus::Designated), count(one.code, AreaStatus::Candidate)) {
            (0, 0) => others.push(Link::new(name, href)),
            (designated, candidates) => {
                rows.push(json!({ "name": name, "href": href, "designated": designated, "candidates": candidates }))
            }
        }
    }
    Body::new("areas", frame(head, &[], locale), json!({ "day": day(shown, locale), "rows": rows, "others": others }))
        .giving_list(&areas_on(None, shown), &areas)
}

/// A prefecture's areas, plans and candidates.
///
/// # Errors
/// When the database fails.
pub async fn prefecture(state: &AppState, head: &Head, of: &Prefecture, query: &str, locale: Locale) -> ApiResult<Body> {
    let (shown, code) = (asked(state, query), Some(of.code));
    let found = on_day(state.recent(&Actor::Visitor), code, shown).await?;
    let names = Names::read(state, of.code).await?;
    let rows: Vec<_> = found
        .iter()
        .map(|area| {
            let href = format!("{}?as_of={shown}", routes::support_area(of.code, area.id));
            let mut row = version(&area.version, &names, locale);
            row["name"] = json!(name_of(area, locale));
            row["href"] = json!(href);
            row
        })
        .collect();
    let candidates = candidates(state.recent(&Actor::Visitor), code).await?;
    let computed: Vec<_> = candidates
        .iter()
        .map(|one| {
            json!({
                "name": locale.name(&one.area_name, &one.area_name_en),
                "japanese": one.area_name_en.is_empty(),
                "index": format!("{}.{}", one.index_tenths / 10, one.index_tenths % 10),
                "answers": [one.lowest_in_prefecture, one.few_in_few],
            })
        })
        .collect();
    let tables = support::tables(state.recent(&Actor::Visitor), code).await?;
    let links: Vec<_> = tables
        .iter()
        .map(|table| {
            let year = full_fiscal_year_text(table.fiscal_year, locale);
            Link::new(labels::fill("support.tables.link", locale, &[("year", &year)]), routes::support_table(of.code, table.fiscal_year))
        })
        .collect();
    let plans = plans(state.recent(&Actor::Visitor), code, None).await?;
    let it = json!({
        "day": day(shown, locale),
        "areas": rows,
        "map": area_map::described(state, of, &found, &shown.to_string(), locale).await?,
        "plans": plans.iter().map(|one| plan(one, locale)).collect::<Vec<_>>(),
        "computed": computed,
        "tables": links,
        "code": of.code,
    });
    let body = Body::new("prefecture", frame(head, &[to_areas(locale)], locale), it)
        .giving_list(&areas_on(code, shown), &found)?
        .giving_list(&within(api::list_computed_candidates(), of), &candidates)?
        .giving_list(&within(api::list_support_tables(), of), &tables)?
        .giving_list(&within(api::list_correction_plans(), of), &plans)?;
    names.given(body, of)
}

/// An operation that reads what is in a prefecture.
fn within(operation: api::Get, of: &Prefecture) -> api::Get {
    operation.with(&[("prefecture", Some(of.code.to_owned()))])
}

/// The areas of a prefecture or the country on a day, as the client reads them.
fn areas_on(prefecture: Option<&str>, day: NaiveDate) -> api::Get {
    api::list_priority_areas().with(&[("prefecture", prefecture.map(str::to_owned)), ("as_of", Some(day.to_string()))])
}

/// One area.
///
/// # Errors
/// `not_found` when there is none of that id in the prefecture.
pub async fn area(state: &AppState, head: &Head, of: &Prefecture, id: PriorityAreaId, query: &str, locale: Locale) -> ApiResult<Body> {
    let shown = asked(state, query);
    let found = detail(&state.db, id, shown).await?;
    if found.prefecture_code != of.code {
        return Err(domain::problem::ProblemCode::NotFound.into());
    }
    let names = Names::read(state, of.code).await?;
    let (tone, key) = match found.area.as_ref().map(|area| area.version.status) {
        Some(AreaStatus::Designated) => ("success", "support.area.is_designated"),
        Some(AreaStatus::Candidate) => ("info", "support.area.is_candidate"),
        Some(AreaStatus::Ended) => ("neutral", "support.area.is_ended"),
        None => ("neutral", "support.area.is_nothing"),
    };
    let institutions: Vec<_> = found
        .institutions
        .iter()
        .map(|one| json!({ "name": one.name, "href": listing::address(one.id), "status": one.kind.label(locale), "fictional": one.fictional }))
        .collect();
    let it = json!({
        "day": day(shown, locale),
        "state": (tone, labels::fill(key, locale, &[("day", &full_day_text(shown, locale))])),
        "municipalities": found.municipality_codes.iter().map(|code| names.municipality(code, locale)).collect::<Vec<_>>(),
        "institutions": institutions,
        "versions": found.versions.iter().map(|one| version(one, &names, locale)).collect::<Vec<_>>(),
        "all": routes::support_areas_in(of.code),
    });
    let title = labels::fill("support.areas.of_area", locale, &[("name", &locale.name(&found.name, &found.name_en))]);
    let above = [to_areas(locale), Link::new(of.label(locale), routes::support_areas_in(of.code))];
    let operation = api::get_priority_area(id).with(&[("as_of", Some(shown.to_string()))]);
    let body = Body::new("area", Frame { title, lead: String::new(), ..frame(head, &above, locale) }, it).giving(&operation, &found)?;
    names.given(body, of)
}

/// What names the places of a prefecture.
struct Names {
    areas: Vec<SecondaryMedicalArea>,
    municipalities: Vec<Municipality>,
}

impl Names {
    async fn read(state: &AppState, prefecture: &str) -> ApiResult<Self> {
        Ok(Names {
            areas: areas(state.recent(&Actor::Visitor), Some(prefecture)).await?,
            municipalities: municipalities(state.recent(&Actor::Visitor), Some(prefecture)).await?,
        })
    }

    /// The page with these names for the client.
    fn given(&self, body: Body, of: &Prefecture) -> ApiResult<Body> {
        body.giving_list(&within(api::list_areas(), of), &self.areas)?
            .giving_list(&within(api::list_municipalities(), of), &self.municipalities)
    }

    fn municipality(&self, code: &str, locale: Locale) -> String {
        let found = self.municipalities.iter().find(|one| one.code == code);
        found.map_or_else(|| code.to_owned(), |one| locale.name(&one.name, &one.name_en).to_owned())
    }

    /// Where a shape is, as far as codes tell names.
    fn shape(&self, shape: &AreaShape, locale: Locale) -> String {
        let within = |key: &str, code: &str, name: &str| {
            labels::fill(key, locale, &[("municipality", &self.municipality(code, locale)), ("name", &name)])
        };
        match shape {
            AreaShape::SecondaryMedicalArea { code } => {
                let found = self.areas.iter().find(|one| one.code == *code);
                let name = found.map_or(code.as_str(), |one| locale.name(&one.name, &one.name_en));
                labels::fill("support.areas.whole_area", locale, &[("name", &name)])
            }
            AreaShape::Municipalities { codes } => {
                let names: Vec<String> = codes.iter().map(|code| self.municipality(code, locale)).collect();
                names.join(labels::text("support.words.comma", locale))
            }
            AreaShape::District { municipality_code, name } => within("support.areas.district", municipality_code, name),
            AreaShape::Island { municipality_code, name } => within("support.areas.island", municipality_code, name),
            AreaShape::Spot { name, .. } => labels::fill("support.areas.spot", locale, &[("name", name)]),
            AreaShape::Radius { position, radius_m } => {
                let (latitude, longitude) = (position.latitude, position.longitude);
                labels::fill("support.areas.radius", locale, &[("latitude", &latitude), ("longitude", &longitude), ("metres", radius_m)])
            }
        }
    }
}

fn name_of(area: &PriorityArea, locale: Locale) -> &str {
    locale.name(&area.name, &area.name_en)
}

/// What held of an area for a time.
fn version(version: &AreaVersion, names: &Names, locale: Locale) -> Value {
    let agreement =
        |agreement: Option<&Agreement>| agreement.map(|one| json!({ "day": day(one.agreed_on, locale), "minutes": one.minutes }));
    let tone = match version.status {
        AreaStatus::Designated => "success",
        AreaStatus::Candidate => "info",
        AreaStatus::Ended => "neutral",
    };
    json!({
        "status": version.status.label(locale),
        "tone": tone,
        "place": names.shape(&version.shape, locale),
        "from": day(version.period.from, locale),
        "until": version.period.until.map(|until| day(until, locale)),
        "regional": agreement(version.regional_medical_council.as_ref()),
        "insurers": agreement(version.insurers_council.as_ref()),
        "note": version.note,
        "source": version.source,
    })
}

fn plan(plan: &CorrectionPlan, locale: Locale) -> Value {
    let areas: Vec<_> = plan
        .areas
        .iter()
        .map(|one| {
            json!({
                "name": locale.name(&one.name, &one.name_en),
                "href": routes::support_area(&plan.prefecture_code, one.priority_area_id),
                "numbers": [one.doctors_target, one.doctors_present, one.gap()],
                "measures": one.measures,
            })
        })
        .collect();
    let institutions: Vec<_> = plan
        .institutions
        .iter()
        .map(|one| {
            let href = one.listed.then(|| listing::address(one.institution_id));
            json!({ "name": one.name, "href": href, "status": one.status.label(locale), "fictional": one.fictional })
        })
        .collect();
    let steps: Vec<_> = plan
        .steps
        .iter()
        .map(|step| json!({ "status": step.to.label(locale), "day": step.held_on.map(|held| day(held, locale)) }))
        .collect();
    json!({
        "year": full_fiscal_year_text(plan.fiscal_year, locale),
        "status": plan.status.label(locale),
        "tone": if plan.status == PlanStatus::Adopted { "success" } else { "info" },
        "areas": areas,
        "institutions": institutions,
        "steps": steps,
        "source": plan.source,
    })
}

/// The meetings of a prefecture's councils, the latest year first.
///
/// # Errors
/// When the database fails.
pub async fn calendar(state: &AppState, head: &Head, of: &Prefecture, locale: Locale) -> ApiResult<Body> {
    let found = meetings(state.recent(&Actor::Visitor), Some(of.code), None).await?;
    let mut sorted: Vec<&CouncilMeeting> = found.iter().collect();
    sorted.sort_by_key(|meeting| (Reverse(meeting.fiscal_year), meeting.round, meeting.council));
    let years: Vec<_> = sorted
        .chunk_by(|a, b| a.fiscal_year == b.fiscal_year)
        .map(|of_year| {
            let name = full_fiscal_year_text(of_year[0].fiscal_year, locale);
            json!({ "name": name, "meetings": of_year.iter().map(|one| meeting(one, locale)).collect::<Vec<_>>() })
        })
        .collect();
    let areas = routes::support_areas_in(of.code);
    let above = [to_areas(locale), Link::new(of.label(locale), areas.clone())];
    Body::new("meetings", Frame { wide: false, ..frame(head, &above, locale) }, json!({ "years": years, "areas": areas }))
        .giving_list(&within(api::list_council_meetings(), of), &found)
}

fn meeting(meeting: &CouncilMeeting, locale: Locale) -> Value {
    let agenda: Vec<_> = meeting
        .agenda
        .iter()
        .map(|item| {
            let schemes: Vec<_> = item.schemes.iter().map(|one| Link::new(one.label(locale), routes::support_scheme(*one))).collect();
            json!({ "text": locale.pick(&item.ja, &item.en), "schemes": schemes })
        })
        .collect();
    json!({
        "round": meeting.round.label(locale),
        "council": meeting.council.label(locale),
        "day": meeting.held_on.map(|held| day(held, locale)),
        "agenda": agenda,
        "minutes": meeting.minutes,
        "source": meeting.source,
    })
}
