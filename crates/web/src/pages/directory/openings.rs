//! The openings of an institution on its page.

use crate::client::{self, opening::OfferedOpening};
use crate::components::common::DateText;
use crate::components::listing::written_in;
use crate::components::opening::pay_text;
use crate::components::ui::{Skeleton, Tag};
use crate::i18n::locale;
use crate::state::Query;
use crate::state::query::failures;
use crate::{paths, t};
use domain::time::japan_date;
use leptos::prelude::*;

/// The section; nothing where there is no opening.
pub fn openings_of(institution: String) -> AnyView {
    let found = Query::new(move || {
        let institution = institution.clone();
        async move { client::opening::list_openings_of(&institution).await }
    });
    let shown = move || match (found.get(), found.error().with(Option::is_some)) {
        (Some(rows), _) if rows.is_empty() => ().into_any(),
        (Some(rows), _) => section(rows.iter().map(row).collect_view().into_any()),
        (None, false) => view! { <Skeleton lines=2/> }.into_any(),
        (None, true) => failures(vec![found.outcome()]),
    };
    shown.into_any()
}

fn section(rows: AnyView) -> AnyView {
    view! {
        <section aria-labelledby="listing-openings">
            <h2 id="listing-openings" class="section__title">{t!(opening.own.title)}</h2>
            <ul class="stack">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(opening: &OfferedOpening) -> AnyView {
    let engagement = opening.engagement.label(locale());
    view! {
        <li>
            <Tag>{engagement}</Tag>
            " "
            <a href=paths::opening(opening.id) lang=written_in()>{opening.title.clone()}</a>
            <br/>
            <span class="small">
                {pay_text(opening.pay_unit, opening.pay_from, opening.pay_to)}" ・ "
                {t!(opening.page.confirmed)}" "<DateText day=japan_date(opening.confirmed_at)/>
            </span>
        </li>
    }
    .into_any()
}
