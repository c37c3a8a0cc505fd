//! Entering a rule, and rewriting one that nothing rests on yet.

use super::fields::{all_fields, start};
use super::model::{read, shown_at};
use crate::client::{self, Versioned};
use crate::components::common::{MutationError, Page, crumb};
use crate::components::ui::{Form, FormView, Kind, LinkButton, Notice, SubmitButton, Tone};
use crate::i18n::locale;
use crate::state::{Mutation, Query, Reading, use_toasts};
use crate::{paths, t};
use domain::problem::ProblemCode;
use domain::subsidy::{NewRule, SubsidyRule};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

fn trail() -> Vec<(String, String)> {
    vec![crumb(t!(staff.home.title), paths::STAFF_HOME), crumb(t!(rules.list.title), paths::STAFF_RULES)]
}

/// `/staff/subsidy-rules/new`; `?from=` names the rule that it follows.
#[component]
pub fn NewRulePage() -> impl IntoView {
    let from = use_query_map().with_untracked(|query| query.get("from").unwrap_or_default());
    let content = if from.is_empty() {
        editor(Form::new("rule/new"), None)
    } else {
        let name = String::from("rule/new/") + &from;
        let rule = Query::new(move || {
            let from = from.clone();
            async move { client::subsidy::get_subsidy_rule(&from).await }
        });
        rule.view(12, move |found| {
            let form = Form::new(name.clone());
            start(form, &following(found.value));
            editor(form, None)
        })
    };
    view! { <Page title=t!(rules.edit.title_new) lead=t!(rules.edit.lead) trail=trail()>{content}</Page> }
}

/// What is likely of the rule that follows: the same terms from the day after, where there is an end, in the year of that day.
fn following(rule: SubsidyRule) -> SubsidyRule {
    let next = rule.valid_until.and_then(|until| until.succ_opt());
    let fiscal_year = next.map_or(rule.fiscal_year, domain::time::fiscal_year);
    SubsidyRule { fiscal_year, valid_from: next.unwrap_or(rule.valid_from), valid_until: None, ..rule }
}

/// `/staff/subsidy-rules/:id/edit`
#[component]
pub fn EditRulePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let wanted = id.clone();
    let rule = Query::new(move || {
        let id = wanted.clone();
        async move { client::subsidy::get_subsidy_rule(&id).await }
    });
    let mut trail = trail();
    trail.push(crumb(t!(rules.rule.title), paths::staff_rule(paths::Unparsed(&id))));
    view! {
        <Page title=t!(rules.edit.title_edit) lead=t!(rules.edit.lead_edit) trail=trail>
            {rule.view(12, move |found| {
                let form = Form::new(String::from("rule/") + &found.value.id.to_string());
                start(form, &found.value);
                editor(form, Some(found))
            })}
        </Page>
    }
}

fn typed(form: Form) -> Option<NewRule> {
    let text = |path: &str| form.peek(path);
    let mut reading = Reading::new(&text);
    let rule = read(&mut reading);
    reading.finish_at(form, rule, shown_at)
}

fn editor(form: Form, known: Option<Versioned<SubsidyRule>>) -> AnyView {
    let (send, toasts) = (Mutation::new(), use_toasts());
    let navigate = StoredValue::new_local(use_navigate());
    let scheme = known.as_ref().map(|known| known.value.scheme);
    let back = known.as_ref().map_or_else(|| paths::STAFF_RULES.to_owned(), |known| paths::staff_rule(known.value.id));
    let known = StoredValue::new(known);
    let done = move |id: String| {
        toasts.success(t!(rules.edit.saved));
        navigate.with_value(|navigate| navigate(&paths::staff_rule(paths::Unparsed(&id)), leptos_router::NavigateOptions::default()));
    };
    let submit = move || {
        let Some(rule) = typed(form) else { return };
        match known.get_value() {
            None => {
                send.submit(form, async move { client::subsidy::create_subsidy_rule(&rule, send.key()).await }, move |made| {
                    done(made.id.to_string());
                });
            }
            Some(Versioned { value, etag }) => {
                let id = value.id.to_string();
                let put = async move {
                    client::subsidy::replace_subsidy_rule(&id, &rule, &etag).await?;
                    Ok(id)
                };
                send.submit(form, put, done);
            }
        }
    };
    view! {
        {scheme.map(|scheme| view! { <Notice tone=Tone::Info title=scheme.label(locale())><p>{t!(rules.edit.scheme_stays)}</p></Notice> })}
        <FormView form=form on_submit=submit>
            {all_fields(form, scheme.is_some())}
            <MutationError of=send/>
            {help(send, known)}
            <div class="actions">
                <SubmitButton busy=send.pending()>{t!(common.action.save)}</SubmitButton>
                <LinkButton href=back kind=Kind::Outline>{t!(common.action.cancel)}</LinkButton>
            </div>
        </FormView>
    }
    .into_any()
}

/// What helps where the server refused: the rule in the way, or a new rule in place of the one in use.
fn help(send: Mutation, known: StoredValue<Option<Versioned<SubsidyRule>>>) -> AnyView {
    (move || {
        let error = send.error().get()?;
        let id = known.with_value(|known| known.as_ref().map(|known| known.value.id));
        if error.is(ProblemCode::PeriodsOverlap) {
            Some(view! { <LinkButton href=paths::STAFF_RULES kind=Kind::Outline>{t!(rules.edit.see_overlap)}</LinkButton> }.into_any())
        } else if error.is(ProblemCode::RuleInUse) {
            id.map(|id| {
                view! { <LinkButton href=paths::staff_new_rule_from(id) kind=Kind::Outline>{t!(rules.rule.follow)}</LinkButton> }.into_any()
            })
        } else if error.is(ProblemCode::VersionMismatch) {
            id.map(|id| view! { <LinkButton href=paths::staff_rule(id) kind=Kind::Outline>{t!(rules.rule.latest)}</LinkButton> }.into_any())
        } else {
            None
        }
    })
    .into_any()
}
