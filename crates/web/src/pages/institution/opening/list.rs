//! The openings of an institution on its own page: what has to be confirmed first, and the ways to start another.

use super::steps::is_due;
use crate::client::{self, ClientError};
use crate::components::common::MutationError;
use crate::components::listing::written_in;
use crate::components::opening::own_status_tag;
use crate::components::table::{Column, DataTable};
use crate::components::ui::{Button, Kind, Notice, Tag, Tone};
use crate::i18n::{locale, now};
use crate::state::{Mutation, Query};
use crate::{paths, t};
use chrono::NaiveDate;
use domain::ids::{InstitutionId, OpeningId};
use domain::opening::{CreateOpening, OpeningStatus, OwnOpening};
use domain::registration::{RegistrationStatus, RegistrationSummary};
use domain::time::japan_date;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// So many pages of an organization's openings are read, of a hundred each.
const PAGES: usize = 20;

/// The section; nothing for an institution that was never published.
pub fn openings_section(row: &RegistrationSummary) -> AnyView {
    use RegistrationStatus as S;
    let published = row.status == S::Published;
    if !published && !matches!(row.status, S::Expired | S::Withdrawn | S::Revoked) {
        return ().into_any();
    }
    let (institution, organization) = (row.institution_id, row.organization_id.to_string());
    let read = Query::new(move || {
        let organization = organization.clone();
        async move { openings_of(&organization, institution).await }
    });
    let table = opening_table(institution, published);
    let start = published.then(|| start_act(institution));
    view! {
        <section>
            <h2 class="section__title">{t!(opening.own.title)}</h2>
            {read.view(3, move |rows| {
                if rows.is_empty() { view! { <p>{t!(opening.own.none)}</p> }.into_any() } else { table.view(rows) }
            })}
            {start}
        </section>
    }
    .into_any()
}

/// The openings of an organization that have to be confirmed soon; nothing while there are none.
pub fn due_notice(organization: String) -> AnyView {
    let read = Query::new(move || {
        let organization = organization.clone();
        async move {
            let today = japan_date(now());
            read_all(&organization, |row| row.confirm_by.is_some_and(|day| is_due(day, today))).await
        }
    });
    let shown = move || {
        let rows = read.get().unwrap_or_default();
        (!rows.is_empty()).then(|| {
            let links = rows
                .iter()
                .map(|row| view! { <li><a href=paths::own_opening(row.id) lang=written_in()>{title_of(row)}</a>" "{row.institution_name.clone()}</li> })
                .collect_view();
            view! { <Notice tone=Tone::Warning title=t!(opening.own.due_title)><p>{t!(opening.own.due_text)}</p><ul>{links}</ul></Notice> }
        })
    };
    shown.into_any()
}

/// What waits for the institution comes first, what is over last.
async fn openings_of(organization: &str, institution: InstitutionId) -> Result<Vec<OwnOpening>, ClientError> {
    read_all(organization, |row| row.institution_id == institution).await
}

async fn read_all(organization: &str, wanted: impl Fn(&OwnOpening) -> bool) -> Result<Vec<OwnOpening>, ClientError> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    for _ in 0..PAGES {
        let page = client::opening::list_own_openings(organization, cursor).await?;
        rows.extend(page.items.into_iter().filter(&wanted));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    sort(&mut rows, japan_date(now()));
    Ok(rows)
}

fn sort(rows: &mut [OwnOpening], today: NaiveDate) {
    rows.sort_by_key(|row| {
        let due = row.confirm_by.filter(|day| is_due(*day, today));
        let rank = match row.status {
            _ if due.is_some() => 0,
            OpeningStatus::Draft => 1,
            OpeningStatus::Paused => 2,
            OpeningStatus::Open => 3,
            OpeningStatus::Filled | OpeningStatus::Ended => 4,
        };
        (rank, due, std::cmp::Reverse(row.updated_at))
    });
}

fn title_of(row: &OwnOpening) -> String {
    if row.title.trim().is_empty() { t!(opening.own.untitled).to_owned() } else { row.title.clone() }
}

fn opening_table(institution: InstitutionId, published: bool) -> DataTable<OwnOpening> {
    type Of = Column<OwnOpening>;
    let today = japan_date(now());
    let mut columns = vec![
        Of::text(t!(opening.field.title), title_of).shown(|row| {
            let (href, title) = (paths::own_opening(row.id), title_of(row));
            view! { <a href=href lang=written_in()>{title}</a> }.into_any()
        }),
        Of::ranked(t!(opening.own.status), |row| (row.status as usize, row.status.label(locale()).to_owned())).shown(move |row| {
            let due = row.confirm_by.is_some_and(|day| is_due(day, today));
            let due = due.then(|| view! { " "<Tag tone=Tone::Warning>{t!(opening.own.due)}</Tag> });
            view! { {own_status_tag(row.status)}{due} }.into_any()
        }),
        Of::day(t!(opening.page.posted), |row| row.posted_at.map(japan_date)),
        Of::day(t!(opening.own.confirm_by), |row| row.confirm_by),
    ];
    if published {
        columns.push(Of::acts(t!(opening.own.act), move |row| copy_act(institution, row.id, Some(&title_of(row)))));
    }
    DataTable::new(t!(opening.own.title), "openings", columns)
}

/// Starts an opening with what the registration says.
fn start_act(institution: InstitutionId) -> AnyView {
    let create = Mutation::new();
    let begin = begin(institution, CreateOpening::default(), create);
    view! {
        <div class="actions"><Button busy=create.pending() on_click=begin>{t!(opening.own.start)}</Button></div>
        <MutationError of=create/>
    }
    .into_any()
}

/// Starts one with what an earlier one said; `title` names that one where it stands among others.
pub fn copy_act(institution: InstitutionId, of: OpeningId, title: Option<&str>) -> AnyView {
    let create = Mutation::new();
    let begin = begin(institution, CreateOpening { copy_of: Some(of) }, create);
    let name = title.map_or_else(|| t!(opening.own.copy).to_owned(), |title| t!(opening.own.copy_label, title = title));
    view! {
        <Button kind=Kind::Outline compact=true busy=create.pending() label=name on_click=begin>{t!(opening.own.copy)}</Button>
        <MutationError of=create/>
    }
    .into_any()
}

/// Starts an opening, and goes on to its form.
fn begin(institution: InstitutionId, input: CreateOpening, create: Mutation) -> Callback<()> {
    let navigate = StoredValue::new_local(use_navigate());
    Callback::new(move |()| {
        let input = input.clone();
        create.run(async move { client::opening::create_opening(institution, &input, create.key()).await }, move |opening| {
            navigate.with_value(|navigate| navigate(&paths::own_opening(opening.id), NavigateOptions::default()));
        });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_to_be_confirmed_soon_stands_first() {
        let row = |title: &str, status, confirm_by: Option<&str>| OwnOpening {
            id: uuid::Uuid::nil().into(),
            institution_id: uuid::Uuid::nil().into(),
            institution_name: String::new(),
            status,
            title: title.to_owned(),
            posted_at: None,
            confirm_by: confirm_by.map(|day| day.parse().unwrap()),
            updated_at: "2026-05-01T00:00:00Z".parse().unwrap(),
        };
        let mut rows = vec![
            row("over", OpeningStatus::Filled, None),
            row("fresh", OpeningStatus::Open, Some("2026-07-20")),
            row("later", OpeningStatus::Open, Some("2026-06-10")),
            row("draft", OpeningStatus::Draft, None),
            row("soon", OpeningStatus::Open, Some("2026-06-02")),
        ];
        sort(&mut rows, "2026-06-01".parse().unwrap());
        assert_eq!(rows.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), ["soon", "later", "draft", "fresh", "over"]);
    }
}
