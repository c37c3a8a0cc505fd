//! The applications before a meeting of a council, for its members.

use crate::{
    ctx::Ctx,
    entity::{council_meeting, support_application},
    error::ApiResult,
    features::support::{listing, service::meeting},
    platform::export::{
        Cell, Column, Table, date,
        pdf::{Document, Section},
    },
};
use domain::{
    ids::{CouncilMeetingId, SupportApplicationId},
    locale::Locale,
    money::Yen,
    region::prefecture_label,
    subsidy::{Outcome, Statement},
    support::MeetingApplication,
    time::fiscal_year_text,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// The document of a meeting of the officer's prefecture, with the name of its file: a list of the applications before it with the sums, then each
/// with what the rules give.
///
/// # Errors
/// `not_found` for meetings of other prefectures.
pub async fn packet(db: &impl ConnectionTrait, ctx: &Ctx, id: CouncilMeetingId) -> ApiResult<(Document, String)> {
    let locale = ctx.locale;
    let meeting = meeting::own(db, ctx, council_meeting::Entity::find_by_id(id).one(db).await?).await?;
    let before = listing::before_meeting(db, ctx.now, &meeting).await?;
    let ids: Vec<SupportApplicationId> = before.iter().map(|one| one.summary.id).collect();
    let rows = support_application::Entity::find().filter(support_application::Column::Id.is_in(ids)).all(db).await?;
    let rows: HashMap<_, _> = rows.into_iter().map(|row| (row.id, row)).collect();
    let place = prefecture_label(&meeting.prefecture_code, locale);
    let (council, round) = (meeting.council.label(locale), meeting.round.label(locale));
    let held = meeting.held_on.map_or_else(|| locale.pick("開催日未定", "day not known yet").to_owned(), |day| date(day, locale));
    let year = fiscal_year_text(meeting.fiscal_year, locale);
    let mut sections = vec![list(&before, &rows, locale)];
    sections.extend(before.iter().filter_map(|one| Some(single(one, rows.get(&one.summary.id)?, locale))));
    let document = Document {
        locale,
        title: match locale {
            Locale::Ja => format!("{place} {round}{council}　補助の申請"),
            Locale::En => format!("{place}, {council}, {round} meeting: subsidy applications"),
        },
        subtitle: match locale {
            Locale::Ja => format!("{year}（{held}）"),
            Locale::En => format!("{year} ({held})"),
        },
        sections,
        made_at: ctx.now,
        ..Document::default()
    };
    let name = match locale {
        Locale::Ja => format!("協議会資料_{council}_{}_{round}", meeting.fiscal_year),
        Locale::En => format!("council-meeting-{}", meeting.fiscal_year),
    };
    Ok((document, name))
}

type Rows = HashMap<SupportApplicationId, support_application::Model>;

fn list(before: &[MeetingApplication], rows: &Rows, locale: Locale) -> Section {
    let statement = |one: &MeetingApplication| rows.get(&one.summary.id).and_then(|row| row.statement.as_ref());
    let mut lines: Vec<Vec<Cell>> = before
        .iter()
        .map(|one| {
            let summary = &one.summary;
            let schemes: Vec<&str> = summary.schemes.iter().map(|scheme| scheme.label(locale)).collect();
            let (cost, subsidy) = statement(one).map(|found| (found.eligible_yen, found.subsidy_yen)).unwrap_or_default();
            vec![
                summary.reference_number.clone().unwrap_or_default().into(),
                summary.institution_name.clone().into(),
                locale.name(&summary.area_name, &summary.area_name_en).into(),
                schemes.join(locale.pick("、", ", ")).into(),
                Cell::Yen(cost.0),
                Cell::Yen(subsidy.0),
            ]
        })
        .collect();
    let sum = |pick: fn(&Statement) -> Yen| Cell::Yen(before.iter().filter_map(statement).map(pick).sum::<Yen>().0);
    lines.push(vec![
        locale.pick("合計", "Total").into(),
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
        sum(|one| one.eligible_yen),
        sum(|one| one.subsidy_yen),
    ]);
    let open = before.iter().filter_map(statement).flat_map(|found| &found.lines);
    let open = open.filter(|line| matches!(line.outcome, Outcome::Undetermined { .. })).count();
    let notes = (open > 0).then(|| match locale {
        Locale::Ja => format!("算定ルールでは金額が定まらない補助事業が{open}件あり、金額に含めていません。"),
        Locale::En => format!("The rules leave the amount of {open} scheme(s) undetermined; the amounts do not include them."),
    });
    Section {
        heading: locale.pick("申請の一覧", "Applications").to_owned(),
        table: Some(Table {
            columns: [
                ("申請番号", "Number"),
                ("医療機関", "Institution"),
                ("区域", "Area"),
                ("補助事業", "Schemes"),
                ("対象経費（円）", "Eligible cost (¥)"),
                ("補助額（円）", "Subsidy (¥)"),
            ]
            .map(|(ja, en)| Column::new(locale.pick(ja, en)))
            .to_vec(),
            rows: lines,
            total_rows: 1,
        }),
        notes: notes.into_iter().collect(),
        ..Section::default()
    }
}

/// One application on a page of its own.
fn single(one: &MeetingApplication, row: &support_application::Model, locale: Locale) -> Section {
    let summary = &one.summary;
    let number = summary.reference_number.clone().unwrap_or_default();
    let mut paragraphs = vec![match locale {
        Locale::Ja => format!("区域：{}　種別：{}", summary.area_name, summary.kind.label(locale)),
        Locale::En => format!("Area: {}. Kind: {}", locale.name(&summary.area_name, &summary.area_name_en), summary.kind.label(locale)),
    }];
    let purpose = row.submitted.as_ref().map_or(&row.purpose, |submitted| &submitted.purpose);
    paragraphs.extend(purpose.lines().map(ToOwned::to_owned));
    let mut notes = Vec::new();
    let table = row.statement.as_ref().map(|statement| {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for line in &statement.lines {
            let scheme = line.scheme.label(locale);
            match &line.outcome {
                Outcome::Determined { eligible_yen, subsidy_yen, shares, .. } => rows.push(vec![
                    scheme.into(),
                    Cell::Yen(eligible_yen.0),
                    Cell::Yen(subsidy_yen.0),
                    Cell::Yen(shares.national_yen.0),
                    Cell::Yen(shares.prefecture_yen.0),
                    Cell::Yen(shares.operator_yen.0),
                ]),
                other => notes.push(match locale {
                    Locale::Ja => format!("{scheme}：{}", other.sentence(locale)),
                    Locale::En => format!("{scheme}: {}", other.sentence(locale)),
                }),
            }
        }
        let totals = &statement.totals;
        let sums = [statement.eligible_yen, statement.subsidy_yen, totals.national_yen, totals.prefecture_yen, totals.operator_yen];
        rows.push(std::iter::once(locale.pick("合計", "Total").into()).chain(sums.map(|sum| Cell::Yen(sum.0))).collect());
        Table {
            columns: [
                ("補助事業", "Scheme"),
                ("対象経費（円）", "Eligible cost (¥)"),
                ("補助額（円）", "Subsidy (¥)"),
                ("国（円）", "National government (¥)"),
                ("都道府県（円）", "Prefecture (¥)"),
                ("医療機関（事業者）（円）", "Institution (operator) (¥)"),
            ]
            .map(|(ja, en)| Column::new(locale.pick(ja, en)))
            .to_vec(),
            rows,
            total_rows: 1,
        }
    });
    if summary.fictional {
        notes.push(locale.pick("デモ用の架空の医療機関です。", "Made up for demonstration.").to_owned());
    }
    Section { heading: format!("{number} {}", summary.institution_name), new_page: true, paragraphs, table, notes }
}
