//! The usual forms of a grant. What the prefecture's own rules say about their wording is not known here: what has to be written by hand stays
//! blank, and the foot of the page says so.

use super::{amounts, days_worked, fixed_amounts, total};
use crate::{
    ctx::Ctx,
    entity::{institution, organization},
    error::{ApiError, ApiResult},
    features::{priority_area::place_of_institution, support::query},
    platform::export::{
        Cell, Column, Table, date,
        pdf::{Document, Section, Side},
    },
};
use chrono::{Datelike, NaiveDate};
use domain::{
    ids::{InstitutionId, SupportApplicationId},
    locale::Locale,
    problem::ProblemCode,
    region::prefecture_label,
    subsidy::{Outcome, Statement},
    support::{ApplicationEvent, DecidedAmount, FixableAmount, SupportApplication, SupportFixing, SupportForm},
    time::{era_year_text, fiscal_year_text, japan_date},
};
use sea_orm::{ConnectionTrait, EntityTrait};

/// A form of an application for a reader of it, with the name of its file.
///
/// # Errors
/// `not_found`, `wrong_state` until the application has come as far as the form needs.
pub async fn form(db: &impl ConnectionTrait, ctx: &Ctx, id: SupportApplicationId, form: SupportForm) -> ApiResult<(Document, String)> {
    let application = query::get(db, ctx, id).await?;
    if !form.is_ready(&application) {
        return Err(ProblemCode::WrongState.into());
    }
    let who = Parties::of(db, application.summary.institution_id, &application.summary.prefecture_code, ctx.locale).await?;
    let mut document = filled(form, &application, &who, ctx.locale)?;
    document.made_at = ctx.now;
    let number = application.summary.reference_number.clone().unwrap_or_default();
    Ok((document, format!("{}_{number}", ctx.locale.pick(form.label(Locale::Ja), form.code()))))
}

/// Who writes to whom.
struct Parties {
    organization: String,
    address: String,
    governor: String,
}

impl Parties {
    async fn of(db: &impl ConnectionTrait, id: InstitutionId, prefecture: &str, locale: Locale) -> ApiResult<Self> {
        let institution = institution::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?;
        let organization = organization::Entity::find_by_id(institution.organization_id).one(db).await?;
        let place = place_of_institution(db, id).await?;
        let prefecture = prefecture_label(prefecture, locale);
        Ok(Parties {
            organization: organization.map(|row| row.name).unwrap_or_default(),
            address: place.and_then(|place| place.address).unwrap_or_default(),
            governor: match locale {
                Locale::Ja => format!("{prefecture}知事"),
                Locale::En => format!("Governor of {prefecture}"),
            },
        })
    }

    /// Number and day, the prefecture, and the organization with what it writes by hand.
    fn institution_sends(&self, day: Option<NaiveDate>, locale: Locale) -> Vec<(Side, String)> {
        let name = |ja: &str, en: &str, value: &str| match locale {
            Locale::Ja => format!("{ja}　{value}"),
            Locale::En => format!("{en}: {value}"),
        };
        vec![
            (
                Side::Right,
                day.map_or_else(|| locale.pick("　　年　　月　　日", "Day: ____________").to_owned(), |day| letter_day(day, locale)),
            ),
            (Side::Left, addressed(&self.governor, locale)),
            (Side::Right, name("所在地", "Address", &self.address)),
            (Side::Right, name("申請者", "Applicant", &self.organization)),
            (Side::Right, name("代表者の職・氏名", "Represented by", "＿＿＿＿＿＿＿＿＿＿")),
        ]
    }

    fn prefecture_sends(&self, reference: &str, day: NaiveDate, locale: Locale) -> Vec<(Side, String)> {
        vec![
            (Side::Right, reference.to_owned()),
            (Side::Right, letter_day(day, locale)),
            (Side::Left, addressed(&self.organization, locale)),
            (Side::Right, self.governor.clone()),
        ]
    }
}

fn addressed(name: &str, locale: Locale) -> String {
    match locale {
        Locale::Ja => format!("{name}　殿"),
        Locale::En => format!("To: {name}"),
    }
}

/// A day as letters write it: by the era in Japanese.
fn letter_day(day: NaiveDate, locale: Locale) -> String {
    match (locale, era_year_text(day)) {
        (Locale::Ja, Some(year)) => format!("{year}{}月{}日", day.month(), day.day()),
        (Locale::Ja | Locale::En, _) => date(day, locale),
    }
}

/// The day on which something last happened to an application.
fn last(application: &SupportApplication, event: ApplicationEvent) -> Option<NaiveDate> {
    application.steps.iter().rev().find(|step| step.event == Some(event)).map(|step| japan_date(step.at))
}

fn filled(form: SupportForm, application: &SupportApplication, who: &Parties, locale: Locale) -> ApiResult<Document> {
    let missing = || ApiError::internal("a form of what is not there");
    let year = fiscal_year_text(application.summary.fiscal_year, locale);
    let title = match locale {
        Locale::Ja => format!("{year}　重点医師偏在対策支援区域に係る補助金　{}", form.label(locale)),
        Locale::En => format!("{year}, subsidy in a priority support area: {}", form.label(locale)),
    };
    let section = |heading: &str, table| Section { heading: heading.to_owned(), table: Some(table), ..Section::default() };
    let of_day = |day: Option<NaiveDate>| day.map(|day| letter_day(day, locale)).unwrap_or_default();
    let (opening, preamble, sections) = match form {
        SupportForm::GrantApplication => (
            who.institution_sends(last(application, ApplicationEvent::Apply), locale),
            locale.pick("次のとおり補助金の交付を受けたいので、申請します。", "We apply for the grant as follows.").to_owned(),
            vec![
                section(locale.pick("1　交付申請額", "1. Amount applied for"), amounts(&stated(&application.statement), locale)),
                said(locale.pick("2　事業の目的と必要性", "2. Purpose and need"), &application.purpose),
                attached(application, locale),
            ],
        ),
        SupportForm::Decision => {
            let decision = application.decision.as_ref().ok_or_else(missing)?;
            let applied = of_day(last(application, ApplicationEvent::Apply));
            let text = match locale {
                Locale::Ja => format!("{applied}付けで申請のあった補助金については、次のとおり交付することに決定したので、通知します。"),
                Locale::En => format!("The grant that was applied for on {applied} is decided as follows."),
            };
            let table = amounts(&decision.amounts, locale);
            let sections = vec![section(locale.pick("1　交付決定額", "1. Amount decided"), table)];
            (who.prefecture_sends(&decision.reference, decision.decided_on, locale), text, sections)
        }
        SupportForm::Report => {
            let (report, decision) = application.report.as_ref().zip(application.decision.as_ref()).ok_or_else(missing)?;
            let (day, reference) = (letter_day(decision.decided_on, locale), &decision.reference);
            let text = match locale {
                Locale::Ja => format!("{day}付け{reference}で交付決定のあった補助金に係る事業の実績を、次のとおり報告します。"),
                Locale::En => format!("We report on what the grant of {day} ({reference}) was used for."),
            };
            let mut sections = vec![section(locale.pick("1　実績額", "1. Amounts"), amounts(&report.amounts, locale))];
            let done = match days_worked(application, locale) {
                Some(days) => {
                    sections.push(section(locale.pick("2　実績の日数・回数", "2. Days or duties worked"), days));
                    locale.pick("3　実施した内容", "3. What was done")
                }
                None => locale.pick("2　実施した内容", "2. What was done"),
            };
            sections.push(said(done, &report.summary));
            (who.institution_sends(last(application, ApplicationEvent::Report), locale), text, sections)
        }
        SupportForm::Fixing => {
            let fixing = application.fixing.as_ref().ok_or_else(missing)?;
            let reported = of_day(last(application, ApplicationEvent::Report));
            let text = match locale {
                Locale::Ja => format!("{reported}付けで実績報告のあった補助金については、次のとおり額を確定したので、通知します。"),
                Locale::En => format!("The amount of the grant reported on {reported} is fixed as follows."),
            };
            let sections = vec![section(locale.pick("1　確定額", "1. Amount fixed"), fixed(&application.fixable, fixing, locale))];
            (who.prefecture_sends(&fixing.reference, fixing.fixed_on, locale), text, sections)
        }
    };
    Ok(Document {
        locale,
        opening,
        title,
        preamble: vec![preamble],
        facts: facts(application, who, locale),
        sections: sections.into_iter().filter(|section| section.table.is_some() || !section.paragraphs.is_empty()).collect(),
        footer: locale
            .pick(
                "GMネットワークの記録から作成。様式と文言は都道府県の交付要綱を確認",
                "Made from GM Network's records. Check the prefecture's rules for form and wording",
            )
            .to_owned(),
        ..Document::default()
    })
}

fn facts(application: &SupportApplication, who: &Parties, locale: Locale) -> Vec<(String, String)> {
    let summary = &application.summary;
    let fact = |ja: &str, en: &str, value: String| (locale.pick(ja, en).to_owned(), value);
    let schemes: Vec<&str> = summary.schemes.iter().map(|scheme| scheme.label(locale)).collect();
    let mut facts = vec![
        fact("申請番号", "Number", summary.reference_number.clone().unwrap_or_default()),
        fact("医療機関", "Institution", summary.institution_name.clone()),
        fact("所在地", "Address", who.address.clone()),
        fact("区域", "Area", locale.name(&summary.area_name, &summary.area_name_en).to_owned()),
        fact("補助事業", "Schemes", schemes.join(locale.pick("、", ", "))),
    ];
    if summary.fictional {
        facts.push(fact("注意", "Note", locale.pick("デモ用の架空の医療機関です。", "Made up for demonstration.").to_owned()));
    }
    facts
}

/// What the rules give, scheme by scheme; nothing for what they leave open.
fn stated(statement: &Statement) -> Vec<DecidedAmount> {
    let amount = |outcome: &Outcome| match outcome {
        Outcome::Determined { eligible_yen, subsidy_yen, .. } => Some((*eligible_yen, *subsidy_yen)),
        Outcome::Undetermined { .. } | Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => None,
    };
    let lines = statement.lines.iter();
    lines
        .filter_map(|line| {
            amount(&line.outcome).map(|(cost_yen, subsidy_yen)| DecidedAmount { scheme: line.scheme, cost_yen, subsidy_yen })
        })
        .collect()
}

fn said(heading: &str, text: &str) -> Section {
    Section { heading: heading.to_owned(), paragraphs: text.lines().map(ToOwned::to_owned).collect(), ..Section::default() }
}

fn attached(application: &SupportApplication, locale: Locale) -> Section {
    let is_replaced = |id| application.documents.iter().any(|other| other.replaces_id == Some(id));
    let names = application.documents.iter().filter(|document| !is_replaced(document.id)).map(|document| document.name.clone());
    Section { heading: locale.pick("3　添付書類", "3. Documents").to_owned(), paragraphs: names.collect(), ..Section::default() }
}

/// Decided, reported and fixed, side by side.
fn fixed(fixable: &[FixableAmount], fixing: &SupportFixing, locale: Locale) -> Table {
    if fixable.is_empty() {
        return fixed_amounts(&fixing.amounts, locale);
    }
    let mut rows: Vec<Vec<Cell>> = fixable
        .iter()
        .map(|one| {
            let fixed = fixing.amounts.iter().find(|amount| amount.scheme == one.scheme).map(|amount| Cell::Yen(amount.subsidy_yen.0));
            let scheme = one.scheme.label(locale).into();
            vec![scheme, Cell::Yen(one.decided_yen.0), Cell::Yen(one.reported_cost_yen.0), fixed.unwrap_or_default()]
        })
        .collect();
    rows.push(vec![
        locale.pick("合計", "Total").into(),
        total(fixable, |one| one.decided_yen),
        total(fixable, |one| one.reported_cost_yen),
        Cell::Yen(fixing.total().0),
    ]);
    Table {
        columns: [
            ("補助事業", "Scheme"),
            ("決定額（円）", "Decided (¥)"),
            ("報告された対象経費（円）", "Eligible cost reported (¥)"),
            ("確定額（円）", "Fixed amount (¥)"),
        ]
        .map(|(ja, en)| Column::new(locale.pick(ja, en)))
        .to_vec(),
        rows,
        total_rows: 1,
    }
}
