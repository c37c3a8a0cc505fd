//! The list of openings: what was found, and a form that asks by address as the client does.

use super::super::{
    labels, listing,
    template::{Body, Frame, Link},
};
use super::{
    directory::reason,
    opening::pay,
    parts::{Day, day},
};
use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    features::opening,
};
use domain::{
    institution::Specialty,
    locale::Locale,
    money::Yen,
    number::grouped,
    opening::{Benefit, Engagement, OpeningQuery, OpeningSort, OpeningSummary, PayUnit},
    page::Page,
    problem::ProblemCode,
    region::{PREFECTURES, prefecture_label},
    search::Words,
    time::{day_text, japan_date},
};
use serde::Serialize;
use std::str::FromStr;
use strum::IntoEnumIterator;

/// What the template of the list shows.
#[derive(Serialize)]
struct List {
    form: Form,
    /// The conditions in force, each with the address of the same question without it.
    chips: Vec<Link>,
    status: String,
    cards: Vec<Card>,
    /// The page after this one.
    next: Option<String>,
    /// The first page, where this is not it.
    first: Option<String>,
    nothing: Option<Nothing>,
}

#[derive(Serialize)]
struct Nothing {
    title: String,
    text: String,
}

#[derive(Serialize)]
struct Form {
    words: String,
    /// Why the words are no search; blank where they are one.
    error: String,
    menus: Vec<Menu>,
    orders: Vec<Choice>,
    /// Asked already and not to be chosen here.
    kept: Vec<(&'static str, String)>,
}

/// A filter with its values.
#[derive(Serialize)]
struct Menu {
    name: &'static str,
    label: &'static str,
    any: &'static str,
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Card {
    title: String,
    href: String,
    institution: String,
    place: String,
    engagement: &'static str,
    fictional: bool,
    specialties: String,
    pay: String,
    half_days: String,
    duties: String,
    offered: Vec<&'static str>,
    posted: Day,
    confirmed: Day,
}

/// The list that the address asks for.
///
/// # Errors
/// When the database fails.
pub async fn body(state: &AppState, query: &OpeningQuery, locale: Locale) -> ApiResult<Body> {
    let refused = Words::parse(query.q.as_deref().unwrap_or_default()).err().map(|refused| reason(refused, locale));
    let found = match refused {
        // What is no search finds nothing; the page says why.
        Some(_) => None,
        None => found(state, query).await?,
    };
    let given = found.clone();
    let found = match (found, &refused) {
        (Some(found), _) => found,
        (None, Some(_)) => Page::default(),
        // The cursor belongs to another question.
        (None, None) => opening::list(&state.db, state.clock.now(), &from_the_start(query)).await?,
    };
    let chips = chips(query, locale);
    let nothing = found.items.is_empty().then(|| {
        let home = if chips.is_empty() { "opening.empty" } else { "opening.list" };
        let text = |part: &str| labels::text(&format!("{home}.{part}"), locale).to_owned();
        Nothing { title: refused.clone().unwrap_or_else(|| text("none_title")), text: text("none_text") }
    });
    let list = List {
        status: match found.items.len() as u64 {
            0 => String::new(),
            shown => labels::fill("directory.list.shown", locale, &[("count", &grouped(shown))]),
        },
        cards: found.items.iter().map(|row| card(row, locale)).collect(),
        next: found.next_cursor.map(|cursor| address(&OpeningQuery { cursor: Some(cursor), ..query.clone() })),
        first: query.cursor.is_some().then(|| address(&from_the_start(query))),
        form: form(query, refused, locale),
        nothing,
        chips,
    };
    let frame = Frame {
        title: labels::text("opening.list.title", locale).to_owned(),
        lead: labels::text("opening.list.lead", locale).to_owned(),
        wide: true,
        ..Frame::default()
    };
    let body = Body::new("openings", frame, list);
    match given {
        Some(page) => body.giving(&routes::api::list_openings().with(&query.parameters()), &page),
        None => Ok(body),
    }
}

/// A page of the list; nothing where the cursor belongs to another question.
async fn found(state: &AppState, query: &OpeningQuery) -> ApiResult<Option<Page<OpeningSummary>>> {
    match opening::list(&state.db, state.clock.now(), query).await {
        Ok(page) => Ok(Some(page)),
        Err(ApiError::Problem { code: ProblemCode::InvalidCursor, .. }) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn from_the_start(query: &OpeningQuery) -> OpeningQuery {
    OpeningQuery { cursor: None, ..query.clone() }
}

fn address(query: &OpeningQuery) -> String {
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    if query.is_empty() { routes::OPENINGS.to_owned() } else { format!("{}?{query}", routes::OPENINGS) }
}

fn card(row: &OpeningSummary, locale: Locale) -> Card {
    let separator = labels::text("directory.card.separator", locale);
    let specialties: Vec<&str> = row.specialties.iter().map(|one| one.label(locale)).collect();
    let half_days = row.half_days_per_week.map(|count| {
        let value = labels::fill("opening.value.half_days", locale, &[("count", &count)]);
        format!("{} {value}", labels::text("opening.field.half_days_per_week", locale))
    });
    let duties: Vec<String> =
        [("night", row.night_duties_per_month), ("day", row.day_duties_per_month), ("on_call", row.on_call_per_month)]
            .into_iter()
            .filter_map(|(name, count)| {
                let name = labels::text(&format!("opening.value.{name}"), locale);
                count.map(|count| labels::fill("opening.value.duty", locale, &[("name", &name), ("count", &count)]))
            })
            .collect();
    Card {
        title: row.title.clone(),
        href: routes::opening(row.id),
        institution: locale.name(&row.institution_name, &row.institution_name_en).to_owned(),
        place: listing::place_of(&row.prefecture_code, &row.municipality_name, &row.municipality_name_en, locale),
        engagement: row.engagement.label(locale),
        fictional: row.fictional,
        specialties: specialties.join(separator),
        pay: pay(row.pay_unit, row.pay_from, row.pay_to, locale),
        half_days: half_days.unwrap_or_default(),
        duties: duties.join(separator),
        offered: row.offered.iter().map(|one| one.label(locale)).collect(),
        posted: day(japan_date(row.posted_at), locale),
        confirmed: day(japan_date(row.confirmed_at), locale),
    }
}

fn listed(list: Option<&String>) -> impl Iterator<Item = &str> {
    list.into_iter().flat_map(|list| list.split(',')).filter(|code| !code.is_empty())
}

fn chips(query: &OpeningQuery, locale: Locale) -> Vec<Link> {
    let mut chips = Vec::new();
    let mut add = |text: String, change: &dyn Fn(&mut OpeningQuery)| {
        let mut rest = from_the_start(query);
        change(&mut rest);
        chips.push(Link::new(text, address(&rest)));
    };
    let word = |key: &str| labels::text(key, locale).to_owned();
    let count = |key: &str, count: i32| labels::fill(&format!("opening.filter.{key}"), locale, &[("count", &count)]);
    if query.institution_id.is_some() {
        add(word("opening.filter.of_institution"), &|rest| rest.institution_id = None);
    }
    if let Some(words) = &query.q {
        add(labels::fill("directory.filter.words_are", locale, &[("words", words)]), &|rest| rest.q = None);
    }
    for code in listed(query.engagements.as_ref()) {
        add(label(code, Engagement::label, locale), &|rest| rest.engagements = without(query.engagements.as_ref(), code));
    }
    for code in listed(query.prefectures.as_ref()) {
        add(prefecture_label(code, locale), &|rest| rest.prefectures = without(query.prefectures.as_ref(), code));
    }
    for code in listed(query.specialties.as_ref()) {
        add(label(code, Specialty::label, locale), &|rest| rest.specialties = without(query.specialties.as_ref(), code));
    }
    if let Some(unit) = query.pay_unit {
        let unit = unit.label(locale);
        let text = match query.pay_at_least {
            Some(least) => labels::fill("opening.filter.pay_is", locale, &[("unit", &unit), ("amount", &Yen(least).label(locale))]),
            None => labels::fill("opening.filter.unit_is", locale, &[("unit", &unit)]),
        };
        add(text, &|rest| {
            (rest.pay_unit, rest.pay_at_least) = (None, None);
            rest.sort = rest.sort.filter(|sort| *sort != OpeningSort::Pay);
        });
    }
    for code in listed(query.benefits.as_ref()) {
        add(label(code, Benefit::label, locale), &|rest| rest.benefits = without(query.benefits.as_ref(), code));
    }
    if let Some(most) = query.night_duties_at_most {
        add(count("night_is", most), &|rest| rest.night_duties_at_most = None);
    }
    if let Some(most) = query.on_call_at_most {
        add(count("on_call_is", most), &|rest| rest.on_call_at_most = None);
    }
    if let Some(most) = query.half_days_at_most {
        add(count("half_days_is", most), &|rest| rest.half_days_at_most = None);
    }
    if query.permit == Some(true) {
        add(word("opening.filter.permit"), &|rest| rest.permit = None);
    }
    if let Some(first) = query.starts_by {
        add(labels::fill("opening.filter.starts_is", locale, &[("day", &day_text(first, locale))]), &|rest| rest.starts_by = None);
    }
    chips
}

fn label<T: FromStr>(code: &str, label: fn(T, Locale) -> &'static str, locale: Locale) -> String {
    code.parse().map(|one| label(one, locale)).unwrap_or_default().to_owned()
}

fn without(list: Option<&String>, code: &str) -> Option<String> {
    let rest: Vec<&str> = listed(list).filter(|known| *known != code).collect();
    (!rest.is_empty()).then(|| rest.join(","))
}

fn form(query: &OpeningQuery, refused: Option<String>, locale: Locale) -> Form {
    let word = |key: &str| labels::text(key, locale);
    // A menu chooses one; several that are asked for are one choice of their own.
    let menu = |name: &'static str, any: &str, chosen: Option<&String>, values: Vec<(&str, &'static str)>| {
        let several: Vec<&str> = listed(chosen).collect();
        let mut choices: Vec<Choice> = values
            .iter()
            .map(|(value, text)| Choice { value: (*value).to_owned(), text: (*text).to_owned(), chosen: several == [*value] })
            .collect();
        if several.len() > 1 {
            let names: Vec<&str> = values.iter().filter(|(value, _)| several.contains(value)).map(|(_, text)| *text).collect();
            choices.insert(0, Choice { value: several.join(","), text: names.join(word("directory.card.separator")), chosen: true });
        }
        Menu { name, label: word(&format!("opening.filter.{name}")), any: word(any), choices }
    };
    let any = "opening.filter.any";
    let menus = vec![
        menu("engagements", any, query.engagements.as_ref(), Engagement::iter().map(|one| (one.code(), one.label(locale))).collect()),
        menu(
            "prefectures",
            "directory.filter.anywhere",
            query.prefectures.as_ref(),
            PREFECTURES.iter().map(|one| (one.code, one.label(locale))).collect(),
        ),
        menu("specialties", any, query.specialties.as_ref(), Specialty::iter().map(|one| (one.code(), one.label(locale))).collect()),
        menu("benefits", any, query.benefits.as_ref(), Benefit::iter().map(|one| (one.code(), one.label(locale))).collect()),
        menu(
            "pay_unit",
            any,
            query.pay_unit.map(|unit| unit.code().to_owned()).as_ref(),
            PayUnit::iter().map(|one| (one.code(), one.label(locale))).collect(),
        ),
    ];
    let asked = ["engagements", "prefectures", "specialties", "benefits", "pay_unit", "q", "sort", "limit", "cursor"];
    Form {
        words: query.q.clone().unwrap_or_default(),
        error: refused.unwrap_or_default(),
        orders: OpeningSort::iter()
            .filter(|sort| *sort != OpeningSort::Pay || query.pay_unit.is_some())
            .map(|sort| Choice {
                value: if sort == OpeningSort::Newest { String::new() } else { sort.code().to_owned() },
                text: sort.label(locale).to_owned(),
                chosen: query.sort.unwrap_or(OpeningSort::Newest) == sort,
            })
            .collect(),
        kept: query
            .parameters()
            .into_iter()
            .filter(|(name, _)| !asked.contains(name))
            .filter_map(|(name, value)| Some((name, value?)))
            .collect(),
        menus,
    }
}
