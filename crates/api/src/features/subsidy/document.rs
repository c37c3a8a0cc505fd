//! A statement on paper: who pays what in all, then every scheme with its steps, what it asks for, and the document it rests on.

use crate::platform::export::{
    Cell, Column, Table,
    pdf::{Document, Section},
};
use chrono::{DateTime, Utc};
use domain::{
    locale::Locale,
    money::Yen,
    region::prefecture_label,
    subsidy::{Outcome, Plan, Shares, Statement, StatementLine, Step},
    time::{day_text, fiscal_year_text},
};

/// A statement as a document. `facts` say whose it is, such as 医療機関 and its name.
#[must_use]
pub fn statement_document(statement: &Statement, locale: Locale, facts: Vec<(String, String)>, made_at: DateTime<Utc>) -> Document {
    let day = day_text(statement.on, locale);
    let year = fiscal_year_text(statement.fiscal_year, locale);
    let subtitle = match locale {
        Locale::Ja => format!("{year}（{day}に適用される算定ルールによる）"),
        Locale::En => format!("{year}, by the rules in force on {day}"),
    };
    let mut sections = vec![summary(statement, locale)];
    sections.extend(statement.lines.iter().map(|line| section(line, locale)));
    Document {
        locale,
        title: locale.pick("補助額の試算", "Subsidy estimate").to_owned(),
        subtitle,
        facts,
        sections,
        footer: locale
            .pick("この試算は交付を約束するものではありません。", "This estimate is no promise that the subsidy will be granted.")
            .to_owned(),
        made_at,
        ..Document::default()
    }
}

/// What a plan says about the institution.
#[must_use]
pub fn facts_of(plan: &Plan, locale: Locale) -> Vec<(String, String)> {
    let fact = |ja: &str, en: &str, value: String| (locale.pick(ja, en).to_owned(), value);
    let mut facts = Vec::new();
    if let Some(code) = &plan.prefecture_code {
        facts.push(fact("都道府県", "Prefecture", prefecture_label(code, locale)));
    }
    facts.push(fact("医療機関の種別", "Kind of institution", plan.institution_kind.label(locale).to_owned()));
    if let Some(opening) = plan.opening {
        facts.push(fact("開設の形", "How it comes to be run", opening.label(locale).to_owned()));
    }
    facts
}

/// The name of a statement's file, without its ending.
#[must_use]
pub fn file_name(statement: &Statement, locale: Locale) -> String {
    format!("{}_{}", locale.pick("補助額の試算", "subsidy-estimate"), statement.on)
}

fn summary(statement: &Statement, locale: Locale) -> Section {
    let insurers = statement.totals.insurers_yen > Yen::ZERO;
    let mut columns = vec![
        Column::new(locale.pick("補助事業", "Scheme")),
        Column::new(locale.pick("補助対象経費（円）", "Eligible cost (¥)")),
        Column::new(locale.pick("補助額（円）", "Subsidy (¥)")),
        Column::of(locale.pick("負担", "Who pays"), locale.pick("国（円）", "National government (¥)")),
        Column::of(locale.pick("負担", "Who pays"), locale.pick("都道府県（円）", "Prefecture (¥)")),
    ];
    if insurers {
        columns.push(Column::of(locale.pick("負担", "Who pays"), locale.pick("保険者（円）", "Insurers (¥)")));
    }
    columns.push(Column::of(locale.pick("負担", "Who pays"), locale.pick("医療機関（事業者）（円）", "Institution (operator) (¥)")));
    let figures = |eligible: Yen, subsidy: Yen, shares: &Shares| {
        let insurers = insurers.then_some(shares.insurers_yen);
        let payers = [Some(shares.national_yen), Some(shares.prefecture_yen), insurers, Some(shares.operator_yen)];
        [eligible, subsidy].into_iter().chain(payers.into_iter().flatten()).map(|amount| Cell::Yen(amount.0)).collect::<Vec<_>>()
    };
    let row = |line: &StatementLine| {
        let mut cells = vec![Cell::text(line.scheme.label(locale))];
        match &line.outcome {
            Outcome::Determined { eligible_yen, subsidy_yen, shares, .. } => cells.extend(figures(*eligible_yen, *subsidy_yen, shares)),
            // No figure, so none of the others either: an amount that nobody can name is not nought.
            outcome => cells.extend([Cell::Blank, Cell::text(outcome.label(locale))]),
        }
        cells
    };
    let mut rows: Vec<Vec<Cell>> = statement.lines.iter().map(row).collect();
    let mut total = vec![Cell::text(locale.pick("合計", "Total"))];
    total.extend(figures(statement.eligible_yen, statement.subsidy_yen, &statement.totals));
    rows.push(total);
    let mut notes = Vec::new();
    if !statement.is_complete() {
        notes.push(
            locale
                .pick(
                    "合計には、補助額を計算できる補助事業だけを含みます。その他の補助事業は、理由を各欄に示します。",
                    "The total holds only what can be worked out. For other schemes the reason is given below.",
                )
                .to_owned(),
        );
    }
    let beyond: Yen = statement.lines.iter().map(beyond_base).sum();
    if beyond > Yen::ZERO {
        let amount = beyond.label(locale);
        notes.push(match locale {
            Locale::Ja => format!("このほか、基準額を超える経費{amount}は医療機関（事業者）の負担です。"),
            Locale::En => format!("Besides, the institution (operator) bears {amount} of cost above the base amounts."),
        });
    }
    Section {
        heading: locale.pick("全体", "In all").to_owned(),
        table: Some(Table { columns, rows, total_rows: 1 }),
        notes,
        ..Section::default()
    }
}

fn beyond_base(line: &StatementLine) -> Yen {
    match &line.outcome {
        Outcome::Determined { beyond_base_yen, .. } => *beyond_base_yen,
        Outcome::Undetermined { .. } | Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => Yen::ZERO,
    }
}

fn section(line: &StatementLine, locale: Locale) -> Section {
    let steps: &[Step] = match &line.outcome {
        Outcome::Determined { steps, .. } | Outcome::Undetermined { steps, .. } => steps,
        Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => &[],
    };
    let mut paragraphs = vec![line.outcome.sentence(locale)];
    paragraphs.extend(steps.iter().map(|step| step.sentence(locale)));
    let conditions = line.conditions.iter().map(|check| {
        let (state, condition) = (check.state.label(locale), check.condition.label(locale));
        match locale {
            Locale::Ja => format!("［{state}］{condition}"),
            Locale::En => format!("[{state}] {condition}"),
        }
    });
    let mut notes: Vec<String> = conditions.collect();
    if let Some(rule) = &line.rule {
        let (title, place, version) = (&rule.source.title, &rule.source.section, rule.version);
        let (year, stage) = (fiscal_year_text(rule.fiscal_year, locale), rule.budget_stage.label(locale));
        notes.push(match locale {
            Locale::Ja => format!("算定ルール：第{version}版、{year}、{stage}"),
            Locale::En => format!("Rule: version {version}, {year}, {}", stage.to_lowercase()),
        });
        notes.push(match locale {
            Locale::Ja => format!("出典：{title}「{place}」"),
            Locale::En => format!("Source: {title}, {place}"),
        });
        notes.extend(rule.source.url.clone());
        notes.extend(Some(rule.note.text(locale).to_owned()).filter(|note| !note.is_empty()));
    }
    Section { heading: line.scheme.label(locale).to_owned(), paragraphs, notes, ..Section::default() }
}
