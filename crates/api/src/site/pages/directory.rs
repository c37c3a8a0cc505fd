//! The list of institutions: what was found, and a form that asks by address as the client does.

use super::super::{
    card::Card,
    labels, localized,
    template::{Body, Frame, Link},
};
use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    features::{
        directory::{Filter, query, search},
        places,
    },
};
use domain::{
    directory::{ActiveFilter, Asked, DirectoryFacets, DirectoryFlag, DirectoryQuery, FacetCount, FoundListing, count_of},
    export::TableFormat,
    institution::{Employment, InstitutionKind, Specialty},
    locale::Locale,
    number::grouped,
    page::Page,
    problem::ProblemCode,
    region::{PREFECTURES, prefecture_label},
    search::{MAX_LENGTH, MAX_WORDS, NotSearchable, Words},
};
use serde::Serialize;
use strum::IntoEnumIterator;

const ADDRESS: &str = routes::DIRECTORY;

/// What the template of the list shows.
#[derive(Serialize)]
struct List {
    form: Form,
    chips: Vec<Link>,
    status: String,
    cards: Vec<Card>,
    /// The page after this one.
    next: Option<String>,
    /// The first page, where this is not it.
    first: Option<String>,
    /// Why nothing is shown, where nothing is.
    nothing: Option<Nothing>,
    map: String,
    exports: Vec<Link>,
}

#[derive(Serialize)]
struct Nothing {
    title: String,
    text: String,
    /// The same question without one of its filters.
    loosen: Vec<Link>,
}

/// The search as a form of the browser's own: the parameters are those of the client's address.
#[derive(Serialize)]
struct Form {
    words: String,
    /// Why the words are no search; blank where they are one.
    error: String,
    prefectures: Vec<Choice>,
    areas: Vec<Choice>,
    kinds: Vec<Choice>,
    employments: Vec<Choice>,
    specialties: Vec<Choice>,
    /// Those that are asked for or not: their parameters as values.
    flags: Vec<Choice>,
    orders: Vec<Choice>,
    /// Asked already and not to be chosen here.
    kept: Vec<(&'static str, String)>,
    filters: usize,
}

/// One value of a filter.
#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
    chosen: bool,
    /// How many it would give, in words; blank where that is in the text, or not known.
    count: String,
}

/// The list that the address asks for.
///
/// # Errors
/// When neither the index nor the database answers.
pub async fn body(state: &AppState, asked: &Asked, locale: Locale) -> ApiResult<Body> {
    let query = &asked.query;
    let words = Words::parse(query.q.as_deref().unwrap_or_default());
    let refused = words.as_ref().err().map(|refused| reason(*refused, locale));
    let words = words.unwrap_or_default();
    let (found, facets) = match refused {
        // What is no search finds nothing; the page says why.
        Some(_) => (Page { items: Vec::new(), next_cursor: None }, None),
        None => (found(state, query).await?, search::facets(state, &Filter::parse(&query.counted())?).ok()),
    };
    let areas = match &query.prefecture {
        Some(prefecture) => places::query::areas(&state.db, Some(prefecture)).await?,
        None => Vec::new(),
    };
    let area_name = |code: &str| {
        areas
            .iter()
            .find(|area| area.code == code)
            .map_or_else(|| code.to_owned(), |area| locale.name(&area.name, &area.name_en).to_owned())
    };
    let active = active(asked, area_name, locale);
    let total = facets.as_ref().map(|facets| facets.total);
    let nothing = found.items.is_empty().then(|| nothing(&active, refused.clone(), locale));
    let list = List {
        form: form(
            asked,
            facets.as_ref(),
            areas.iter().map(|area| (area.code.clone(), locale.name(&area.name, &area.name_en).to_owned())),
            refused,
            locale,
        ),
        status: status(found.items.len(), total, locale),
        cards: found.items.iter().map(|one| Card::new(one, &words, locale)).collect(),
        next: found.next_cursor.map(|cursor| {
            address(ADDRESS, &Asked { query: DirectoryQuery { cursor: Some(cursor), ..query.clone() }, place: asked.place.clone() })
        }),
        first: query.cursor.is_some().then(|| from_the_start(ADDRESS, asked)),
        nothing,
        map: from_the_start(routes::MAP, asked),
        exports: exports(query, locale),
        chips: active,
    };
    let frame = Frame {
        title: labels::text("directory.list.title", locale).to_owned(),
        lead: labels::text("directory.list.lead", locale).to_owned(),
        wide: true,
        ..Frame::default()
    };
    Ok(Body::new("directory", frame, list))
}

/// A page of the list; the first one where the cursor belongs to another question.
async fn found(state: &AppState, query: &DirectoryQuery) -> ApiResult<Page<FoundListing>> {
    let filter = Filter::parse(query)?;
    match page(state, &filter, query).await {
        Err(ApiError::Problem { code: ProblemCode::InvalidCursor, .. }) => {
            page(state, &filter, &DirectoryQuery { cursor: None, ..query.clone() }).await
        }
        answer => answer,
    }
}

async fn page(state: &AppState, filter: &Filter, query: &DirectoryQuery) -> ApiResult<Page<FoundListing>> {
    if filter.is_plain() && !search::DirectoryIndex::of(state).is_searchable(state.clock.now()) {
        return query::list(&state.db, filter, &Filter::page(query)).await;
    }
    let rows = search::list(state, filter, &Filter::page(query))?;
    let json = serde_json::to_vec(&rows).map_err(ApiError::internal)?;
    serde_json::from_slice(&json).map_err(ApiError::internal)
}

/// The address of a page that answers a question.
pub fn address(base: &str, asked: &Asked) -> String {
    let query = serde_urlencoded::to_string(&asked.query).unwrap_or_default();
    let place = asked.place.as_ref().filter(|_| asked.query.near.is_some());
    let place = place.map(|place| form_urlencoded::Serializer::new(String::new()).append_pair("place", place).finish());
    let query: Vec<String> = [Some(query).filter(|query| !query.is_empty()), place].into_iter().flatten().collect();
    if query.is_empty() { base.to_owned() } else { format!("{base}?{}", query.join("&")) }
}

fn from_the_start(base: &str, asked: &Asked) -> String {
    address(base, &Asked { query: DirectoryQuery { cursor: None, ..asked.query.clone() }, place: asked.place.clone() })
}

/// The filters in force, each with the address of the same question without it.
fn active(asked: &Asked, area_name: impl Fn(&str) -> String, locale: Locale) -> Vec<Link> {
    let query = &asked.query;
    let text = |filter| match filter {
        ActiveFilter::Words => labels::fill("directory.filter.words_are", locale, &[("words", &query.q.as_deref().unwrap_or_default())]),
        ActiveFilter::Prefecture => prefecture_label(query.prefecture.as_deref().unwrap_or_default(), locale),
        ActiveFilter::Area => {
            labels::fill("directory.card.area", locale, &[("area", &area_name(query.area.as_deref().unwrap_or_default()))])
        }
        ActiveFilter::Kind => query.kind.map(|kind| kind.label(locale)).unwrap_or_default().to_owned(),
        ActiveFilter::Employment => query.employment.map(|employment| employment.label(locale)).unwrap_or_default().to_owned(),
        ActiveFilter::Flag(flag) => flag.label(locale).to_owned(),
        ActiveFilter::Specialty(specialty) => specialty.label(locale).to_owned(),
    };
    let without = |filter| Asked { query: query.without(filter), place: asked.place.clone() };
    query.active().into_iter().map(|filter| Link::new(text(filter), from_the_start(ADDRESS, &without(filter)))).collect()
}

fn nothing(active: &[Link], refused: Option<String>, locale: Locale) -> Nothing {
    let (title, text) = if active.is_empty() {
        ("directory.empty.none_title", "directory.empty.none_text")
    } else {
        ("directory.empty.title", "directory.empty.text")
    };
    let without = |link: &Link| Link::new(labels::fill("directory.empty.without", locale, &[("filter", &link.text)]), link.href.clone());
    Nothing {
        title: refused.unwrap_or_else(|| labels::text(title, locale).to_owned()),
        text: labels::text(text, locale).to_owned(),
        loosen: active.iter().map(without).collect(),
    }
}

fn status(shown: usize, total: Option<u64>, locale: Locale) -> String {
    let shown = shown as u64;
    match total {
        _ if shown == 0 => String::new(),
        Some(total) if shown <= total => {
            labels::fill("directory.list.shown_of", locale, &[("shown", &grouped(shown)), ("total", &grouped(total))])
        }
        _ => labels::fill("directory.list.shown", locale, &[("count", &grouped(shown))]),
    }
}

/// Why something is no search.
pub fn reason(refused: NotSearchable, locale: Locale) -> String {
    match refused {
        NotSearchable::TooLong(_) => labels::fill("directory.filter.too_long", locale, &[("max", &MAX_LENGTH)]),
        NotSearchable::TooManyWords(_) => labels::fill("directory.filter.too_many_words", locale, &[("max", &MAX_WORDS)]),
        NotSearchable::ControlCharacter => labels::text("directory.filter.control_character", locale).to_owned(),
        NotSearchable::NoLetter => labels::text("directory.filter.no_letter", locale).to_owned(),
    }
}

fn form(
    asked: &Asked,
    facets: Option<&DirectoryFacets>,
    areas: impl Iterator<Item = (String, String)>,
    refused: Option<String>,
    locale: Locale,
) -> Form {
    let query = &asked.query;
    let count = |counts: fn(&DirectoryFacets) -> &[FacetCount], value: &str| facets.map(|facets| count_of(counts(facets), value));
    // As the client writes it: in a menu behind the name, beside each other below it.
    let menu = |counts, value: String, label: &str, chosen: bool| Choice {
        text: with_count(label, count(counts, &value), locale),
        value,
        chosen,
        count: String::new(),
    };
    let segment = |counts, value: &str, label: &str, chosen: bool| Choice {
        count: count(counts, value)
            .map_or_else(String::new, |count| labels::fill("directory.filter.count", locale, &[("count", &grouped(count))])),
        value: value.to_owned(),
        text: label.to_owned(),
        chosen,
    };
    let chosen = query.specialty_list();
    let mut specialties: Vec<Choice> = Specialty::iter()
        .map(|one| menu(|facets| &facets.specialties, one.code().to_owned(), one.label(locale), chosen == [one]))
        .collect();
    if chosen.len() > 1 {
        let names: Vec<&str> = chosen.iter().map(|one| one.label(locale)).collect();
        let text = names.join(labels::text("directory.card.separator", locale));
        specialties.insert(0, Choice { value: query.specialties.clone().unwrap_or_default(), text, chosen: true, count: String::new() });
    }
    let sort = query.sort.or_else(|| query.sorts().first().copied());
    Form {
        words: query.q.clone().unwrap_or_default(),
        error: refused.unwrap_or_default(),
        prefectures: PREFECTURES
            .iter()
            .map(|one| {
                menu(|facets| &facets.prefectures, one.code.to_owned(), one.label(locale), query.prefecture.as_deref() == Some(one.code))
            })
            .collect(),
        areas: areas
            .map(|(code, name)| {
                let chosen = query.area.as_ref() == Some(&code);
                menu(|facets| &facets.areas, code, &name, chosen)
            })
            .collect(),
        kinds: InstitutionKind::iter()
            .map(|one| segment(|facets| &facets.kinds, one.code(), one.label(locale), query.kind == Some(one)))
            .collect(),
        employments: Employment::iter()
            .map(|one| segment(|facets| &facets.employment, one.code(), one.label(locale), query.employment == Some(one)))
            .collect(),
        specialties,
        flags: DirectoryFlag::iter()
            .map(|flag| Choice {
                value: flag.code().to_owned(),
                text: with_count(flag.label(locale), facets.map(|facets| flag.count(facets)), locale),
                chosen: flag.is_asked_by(query),
                count: String::new(),
            })
            .collect(),
        orders: query
            .sorts()
            .into_iter()
            .enumerate()
            // The first is the order when none is asked for: of other words it may be another one.
            .map(|(index, one)| Choice {
                value: if index == 0 { String::new() } else { one.code().to_owned() },
                text: one.label(locale).to_owned(),
                chosen: sort == Some(one),
                count: String::new(),
            })
            .collect(),
        kept: [("near", query.near.clone()), ("place", asked.place.clone())]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect(),
        filters: active(asked, str::to_owned, locale).len(),
    }
}

fn with_count(label: &str, count: Option<u64>, locale: Locale) -> String {
    match count {
        Some(count) => labels::fill("directory.filter.counted", locale, &[("label", &label), ("count", &grouped(count))]),
        None => label.to_owned(),
    }
}

/// The list as files, and as a feed of what is new; these addresses name the language themselves.
fn exports(query: &DirectoryQuery, locale: Locale) -> Vec<Link> {
    let filters = serde_urlencoded::to_string(DirectoryQuery { limit: None, cursor: None, ..query.clone() }).unwrap_or_default();
    let filters = if filters.is_empty() { filters } else { filters + "&" };
    let file = |format: TableFormat, text: &str| {
        let format: &str = format.into();
        Link::new(
            labels::text(text, locale),
            format!("{}?{filters}format={format}&lang={}", routes::api::export_institutions(), locale.tag()),
        )
    };
    vec![
        file(TableFormat::Xlsx, "directory.take.xlsx"),
        file(TableFormat::Csv, "directory.take.csv"),
        file(TableFormat::CsvShiftJis, "directory.take.csv_shift_jis"),
        Link::new(labels::text("directory.take.feed", locale), localized(routes::FEED, locale)),
    ]
}
