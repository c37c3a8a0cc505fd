//! An application in full.

use super::amounts::{amounts_table, days_table, fixable_table, fixed_table, yen_cell};
use super::documents::documents;
use super::forms::forms;
use super::labels::{asked, not_open, schemes_text, status_tag};
use super::progress::progress;
use crate::client;
use crate::components::common::{DateText, DateTimeText, FictionalTag, Multiline, pdf_button};
use crate::components::listing::{institution_name, written_in};
use crate::components::support::areas::area_name;
use crate::components::support::statement_view;
use crate::components::ui::{Disclosure, Notice, Tag, Tone, data_list, table};
use crate::i18n::{fiscal_year, locale};
use crate::state::Query;
use crate::{paths, t};
use domain::problem::FieldError;
use domain::region::prefecture_label;
use domain::support::{ApplicationEvent, ApplicationStatus, Council, SupportApplication, check_complete};
use domain::validate::Violations;
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A member of the institution's organization.
    Institution,
    /// An officer of the prefecture.
    Prefecture,
}

/// Everything about an application, with what can be done now.
pub fn application_view(application: &SupportApplication, query: Query<SupportApplication>, side: Side, acts: AnyView) -> AnyView {
    let summary = &application.summary;
    let status = summary.status;
    let editable = side == Side::Institution && status.is_editable();
    let written = if application.frozen { t!(support_application.detail.frozen) } else { t!(support_application.detail.not_frozen) };
    let statement = application.statement.clone();
    view! {
        <p class="tags">{status_tag(status)}" "<FictionalTag fictional=summary.fictional/></p>
        {now(application, side)}
        {acts}
        <section>
            <h2 class="section__title">{t!(support_application.detail.facts)}</h2>
            {facts(application)}
        </section>
        <section>
            <h2 class="section__title">{t!(support_application.detail.statement)}</h2>
            <p>{written}</p>
            {editable.then(|| view! { {incomplete(application)}{not_open(&statement)} })}
            {statement_view(&statement)}
            {pdf(application)}
        </section>
        <section>
            <h2 class="section__title">{t!(support_application.documents.title)}</h2>
            {documents(application, query, editable)}
        </section>
        {earlier(application)}
        <section>
            <h2 class="section__title">{t!(support_application.detail.councils)}</h2>
            {opinions(application)}
        </section>
        {decision(application)}
        {report(application)}
        {fixing(application)}
        {payment(application)}
        {forms(application)}
        <section>
            <h2 class="section__title">{t!(support_application.course.title)}</h2>
            {progress(&application.steps)}
        </section>
    }
    .into_any()
}

/// What is asked now, with the reason given for it.
fn now(application: &SupportApplication, side: Side) -> AnyView {
    let status = application.summary.status;
    let tone = match status {
        ApplicationStatus::Returned | ApplicationStatus::ReportReturned | ApplicationStatus::NotSelected => Tone::Warning,
        ApplicationStatus::Selected | ApplicationStatus::Decided | ApplicationStatus::Fixed | ApplicationStatus::Paid => Tone::Success,
        _ => Tone::Info,
    };
    let reason = application
        .steps
        .iter()
        .rev()
        .find(|step| step.to == status)
        .filter(|step| {
            use ApplicationEvent as E;
            matches!(step.event, Some(E::Return | E::TurnDown | E::Withdraw | E::ReturnReport | E::WithdrawClaim | E::Undo))
        })
        .map(|step| step.reason.clone())
        .filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| {
        view! { <p class="course__reason-name">{t!(support_application.course.reason)}</p><Multiline text=reason/> }
    });
    view! { <Notice tone=tone title=asked(status, side)>{reason}</Notice> }.into_any()
}

fn facts(application: &SupportApplication) -> AnyView {
    let summary = &application.summary;
    let institution = institution_name(summary.institution_id, &summary.institution_name, summary.listed);
    let area = paths::support_area(&summary.prefecture_code, application.priority_area_id);
    let area_name = area_name(&summary.area_name, &summary.area_name_en);
    let purpose = if application.purpose.trim().is_empty() {
        t!(common.state.none).into_any()
    } else {
        let purpose = application.purpose.clone();
        view! { <Multiline text=purpose/> }.into_any()
    };
    let number = summary.reference_number.clone().unwrap_or_else(|| t!(support_application.field.no_number).to_owned());
    data_list(vec![
        (t!(support_application.field.number), view! { <span class="number">{number}</span> }.into_any()),
        (t!(support_application.field.institution), institution),
        (t!(support_application.field.kind), summary.kind.label(locale()).into_any()),
        (t!(support_application.field.prefecture), prefecture_label(&summary.prefecture_code, locale()).into_any()),
        (t!(support_application.field.area), view! { <a href=area>{area_name}</a> }.into_any()),
        (t!(support_application.field.year), fiscal_year(summary.fiscal_year).into_any()),
        (t!(support_application.field.schemes), schemes_text(&summary.schemes).into_any()),
        (t!(support_application.field.purpose), purpose),
    ])
}

/// What is missing before it can be submitted.
fn incomplete(application: &SupportApplication) -> AnyView {
    let mut lacking = Violations::default();
    check_complete(&application.plan, &application.purpose, &mut lacking);
    let at = |error: FieldError| match error.pointer.strip_prefix("/plan/components/").and_then(|rest| rest.split('/').next()?.parse().ok())
    {
        Some(n) => application
            .plan
            .components
            .get::<usize>(n)
            .map(|component| String::from(component.scheme().label(locale())) + "：" + t!(support_application.amounts.cost)),
        None => Some(t!(support_application.field.purpose).to_owned()),
    };
    let items: Vec<_> = lacking.into_errors().into_iter().filter_map(at).map(|item| view! { <li>{item}</li> }).collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! { <Notice tone=Tone::Warning title=t!(support_application.edit.incomplete)><ul>{items}</ul></Notice> }.into_any()
}

/// What was submitted before the last time.
fn earlier(application: &SupportApplication) -> AnyView {
    let Some((_, earlier)) = application.submissions.split_last().filter(|(_, earlier)| !earlier.is_empty()) else { return ().into_any() };
    let submissions = earlier
        .iter()
        .rev()
        .map(|submission| {
            let (at, purpose, author) = (submission.at, submission.purpose.clone(), submission.author_name.clone());
            let summary = t!(support_application.detail.submission, number = submission.number);
            let statement = statement_view(&submission.statement);
            view! {
                <Disclosure summary=summary>
                    <p><DateTimeText at=at/>" "{author}</p>
                    <Multiline text=purpose/>
                    {statement}
                </Disclosure>
            }
        })
        .collect_view();
    view! { <section><h2 class="section__title">{t!(support_application.detail.earlier)}</h2>{submissions}</section> }.into_any()
}

fn pdf(application: &SupportApplication) -> AnyView {
    let id = application.summary.id.to_string();
    pdf_button(t!(support_application.detail.pdf), t!(support_application.detail.file), move |lacking| {
        let id = id.clone();
        async move { client::support_application::print_support_application(&id, lacking).await }
    })
}

fn opinions(application: &SupportApplication) -> AnyView {
    let rows = Council::iter()
        .map(|council| {
            let name = council.label(locale()).into_any();
            match application.opinions.iter().find(|opinion| opinion.council == council) {
                None => vec![name, t!(support_application.detail.no_opinion).into_any(), blank(), blank()],
                Some(opinion) => {
                    let (tone, text) = if opinion.agreed {
                        (Tone::Success, t!(support_application.detail.agreed))
                    } else {
                        (Tone::Error, t!(support_application.detail.not_agreed))
                    };
                    let minutes = opinion.minutes.clone();
                    vec![
                        name,
                        view! { <Tag tone=tone>{text}</Tag> }.into_any(),
                        view! { <DateText day=opinion.on/> }.into_any(),
                        view! { <span lang=written_in()>{minutes}</span> }.into_any(),
                    ]
                }
            }
        })
        .collect();
    let columns = [
        t!(support_application.detail.council),
        t!(support_application.detail.opinion),
        t!(support_application.detail.day),
        t!(support_application.detail.minutes),
    ];
    table(t!(support_application.detail.councils), &columns, rows)
}

/// There is nothing to say; on a phone the term stands above it.
fn blank() -> AnyView {
    view! { <span class="muted">"—"</span> }.into_any()
}

fn decision(application: &SupportApplication) -> AnyView {
    let Some(decision) = &application.decision else { return ().into_any() };
    let mut facts = vec![
        (t!(support_application.acts.decided_on), view! { <DateText day=decision.decided_on/> }.into_any()),
        (t!(support_application.acts.reference), decision.reference.clone().into_any()),
    ];
    if let Some(day) = decision.report_by {
        facts.push((t!(support_application.acts.report_by), view! { <DateText day=day/> }.into_any()));
    }
    view! {
        <section>
            <h2 class="section__title">{t!(support_application.detail.decision)}</h2>
            {data_list(facts)}
            {amounts_table(t!(support_application.detail.decided_amounts), &decision.amounts)}
        </section>
    }
    .into_any()
}

fn report(application: &SupportApplication) -> AnyView {
    let Some(report) = &application.report else { return ().into_any() };
    let summary = report.summary.clone();
    view! {
        <section>
            <h2 class="section__title">{t!(support_application.detail.report)}</h2>
            <Multiline text=summary/>
            {amounts_table(t!(support_application.detail.reported_amounts), &report.amounts)}
            {days_table(application, report)}
        </section>
    }
    .into_any()
}

/// The most that may be fixed, while nothing is; then what was.
fn fixing(application: &SupportApplication) -> AnyView {
    let title = t!(support_application.detail.fixing);
    if let Some(fixing) = &application.fixing {
        let reference = fixing.reference.clone();
        return view! {
            <section>
                <h2 class="section__title">{title}</h2>
                {data_list(vec![
                    (t!(support_application.acts.fixed_on), view! { <DateText day=fixing.fixed_on/> }.into_any()),
                    (t!(support_application.acts.fixing_reference), reference.into_any()),
                ])}
                {fixed_table(t!(support_application.detail.fixed_amounts), fixing)}
            </section>
        }
        .into_any();
    }
    if application.fixable.is_empty() {
        return ().into_any();
    }
    view! {
        <section>
            <h2 class="section__title">{title}</h2>
            <p>{t!(support_application.detail.fixable_text)}</p>
            {fixable_table(t!(support_application.detail.fixable), &application.fixable)}
        </section>
    }
    .into_any()
}

fn payment(application: &SupportApplication) -> AnyView {
    let Some(claim) = &application.claim else { return ().into_any() };
    let mut facts = vec![
        (t!(support_application.acts.claimed_on), view! { <DateText day=claim.claimed_on/> }.into_any()),
        (t!(support_application.detail.amount), yen_cell(claim.amount_yen)),
    ];
    if let Some(payment) = &application.payment {
        facts.push((t!(support_application.acts.paid_on), view! { <DateText day=payment.paid_on/> }.into_any()));
    }
    view! {
        <section>
            <h2 class="section__title">{t!(support_application.detail.payment)}</h2>
            {data_list(facts)}
        </section>
    }
    .into_any()
}
