//! Starts a registration: from a row of the official list, or blank.

use super::claim::claim;
use super::{id_of_address, page_of};
use crate::components::common::{MutationError, Page, crumb};
use crate::components::listing::marked;
use crate::components::registration::list_of;
use crate::components::registration::value::prefecture_choices;
use crate::components::ui::{Button, Choice, Combobox, Form, FormView, Kind, OptionView, Select, data_list};
use crate::i18n::locale;
use crate::state::{Mutation, Query};
use crate::{client, paths, t};
use domain::institution::RegistryInstitution;
use domain::problem::FieldCode;
use domain::registration::CreateRegistration;
use domain::search::Words;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// Typing is over when nothing came for this long.
const PAUSE_MS: u32 = 300;
/// Suggestions shown at once.
const SUGGESTIONS: u16 = 12;
const WORDS: &str = "/words";
const PREFECTURE: &str = "/prefecture";

#[component]
pub fn StartPage() -> impl IntoView {
    let organization = id_of_address();
    let trail = vec![crumb(t!(institution.home.title), paths::INSTITUTION_HOME)];
    let form = Form::new(String::from("start/") + &organization);
    let create = Mutation::new();
    let navigate = StoredValue::new_local(use_navigate());
    let organization = StoredValue::new(organization);
    let tried = RwSignal::new(None::<String>);
    let begin = move |registry_code: Option<String>| {
        tried.set(registry_code.clone());
        let input = CreateRegistration { institution_id: None, registry_code };
        let organization = organization.get_value();
        let act = async move { client::registration::create_registration(&organization, &input, create.key()).await };
        create.submit(form, act, move |draft| {
            let to = page_of(&draft.summary);
            navigate.with_value(|navigate| navigate(&to, leptos_router::NavigateOptions { replace: true, ..Default::default() }));
        });
    };
    let begin = Callback::new(move |(code,): (Option<String>,)| begin(code));
    let held = move || create.error().get().and_then(|error| error.violation(FieldCode::HeldByAnother));
    // The code was chosen in the field of the names.
    Effect::new(move |_| {
        if let Some(violation) = held() {
            form.show_errors(vec![(WORDS.to_owned(), violation.message(locale()))]);
        }
    });
    let claimed = move || {
        let code = held().and_then(|_| tried.get())?;
        Some(organization.with_value(|organization| claim(organization, &code)))
    };
    view! {
        <Page title=t!(institution.start.title) trail=trail lead=t!(institution.start.lead)>
            {search(form, create, begin)}
            <MutationError of=create/>
            {claimed}
            <section class="panel">
                <h2>{t!(institution.start.blank_title)}</h2>
                <p>{t!(institution.start.blank_text)}</p>
                <div class="actions">
                    <Button kind=Kind::Outline busy=create.pending() on_click=move || begin.run((None,))>{t!(institution.start.blank)}</Button>
                </div>
            </section>
        </Page>
    }
}

fn search(form: Form, create: Mutation, begin: Callback<(Option<String>,)>) -> AnyView {
    let picked = RwSignal::new(None::<RegistryInstitution>);
    let asked = RwSignal::new((String::new(), String::new()));
    let latest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let (words, prefecture) = (form.get(WORDS), form.get(PREFECTURE));
        // Taking a suggestion writes its label into the field: that is an answer, not a question.
        if picked.with_untracked(|picked| picked.as_ref().is_some_and(|row| option_label(row) == words)) {
            return;
        }
        picked.set(None);
        let turn = latest.get_value().wrapping_add(1);
        latest.set_value(turn);
        leptos::task::spawn_local(async move {
            TimeoutFuture::new(PAUSE_MS).await;
            if latest.try_get_value() == Some(turn) {
                asked.set((words, prefecture));
            }
        });
    });
    let found = Query::new(move || {
        let (words, prefecture) = asked.get();
        async move {
            if words.trim().is_empty() {
                return Ok(Vec::new());
            }
            client::registry::search_registry(&words, Some(prefecture), SUGGESTIONS).await
        }
    });
    let options = Signal::derive(move || {
        // What was read before a failure answers other words.
        let rows = found.get().filter(|_| found.error().with(Option::is_none)).unwrap_or_default();
        rows.iter().map(|row| Choice::new(row.code.clone(), option_label(row))).collect::<Vec<_>>()
    });
    let pick = move |code: String| picked.set(found.peek().unwrap_or_default().into_iter().find(|row| row.code == code));
    let none = move || {
        let (words, _) = asked.get();
        let asked = !words.trim().is_empty();
        let empty = found.get().is_some_and(|rows| rows.is_empty()) && found.error().with(Option::is_none) && !found.loading().get();
        (asked && empty && picked.with(Option::is_none)).then(|| view! { <p>{t!(institution.start.none_found, query = words)}</p> })
    };
    let retry = Callback::new(move |()| found.reload());
    let failed = move || found.error().get().map(|error| view! { <crate::components::common::LoadError error=error on_retry=retry/> });
    let chosen = move || picked.get().map(|row| chosen_card(&row, form, picked, create, begin));
    // The list is searched as one types; Enter takes what was chosen.
    let submit = move || {
        if let Some(row) = picked.get_untracked() {
            begin.run((Some(row.code),));
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            <Select
                form=form
                path=PREFECTURE
                label=t!(institution.start.prefecture)
                options=Signal::stored(prefecture_choices())
                empty=t!(institution.start.all)
            />
            <Combobox
                form=form
                path=WORDS
                label=t!(institution.start.search)
                hint=t!(institution.start.search_hint)
                options=options
                row=row(asked, found)
                on_pick=pick
            />
            <div role="status">{none}</div>
            {failed}
            {chosen}
        </FormView>
    }
    .into_any()
}

/// A row of the list, with the words that it was found by.
fn row(asked: RwSignal<(String, String)>, found: Query<Vec<RegistryInstitution>>) -> OptionView {
    Callback::new(move |(option,): (Choice,)| {
        let words = asked.with_untracked(|(words, _)| Words::parse(words).unwrap_or_default());
        let rows = found.peek().unwrap_or_default();
        let Some(row) = rows.iter().find(|row| row.code == option.value) else { return option.label.into_any() };
        let beds = row.beds.map(|beds| t!(registration.value.beds, count = beds));
        let facts = std::iter::once(row.kind.label(locale()).to_owned()).chain(beds).collect::<Vec<_>>().join(t!(directory.card.and));
        view! {
            <span class="combobox__name" lang="ja">{marked(&row.name, &words)}</span>
            <span class="combobox__detail">{facts}</span>
            <span class="combobox__detail" lang="ja">{marked(&row.address, &words)}</span>
        }
        .into_any()
    })
}

fn option_label(row: &RegistryInstitution) -> String {
    row.name.clone() + "（" + &row.address + "）"
}

fn chosen_card(
    row: &RegistryInstitution,
    form: Form,
    picked: RwSignal<Option<RegistryInstitution>>,
    create: Mutation,
    begin: Callback<(Option<String>,)>,
) -> AnyView {
    let code = row.code.clone();
    let address = row.postal_code.clone().map(|code| code + " ").unwrap_or_default() + &row.address;
    let mut facts = vec![
        (t!(registration.field.kind), row.kind.label(locale()).into_any()),
        (t!(institution.start.address), view! { <span lang="ja">{address}</span> }.into_any()),
    ];
    if let Some(beds) = row.beds {
        facts.push((t!(institution.start.beds), t!(registration.value.beds, count = beds).into_any()));
    }
    if let Some(website) = row.website.clone() {
        facts.push((t!(registration.field.website), website.into_any()));
    }
    facts.push((
        t!(institution.start.source),
        t!(institution.start.edition, source = list_of(&row.code).source(locale()), edition = row.edition).into_any(),
    ));
    let again = move || {
        picked.set(None);
        form.set(WORDS, "");
    };
    view! {
        <div class="card">
            <p class="small">{t!(institution.start.picked)}</p>
            <h2 class="card__title" lang="ja">{row.name.clone()}</h2>
            {data_list(facts)}
            <div class="actions">
                <Button busy=create.pending() on_click=move || begin.run((Some(code.clone()),))>{t!(institution.start.take)}</Button>
                <Button kind=Kind::Outline on_click=again>{t!(institution.start.clear)}</Button>
            </div>
        </div>
    }
    .into_any()
}
