//! Home of an institution's people: their organizations, each institution's registration and what is asked now.

use super::model::{Place, asked, places};
use super::opening::due_notice;
use super::page_of;
use crate::components::common::{MutationError, Page};
use crate::components::registration::{name_of, summary_tags, year_text};
use crate::components::ui::{Button, Disclosure, EmptyState, Form, FormView, Kind, LinkButton, Notice, SubmitButton, TextField, Tone};
use crate::i18n::{locale, now};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_session, use_toasts};
use crate::{client, paths, t};
use domain::organization::{CreateOrganization, OrganizationList, OrganizationSummary};
use domain::region::prefecture_label;
use domain::registration::{CreateRegistration, RegistrationStatus, RegistrationSummary};
use domain::time::japan_date;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

#[component]
pub fn HomePage() -> impl IntoView {
    let organizations = Query::new(|| async { client::organization::list_organizations().await });
    view! {
        <Page title=t!(institution.home.title) lead=t!(institution.home.lead) wide=true>
            {organizations.view(6, move |list| overview(list, organizations))}
        </Page>
    }
}

fn overview(list: OrganizationList, organizations: Query<OrganizationList>) -> AnyView {
    if list.items.is_empty() {
        return view! {
            <section class="panel">
                <h2>{t!(institution.home.none_title)}</h2>
                <p>{t!(institution.home.none_text)}</p>
                {new_organization(organizations)}
            </section>
        }
        .into_any();
    }
    let sections = list.items.into_iter().map(|one| view! { <OrganizationSection organization=one/> }).collect_view();
    view! {
        {sections}
        <section>
            <Notice tone=Tone::Info>{t!(institution.home.fee)}</Notice>
            <Disclosure summary=t!(institution.home.another)>{new_organization(organizations)}</Disclosure>
        </section>
    }
    .into_any()
}

fn new_organization(organizations: Query<OrganizationList>) -> AnyView {
    let form = Form::new("organization/new");
    let create = Mutation::new();
    let (session, toasts) = (use_session(), use_toasts());
    let submit = move || {
        let input = CreateOrganization { name: form.peek("/name") };
        if check(form, &input) {
            create.submit(form, async move { client::organization::create_organization(&input, create.key()).await }, move |_| {
                form.reset();
                toasts.success(t!(institution.home.created));
                session.reload();
                organizations.reload();
            });
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            <TextField
                form=form
                path="/name"
                label=t!(institution.home.organization_name)
                hint=t!(institution.home.organization_hint)
                required=true
                autocomplete="organization"
            />
            <MutationError of=create/>
            <div class="actions"><SubmitButton busy=create.pending()>{t!(institution.home.create)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

#[component]
fn OrganizationSection(organization: OrganizationSummary) -> impl IntoView {
    let id = organization.id.to_string();
    let asked_id = id.clone();
    let rows = Query::new(move || {
        let id = asked_id.clone();
        async move { client::registration::list_organization_registrations(&id).await }
    });
    let (start, manage) = (paths::start_registration(organization.id), paths::organization(organization.id));
    let empty_start = start.clone();
    let due = due_notice(id.clone());
    view! {
        <section class="organization">
            <div class="organization__head">
                <h2>{organization.name}</h2>
                <p class="organization__links">
                    <span class="muted">{t!(institution.home.members, count = organization.member_count)}</span>
                    <a href=manage>{t!(institution.home.manage)}</a>
                </p>
            </div>
            {due}
            {rows.view(4, move |rows| {
                if rows.is_empty() {
                    let start = empty_start.clone();
                    return view! {
                        <EmptyState title=t!(institution.home.empty_title) text=t!(institution.home.empty_text)>
                            <LinkButton href=start>{t!(institution.home.start)}</LinkButton>
                        </EmptyState>
                    }
                    .into_any();
                }
                let cards = places(rows, japan_date(now())).into_iter().map(|place| place_card(place, &id)).collect_view();
                let start = start.clone();
                view! {
                    <ul class="places">{cards}</ul>
                    <div class="actions"><LinkButton href=start kind=Kind::Outline>{t!(institution.home.start)}</LinkButton></div>
                }
                .into_any()
            })}
        </section>
    }
}

fn place_card(place: Place, organization: &str) -> AnyView {
    use RegistrationStatus as S;
    let row = &place.current;
    let facts = facts(row);
    let (open, edit) = (paths::registration(row.id), paths::registration_edit(row.id));
    let main = match row.status {
        S::Draft => view! { <LinkButton href=edit>{t!(institution.act.continue_draft)}</LinkButton> }.into_any(),
        S::Returned => view! { <LinkButton href=edit>{t!(institution.act.mend)}</LinkButton> }.into_any(),
        _ => ().into_any(),
    };
    let look = open.clone();
    let renew = place.renewal.map(|year| renew_button(&place, year, organization));
    let older = (!place.older.is_empty()).then(|| {
        let count = place.older.len();
        let links = place
            .older
            .iter()
            .map(|row| {
                let text = year_text(row.fiscal_year) + " " + row.status.label(locale());
                view! { <li><a href=paths::registration(row.id)>{text}</a></li> }
            })
            .collect_view();
        view! { <Disclosure summary=t!(institution.home.older, count = count)><ul>{links}</ul></Disclosure> }
    });
    view! {
        <li class="card place">
            {summary_tags(row)}
            <h3 class="card__title"><a href=open>{name_of(row)}</a></h3>
            <p class="small">{facts}</p>
            <p class="place__asked">{asked(row, place.renewal)}</p>
            <div class="actions">
                {main}
                {renew}
                <LinkButton href=look kind=Kind::Outline>{t!(institution.act.open)}</LinkButton>
            </div>
            {older}
        </li>
    }
    .into_any()
}

fn facts(row: &RegistrationSummary) -> String {
    let mut facts = Vec::new();
    if let Some(kind) = row.kind {
        facts.push(kind.label(locale()).to_owned());
    }
    if !row.prefecture_code.is_empty() {
        facts.push(prefecture_label(&row.prefecture_code, locale()));
    }
    facts.push(year_text(row.fiscal_year));
    facts.push(row.reference_number.clone().unwrap_or_else(|| t!(registration.summary.no_reference).to_owned()));
    facts.join(" ・ ")
}

fn renew_button(place: &Place, year: i32, organization: &str) -> AnyView {
    let create = Mutation::new();
    let navigate = StoredValue::new_local(use_navigate());
    let (organization, institution_id) = (organization.to_owned(), place.id);
    let start = move || {
        let input = CreateRegistration { institution_id: Some(institution_id), registry_code: None };
        let organization = organization.clone();
        create.run(async move { client::registration::create_registration(&organization, &input, create.key()).await }, move |draft| {
            navigate.with_value(|navigate| navigate(&page_of(&draft.summary), leptos_router::NavigateOptions::default()));
        });
    };
    view! {
        <Button busy=create.pending() on_click=start>{t!(institution.act.renew, year = year)}</Button>
        <MutationError of=create/>
    }
    .into_any()
}
