//! The table of every list of rows that signed-in people work on.
//!
//! Columns are declared once: the heading, the value that is sorted, found and exported, and how a cell shows it. A list whose rows are all there is
//! sorted and filtered here; one that continues is filtered by the server, from the page's address, and says that it can be sorted once all of it was
//! read: the order of one page is not the order of the list.

mod value;

use crate::components::common::{Age, DateText, DateTimeText, download};
use crate::components::ui::{Button, Kind};
use crate::i18n;
use crate::state::Pages;
use crate::t;
use chrono::{DateTime, NaiveDate, Utc};
use domain::time::japan_date;
use leptos::prelude::*;
use std::cmp::Ordering;
use std::sync::Arc;
use value::{Line, Sort, Value, arranged, csv, next_sort};
use wasm_bindgen::JsValue;

/// Tables of fewer rows have no field to find rows in.
const FILTERED_FROM: usize = 8;

type OfRow<T, V> = Box<dyn Fn(&T) -> V + Send + Sync>;

/// One column of a table of `T`.
pub struct Column<T> {
    head: Head,
    value: Option<OfRow<T, Value>>,
    cell: Option<OfRow<T, AnyView>>,
}

#[derive(Debug, Clone, Copy)]
struct Head {
    text: &'static str,
    /// Whether the column has values: then it can be sorted and is exported.
    valued: bool,
    /// Whether its cells are figures, which stand right-aligned.
    figures: bool,
    /// The server's name for the order by this column, where the server orders.
    order: Option<&'static str>,
}

/// An order that the server makes and that stands in the page's address.
#[derive(Clone, Copy)]
pub struct ServerOrder {
    /// The present order, and whether it is descending.
    pub now: Signal<(String, bool)>,
    /// Asks for another order.
    pub set: Callback<(&'static str, bool)>,
}

impl<T: 'static> Column<T> {
    fn of(text: &'static str, figures: bool, value: impl Fn(&T) -> Value + Send + Sync + 'static) -> Self {
        Self { head: Head { text, valued: true, figures, order: None }, value: Some(Box::new(value)), cell: None }
    }

    /// Words, sorted as the browser sorts them in the page's language.
    pub fn text(text: &'static str, value: impl Fn(&T) -> String + Send + Sync + 'static) -> Self {
        Self::of(text, false, move |row| Value::Text(value(row)))
    }

    /// A state, sorted by its place among the others.
    pub fn ranked(text: &'static str, value: impl Fn(&T) -> (usize, String) + Send + Sync + 'static) -> Self {
        Self::of(text, false, move |row| {
            let (place, name) = value(row);
            Value::Ranked(place, name)
        })
    }

    /// A count.
    pub fn number(text: &'static str, value: impl Fn(&T) -> Option<i64> + Send + Sync + 'static) -> Self {
        Self::of(text, true, move |row| value(row).map_or(Value::Missing, Value::Number))
    }

    /// An amount of money.
    pub fn yen(text: &'static str, value: impl Fn(&T) -> Option<i64> + Send + Sync + 'static) -> Self {
        Self::of(text, true, move |row| value(row).map_or(Value::Missing, Value::Yen))
    }

    /// A day.
    pub fn day(text: &'static str, value: impl Fn(&T) -> Option<NaiveDate> + Send + Sync + 'static) -> Self {
        Self::of(text, false, move |row| value(row).into())
    }

    /// An instant.
    pub fn instant(text: &'static str, value: impl Fn(&T) -> Option<DateTime<Utc>> + Send + Sync + 'static) -> Self {
        Self::of(text, false, move |row| value(row).into())
    }

    /// Since when something is so, shown as how long ago.
    pub fn since(text: &'static str, value: impl Fn(&T) -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        let value = Arc::new(value);
        let shown = value.clone();
        Self::of(text, false, move |row| Value::Instant(value(row)))
            .shown(move |row| view! { <span class="nowrap"><Age at=shown(row)/></span> }.into_any())
    }

    /// What can be done with a row: neither sorted nor exported.
    pub fn acts(text: &'static str, cell: impl Fn(&T) -> AnyView + Send + Sync + 'static) -> Self {
        Self { head: Head { text, valued: false, figures: false, order: None }, value: None, cell: Some(Box::new(cell)) }
    }

    /// The same column, by which the server orders a list under this name.
    #[must_use]
    pub fn ordered_as(mut self, name: &'static str) -> Self {
        self.head.order = Some(name);
        self
    }

    /// The same column with cells of its own; the values stay what is sorted and exported.
    #[must_use]
    pub fn shown(self, cell: impl Fn(&T) -> AnyView + Send + Sync + 'static) -> Self {
        Self { cell: Some(Box::new(cell)), ..self }
    }

    fn value_of(&self, row: &T) -> Value {
        self.value.as_ref().map_or(Value::Missing, |value| value(row))
    }

    fn cell_of(&self, row: &T) -> AnyView {
        match &self.cell {
            Some(cell) => cell(row),
            None => plain(&self.value_of(row)),
        }
    }
}

/// A value as a cell.
fn plain(value: &Value) -> AnyView {
    match *value {
        Value::Day(day) => view! { <span class="nowrap"><DateText day=day/></span> }.into_any(),
        Value::Instant(at) => view! { <span class="nowrap"><DateTimeText at=at/></span> }.into_any(),
        Value::Number(_) | Value::Yen(_) => view! { <span class="number nowrap">{value.shown()}</span> }.into_any(),
        Value::Text(_) | Value::Ranked(..) | Value::Missing => value.shown().into_any(),
    }
}

/// A table. What is sorted and looked for outlives its rows: make it beside the query, not where the query's answer is shown.
pub struct DataTable<T> {
    columns: Arc<Vec<Column<T>>>,
    totals: Option<Totals>,
    frame: Frame,
}

/// The cells of the last line, which stays last however the rows are sorted.
type Totals = Arc<dyn Fn() -> Vec<AnyView> + Send + Sync>;

/// What a table has besides its columns and rows.
#[derive(Clone, Copy)]
struct Frame {
    caption: StoredValue<String>,
    /// The name of the exported file, without the day.
    file: &'static str,
    /// Whether rows are counted, looked for and exported above it.
    tools: bool,
    sort: RwSignal<Option<Sort>>,
    words: RwSignal<String>,
    /// Who orders the rows, where that is not done here; such a list is exported by the server too.
    server: Option<ServerOrder>,
}

impl<T: Clone + Send + Sync + 'static> DataTable<T> {
    /// The caption names the table, `file` the file that it is exported to.
    pub fn new(caption: impl Into<String>, file: &'static str, columns: Vec<Column<T>>) -> Self {
        let (caption, sort, words) = (StoredValue::new(caption.into()), RwSignal::new(None), RwSignal::new(String::new()));
        let frame = Frame { caption, file, tools: true, sort, words, server: None };
        Self { columns: Arc::new(columns), totals: None, frame }
    }

    /// The same table without the tools above it; for a few rows beside other things.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.frame.tools = false;
        self
    }

    /// The same table with a line of totals, a cell for each column. It is neither sorted nor exported.
    #[must_use]
    pub fn totals(mut self, totals: impl Fn() -> Vec<AnyView> + Send + Sync + 'static) -> Self {
        self.totals = Some(Arc::new(totals));
        self
    }

    /// The same table, whose rows the server orders, finds and exports.
    #[must_use]
    pub fn ordered_by_server(mut self, order: ServerOrder) -> Self {
        self.frame.server = Some(order);
        self
    }

    /// All rows of a list.
    pub fn view(&self, rows: Vec<T>) -> AnyView {
        self.rows(rows, None)
    }

    /// A list that continues; `empty` is shown where it has no rows.
    pub fn of_pages(self, pages: Pages<T>, lines: usize, empty: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
        let rest = Rest { complete: pages.complete(), busy: pages.reading_on(), load_all: Callback::new(move |()| pages.load_all()) };
        pages.view(lines, move |rows| if rows.is_empty() { empty() } else { self.rows(rows, Some(rest)) })
    }

    fn rows(&self, rows: Vec<T>, rest: Option<Rest>) -> AnyView {
        let heads: Vec<Head> = self.columns.iter().map(|column| column.head).collect();
        let lines = rows.iter().map(|row| Line::new(self.columns.iter().map(|column| column.value_of(row)).collect())).collect();
        let columns = Arc::clone(&self.columns);
        let cells: Cells = Arc::new(move |at| match rows.get(at) {
            Some(row) => columns.iter().map(|column| column.cell_of(row)).collect(),
            None => Vec::new(),
        });
        grid(self.frame, heads, lines, rest, (cells, self.totals.as_ref().map(|totals| totals())))
    }
}

/// The rows of a list that were not read yet.
#[derive(Clone, Copy)]
struct Rest {
    complete: Signal<bool>,
    busy: Signal<bool>,
    load_all: Callback<()>,
}

impl Rest {
    fn is_complete(rest: Option<Self>) -> bool {
        rest.is_none_or(|rest| rest.complete.get())
    }
}

type Cells = Arc<dyn Fn(usize) -> Vec<AnyView> + Send + Sync>;

/// The table, whatever its rows are.
fn grid(frame: Frame, heads: Vec<Head>, lines: Vec<Line>, rest: Option<Rest>, (cells, totals): (Cells, Option<Vec<AnyView>>)) -> AnyView {
    let total = lines.len();
    let lines = StoredValue::new(lines);
    let order = Memo::new(move |_| {
        let (sort, words) = if Rest::is_complete(rest) { (frame.sort.get(), frame.words.get()) } else { (None, String::new()) };
        let collation = Collation::new();
        lines.with_value(|lines| arranged(lines, sort, &words, &|a, b| collation.compare(a, b)))
    });
    let foot = totals.map(|totals| view! { <tfoot>{row_view(&heads, totals)}</tfoot> });
    let row_heads = heads.clone();
    let row = move |at: usize| row_view(&row_heads, cells(at));
    let head_cells = heads.iter().enumerate().map(|(at, head)| head_cell(*head, at, frame, rest, total > 1)).collect_view();
    let none = move || order.with(Vec::is_empty).then(|| view! { <p class="data-table__none">{t!(common.table.none)}</p> });
    view! {
        <div class="data-table">
            {frame.tools.then(|| tools(frame, heads, lines, rest, order))}
            // Reached by keyboard, so that it can be moved sideways.
            <div class="data-table__scroll" tabindex="0">
                <table>
                    <caption>{frame.caption.get_value()}</caption>
                    <thead><tr>{head_cells}</tr></thead>
                    <tbody><For each=move || order.get() key=|at| *at children=row/></tbody>
                    {foot}
                </table>
            </div>
            {none}
        </div>
    }
    .into_any()
}

fn row_view(heads: &[Head], cells: Vec<AnyView>) -> AnyView {
    let cells = heads
        .iter()
        .zip(cells)
        .enumerate()
        .map(|(at, (head, cell))| match (at, head.figures) {
            (0, _) => view! { <th scope="row">{cell}</th> }.into_any(),
            (_, true) => view! { <td class="amount">{cell}</td> }.into_any(),
            (_, false) => view! { <td>{cell}</td> }.into_any(),
        })
        .collect_view();
    view! { <tr>{cells}</tr> }.into_any()
}

fn head_cell(head: Head, at: usize, frame: Frame, rest: Option<Rest>, several: bool) -> AnyView {
    let here = move || frame.sort.get().filter(|sort| sort.column == at && Rest::is_complete(rest)).map(|sort| sort.descending);
    let descending = Signal::derive(move || match (frame.server, head.order) {
        (Some(server), Some(name)) => Some(server.now.get()).filter(|(now, _)| now == name).map(|(_, descending)| descending),
        (Some(_), None) => None,
        (None, _) => here(),
    });
    let direction = move || descending.get().map(|descending| if descending { "descending" } else { "ascending" });
    let press = move |_| match (frame.server, head.order) {
        (Some(server), Some(name)) => server.set.run((name, descending.get_untracked() == Some(false))),
        _ => frame.sort.update(|sort| *sort = next_sort(*sort, at)),
    };
    let sortable = move || match frame.server {
        Some(_) => head.order.is_some(),
        None => head.valued && several && Rest::is_complete(rest),
    };
    let content = move || {
        if sortable() {
            let arrow = move || match direction() {
                Some("ascending") => "▲",
                Some(_) => "▼",
                None => "↕",
            };
            view! {
                <button type="button" class="data-table__sort" on:click=press>
                    {head.text}<span class="data-table__arrow" aria-hidden="true">{arrow}</span>
                </button>
            }
            .into_any()
        } else {
            head.text.into_any()
        }
    };
    view! { <th scope="col" class:amount=head.figures aria-sort=direction>{content}</th> }.into_any()
}

/// Finding rows, how many there are, reading all of them, and the export.
fn tools(frame: Frame, heads: Vec<Head>, lines: StoredValue<Vec<Line>>, rest: Option<Rest>, order: Memo<Vec<usize>>) -> AnyView {
    let total = lines.with_value(Vec::len);
    let find = move || {
        (frame.server.is_none() && total >= FILTERED_FROM && Rest::is_complete(rest)).then(|| {
            let words = move |ev| frame.words.set(event_target_value(&ev));
            view! {
                <label class="data-table__find">
                    <span class="field__label">{t!(common.table.filter)}</span>
                    <input class="input" type="search" autocomplete="off" prop:value=move || frame.words.get() on:input=words/>
                </label>
            }
        })
    };
    let count = move || match (Rest::is_complete(rest), order.with(Vec::len)) {
        (false, count) => t!(common.table.incomplete, count = count),
        (true, count) if count == total => t!(common.table.count, count = count),
        (true, count) => t!(common.table.part, count = count, total = total),
    };
    let more = rest.map(|rest| {
        move || {
            (!rest.complete.get()).then(|| {
                view! { <Button kind=Kind::Outline compact=true busy=rest.busy on_click=rest.load_all>{t!(common.table.load_all)}</Button> }
            })
        }
    });
    let export = move || save(frame.file, &heads, lines, &order.get_untracked());
    view! {
        <div class="data-table__tools no-print">
            {find}
            <p class="data-table__count" role="status">{count}</p>
            <div class="data-table__acts">
                {more}
                {frame.server.is_none().then(|| view! { <Button kind=Kind::Text compact=true on_click=export>{t!(common.table.export)}</Button> })}
            </div>
        </div>
    }
    .into_any()
}

/// Saves the rows that are shown, in their order.
fn save(file: &str, heads: &[Head], lines: StoredValue<Vec<Line>>, order: &[usize]) {
    let columns: Vec<usize> = (0..heads.len()).filter(|at| heads[*at].valued).collect();
    let headings: Vec<&str> = columns.iter().map(|at| heads[*at].text).collect();
    let rows: Vec<Vec<String>> = lines.with_value(|lines| {
        let cells = |line: &Line| columns.iter().map(|at| line.values[*at].exported()).collect();
        order.iter().map(|at| cells(&lines[*at])).collect()
    });
    let name = String::from(file) + "-" + &japan_date(i18n::now()).to_string() + ".csv";
    download(&name, "text/csv;charset=utf-8", &csv(&headings, &rows));
}

/// The browser's order of words in the page's language: kana by their sound, wide letters as narrow ones, and numbers in words by their size. Code
/// points would put capitals before small letters and 10 before 9.
struct Collation(js_sys::Function);

impl Collation {
    fn new() -> Self {
        let languages = js_sys::Array::of1(&i18n::locale().tag().into());
        let options = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&options, &"numeric".into(), &JsValue::TRUE);
        Self(js_sys::Intl::Collator::new(&languages, &options).compare())
    }

    fn compare(&self, a: &str, b: &str) -> Ordering {
        let order = self.0.call2(&JsValue::UNDEFINED, &a.into(), &b.into()).ok().and_then(|order| order.as_f64());
        order.unwrap_or_default().partial_cmp(&0.0).unwrap_or(Ordering::Equal)
    }
}
