//! What the list of messages is narrowed to: read from the address, and written into it.

use crate::client::{self, contact::ContactFilter};
use crate::components::ui::{Button, Checkbox, Choice, Form, FormView, Kind, Select, SubmitButton, TextField};
use crate::{paths, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::params::ParamsMap;

/// Stands for settled and waiting ones in the address, where nothing stands for those that wait.
const ALL: &str = "all";

/// The list that the page opens with.
fn plain() -> ContactFilter {
    ContactFilter { settled: Some(false), ..ContactFilter::default() }
}

/// The filter that an address stands for. Without one, those that wait are shown.
pub fn of(query: &ParamsMap) -> ContactFilter {
    from_values(&|name| query.get(name))
}

/// The same from whatever has the values by their names: outside of a browser there is no `ParamsMap`.
fn from_values(value: &dyn Fn(&str) -> Option<String>) -> ContactFilter {
    let some = |name: &str| value(name).filter(|value| !value.trim().is_empty());
    let said = |name: &str| some(name).and_then(|value| value.parse::<bool>().ok());
    let day = |name: &str| some(name).filter(|day| day.parse::<NaiveDate>().is_ok());
    ContactFilter {
        settled: if some("settled").as_deref() == Some(ALL) { None } else { Some(said("settled") == Some(true)) },
        claim: said("claim"),
        mine: said("mine") == Some(true),
        from: day("from"),
        to: day("to"),
        q: some("q"),
        descending: said("descending"),
    }
}

/// The query string of a filter.
fn query(filter: &ContactFilter) -> String {
    let said = |is: Option<bool>| is.map(|is| is.to_string());
    let settled = match filter.settled {
        None => Some(ALL.to_owned()),
        Some(true) => Some("true".to_owned()),
        Some(false) => None,
    };
    client::query(&[
        ("settled", settled),
        ("claim", said(filter.claim)),
        ("mine", filter.mine.then(|| "true".to_owned())),
        ("from", filter.from.clone()),
        ("to", filter.to.clone()),
        ("q", filter.q.clone()),
        ("descending", said(filter.descending)),
    ])
}

/// Whether it is another list than those that wait, or those that are settled, as they are.
pub fn is_narrow(filter: &ContactFilter) -> bool {
    *filter != ContactFilter { settled: filter.settled, descending: filter.descending, ..ContactFilter::default() }
}

/// Whether the latest comes first.
fn latest_first(filter: &ContactFilter) -> bool {
    filter.descending.unwrap_or(filter.settled != Some(false))
}

/// The fields above the list.
pub fn fields(filter: Memo<ContactFilter>) -> AnyView {
    let form = Form::new("staff/contact-messages");
    // The address is the truth of a filter; what was typed and not sent is not kept for the next visit.
    form.forget();
    Effect::new(move |_| {
        let filter = filter.get();
        let said = |is: Option<bool>| is.map(|is| is.to_string()).unwrap_or_default();
        let yes = |is: bool| if is { "true" } else { "" };
        form.set("/settled", said(filter.settled));
        form.set("/claim", said(filter.claim));
        form.set("/mine", yes(filter.mine));
        form.set("/descending", yes(latest_first(&filter)));
        form.set("/from", filter.from.unwrap_or_default());
        form.set("/to", filter.to.unwrap_or_default());
        form.set("/q", filter.q.unwrap_or_default());
        form.forget();
    });
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |filter: &ContactFilter| {
        let address = paths::STAFF_CONTACT_MESSAGES.to_owned() + &query(filter);
        navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
    };
    let submit = move || {
        let now = filter.get_untracked();
        let said = |path: &str| form.peek_some(path).and_then(|value| value.parse::<bool>().ok());
        let latest = form.peek_checked("/descending");
        go(&ContactFilter {
            settled: said("/settled"),
            claim: said("/claim"),
            mine: form.peek_checked("/mine"),
            from: form.peek_some("/from"),
            to: form.peek_some("/to"),
            q: form.peek_some("/q"),
            // The usual order stays the usual one of whichever list is asked for.
            descending: if latest == latest_first(&now) { now.descending } else { Some(latest) },
        });
    };
    let states = vec![Choice::new("false", t!(staff.contact.waiting)), Choice::new("true", t!(staff.contact.settled))];
    let kinds = vec![Choice::new("true", t!(staff.contact.claims)), Choice::new("false", t!(staff.contact.others))];
    view! {
        <search class="filters" aria-label=t!(staff.list.filters)>
            <FormView form=form on_submit=submit>
                <div class="filters__fields">
                    <Select form=form path="/settled" label=t!(staff.contact.show) options=Signal::stored(states) empty=t!(common.list.all)/>
                    <Select form=form path="/claim" label=t!(staff.contact.kind) options=Signal::stored(kinds) empty=t!(common.list.all)/>
                    <TextField form=form path="/from" label=t!(staff.audit.from) kind="date"/>
                    <TextField form=form path="/to" label=t!(staff.audit.to) kind="date"/>
                    <TextField form=form path="/q" label=t!(staff.contact.q) kind="search" autocomplete="off"/>
                </div>
                <Checkbox form=form path="/mine" label=t!(staff.contact.mine_only)/>
                <Checkbox form=form path="/descending" label=t!(staff.contact.latest_first)/>
                <div class="actions">
                    <SubmitButton kind=Kind::Outline>{t!(staff.list.apply)}</SubmitButton>
                    {move || filter.with(|filter| *filter != plain()).then(|| view! {
                        <Button kind=Kind::Text on_click=move || go(&plain())>{t!(staff.list.clear)}</Button>
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

    fn read(pairs: &[(&str, &str)]) -> ContactFilter {
        from_values(&|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_list_opens_with_what_waits_and_the_oldest_first() {
        assert_eq!(read(&[]), plain());
        assert!(!latest_first(&plain()) && !is_narrow(&plain()));
        let settled = read(&[("settled", "true")]);
        assert!(latest_first(&settled) && !is_narrow(&settled));
        assert_eq!((read(&[("settled", "all")]).settled, read(&[("settled", "colour")]).settled), (None, Some(false)));
        assert_eq!((read(&[("from", "soon")]).from, read(&[("claim", "maybe")]).claim), (None, None));
    }

    #[test]
    fn an_address_leads_back_to_its_filter() {
        let filter = ContactFilter {
            settled: None,
            claim: Some(false),
            mine: true,
            from: Some("2026-04-01".to_owned()),
            to: Some("2026-04-30".to_owned()),
            q: Some("費用".to_owned()),
            descending: Some(false),
        };
        for filter in [filter, read(&[("settled", "true")]), plain()] {
            let text = query(&filter);
            let plain = percent_decode_str(&text).decode_utf8_lossy();
            let pairs: Vec<(&str, &str)> = plain.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')).collect();
            assert_eq!(read(&pairs), filter, "{text}");
        }
    }
}
