//! The prefecture's areas on a day.

use super::{home_crumb, own, own_name};
use crate::client;
use crate::components::common::Page;
use crate::components::support::areas::{agreement, area_name, names, shape_text, status_tag, until};
use crate::components::support::as_of::{asked, day_control, use_day};
use crate::components::table::{Column, DataTable};
use crate::components::ui::{EmptyState, Form, FormView, Kind, LinkButton, SubmitButton, TextField};
use crate::i18n::locale;
use crate::state::Query;
use crate::{paths, t};
use chrono::NaiveDate;
use domain::region::priority_area::PriorityArea;
use domain::support::Agreement;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// `/prefecture/areas`
#[component]
pub fn AreasPage() -> impl IntoView {
    let (prefecture, day, names) = (own(), use_day(), names(own()));
    let public = paths::support_areas_in(&prefecture);
    let table = area_table();
    let query = use_query_map();
    let words = Memo::new(move |_| query.with(|query| query.get("q")).filter(|q| !q.trim().is_empty()));
    let areas = Query::new(move || {
        let (prefecture, as_of, q) = (prefecture.clone(), asked(day), words.get());
        async move { client::support::list_priority_areas(Some(prefecture), as_of, q).await }
    });
    view! {
        <Page title=t!(prefecture.areas.title, name = own_name()) trail=vec![home_crumb()] lead=t!(prefecture.areas.lead) wide=true>
            <div class="actions">
                <LinkButton href=paths::PREFECTURE_NEW_AREA>{t!(prefecture.areas.create)}</LinkButton>
                <LinkButton href=public kind=Kind::Outline>{t!(prefecture.areas.public)}</LinkButton>
            </div>
            {day_control(day)}
            {search(words, day)}
            {areas.view(6, move |areas| {
                if areas.is_empty() {
                    return nothing(words.get_untracked().is_some());
                }
                let names = names.get().unwrap_or_default();
                let named = |area: PriorityArea| {
                    let place = shape_text(&area.version.shape, &names);
                    (area, place)
                };
                table.view(areas.into_iter().map(named).collect())
            })}
        </Page>
    }
}

/// By the names of areas and of the places in them, on the day that is shown.
fn search(words: Memo<Option<String>>, day: Memo<NaiveDate>) -> AnyView {
    let form = Form::new("prefecture/areas");
    // The address is the truth of a filter.
    form.forget();
    Effect::new(move |_| {
        form.set("/q", words.get().unwrap_or_default());
        form.forget();
    });
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move || {
        let pairs = [("as_of", Some(day.get_untracked().to_string())), ("q", form.peek_some("/q"))];
        let address = paths::PREFECTURE_AREAS.to_owned() + &client::query(&pairs);
        navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
    };
    view! {
        <search class="filters" aria-label=t!(staff.list.filters)>
            <FormView form=form on_submit=submit>
                <div class="filters__fields">
                    <TextField form=form path="/q" label=t!(prefecture.areas.q) kind="search" autocomplete="off"/>
                </div>
                <div class="actions"><SubmitButton kind=Kind::Outline>{t!(staff.list.apply)}</SubmitButton></div>
            </FormView>
        </search>
    }
    .into_any()
}

fn nothing(searched: bool) -> AnyView {
    if searched {
        return view! { <EmptyState title=t!(prefecture.areas.none_found) text=t!(staff.list.none_text)/> }.into_any();
    }
    view! { <EmptyState title=t!(support.areas.none_here) text=t!(prefecture.areas.none_text)/> }.into_any()
}

/// An area with the names of the places in it.
type Named = (PriorityArea, String);

fn area_table() -> DataTable<Named> {
    type Of = Column<Named>;
    let columns = vec![
        Of::text(t!(support.areas.area), |(area, _)| area_name(&area.name, &area.name_en))
            .shown(|(area, _)| view! { <a href=paths::prefecture_area(area.id)>{area_name(&area.name, &area.name_en)}</a> }.into_any()),
        Of::ranked(t!(support.areas.status), |(area, _)| (area.version.status as usize, area.version.status.label(locale()).to_owned()))
            .shown(|(area, _)| status_tag(area.version.status)),
        Of::text(t!(support.areas.place), |(_, place)| place.clone()),
        Of::day(t!(support.areas.from), |(area, _)| Some(area.version.period.from)),
        Of::day(t!(support.areas.until), |(area, _)| area.version.period.until).shown(|(area, _)| until(&area.version)),
        Of::day(t!(support.areas.regional_council), |(area, _)| agreed_on(area.version.regional_medical_council.as_ref()))
            .shown(|(area, _)| agreement(area.version.regional_medical_council.as_ref())),
        Of::day(t!(support.areas.insurers_council), |(area, _)| agreed_on(area.version.insurers_council.as_ref()))
            .shown(|(area, _)| agreement(area.version.insurers_council.as_ref())),
    ];
    DataTable::new(t!(support.areas.list_caption), "areas", columns)
}

fn agreed_on(agreement: Option<&Agreement>) -> Option<NaiveDate> {
    agreement.map(|agreement| agreement.agreed_on)
}
