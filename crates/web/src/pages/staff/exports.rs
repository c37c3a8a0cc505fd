//! A list as a file that the server makes.

use crate::client::ClientError;
use crate::components::common::{MutationError, download_bytes};
use crate::components::ui::{Button, Kind};
use crate::i18n::now;
use crate::state::Mutation;
use crate::t;
use domain::export::TableFormat;
use domain::time::japan_date;
use leptos::prelude::*;
use std::future::Future;

/// Buttons that save everything that passes the filters. `text` says what is saved, `file` names it without the day, and `fetch` asks for it.
pub fn exports<F>(text: &'static str, file: &'static str, fetch: impl Fn(TableFormat) -> F + Copy + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<Vec<u8>, ClientError>> + 'static,
{
    let act = Mutation::new();
    let button = move |format: TableFormat, text: &'static str| {
        let save = move || {
            let name = String::from(file) + "-" + &japan_date(now()).to_string() + "." + format.extension();
            act.run(fetch(format), move |content| download_bytes(&name, format.media_type(), &content));
        };
        view! { <Button kind=Kind::Text compact=true busy=act.pending() on_click=save>{text}</Button> }
    };
    view! {
        <div class="actions no-print">
            <span>{text}</span>
            {button(TableFormat::Xlsx, t!(staff.list.xlsx))}
            {button(TableFormat::Csv, t!(staff.list.csv))}
        </div>
        <MutationError of=act/>
    }
    .into_any()
}
