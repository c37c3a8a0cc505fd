//! The words of the pages, so that a preview, a mail or a document calls a thing what its page calls it.

use domain::{locale::Locale, text::filled};
use serde_json::Value;
use std::{fmt::Display, sync::LazyLock};

macro_rules! texts {
    ($($file:literal),+) => {
        [$(($file,
            include_str!(concat!("../../../web/locales/ja/", $file, ".json")),
            include_str!(concat!("../../../web/locales/en/", $file, ".json"))),)+]
    };
}

/// The files that pages for everybody take their words from.
const FILES: [(&str, &str, &str); 8] = texts!("common", "public", "faq", "directory", "map", "support", "registration", "opening");

static TEXTS: LazyLock<Vec<(&str, [Value; 2])>> = LazyLock::new(|| {
    let read = |text: &str| serde_json::from_str(text).unwrap_or_default();
    FILES.iter().map(|(name, ja, en)| (*name, [read(ja), read(en)])).collect()
});

/// The text of a key such as `public.how.title`; empty where there is none.
pub fn text(key: &str, locale: Locale) -> &'static str {
    find(key, locale).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a key has a text; it may be empty in one language, such as a unit that is said in the other only.
pub fn has(key: &str, locale: Locale) -> bool {
    find(key, locale).is_some_and(Value::is_string)
}

/// The texts of a key that has several; `None` where there are none.
pub fn list(key: &str, locale: Locale) -> Option<Vec<&'static str>> {
    find(key, locale)?.as_array().map(|texts| texts.iter().filter_map(Value::as_str).collect())
}

fn find(key: &str, locale: Locale) -> Option<&'static Value> {
    let (file, path) = key.split_once('.')?;
    let (_, [ja, en]) = TEXTS.iter().find(|(name, _)| *name == file)?;
    let texts = match locale {
        Locale::Ja => ja,
        Locale::En => en,
    };
    path.split('.').try_fold(texts, |texts, part| texts.get(part))
}

/// The text of a key with its `{name}` filled in.
pub fn fill(key: &str, locale: Locale, values: &[(&str, &dyn Display)]) -> String {
    filled(text(key, locale), values)
}
