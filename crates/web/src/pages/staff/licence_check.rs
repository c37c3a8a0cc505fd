//! One licence: what to look up in the official register, the copy, and the decision.

use super::may;
use crate::client::{self, Versioned};
use crate::components::common::{Age, DateTimeText, Multiline, MutationError, Page, copy_button, crumb, download_bytes};
use crate::components::doctor::licence_tag;
use crate::components::ui::{
    Button, Choice, Form, FormView, Icon, Kind, LinkButton, Notice, Select, SubmitButton, TextArea, Tone, data_list, icon,
};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_toasts};
use crate::{paths, t};
use domain::actor::Permission;
use domain::doctor::licence::{LicenceParty, transition};
use domain::doctor::{DecideLicence, LICENCE_NOTE_MAX, LicenceCheck, LicenceCopy, LicenceDecision, LicenceReason, LicenceStatus};
use domain::problem::ProblemCode;
use leptos::prelude::*;
use strum::IntoEnumIterator;

#[component]
pub fn LicenceCheckPage() -> impl IntoView {
    let address = leptos_router::hooks::use_params_map();
    let id = Memo::new(move |_| address.with(|params| params.get("id").unwrap_or_default()));
    let read = Query::new(move || {
        let id = id.get();
        async move { client::licence_check::get_licence_check(&id).await }
    });
    let title = Signal::derive(move || {
        read.with(|read| read.value.summary.full_name.clone()).unwrap_or_else(|| t!(staff.licence.title).to_owned())
    });
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME), crumb(t!(staff.licence.title), paths::STAFF_LICENCE_CHECKS)];
    view! {
        <Page title=title trail=trail eyebrow=t!(staff.licence.title) wide=true>
            {read.view(10, move |found| page(found, read))}
        </Page>
    }
}

fn page(found: Versioned<LicenceCheck>, read: Query<Versioned<LicenceCheck>>) -> AnyView {
    let Versioned { value: check, etag } = found;
    let account = check.summary.account_id;
    let audit = may(Permission::ReadAudit).then(|| {
        view! { <p><a href=paths::staff_audit_of("licence_check", account)>{t!(staff.licence.audit)}</a></p> }
    });
    let copy = match check.copy.clone() {
        Some(copy) => copy_of(account.to_string(), copy),
        None => view! { <p class="muted">{t!(staff.licence.no_copy)}</p> }.into_any(),
    };
    view! {
        <div class="review">
            <section class="review__acts">
                <h2>{t!(staff.licence.decide)}</h2>
                {decisions(&check, &etag, read)}
            </section>
            <div class="review__main">
                {state(&check)}
                <section>
                    <h2 class="section__title">{t!(staff.licence.look_up)}</h2>
                    <p>{t!(staff.licence.look_up_text)}</p>
                    <p><a href=paths::REGISTER_SEARCH rel="noopener noreferrer" target="_blank">{t!(staff.licence.search)}{icon(Icon::External)}</a></p>
                    {stated(&check)}
                </section>
                <section><h2 class="section__title">{t!(staff.licence.copy)}</h2>{copy}</section>
                {audit}
            </div>
        </div>
    }
    .into_any()
}

fn state(check: &LicenceCheck) -> AnyView {
    let doubted = (check.summary.doubted_before && matches!(check.summary.status, LicenceStatus::Declared | LicenceStatus::Checked))
        .then(|| view! { <Notice tone=Tone::Warning title=t!(staff.licence.doubted_before)><p>{t!(staff.licence.doubted_before_text)}</p></Notice> });
    let mut rows = vec![
        (t!(staff.licence.status), licence_tag(check.summary.status)),
        (t!(staff.licence.since), view! { <Age at=check.summary.since/> }.into_any()),
    ];
    if let Some(reason) = check.reason {
        rows.push((t!(staff.licence.reason), reason.label(locale()).into_any()));
    }
    if !check.note.is_empty() {
        rows.push((t!(staff.licence.note), view! { <Multiline text=check.note.clone()/> }.into_any()));
    }
    view! { {doubted}{data_list(rows)} }.into_any()
}

/// What the doctor stated, each with a button that copies it.
fn stated(check: &LicenceCheck) -> AnyView {
    let rows = [
        (t!(staff.licence.name), check.summary.full_name.clone()),
        (t!(staff.licence.kana), check.summary.full_name_kana.clone()),
        (t!(staff.licence.number), check.licence_number.clone()),
        (t!(staff.licence.year), check.summary.licence_year.to_string()),
    ];
    let rows = rows
        .into_iter()
        .map(|(term, value)| {
            let label = t!(staff.licence.copy_label, term = term);
            (term, view! { <span class="copied">{value.clone()}{copy_button(value, label)}</span> }.into_any())
        })
        .collect();
    data_list(rows)
}

fn copy_of(account: String, copy: LicenceCopy) -> AnyView {
    let act = Mutation::new();
    let media_type = StoredValue::new(copy.media_type);
    let open = move || {
        let account = account.clone();
        act.run(async move { client::licence_check::open_licence_copy(&account).await }, move |bytes| {
            media_type.with_value(|media_type| {
                let ending = media_type.rsplit('/').next().unwrap_or_default();
                download_bytes(&(String::from("licence-copy.") + ending), media_type, &bytes);
            });
        });
    };
    view! {
        <p>{t!(staff.licence.copy_uploaded)}<DateTimeText at=copy.uploaded_at/></p>
        <p class="small">{t!(staff.licence.copy_text)}<DateTimeText at=copy.deleted_at/></p>
        <div class="actions"><Button kind=Kind::Outline busy=act.pending() on_click=open>{t!(staff.licence.open_copy)}</Button></div>
        <MutationError of=act/>
    }
    .into_any()
}

/// The decisions that the domain allows now, each with what it tells the doctor.
fn decisions(check: &LicenceCheck, etag: &str, read: Query<Versioned<LicenceCheck>>) -> AnyView {
    let status = check.summary.status;
    let account = check.summary.account_id.to_string();
    let open = |decision: LicenceDecision| {
        let event = DecideLicence { decision, reason: None, note: String::new() }.event();
        transition(status, event, LicenceParty::Staff).is_ok()
    };
    let forms = LicenceDecision::iter()
        .filter(|decision| open(*decision))
        .map(|decision| decision_form(decision, account.clone(), etag.to_owned(), read))
        .collect_view();
    view! {
        {forms}
        <div class="actions"><LinkButton href=paths::STAFF_LICENCE_CHECKS kind=Kind::Text>{t!(staff.licence.back)}</LinkButton></div>
    }
    .into_any()
}

fn decision_form(decision: LicenceDecision, account: String, etag: String, read: Query<Versioned<LicenceCheck>>) -> AnyView {
    let (act, toasts) = (Mutation::new(), use_toasts());
    let form = Form::new(format!("licence-check/{account}/{}", decision.code()));
    let submit = move || {
        let input =
            DecideLicence { decision, reason: form.peek_some("/reason").and_then(|code| code.parse().ok()), note: form.peek("/note") };
        if check(form, &input) {
            let (account, etag) = (account.clone(), etag.clone());
            let send = async move { client::licence_check::decide_licence_check(&account, &input, &etag).await };
            act.submit(form, send, move |decided| {
                toasts.success(decided.summary.status.label(locale()));
                read.put(Versioned { etag: client::etag(decided.version), value: decided });
            });
        }
    };
    let (text, kind, reasons) = match decision {
        LicenceDecision::Checked => (t!(staff.licence.checked_text), Kind::Solid, None),
        LicenceDecision::Doubtful => {
            let reasons: Vec<Choice> = LicenceReason::iter().map(|reason| Choice::new(reason.code(), reason.label(locale()))).collect();
            let field =
                view! { <Select form=form path="/reason" label=t!(staff.licence.reason) options=Signal::stored(reasons) required=true/> };
            (t!(staff.licence.doubtful_text), Kind::Danger, Some(field))
        }
    };
    let stale = move || {
        act.error().get().is_some_and(|error| error.is(ProblemCode::VersionMismatch) || error.is(ProblemCode::WrongState)).then(|| {
            view! { <Button kind=Kind::Outline compact=true on_click=move || read.reload()>{t!(staff.review.reload)}</Button> }
        })
    };
    view! {
        <div class="act">
            <h3>{decision.label(locale())}</h3>
            <p class="act__text">{text}</p>
            <FormView form=form on_submit=submit>
                {reasons}
                <TextArea form=form path="/note" label=t!(staff.licence.note) hint=t!(staff.licence.note_hint) rows=3 max=LICENCE_NOTE_MAX/>
                <MutationError of=act/>
                {stale}
                <div class="actions"><SubmitButton busy=act.pending() kind=kind>{decision.label(locale())}</SubmitButton></div>
            </FormView>
        </div>
    }
    .into_any()
}
