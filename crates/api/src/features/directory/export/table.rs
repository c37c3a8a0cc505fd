//! The columns of the directory as a table.

use crate::platform::export::{Cell, Column};
use chrono::{DateTime, Utc};
use domain::{
    directory::{Listing, ListingSummary},
    locale::Locale,
    region::prefecture_label,
    registration::PublicProfile,
    time::{day_text, japan_date},
};

/// What the table is called.
pub fn title(locale: Locale) -> &'static str {
    locale.pick("医療機関一覧", "Institutions")
}

/// Of when, and how many.
pub fn subtitle(now: DateTime<Utc>, rows: usize, locale: Locale) -> String {
    let day = day_text(japan_date(now), locale);
    match locale {
        Locale::Ja => format!("{day}現在、{rows}件"),
        Locale::En => format!("As of {day}, {rows} institutions"),
    }
}

/// What a reader must know.
pub fn notes(locale: Locale) -> Vec<String> {
    vec![
        locale
            .pick(
                "掲載内容は各医療機関が記載したものです。最新の内容は各行のページでご確認ください。",
                "Every institution writes about itself. Its page has what is valid now.",
            )
            .to_owned(),
    ]
}

/// Where the rows come from.
pub fn source(site: &str, locale: Locale) -> String {
    format!("{} {site}/institutions", locale.pick("GMネットワーク 医療機関を探す", "GM Network, directory of institutions"))
}

/// An institution, and how it is written.
struct Row<'a> {
    summary: &'a ListingSummary,
    profile: &'a PublicProfile,
    updated_at: DateTime<Utc>,
    site: &'a str,
    locale: Locale,
}

impl Row<'_> {
    fn yes(&self, yes: bool) -> Cell {
        Cell::text(if yes { self.locale.pick("あり", "yes") } else { self.locale.pick("なし", "no") })
    }

    fn list<'a>(&self, labels: impl Iterator<Item = &'a str>) -> Cell {
        Cell::text(labels.collect::<Vec<_>>().join(self.locale.pick("、", ", ")))
    }
}

/// The heading of a column in both languages, and what it says of an institution.
type ColumnOf = (&'static str, &'static str, fn(&Row<'_>) -> Cell);

const COLUMNS: &[ColumnOf] = &[
    ("施設ID", "Institution ID", |r| Cell::text(r.summary.institution_id.to_string())),
    ("医療機関名", "Name", |r| Cell::text(&r.summary.name)),
    ("フリガナ", "Name in kana", |r| Cell::text(&r.summary.name_kana)),
    ("英語名", "Name in English", |r| Cell::text(&r.summary.name_en)),
    ("種別", "Kind", |r| Cell::text(r.summary.kind.label(r.locale))),
    ("許可病床数", "Licensed beds", |r| r.profile.beds.map_or(Cell::Blank, |beds| Cell::Integer(beds.into()))),
    ("郵便番号", "Postal code", |r| Cell::text(&r.profile.postal_code)),
    ("都道府県コード", "Prefecture code", |r| Cell::text(&r.summary.prefecture_code)),
    ("都道府県", "Prefecture", |r| Cell::text(prefecture_label(&r.summary.prefecture_code, r.locale))),
    ("市区町村コード", "Municipality code", |r| Cell::text(&r.profile.municipality_code)),
    ("市区町村", "Municipality", |r| Cell::text(r.locale.name(&r.summary.municipality_name, &r.summary.municipality_name_en))),
    ("町名・番地", "Rest of address", |r| Cell::text(&r.profile.address_line)),
    ("二次医療圏コード", "Medical area code", |r| r.summary.area_code.clone().into()),
    ("二次医療圏", "Medical area", |r| r.summary.area_name.clone().into()),
    ("電話", "Telephone", |r| Cell::text(&r.profile.phone)),
    ("ウェブサイト", "Website", |r| Cell::text(&r.profile.website)),
    ("診療科", "Specialties", |r| r.list(r.summary.specialties.iter().map(|specialty| specialty.label(r.locale)))),
    ("勤務形態", "Employment", |r| r.list(r.summary.employment.iter().map(|employment| employment.label(r.locale)))),
    ("指導・相談", "Guidance offered", |r| r.yes(r.summary.guidance_offered)),
    ("指導医", "Supervising doctor", |r| r.yes(r.profile.supervising_doctor)),
    ("プログラム受講支援", "Programme support", |r| r.yes(r.profile.programme_support)),
    ("紹介", "In one sentence", |r| Cell::text(&r.summary.headline)),
    ("掲載開始", "Published on", |r| r.summary.published_on.into()),
    ("最終更新", "Updated on", |r| japan_date(r.updated_at).into()),
    ("ページ", "Page", |r| Cell::text(format!("{}/institutions/{}", r.site, r.summary.institution_id))),
    ("架空のデータ", "Fictional", |r| Cell::text(if r.summary.fictional { r.locale.pick("はい", "yes") } else { "" })),
];

/// The headings.
pub fn columns(locale: Locale) -> Vec<Column> {
    COLUMNS.iter().map(|(ja, en, _)| Column::new(locale.pick(ja, en))).collect()
}

/// An institution as a row.
pub fn row(listing: &Listing, site: &str, locale: Locale) -> Vec<Cell> {
    let Listing { summary, profile, updated_at } = listing;
    let row = Row { summary, profile, updated_at: *updated_at, site, locale };
    COLUMNS.iter().map(|(_, _, cell)| cell(&row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_differ_in_every_language() {
        for locale in [Locale::Ja, Locale::En] {
            let mut labels: Vec<String> = columns(locale).into_iter().map(|column| column.label).collect();
            labels.sort_unstable();
            labels.dedup();
            assert_eq!(labels.len(), columns(locale).len());
        }
    }
}
