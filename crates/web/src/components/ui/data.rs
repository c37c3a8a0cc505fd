//! Showing what was read.

use super::Tone;
use crate::t;
use leptos::prelude::*;

/// A short label. The text says everything; the colour only helps.
#[component]
pub fn Tag(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    view! { <span class=String::from("tag tag--") + tone.class()>{children()}</span> }
}

/// A row of a table: one cell per column.
pub type Row = Vec<AnyView>;

/// A table that becomes a stack of labelled values on a phone. The first cell of a row is its heading.
pub fn table(caption: &str, columns: &[&'static str], rows: Vec<Row>) -> AnyView {
    view! { <div class="table">{rows_and_heads(caption, columns, rows)}</div> }.into_any()
}

/// A table whose rows people compare: on a phone it moves sideways under its first column.
pub fn compared(caption: &str, columns: &[&'static str], rows: Vec<Row>) -> AnyView {
    let label = caption.to_owned();
    let content = rows_and_heads(caption, columns, rows);
    view! { <div class="table table--compare" tabindex="0" role="region" aria-label=label>{content}</div> }.into_any()
}

fn rows_and_heads(caption: &str, columns: &[&'static str], rows: Vec<Row>) -> AnyView {
    let heads = columns.iter().map(|column| view! { <th scope="col">{*column}</th> }).collect_view();
    let columns = columns.to_vec();
    let body = rows
        .into_iter()
        .map(|cells| {
            let cells = cells
                .into_iter()
                .enumerate()
                .map(|(index, cell)| {
                    let label = columns.get(index).copied().unwrap_or_default();
                    if index == 0 {
                        view! { <th scope="row" data-label=label>{cell}</th> }.into_any()
                    } else {
                        view! { <td data-label=label>{cell}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table>
            <caption>{caption.to_owned()}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{body}</tbody>
        </table>
    }
    .into_any()
}

/// Terms and their values.
pub fn data_list(items: Vec<(&'static str, AnyView)>) -> AnyView {
    let rows =
        items.into_iter().map(|(term, value)| view! { <div class="data-list__row"><dt>{term}</dt><dd>{value}</dd></div> }).collect_view();
    view! { <dl class="data-list">{rows}</dl> }.into_any()
}

/// Grey lines where content will stand, so that nothing jumps when it comes.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton">
            <span class="visually-hidden" role="status">{t!(common.state.loading)}</span>
            {(0..lines).map(|_| view! { <span class="skeleton__line" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}

/// Says that there is nothing here, why, and what to do next.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional, into)] text: Option<String>,
    /// A button or link that helps.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty__title">{title}</p>
            {text.map(|text| view! { <p class="empty__text">{text}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
