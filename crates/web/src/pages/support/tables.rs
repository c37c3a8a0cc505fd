//! What was planned and decided in a prefecture and year, with the columns of the council's document.

use crate::client;
use crate::components::common::{Page, crumb, table_files};
use crate::components::support::areas::area_name;
use crate::components::support::cited;
use crate::components::ui::{Notice, Tone};
use crate::i18n::{fiscal_year, locale};
use crate::state::Query;
use crate::{paths, t};
use domain::export::TableFormat;
use domain::region::prefecture_label;
use domain::support::{FigureNote, FigureOrigin, SupportTable, SupportTableRow, open_amounts};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/support/tables/:prefecture/:year`
#[component]
pub fn TablePage() -> impl IntoView {
    let params = use_params_map();
    let key = Memo::new(move |_| {
        let params = params.read();
        (params.get("prefecture").unwrap_or_default(), params.get("year").unwrap_or_default())
    });
    let table = Query::new(move || {
        let (prefecture, year) = key.get();
        async move { client::support::get_support_table(&prefecture, &year).await }
    });
    let code = key.get_untracked().0;
    let title = Signal::derive(move || {
        let (prefecture, year) = key.get();
        let year = year.parse().map_or(year, fiscal_year);
        t!(support.tables.title, prefecture = prefecture_label(&prefecture, locale()), year = year)
    });
    let trail = vec![
        crumb(t!(common.nav.support), paths::SUPPORT),
        crumb(t!(support.areas.title), paths::SUPPORT_AREAS),
        crumb(prefecture_label(&code, locale()), paths::support_areas_in(&code)),
    ];
    view! {
        <Page title=title lead=t!(support.tables.lead) trail=trail wide=true>
            {table.view(10, content)}
        </Page>
    }
}

fn content(table: SupportTable) -> AnyView {
    let origin = match table.origin {
        FigureOrigin::Stated => t!(support.tables.stated),
        FigureOrigin::Applications => t!(support.tables.applications),
    };
    let source = table.source.as_ref().map(|source| cited(&source.title, &source.section, source.url.as_deref()));
    let both = figures(t!(support.tables.caption), &table, &|row| {
        let (decision, plan) = (row.decision.map(|decision| decision.columns()), row.plan.columns());
        (0..plan.len()).map(|n| both(decision.and_then(|decision| decision[n]), plan[n])).collect()
    });
    let decided = table.rows.iter().chain([&table.total]).any(|row| row.difference.is_some());
    let difference = decided.then(|| {
        let cells = figures(t!(support.tables.difference), &table, &|row| {
            let figures = row.difference.map_or([None; 12], |difference| difference.columns());
            figures.into_iter().map(number).collect()
        });
        view! {
            <div class="tables__part">
                <h2 class="section__title">{t!(support.tables.difference)}</h2>
                {cells}
            </div>
        }
    });
    view! {
        <Notice tone=Tone::Info>
            <p>{origin}</p>
            {(table.fictional_applications != 0).then(|| view! { <p>{t!(support.tables.fictional, count = table.fictional_applications)}</p> })}
        </Notice>
        <p class="tables__key">{t!(support.tables.key)}</p>
        {both}
        {open(&table)}
        {source}
        {downloads(&table)}
        {difference}
        {(table.origin == FigureOrigin::Stated).then(|| notes(&table.notes))}
        <p class="actions"><a href=paths::support_areas_in(&table.prefecture_code)>{t!(support.tables.areas)}</a></p>
    }
    .into_any()
}

/// Files for a spreadsheet, made by the server.
fn downloads(table: &SupportTable) -> AnyView {
    let (code, year) = (table.prefecture_code.clone(), table.fiscal_year);
    let formats = [
        (TableFormat::Csv, t!(support.tables.csv)),
        (TableFormat::CsvShiftJis, t!(support.tables.sjis)),
        (TableFormat::Xlsx, t!(support.tables.xlsx)),
    ];
    table_files(None, &formats, move |format| {
        let code = code.clone();
        let name = String::from("support-") + &code + "-" + &year.to_string();
        (name, async move { client::support::export_support_table(&code, year, format).await })
    })
}

fn number(value: Option<i64>) -> AnyView {
    match value {
        Some(value) => domain::money::Yen(value).to_string().into_any(),
        None => "–".into_any(),
    }
}

/// The decision, and below it the plan in brackets.
fn both(decision: Option<i64>, plan: Option<i64>) -> AnyView {
    view! {
        <span class="visually-hidden">{t!(support.tables.decision)}</span>
        <span class="tables__decision">{number(decision)}</span>
        <span class="visually-hidden">{t!(support.tables.plan)}</span>
        <span class="tables__plan">"("{number(plan)}")"</span>
    }
    .into_any()
}

/// The table with its two rows of headings.
fn figures(caption: &'static str, table: &SupportTable, cells: &dyn Fn(&SupportTableRow) -> Vec<AnyView>) -> AnyView {
    let schemes = [t!(support.tables.facility), t!(support.tables.equipment), t!(support.tables.settlement)];
    let parts = [t!(support.tables.count), t!(support.tables.cost), t!(support.tables.subsidy)];
    let clinics = [t!(support.tables.successions), t!(support.tables.openings)];
    let labels: Vec<String> = clinics
        .iter()
        .map(|clinic| (*clinic).to_owned())
        .chain(schemes.iter().flat_map(|scheme| parts.iter().map(move |part| [*scheme, "：", *part].concat())))
        .chain([t!(support.tables.total).to_owned()])
        .collect();
    let rows = table
        .rows
        .iter()
        .map(|row| (row, false))
        .chain([(&table.total, true)])
        .map(|(row, is_total)| {
            let name = area_name(&row.area_name, &row.area_name_en);
            let name = match row.priority_area_id {
                Some(id) => {
                    let href = paths::support_area(&table.prefecture_code, id);
                    view! { <a href=href>{name}</a> }.into_any()
                }
                None if is_total => t!(support.tables.sum).into_any(),
                None => name.into_any(),
            };
            let cells = cells(row)
                .into_iter()
                .zip(&labels)
                .map(|(cell, label)| view! { <td class="amount" data-label=label.clone()>{cell}</td> })
                .collect_view();
            view! { <tr class:tables__total=is_total><th scope="row">{name}</th>{cells}</tr> }
        })
        .collect_view();
    let groups = schemes.iter().map(|scheme| view! { <th scope="colgroup" colspan="3">{*scheme}</th> }).collect_view();
    let heads = schemes.iter().flat_map(|_| parts).map(|part| view! { <th scope="col" class="amount">{part}</th> }).collect_view();
    let clinic_heads = clinics.iter().map(|clinic| view! { <th scope="col" class="amount">{*clinic}</th> }).collect_view();
    view! {
        <div class="table table--compare tables" tabindex="0" role="region" aria-label=caption>
            <table>
                <caption>{caption}" "{t!(support.tables.unit)}</caption>
                <thead>
                    <tr>
                        <th scope="col" rowspan="2">{t!(support.areas.area)}</th>
                        <th scope="colgroup" colspan="2">{t!(support.tables.clinics)}</th>
                        {groups}
                        <th scope="col" rowspan="2" class="amount">{t!(support.tables.total)}</th>
                    </tr>
                    <tr>{clinic_heads}{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Where the amounts are not all that was applied for.
fn open(table: &SupportTable) -> AnyView {
    let items: Vec<AnyView> = open_amounts(table)
        .map(|open| {
            let area = area_name(&open.row.area_name, &open.row.area_name_en);
            let (stage, scheme) = (open.stage.label(locale()), open.scheme.label(locale()));
            view! { <li>{t!(support.tables.undetermined, area = area, stage = stage, scheme = scheme, count = open.count)}</li> }.into_any()
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! { <Notice tone=Tone::Warning title=t!(support.tables.undetermined_title)><ul>{items}</ul></Notice> }.into_any()
}

fn notes(notes: &[FigureNote]) -> AnyView {
    if notes.is_empty() {
        return view! { <p>{t!(support.tables.no_notes)}</p> }.into_any();
    }
    let items = notes
        .iter()
        .map(|note| {
            let area = match (&note.area_name, &note.area_name_en) {
                (Some(name), name_en) => area_name(name, name_en.as_deref().unwrap_or_default()),
                (None, _) => t!(support.tables.sum).to_owned(),
            };
            let text = t!(
                support.tables.note,
                area = area,
                stage = note.stage.label(locale()),
                figure = note.figure.label(locale()),
                stated = domain::money::Yen(note.stated_thousand),
                worked_out = domain::money::Yen(note.worked_out_thousand)
            );
            view! { <li>{text}</li> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="notes">
            <h2 id="notes" class="section__title">{t!(support.tables.notes)}</h2>
            <p>{t!(support.tables.notes_text)}</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}
