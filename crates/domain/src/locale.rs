//! The product's two languages.

use serde::{Deserialize, Serialize};

/// A language the product speaks. Japanese is the first and the default.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "db", sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Locale {
    /// 日本語
    #[default]
    Ja,
    /// English
    En,
}

impl Locale {
    /// The BCP 47 tag, as in `<html lang>` and `Accept-Language`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Locale::Ja => "ja",
            Locale::En => "en",
        }
    }

    /// Chooses between the two texts.
    #[must_use]
    pub fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Locale::Ja => ja,
            Locale::En => en,
        }
    }

    /// A name in this language, or as it is written where it has none in English.
    #[must_use]
    pub fn name<'a>(self, written: &'a str, en: &'a str) -> &'a str {
        if en.is_empty() { written } else { self.pick(written, en) }
    }
}

/// A text in both languages, for words that are data and not part of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct Bilingual {
    /// 日本語
    pub ja: String,
    /// English
    pub en: String,
}

impl Bilingual {
    /// The two texts together.
    #[must_use]
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Bilingual { ja: ja.into(), en: en.into() }
    }

    /// The text in a language.
    #[must_use]
    pub fn text(&self, locale: Locale) -> &str {
        locale.pick(&self.ja, &self.en)
    }

    /// Whether neither language has a text.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.ja.trim().is_empty() && self.en.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn a_name_without_english_stays_as_it_is_written() {
        assert_eq!(Locale::En.name("仙南", "Sennan"), "Sennan");
        assert_eq!(Locale::Ja.name("仙南", "Sennan"), "仙南");
        assert_eq!(Locale::En.name("後志", ""), "後志");
    }
}
