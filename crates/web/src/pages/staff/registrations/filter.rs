//! What the list of registrations is narrowed to: read from the address, and written into it.

use crate::client::{self, registration::RegistrationFilter};
use crate::components::ui::{Button, Checkbox, Choice, Form, FormView, Kind, Select, SubmitButton, TextField};
use crate::i18n::locale;
use crate::pages::prefecture::years;
use crate::{paths, t};
use domain::region::PREFECTURES;
use domain::registration::RegistrationStatus;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::params::ParamsMap;
use strum::IntoEnumIterator;

/// Stands for every state in the address, where nothing stands for those that wait for the reader.
pub const ALL: &str = "all";
/// The choice of those that wait.
const WAITING: &str = "waiting";

/// The filter that an address stands for. Without one, what waits for the reader is shown.
pub fn of(query: &ParamsMap) -> RegistrationFilter {
    from_values(&|name| query.get(name))
}

/// The same from whatever has the values by their names: outside of a browser there is no `ParamsMap`.
fn from_values(value: &dyn Fn(&str) -> Option<String>) -> RegistrationFilter {
    let some = |name: &str| value(name).filter(|value| !value.trim().is_empty());
    let is = |name: &str| value(name).as_deref() == Some("true");
    let status = some("status");
    let asked = is("change_requested") || some("q").is_some() || some("organization_id").is_some();
    let waiting = match status.as_deref() {
        Some(status) => status == WAITING,
        None => !asked,
    };
    RegistrationFilter {
        status: status.filter(|status| status.parse::<RegistrationStatus>().is_ok()),
        waiting,
        change_requested: is("change_requested"),
        prefecture: some("prefecture"),
        fiscal_year: some("fiscal_year").filter(|year| year.parse::<i32>().is_ok()),
        organization_id: some("organization_id"),
        mine: is("mine"),
        q: some("q"),
        sort: some("sort"),
        descending: is("descending"),
        limit: None,
    }
}

/// The query string of a filter.
pub fn query(filter: &RegistrationFilter) -> String {
    let yes = |is: bool| is.then(|| "true".to_owned());
    let status = match (&filter.status, filter.waiting) {
        (Some(status), _) => status.clone(),
        (None, true) => WAITING.to_owned(),
        (None, false) => ALL.to_owned(),
    };
    client::query(&[
        ("status", Some(status)),
        ("change_requested", yes(filter.change_requested)),
        ("prefecture", filter.prefecture.clone()),
        ("fiscal_year", filter.fiscal_year.clone()),
        ("organization_id", filter.organization_id.clone()),
        ("mine", yes(filter.mine)),
        ("q", filter.q.clone()),
        ("sort", filter.sort.clone()),
        ("descending", yes(filter.descending)),
    ])
}

/// Whether it is another list than the one that the page opens with.
pub fn is_narrow(filter: &RegistrationFilter) -> bool {
    let plain = RegistrationFilter {
        waiting: true,
        sort: filter.sort.clone(),
        descending: filter.descending,
        limit: filter.limit,
        ..RegistrationFilter::default()
    };
    *filter != plain
}

/// Goes to the list of a filter.
pub fn go_to() -> impl Fn(&RegistrationFilter) + Copy + 'static {
    let navigate = StoredValue::new_local(use_navigate());
    move |filter: &RegistrationFilter| {
        let address = paths::STAFF_REGISTRATIONS.to_owned() + &query(filter);
        navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
    }
}

/// The fields above the list.
pub fn fields(filter: Memo<RegistrationFilter>) -> AnyView {
    let form = Form::new("staff/registrations");
    // The address is the truth of a filter; what was typed and not sent is not kept for the next visit.
    form.forget();
    Effect::new(move |_| {
        let filter = filter.get();
        let yes = |is: bool| if is { "true" } else { "" };
        form.set("/status", if filter.waiting { WAITING.to_owned() } else { filter.status.unwrap_or_default() });
        form.set("/prefecture", filter.prefecture.unwrap_or_default());
        form.set("/fiscal_year", filter.fiscal_year.unwrap_or_default());
        form.set("/change_requested", yes(filter.change_requested));
        form.set("/mine", yes(filter.mine));
        form.set("/q", filter.q.unwrap_or_default());
        form.forget();
    });
    let go = go_to();
    let submit = move || {
        let status = form.peek_some("/status");
        let now = filter.get_untracked();
        go(&RegistrationFilter {
            waiting: status.as_deref() == Some(WAITING),
            status: status.filter(|status| status != WAITING),
            change_requested: form.peek_checked("/change_requested"),
            prefecture: form.peek_some("/prefecture"),
            fiscal_year: form.peek_some("/fiscal_year"),
            mine: form.peek_checked("/mine"),
            q: form.peek_some("/q"),
            ..now
        });
    };
    let clear = move || go(&RegistrationFilter { waiting: true, ..RegistrationFilter::default() });
    // A draft is the institution's own and is never listed here.
    let statuses: Vec<Choice> = std::iter::once(Choice::new(WAITING, t!(staff.list.waiting)))
        .chain(
            RegistrationStatus::iter()
                .filter(|status| *status != RegistrationStatus::Draft)
                .map(|status| Choice::new(status.code(), status.label(locale()))),
        )
        .collect();
    let prefectures: Vec<Choice> = PREFECTURES.iter().map(|one| Choice::new(one.code, one.label(locale()))).collect();
    view! {
        <search class="filters" aria-label=t!(staff.list.filters)>
            <FormView form=form on_submit=submit>
                <div class="filters__fields">
                    <Select form=form path="/status" label=t!(staff.list.status) options=Signal::stored(statuses) empty=t!(common.list.all)/>
                    <Select form=form path="/prefecture" label=t!(registration.summary.prefecture) options=Signal::stored(prefectures) empty=t!(common.list.all)/>
                    <Select form=form path="/fiscal_year" label=t!(registration.summary.fiscal_year) options=Signal::stored(years()) empty=t!(common.list.all)/>
                    <TextField form=form path="/q" label=t!(staff.list.q) kind="search" autocomplete="off"/>
                </div>
                <Checkbox form=form path="/change_requested" label=t!(staff.list.changes_only)/>
                <Checkbox form=form path="/mine" label=t!(staff.list.mine_only)/>
                <div class="actions">
                    <SubmitButton kind=Kind::Outline>{t!(staff.list.apply)}</SubmitButton>
                    {move || filter.with(is_narrow).then(|| view! {
                        <Button kind=Kind::Text on_click=clear>{t!(staff.list.clear)}</Button>
                    })}
                </div>
            </FormView>
        </search>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::percent_decode_str;

    fn read(pairs: &[(&str, &str)]) -> RegistrationFilter {
        from_values(&|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_list_opens_with_what_waits_and_a_search_goes_over_everything() {
        assert!(read(&[]).waiting && !is_narrow(&read(&[])));
        assert!(read(&[("prefecture", "04")]).waiting);
        for asked in [("q", "架空"), ("change_requested", "true"), ("status", "all"), ("status", "published"), ("organization_id", "1")] {
            assert!(!read(&[asked]).waiting, "{asked:?}");
        }
        assert_eq!(read(&[("status", "published")]).status.as_deref(), Some("published"));
        assert_eq!(read(&[("status", "none")]).status, None);
    }

    #[test]
    fn an_address_leads_back_to_its_filter() {
        let filter = RegistrationFilter {
            prefecture: Some("04".to_owned()),
            fiscal_year: Some("2026".to_owned()),
            mine: true,
            q: Some("架空".to_owned()),
            sort: Some("name".to_owned()),
            descending: true,
            ..RegistrationFilter::default()
        };
        for filter in [RegistrationFilter { status: Some("published".to_owned()), ..filter.clone() }, filter, read(&[])] {
            let text = query(&filter);
            let plain = percent_decode_str(&text).decode_utf8_lossy();
            let pairs: Vec<(&str, &str)> = plain.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')).collect();
            assert_eq!(read(&pairs), filter, "{text}");
        }
    }
}
