//! The columns of the directory as a table.

use crate::platform::export::{Cell, Column};
use chrono::{DateTime, Utc};
use domain::{
    directory::Listing,
    locale::Locale,
    region::prefecture_label,
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

/// The headings.
pub fn columns(locale: Locale) -> Vec<Column> {
    const LABELS: [(&str, &str); 26] = [
        ("施設ID", "Institution ID"),
        ("医療機関名", "Name"),
        ("フリガナ", "Name in kana"),
        ("英語名", "Name in English"),
        ("種別", "Kind"),
        ("許可病床数", "Licensed beds"),
        ("郵便番号", "Postal code"),
        ("都道府県コード", "Prefecture code"),
        ("都道府県", "Prefecture"),
        ("市区町村コード", "Municipality code"),
        ("市区町村", "Municipality"),
        ("町名・番地", "Rest of address"),
        ("二次医療圏コード", "Medical area code"),
        ("二次医療圏", "Medical area"),
        ("電話", "Telephone"),
        ("ウェブサイト", "Website"),
        ("診療科", "Specialties"),
        ("勤務形態", "Employment"),
        ("指導・相談", "Guidance offered"),
        ("指導医", "Supervising doctor"),
        ("プログラム受講支援", "Programme support"),
        ("紹介", "In one sentence"),
        ("掲載開始", "Published on"),
        ("最終更新", "Updated on"),
        ("ページ", "Page"),
        ("架空のデータ", "Fictional"),
    ];
    LABELS.iter().map(|(ja, en)| Column::new(locale.pick(ja, en))).collect()
}

/// An institution as a row.
pub fn row(listing: &Listing, site: &str, locale: Locale) -> Vec<Cell> {
    let (summary, profile) = (&listing.summary, &listing.profile);
    let yes = |yes: bool| Cell::text(if yes { locale.pick("あり", "yes") } else { locale.pick("なし", "no") });
    let municipality = match locale {
        Locale::En if !summary.municipality_name_en.is_empty() => &summary.municipality_name_en,
        _ => &summary.municipality_name,
    };
    let specialties: Vec<&str> = summary.specialties.iter().map(|specialty| specialty.label(locale)).collect();
    let employment: Vec<&str> = summary.employment.iter().map(|employment| employment.label(locale)).collect();
    vec![
        Cell::text(summary.institution_id.to_string()),
        Cell::text(&summary.name),
        Cell::text(&summary.name_kana),
        Cell::text(&summary.name_en),
        Cell::text(summary.kind.label(locale)),
        profile.beds.map_or(Cell::Blank, |beds| Cell::Integer(beds.into())),
        Cell::text(&profile.postal_code),
        Cell::text(&summary.prefecture_code),
        Cell::text(prefecture_label(&summary.prefecture_code, locale)),
        Cell::text(&profile.municipality_code),
        Cell::text(municipality),
        Cell::text(&profile.address_line),
        summary.area_code.clone().into(),
        summary.area_name.clone().into(),
        Cell::text(&profile.phone),
        Cell::text(&profile.website),
        Cell::text(specialties.join(locale.pick("、", ", "))),
        Cell::text(employment.join(locale.pick("、", ", "))),
        yes(summary.guidance_offered),
        yes(profile.supervising_doctor),
        yes(profile.programme_support),
        Cell::text(&summary.headline),
        summary.published_on.into(),
        japan_date(listing.updated_at).into(),
        Cell::text(format!("{site}/institutions/{}", summary.institution_id)),
        Cell::text(if summary.fictional { locale.pick("はい", "yes") } else { "" }),
    ]
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
