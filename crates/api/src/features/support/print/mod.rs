//! An application on paper: who applies for what and why, what the rules give, and how it went; the forms of its grant; what a meeting reads of
//! it; and the list that it is in.

mod form;
mod list;
mod packet;

pub use form::form;
pub use list::list;
pub use packet::packet;

use super::query;
use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::subsidy,
    platform::export::{
        Cell, Column, Table, date, figure,
        pdf::{Document, Section},
    },
};
use domain::{
    ids::SupportApplicationId,
    locale::Locale,
    money::Yen,
    region::prefecture_label,
    subsidy::Component,
    support::{ApplicationEvent, CouncilOpinion, DecidedAmount, FixedAmount, SupportApplication, SupportDocument, SupportStep, WorkedDays},
    time::{fiscal_year_text, japan_date},
};
use sea_orm::ConnectionTrait;

/// The document of an application for a reader of it, with the name of its file.
///
/// # Errors
/// `not_found`.
pub async fn application(db: &impl ConnectionTrait, ctx: &Ctx, id: SupportApplicationId) -> ApiResult<(Document, String)> {
    let application = query::get(db, ctx, id).await?;
    let locale = ctx.locale;
    let year = fiscal_year_text(application.summary.fiscal_year, locale);
    let mut document = subsidy::statement_document(&application.statement, locale, facts(&application, locale), ctx.now);
    document.title = locale.pick("重点医師偏在対策支援区域 補助の申請", "Subsidy application in a priority support area").to_owned();
    let rules = document.subtitle;
    document.subtitle = year;
    if !application.frozen {
        document.footer = locale.pick("提出前の下書きです。", "A draft that has not been submitted.").to_owned();
    }
    let heading = locale.pick("補助額", "Subsidy").to_owned();
    document.sections.insert(0, Section { heading, paragraphs: vec![rules], ..Section::default() });
    if !application.purpose.is_empty() {
        document.sections.insert(0, words(locale.pick("申請の理由", "Why"), &application.purpose));
    }
    if !application.documents.is_empty() {
        let is_replaced = |id| application.documents.iter().any(|other| other.replaces_id == Some(id));
        let line = |document: &SupportDocument| {
            let mark = if is_replaced(document.id) { locale.pick("（差し替え済み）", " (replaced)") } else { "" };
            format!("{}{mark} (SHA-256: {})", document.name, document.sha256)
        };
        let names = application.documents.iter().map(line).collect();
        let heading = locale.pick("添付書類", "Documents").to_owned();
        document.sections.push(Section { heading, paragraphs: names, ..Section::default() });
    }
    if !application.opinions.is_empty() {
        let heading = locale.pick("協議会", "Councils").to_owned();
        let table = opinions(&application.opinions, locale);
        document.sections.push(Section { heading, paragraphs: Vec::new(), table: Some(table), ..Section::default() });
    }
    if let Some(decision) = &application.decision {
        let (day, number) = (date(decision.decided_on, locale), &decision.reference);
        document.sections.push(Section {
            heading: locale.pick("交付決定", "Decision").to_owned(),
            paragraphs: match (locale, decision.report_by.map(|day| date(day, locale))) {
                (Locale::Ja, None) => vec![format!("{day} {number}")],
                (Locale::Ja, Some(due)) => vec![format!("{day} {number}"), format!("実績報告の期限：{due}")],
                (Locale::En, None) => vec![format!("{day}, {number}")],
                (Locale::En, Some(due)) => vec![format!("{day}, {number}"), format!("Report due by {due}")],
            },
            table: Some(amounts(&decision.amounts, locale)),
            ..Section::default()
        });
    }
    if let Some(report) = &application.report {
        let mut section = words(locale.pick("実績報告", "Report"), &report.summary);
        section.table = Some(amounts(&report.amounts, locale));
        document.sections.push(section);
        if let Some(table) = days_worked(&application, locale) {
            let heading = locale.pick("実績の日数・回数", "Days or duties worked").to_owned();
            document.sections.push(Section { heading, table: Some(table), ..Section::default() });
        }
    }
    document.sections.extend(payment(&application, locale));
    document.sections.push(Section {
        heading: locale.pick("経過", "Course").to_owned(),
        paragraphs: Vec::new(),
        table: Some(course(&application.steps, locale)),
        ..Section::default()
    });
    let name = match locale {
        Locale::Ja => format!("補助申請_{}_{}", application.summary.institution_name, application.summary.fiscal_year),
        Locale::En => format!("subsidy-application-{}", application.summary.fiscal_year),
    };
    Ok((document, name))
}

fn facts(application: &SupportApplication, locale: Locale) -> Vec<(String, String)> {
    let summary = &application.summary;
    let fact = |ja: &str, en: &str, value: String| (locale.pick(ja, en).to_owned(), value);
    let number = summary.reference_number.clone().unwrap_or_else(|| locale.pick("提出前", "not submitted yet").to_owned());
    let mut facts = vec![
        fact("申請番号", "Number", number),
        fact("医療機関", "Institution", summary.institution_name.clone()),
        fact("種別", "Kind", summary.kind.label(locale).to_owned()),
        fact("都道府県", "Prefecture", prefecture_label(&summary.prefecture_code, locale)),
        fact("区域", "Area", locale.name(&summary.area_name, &summary.area_name_en).to_owned()),
        fact("状態", "State", summary.status.label(locale).to_owned()),
    ];
    if let Some(opening) = application.plan.opening {
        facts.push(fact("開設の形", "How it comes to be run", opening.label(locale).to_owned()));
    }
    if summary.fictional {
        facts.push(fact("注意", "Note", locale.pick("デモ用の架空の医療機関です。", "Made up for demonstration.").to_owned()));
    }
    facts
}

/// The amount fixed, the claim and the payment, as far as they are there.
fn payment(application: &SupportApplication, locale: Locale) -> Vec<Section> {
    let section =
        |heading: &str, line: String, table| Section { heading: heading.to_owned(), paragraphs: vec![line], table, ..Section::default() };
    let yen = |amount: Yen| figure(amount.0, locale);
    let mut sections = Vec::new();
    if let Some(fixing) = &application.fixing {
        let (day, reference) = (date(fixing.fixed_on, locale), &fixing.reference);
        let line = match locale {
            Locale::Ja => format!("{day} {reference}"),
            Locale::En => format!("{day}, {reference}"),
        };
        sections.push(section(locale.pick("額の確定", "Amount fixed"), line, Some(fixed_amounts(&fixing.amounts, locale))));
    }
    if let Some(claim) = &application.claim {
        let line = match locale {
            Locale::Ja => format!("{} {}円", date(claim.claimed_on, locale), yen(claim.amount_yen)),
            Locale::En => format!("{}, ¥{}", date(claim.claimed_on, locale), yen(claim.amount_yen)),
        };
        sections.push(section(locale.pick("請求", "Claim"), line, None));
    }
    if let Some(paid) = &application.payment {
        let line = match locale {
            Locale::Ja => format!("{} {}円", date(paid.paid_on, locale), yen(paid.amount_yen)),
            Locale::En => format!("{}, ¥{}", date(paid.paid_on, locale), yen(paid.amount_yen)),
        };
        sections.push(section(locale.pick("支払", "Payment"), line, None));
    }
    sections
}

fn fixed_amounts(amounts: &[FixedAmount], locale: Locale) -> Table {
    let mut rows: Vec<Vec<Cell>> = amounts.iter().map(|one| vec![one.scheme.label(locale).into(), Cell::Yen(one.subsidy_yen.0)]).collect();
    rows.push(vec![locale.pick("合計", "Total").into(), total(amounts, |one| one.subsidy_yen)]);
    Table {
        columns: [("補助事業", "Scheme"), ("確定額（円）", "Fixed amount (¥)")].map(|(ja, en)| Column::new(locale.pick(ja, en))).to_vec(),
        rows,
        total_rows: 1,
    }
}

fn words(heading: &str, text: &str) -> Section {
    Section { heading: heading.to_owned(), paragraphs: text.lines().map(ToOwned::to_owned).collect(), ..Section::default() }
}

fn opinions(opinions: &[CouncilOpinion], locale: Locale) -> Table {
    let agreed = |agreed| if agreed { locale.pick("合意", "Agreed") } else { locale.pick("合意せず", "Did not agree") };
    let row = |opinion: &CouncilOpinion| {
        vec![opinion.council.label(locale).into(), agreed(opinion.agreed).into(), opinion.on.into(), opinion.minutes.clone().into()]
    };
    Table {
        columns: [("協議会", "Council"), ("結果", "Result"), ("日付", "Day"), ("議事録", "Minutes")]
            .map(|(ja, en)| Column::new(locale.pick(ja, en)))
            .to_vec(),
        rows: opinions.iter().map(row).collect(),
        total_rows: 0,
    }
}

/// The sum of an amount.
fn total<T>(amounts: &[T], pick: fn(&T) -> Yen) -> Cell {
    Cell::Yen(amounts.iter().map(pick).sum::<Yen>().0)
}

fn amounts(amounts: &[DecidedAmount], locale: Locale) -> Table {
    let mut rows: Vec<Vec<Cell>> =
        amounts.iter().map(|one| vec![one.scheme.label(locale).into(), Cell::Yen(one.cost_yen.0), Cell::Yen(one.subsidy_yen.0)]).collect();
    rows.push(vec![locale.pick("合計", "Total").into(), total(amounts, |one| one.cost_yen), total(amounts, |one| one.subsidy_yen)]);
    Table {
        columns: [("補助事業", "Scheme"), ("対象経費（円）", "Eligible cost (¥)"), ("補助額（円）", "Subsidy (¥)")]
            .map(|(ja, en)| Column::new(locale.pick(ja, en)))
            .to_vec(),
        rows,
        total_rows: 1,
    }
}

/// Days or duties planned and worked, as far as the report says; `None` where it says nothing of them.
fn days_worked(application: &SupportApplication, locale: Locale) -> Option<Table> {
    let worked = &application.report.as_ref()?.days_worked;
    let row = |one: &WorkedDays| {
        let planned = application.plan.components.iter().find(|component| component.scheme() == one.scheme);
        let (unit, planned) = planned.and_then(Component::counted)?;
        let (scheme, unit) = (one.scheme.label(locale), unit.label(locale));
        let name = match locale {
            Locale::Ja => format!("{scheme}（{unit}）"),
            Locale::En => format!("{scheme} ({unit})"),
        };
        Some(vec![name.into(), Cell::Integer(i64::from(planned)), Cell::Integer(i64::from(one.days))])
    };
    let rows: Vec<Vec<Cell>> = worked.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Table {
        columns: [("補助事業", "Scheme"), ("計画", "Planned"), ("実績", "Worked")]
            .map(|(ja, en)| Column::new(locale.pick(ja, en)))
            .to_vec(),
        rows,
        total_rows: 0,
    })
}

/// Whose step it is, where no name may be read or is left.
fn side(event: Option<ApplicationEvent>, locale: Locale) -> &'static str {
    if event.is_none_or(ApplicationEvent::is_institutions) {
        locale.pick("医療機関", "Institution")
    } else {
        locale.pick("都道府県", "Prefecture")
    }
}

fn course(steps: &[SupportStep], locale: Locale) -> Table {
    let row = |step: &SupportStep| {
        let author = step.author_name.clone().unwrap_or_else(|| side(step.event, locale).to_owned());
        vec![japan_date(step.at).into(), step.to.label(locale).into(), author.into(), step.reason.clone().into()]
    };
    Table {
        columns: [("日付", "Day"), ("状態", "State"), ("担当", "By"), ("理由", "Reason")]
            .map(|(ja, en)| Column::new(locale.pick(ja, en)))
            .to_vec(),
        rows: steps.iter().map(row).collect(),
        total_rows: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nameless_step_is_of_the_side_that_takes_it() {
        let of = |event| side(event, Locale::Ja);
        assert_eq!((of(None), of(Some(ApplicationEvent::Withdraw))), ("医療機関", "医療機関"));
        assert_eq!((of(Some(ApplicationEvent::Return)), of(Some(ApplicationEvent::Decide))), ("都道府県", "都道府県"));
    }
}
