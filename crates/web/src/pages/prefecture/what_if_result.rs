//! What would change: who pays how much in all, then institution by institution.

use crate::components::application::yen_cell;
use crate::components::common::FictionalTag;
use crate::components::listing::institution_name;
use crate::components::ui::{EmptyState, Notice, Tag, Tone, compared};
use crate::i18n::{self, locale};
use crate::t;
use domain::money::Yen;
use domain::subsidy::Shares;
use domain::support::{WhatIfInstitution, WhatIfResult};
use leptos::prelude::*;

/// Everything that would change.
pub fn result_view(result: &WhatIfResult) -> AnyView {
    let undetermined = (!result.undetermined.is_empty()).then(|| {
        let names: Vec<&str> = result.undetermined.iter().map(|scheme| scheme.label(locale())).collect();
        let text = t!(prefecture.what_if.undetermined, schemes = names.join(t!(support.words.comma)));
        view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> }
    });
    let open = (result.applications_undetermined > 0).then(|| {
        let text = t!(prefecture.what_if.applications_undetermined, count = result.applications_undetermined);
        view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> }
    });
    let more = difference(public(&result.before), public(&result.after));
    let unplaced = (!result.unplaced.is_empty()).then(|| {
        let items = result.unplaced.iter().map(|one| view! { <li>{name(one)}</li> }).collect_view();
        view! {
            <h3>{t!(prefecture.what_if.unplaced)}</h3>
            <p>{t!(prefecture.what_if.unplaced_text)}</p>
            <ul>{items}</ul>
        }
    });
    view! {
        <div class="statement">
            <p class="statement__sum">
                <span>{t!(prefecture.what_if.more)}</span>
                <strong class="number">{more}</strong>
            </p>
            {undetermined}
            {sums(t!(prefecture.what_if.sums), &result.before, &result.after)}
            <h3>{t!(prefecture.what_if.institutions)}</h3>
            {institutions(&result.institutions)}
            {unplaced}
            <h3>{t!(prefecture.what_if.applications)}</h3>
            <p>{t!(prefecture.what_if.applications_text)}</p>
            {open}
            {sums(t!(prefecture.what_if.applications), &result.applications_before, &result.applications_after)}
            <p class="small">{t!(prefecture.what_if.caveat)}</p>
        </div>
    }
    .into_any()
}

/// What the public purse and the insurers pay.
fn public(shares: &Shares) -> Yen {
    [shares.national_yen, shares.prefecture_yen, shares.insurers_yen].into_iter().sum()
}

/// A change with its sign.
fn difference(before: Yen, after: Yen) -> String {
    let change = after.0.saturating_sub(before.0);
    if change > 0 { String::from("+") + &i18n::yen(change) } else { i18n::yen(change) }
}

fn changed(before: Yen, after: Yen) -> AnyView {
    view! { <span class="number nowrap">{difference(before, after)}</span> }.into_any()
}

fn sums(caption: &str, before: &Shares, after: &Shares) -> AnyView {
    let row = |payer: &'static str, pick: fn(&Shares) -> Yen| {
        let (now, then) = (pick(before), pick(after));
        vec![payer.into_any(), yen_cell(now), yen_cell(then), changed(now, then)]
    };
    let mut rows = vec![
        row(t!(support.payer.national), |shares| shares.national_yen),
        row(t!(support.payer.prefecture), |shares| shares.prefecture_yen),
    ];
    if before.insurers_yen > Yen::ZERO || after.insurers_yen > Yen::ZERO {
        rows.push(row(t!(support.payer.insurers), |shares| shares.insurers_yen));
    }
    rows.push(row(t!(support.payer.operator), |shares| shares.operator_yen));
    rows.push(row(t!(support.statement.subsidy), public));
    let columns = [t!(support.payer.payer), t!(prefecture.what_if.before), t!(prefecture.what_if.after), t!(prefecture.what_if.difference)];
    compared(caption, &columns, rows)
}

fn name(one: &WhatIfInstitution) -> AnyView {
    let (name, fictional) = (institution_name(one.institution_id, &one.name, one.listed), one.fictional);
    view! { {name}" "<FictionalTag fictional/> }.into_any()
}

fn institutions(institutions: &[WhatIfInstitution]) -> AnyView {
    if institutions.is_empty() {
        return view! { <EmptyState title=t!(prefecture.what_if.nobody) text=t!(prefecture.what_if.nobody_text)/> }.into_any();
    }
    let rows = institutions
        .iter()
        .map(|one| {
            let subsidy = |shares: &Option<Shares>| match shares {
                Some(shares) => yen_cell(public(shares)),
                None => view! { <Tag>{t!(prefecture.what_if.outside)}</Tag> }.into_any(),
            };
            let of = |shares: &Option<Shares>| shares.as_ref().map(public).unwrap_or_default();
            vec![name(one), subsidy(&one.before), subsidy(&one.after), changed(of(&one.before), of(&one.after))]
        })
        .collect();
    let columns = [
        t!(prefecture.applications.institution),
        t!(prefecture.what_if.before),
        t!(prefecture.what_if.after),
        t!(prefecture.what_if.difference),
    ];
    compared(t!(prefecture.what_if.institutions), &columns, rows)
}
