//! What is asked: in the address bar and nowhere else. Every choice goes there at once, and the page follows.

use super::model::{self, ActiveFilter, Asked};
use crate::client::{self, ClientError};
use crate::components::common::forget_first_page;
use crate::i18n::locale;
use crate::state::{Query, use_session};
use crate::t;
use domain::actor::Role;
use domain::directory::{DirectoryFacets, DirectoryQuery};
use domain::problem::ProblemCode;
use domain::region::{SecondaryMedicalArea, prefecture_label};
use domain::search::Words;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

/// A prefecture and its areas; of no prefecture, none.
pub type AreasOf = (Option<String>, Vec<SecondaryMedicalArea>);

/// The question in force and how to change it; `Copy`.
#[derive(Clone, Copy)]
pub struct Filters {
    /// As the address bar has it.
    pub asked: Memo<Asked>,
    /// What the API is asked.
    pub query: Memo<DirectoryQuery>,
    /// The words in it, to be marked; none when they are no search.
    pub words: Memo<Words>,
    /// The areas of the chosen prefecture; nothing until they are read.
    pub areas: Memo<Option<Vec<SecondaryMedicalArea>>>,
    /// The reading that they come from.
    pub areas_read: Query<AreasOf>,
    /// Whether words are also looked for in what is for doctors only.
    pub restricted: Memo<bool>,
    /// Whether the server refused that.
    refused: RwSignal<bool>,
    /// What every choice would give. Pages ask [`Filters::counted`].
    pub facets: Query<DirectoryFacets>,
    /// Puts another question into the address bar.
    go: Callback<(Asked,)>,
}

impl Filters {
    /// The question of the page at `base`, an address of this site without its query.
    pub fn of(base: &'static str) -> Self {
        let params = use_query_map();
        let path = use_location().pathname;
        // Leaving for another page empties the address before this page is gone; that is no new question.
        let asked = Memo::new(move |before: Option<&Asked>| {
            let now = params.with(|params| Asked::read(|name| params.get(name)));
            if path.get_untracked() == base { now } else { before.cloned().unwrap_or(now) }
        });
        // Links on the page and the browser's own buttons ask as well.
        Effect::new(move |before: Option<()>| {
            asked.track();
            if before.is_some() {
                forget_first_page();
            }
        });
        let query = Memo::new(move |_| asked.with(|asked| asked.query.clone()));
        let words = Memo::new(move |_| query.with(|query| Words::parse(query.q.as_deref().unwrap_or_default()).unwrap_or_default()));
        let (areas, areas_read) = areas_of(query);
        let counted = Memo::new(move |_| query.with(DirectoryQuery::counted));
        let (session, refused) = (use_session(), RwSignal::new(false));
        let restricted = Memo::new(move |_| session.has(Role::Doctor) && !refused.get() && words.with(|words| !words.is_empty()));
        let facets = Query::new(move || {
            let (query, restricted) = (counted.get(), restricted.get());
            async move { ask(refused, restricted, async |restricted| client::directory::get_institution_facets(&query, restricted).await).await }
        });
        let navigate = StoredValue::new_local(use_navigate());
        let go = Callback::new(move |(asked,): (Asked,)| {
            let address = model::address(base, &asked);
            navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
        });
        Filters { asked, query, words, areas, areas_read, restricted, refused, facets, go }
    }

    /// Asks the server with the present scope of the search, as it was read before.
    ///
    /// # Errors
    /// What the server answers, but never that this person may not search what is for doctors: then it is asked for without.
    pub async fn ask<T>(self, restricted: bool, question: impl AsyncFn(bool) -> Result<T, ClientError>) -> Result<T, ClientError> {
        ask(self.refused, restricted, question).await
    }

    /// Asks something else.
    pub fn change(self, change: impl FnOnce(&mut DirectoryQuery)) {
        let mut asked = self.asked.get_untracked();
        change(&mut asked.query);
        self.go.run((asked,));
    }

    /// Asks from another place, or from none.
    pub fn go_near(self, query: DirectoryQuery, place: Option<String>) {
        self.go.run((Asked { query, place },));
    }

    /// Takes a filter away.
    pub fn remove(self, filter: ActiveFilter) {
        self.change(|query| *query = query.without(filter));
    }

    /// Takes everything away.
    pub fn clear(self) {
        self.go.run((Asked::default(),));
    }

    /// A filter in words, tracked.
    pub fn label(self, filter: ActiveFilter) -> String {
        let query = self.query.get();
        match filter {
            ActiveFilter::Words => t!(directory.filter.words_are, words = query.q.unwrap_or_default()),
            ActiveFilter::Prefecture => prefecture_label(query.prefecture.as_deref().unwrap_or_default(), locale()),
            ActiveFilter::Area => {
                let code = query.area.unwrap_or_default();
                let name = self.areas.with(|areas| areas.iter().flatten().find(|area| area.code == code).map(area_label));
                t!(directory.card.area, area = name.unwrap_or(code))
            }
            ActiveFilter::Kind => query.kind.map(|kind| kind.label(locale())).unwrap_or_default().to_owned(),
            ActiveFilter::Specialty(specialty) => specialty.label(locale()).to_owned(),
            ActiveFilter::Employment => query.employment.map(|employment| employment.label(locale())).unwrap_or_default().to_owned(),
            ActiveFilter::Flag(flag) => flag.label(locale()).to_owned(),
        }
    }

    /// Something out of the counts, tracked; nothing until they are known. Those of the question before are no answer to one that failed.
    pub fn counted<R>(self, look: impl FnOnce(&DirectoryFacets) -> R) -> Option<R> {
        if self.facets.error().with(Option::is_some) { None } else { self.facets.with(look) }
    }

    /// The same where the counts of the question before would be a claim about this one: nothing either while they are read anew.
    pub fn settled<R>(self, look: impl FnOnce(&DirectoryFacets) -> R) -> Option<R> {
        if self.facets.loading().get() { None } else { self.counted(look) }
    }

    /// Whether the chosen prefecture has no areas to choose from, tracked.
    pub fn no_areas(self) -> bool {
        self.query.with(|query| query.prefecture.is_some()) && self.areas.with(|areas| areas.as_ref().is_some_and(Vec::is_empty))
    }
}

async fn ask<T>(
    refused: RwSignal<bool>,
    restricted: bool,
    question: impl AsyncFn(bool) -> Result<T, ClientError>,
) -> Result<T, ClientError> {
    let no_right = [ProblemCode::LicenceRequired, ProblemCode::LicenceDoubtful, ProblemCode::NotAllowed, ProblemCode::SignInRequired];
    match question(restricted).await {
        Err(error) if restricted && no_right.into_iter().any(|code| error.is(code)) => {
            // The page may be gone by now.
            refused.try_set(true);
            question(false).await
        }
        answer => answer,
    }
}

fn areas_of(query: Memo<DirectoryQuery>) -> (Memo<Option<Vec<SecondaryMedicalArea>>>, Query<AreasOf>) {
    let prefecture = Memo::new(move |_| query.with(|query| query.prefecture.clone()));
    let read = Query::new(move || {
        let prefecture = prefecture.get();
        async move {
            let areas = match &prefecture {
                Some(prefecture) => client::directory::list_areas(prefecture).await?,
                None => Vec::new(),
            };
            Ok((prefecture, areas))
        }
    });
    let areas = Memo::new(move |_| {
        let here = prefecture.get();
        read.with(|(of, areas)| (*of == here).then(|| areas.clone())).flatten()
    });
    (areas, read)
}

/// An area's name in the page's language.
pub fn area_label(area: &SecondaryMedicalArea) -> String {
    locale().name(&area.name, &area.name_en).to_owned()
}

/// Moves the focus to an element that can take it, and brings it to the top if it lies in the lower half of the window or below:
/// on a phone the filters stand between the words and what they found.
pub fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let far = height / 2.0 < element.get_bounding_client_rect().top();
        let _ = element.focus();
        if far {
            element.scroll_into_view();
        }
    }
}
