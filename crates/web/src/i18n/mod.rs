//! The texts and the ways of writing dates, ages and money.
//!
//! The language is fixed for the life of the page: switching stores the choice and reloads, so texts are plain `&'static str` and cost no
//! reactivity. The constants are generated from `locales/` by `build.rs`.

mod date;

pub use date::{age, date, date_time, fiscal_year, now, number, yen};
pub use domain::locale::Locale;
/// Fills `{name}` placeholders; `t!` calls this.
pub use domain::text::filled as fill;
use std::sync::atomic::{AtomicU8, Ordering};

#[allow(
    non_upper_case_globals,
    missing_docs,
    dead_code,
    reason = "generated: constants carry the names of their keys; common words are a vocabulary, and what nobody says is not linked"
)]
/// Every text, as `[ja, en]`.
pub mod keys {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// Where the choice is kept between visits.
const STORAGE_KEY: &str = "gm_locale";

static CURRENT: AtomicU8 = AtomicU8::new(0);

/// The page's language.
pub fn locale() -> Locale {
    if CURRENT.load(Ordering::Relaxed) == 1 { Locale::En } else { Locale::Ja }
}

/// Chooses the text of the page's language; `t!` calls this.
pub fn pick(pair: &'static [&'static str; 2]) -> &'static str {
    pair[usize::from(CURRENT.load(Ordering::Relaxed))]
}

/// Chooses every text of an array; `t_list!` calls this.
pub fn pick_all(pairs: &'static [&'static [&'static str; 2]]) -> Vec<&'static str> {
    pairs.iter().map(|pair| pick(pair)).collect()
}

/// Reads the language from `?lang=`, then from the last choice; Japanese otherwise. Called once, before anything is rendered.
pub fn init() {
    let from_url = web_sys::window().and_then(|window| window.location().search().ok()).and_then(|search| {
        search.trim_start_matches('?').split('&').find_map(|part| part.strip_prefix("lang=").and_then(|tag| tag.parse().ok()))
    });
    if let Some(locale) = from_url {
        store(locale);
    }
    let stored = crate::state::storage::local_get(STORAGE_KEY).and_then(|tag| tag.parse().ok());
    let locale: Locale = from_url.or(stored).unwrap_or_default();
    CURRENT.store(u8::from(locale == Locale::En), Ordering::Relaxed);
    if let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) {
        let _ = root.set_attribute("lang", locale.tag());
    }
}

/// Remembers a choice for the next visit.
pub fn store(locale: Locale) {
    crate::state::storage::local_set(STORAGE_KEY, locale.tag());
}

/// Switches the language: remembers it and loads the page again. Forms keep what was typed in sessionStorage.
pub fn switch(locale: Locale) {
    store(locale);
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let search = location.search().unwrap_or_default();
    if search.contains("lang=") {
        let kept: Vec<&str> = search.trim_start_matches('?').split('&').filter(|part| !part.starts_with("lang=")).collect();
        let _ = location.set_search(&kept.join("&"));
    } else {
        let _ = location.reload();
    }
}

/// The text of a key in the page's language: `t!(inquiry.thread.send)` is a `&'static str`, `t!(key, name = value)` fills `{name}` and is a `String`.
#[macro_export]
macro_rules! t {
    ($first:ident $(. $rest:ident)+ $(,)?) => {
        $crate::i18n::pick($crate::i18n::keys::$first $(::$rest)+)
    };
    ($first:ident $(. $rest:ident)+ , $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::fill($crate::t!($first $(. $rest)+), &[$((stringify!($name), &$value as &dyn ::std::fmt::Display)),+])
    };
}

/// The texts of an array key in the page's language.
#[macro_export]
macro_rules! t_list {
    ($first:ident $(. $rest:ident)+) => {
        $crate::i18n::pick_all($crate::i18n::keys::$first $(::$rest)+)
    };
}
