//! A list as a file that the server makes.

use crate::client::ClientError;
use crate::components::common::table_files;
use crate::i18n::now;
use crate::t;
use domain::export::TableFormat;
use domain::time::japan_date;
use leptos::prelude::*;
use std::future::Future;

/// Buttons that save everything that passes the filters. `text` says what is saved, `file` names it without the day, and `fetch` asks for it.
pub fn exports<F>(text: &'static str, file: &'static str, fetch: impl Fn(TableFormat) -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<Vec<u8>, ClientError>> + 'static,
{
    let formats = [(TableFormat::Xlsx, t!(staff.list.xlsx)), (TableFormat::Csv, t!(staff.list.csv))];
    table_files(Some(text), &formats, move |format| (String::from(file) + "-" + &japan_date(now()).to_string(), fetch(format)))
}
