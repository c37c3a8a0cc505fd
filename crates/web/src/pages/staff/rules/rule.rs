//! A rule in words, and what can be done about it.

use crate::client::{self, Versioned};
use crate::components::common::{ConfirmedAction, Page, crumb};
use crate::components::support::as_of::today;
use crate::components::support::rule_view;
use crate::components::ui::{Form, Kind, LinkButton, Notice, TextArea, TextField, Tone};
use crate::i18n::{fiscal_year, locale};
use crate::state::mutation::check;
use crate::state::{Query, Reading, sending};
use crate::{paths, t};
use domain::problem::FieldCode;
use domain::subsidy::SubsidyRule;
use domain::subsidy::dto::WithdrawSubsidyRule;
use domain::validate::{Validate, Violations};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};

/// `/staff/subsidy-rules/:id`
#[component]
pub fn RulePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let rule = Query::new(move || {
        let id = id.clone();
        async move { client::subsidy::get_subsidy_rule(&id).await }
    });
    let title = Signal::derive(move || {
        rule.get().map_or_else(
            || t!(rules.rule.title).to_owned(),
            |Versioned { value, .. }| {
                let version = t!(support.schemes.version, year = fiscal_year(value.fiscal_year), version = value.version);
                t!(rules.rule.title_of, scheme = value.scheme.label(locale()), version = version)
            },
        )
    });
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME), crumb(t!(rules.list.title), paths::STAFF_RULES)];
    view! { <Page title=title trail=trail wide=true>{rule.view(12, move |found| content(found, rule))}</Page> }
}

fn content(found: Versioned<SubsidyRule>, query: Query<Versioned<SubsidyRule>>) -> AnyView {
    let id = found.value.id;
    let shown = rule_view(&found.value, today());
    view! {
        <div class="actions" role="group" aria-label=t!(rules.rule.acts)>
            <LinkButton href=paths::staff_new_rule_from(id)>{t!(rules.rule.follow)}</LinkButton>
            <LinkButton href=paths::staff_rule_edit(id) kind=Kind::Outline>{t!(rules.rule.edit)}</LinkButton>
            {close(&found, query)}
            {(found.value.valid_from > today()).then(|| withdraw(&found, query))}
        </div>
        <Notice tone=Tone::Info><p>{t!(rules.rule.kept)}</p></Notice>
        <div class="prose">{shown}</div>
    }
    .into_any()
}

/// The last day is checked against the first here, by the rest of its rules on the server.
struct LastDay<'a>(&'a SubsidyRule, chrono::NaiveDate);

impl Validate for LastDay<'_> {
    fn check(&self, v: &mut Violations) {
        v.require("valid_until", self.1 >= self.0.valid_from, FieldCode::EndsBeforeStart);
    }
}

fn close(found: &Versioned<SubsidyRule>, query: Query<Versioned<SubsidyRule>>) -> AnyView {
    let form = Form::new(String::from("rule/close/") + &found.value.id.to_string());
    let found = StoredValue::new(found.clone());
    let send = move || {
        let Versioned { value, etag } = found.get_value();
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let day = reading.day("/valid_until");
        reading.finish(form, LastDay(&value, day))?;
        let id = value.id.to_string();
        Some(sending(async move { client::subsidy::close_subsidy_rule(&id, day, &etag).await }, move |()| query.reload()))
    };
    let field = move || {
        let last = found.with_value(|found| found.value.valid_until);
        form.start("/valid_until", last.map(|day| day.to_string()).unwrap_or_default());
        view! { <TextField form=form path="/valid_until" label=t!(support.schemes.valid_until) kind="date" required=true width="short"/> }
    };
    view! {
        <ConfirmedAction
            label=t!(rules.rule.close)
            text=t!(rules.rule.close_text)
            kind=Kind::Outline
            form=form
            send=send
            done=t!(rules.rule.closed)
            reload=move || query.reload()
        >
            {field()}
        </ConfirmedAction>
    }
    .into_any()
}

/// Before its first day a rule that was entered by mistake can be taken back.
fn withdraw(found: &Versioned<SubsidyRule>, query: Query<Versioned<SubsidyRule>>) -> AnyView {
    let form = Form::new(String::from("rule/withdraw/") + &found.value.id.to_string());
    let (id, etag) = (found.value.id.to_string(), found.etag.clone());
    let navigate = StoredValue::new_local(use_navigate());
    let send = move || {
        let input = WithdrawSubsidyRule { reason: form.peek("/reason") };
        if !check(form, &input) {
            return None;
        }
        let (id, etag) = (id.clone(), etag.clone());
        let leave = move |()| navigate.with_value(|navigate| navigate(paths::STAFF_RULES, leptos_router::NavigateOptions::default()));
        Some(sending(async move { client::subsidy::withdraw_subsidy_rule(&id, &input, &etag).await }, leave))
    };
    view! {
        <ConfirmedAction
            label=t!(rules.rule.withdraw)
            text=t!(rules.rule.withdraw_text)
            kind=Kind::Text
            danger=true
            form=form
            send=send
            done=t!(rules.rule.withdrawn)
            reload=move || query.reload()
        >
            <TextArea form=form path="/reason" label=t!(rules.rule.withdraw_reason) required=true max=2000/>
        </ConfirmedAction>
    }
    .into_any()
}
