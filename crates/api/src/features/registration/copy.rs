//! The institution's copy of its application, as the text of a mail and as a document, with the headings of form and page.

use crate::{
    ctx::Ctx,
    entity::{municipality, registration},
    error::ApiResult,
    platform::{
        export::pdf::{Document, Section},
        page_texts,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    institution::{Employment, InstitutionKind, Specialty},
    locale::Locale,
    region::prefecture_label,
    registration::{Contradiction, OUTLINE, RegistrationContent, differences},
    text::one_line,
    time::{fiscal_year_text, instant_text},
};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::Value;
use strum::IntoEnumIterator;

/// A value of one line up to this many characters stands behind its label, a longer one below it.
const SHORT: usize = 60;

/// Fields under a heading, each with its label and its value in words.
struct Group {
    part: &'static str,
    heading: &'static str,
    entries: Vec<(String, String)>,
}

/// The content as text.
///
/// # Errors
/// When the database fails.
pub async fn text(conn: &impl ConnectionTrait, content: &RegistrationContent, locale: Locale) -> ApiResult<String> {
    let mut out = String::new();
    let mut part = "";
    for group in groups(conn, content, locale).await? {
        if group.part != part {
            part = group.part;
            out += &format!("■ {part}\n\n");
        }
        out += &format!("{}\n", heading(group.heading, locale));
        for (label, value) in &group.entries {
            for line in lines(label, value, locale) {
                out += &one_line(&line);
                out.push('\n');
            }
        }
        out.push('\n');
    }
    Ok(out.trim_end().to_owned())
}

/// The names of the fields that differ between two versions, in the order of the form, one a line.
#[must_use]
pub fn changes(before: &RegistrationContent, after: &RegistrationContent, locale: Locale) -> String {
    let found = differences(before, after);
    let differs = |wanted: &str| found.iter().any(|difference| difference.pointer == wanted);
    let pointers = OUTLINE.iter().flat_map(|part| part.groups).flat_map(|group| group.pointers).filter(|pointer| differs(pointer));
    let mut names: Vec<&str> =
        pointers.map(|pointer| page_texts::text(&format!("registration.field.{}", code_of(pointer)), locale)).collect();
    if found.iter().any(|difference| difference.pointer.starts_with("/explanations")) {
        names.push(page_texts::text("registration.contradiction.reason", locale));
    }
    let mark = locale.pick("・", "- ");
    names.iter().map(|name| format!("{mark}{name}")).collect::<Vec<_>>().join("\n")
}

/// The code of a field's name: the last segment of its pointer.
fn code_of(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or_default()
}

/// The content as a document, with the name of its file. `submitted_at` is absent for a draft.
///
/// # Errors
/// When the database fails.
pub async fn document(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    row: &registration::Model,
    submitted_at: Option<DateTime<Utc>>,
) -> ApiResult<(Document, String)> {
    let locale = ctx.locale;
    let name = &row.content.public.name;
    let mut facts = vec![
        (locale.pick("受付番号", "Reference number").to_owned(), row.reference_number.clone().unwrap_or_else(|| "—".to_owned())),
        (locale.pick("対象年度", "Fiscal year").to_owned(), fiscal_year_text(row.fiscal_year, locale)),
        (locale.pick("状態", "State").to_owned(), row.status.label(locale).to_owned()),
    ];
    if let Some(at) = submitted_at {
        facts.push((locale.pick("提出日時", "Submitted").to_owned(), instant_text(at, locale)));
    }
    let sections = groups(conn, &row.content, locale).await?.into_iter().map(|group| Section {
        heading: format!("{} ― {}", group.part, group.heading),
        new_page: false,
        paragraphs: group.entries.iter().flat_map(|(label, value)| lines(label, value, locale)).collect(),
        table: None,
        notes: Vec::new(),
    });
    let document = Document {
        locale,
        opening: Vec::new(),
        preamble: Vec::new(),
        title: locale.pick("事業参加登録の申請内容", "Application for registration").to_owned(),
        subtitle: name.clone(),
        facts,
        sections: sections.collect(),
        footer: match submitted_at {
            Some(_) => String::new(),
            None => locale.pick("提出前の下書きです。", "A draft that has not been submitted.").to_owned(),
        },
        landscape: false,
        made_at: ctx.now,
    };
    let file = match locale {
        Locale::Ja => format!("参加登録_{}_{}", one_line(name), row.fiscal_year),
        Locale::En => format!("registration-{}", row.fiscal_year),
    };
    Ok((document, file))
}

fn heading(text: &str, locale: Locale) -> String {
    match locale {
        Locale::Ja => format!("【{text}】"),
        Locale::En => format!("[{text}]"),
    }
}

fn lines(label: &str, value: &str, locale: Locale) -> Vec<String> {
    let colon = locale.pick("：", ": ");
    if !value.contains('\n') && value.chars().count() <= SHORT {
        return vec![format!("{label}{colon}{value}")];
    }
    std::iter::once(format!("{label}{}", colon.trim_end())).chain(value.lines().map(ToOwned::to_owned)).collect()
}

/// Every field in the order of the form, and behind it the reasons for what it contradicts.
async fn groups(conn: &impl ConnectionTrait, content: &RegistrationContent, locale: Locale) -> ApiResult<Vec<Group>> {
    let code = &content.public.municipality_code;
    let municipality = municipality::Entity::find_by_id(code.clone()).one(conn).await?;
    let municipality = municipality.map_or_else(|| code.clone(), |found| locale.name(&found.name, &found.name_en).to_owned());
    let values = serde_json::to_value(content)?;
    let entries_of = |pointer: &'static str| {
        let label = page_texts::text(&format!("registration.field.{}", code_of(pointer)), locale).to_owned();
        let value = match pointer {
            "/public/municipality_code" if !municipality.is_empty() => municipality.clone(),
            _ => in_words(pointer, values.pointer(pointer).unwrap_or(&Value::Null), locale),
        };
        let reasons = Contradiction::iter().filter(move |contradiction| contradiction.field() == pointer);
        let reasons =
            reasons.map(|contradiction| (contradiction.label(locale).to_owned(), content.explanations.of(contradiction).to_owned()));
        std::iter::once((label, value)).chain(reasons.filter(|(_, reason)| !reason.is_empty())).collect::<Vec<_>>()
    };
    let groups = OUTLINE.iter().flat_map(|part| part.groups.iter().map(move |group| (part, group)));
    Ok(groups
        .map(|(part, group)| Group {
            part: page_texts::text(&format!("registration.part.{}", part.code), locale),
            heading: page_texts::text(&format!("registration.group.{}", group.code), locale),
            entries: group.pointers.iter().flat_map(|pointer| entries_of(pointer)).collect(),
        })
        .collect())
}

fn in_words(pointer: &str, value: &Value, locale: Locale) -> String {
    let text = |key: &str| page_texts::text(&format!("registration.value.{key}"), locale).to_owned();
    let list = |label: fn(&str, Locale) -> String| {
        let labels: Vec<String> =
            value.as_array().into_iter().flatten().filter_map(Value::as_str).map(|code| label(code, locale)).collect();
        labels.join(page_texts::text("registration.value.list_separator", locale))
    };
    let words = match (pointer, value) {
        ("/public/kind", Value::String(code)) => {
            code.parse::<InstitutionKind>().map_or_else(|_| code.clone(), |kind| kind.label(locale).to_owned())
        }
        ("/public/prefecture_code", Value::String(code)) if !code.is_empty() => prefecture_label(code, locale),
        ("/public/specialties", _) => {
            list(|code, locale| code.parse::<Specialty>().map_or_else(|_| code.to_owned(), |one| one.label(locale).to_owned()))
        }
        ("/public/employment", _) => {
            list(|code, locale| code.parse::<Employment>().map_or_else(|_| code.to_owned(), |one| one.label(locale).to_owned()))
        }
        (_, Value::Bool(declared)) if pointer.starts_with("/declarations") => text(if *declared { "declared" } else { "not_declared" }),
        (_, Value::Bool(yes)) => text(if *yes { "yes" } else { "no" }),
        (_, Value::Number(count)) => page_texts::fill("registration.value.beds", locale, &[("count", count)]),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Null | Value::Array(_) | Value::Object(_)) => String::new(),
    };
    if words.trim().is_empty() { text("blank") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::locale::Locale::{En, Ja};
    use serde_json::json;

    #[test]
    fn every_heading_and_label_is_a_text_of_the_pages() {
        for locale in [Ja, En] {
            for part in &OUTLINE {
                assert!(page_texts::has(&format!("registration.part.{}", part.code), locale), "{}", part.code);
                for group in part.groups {
                    assert!(page_texts::has(&format!("registration.group.{}", group.code), locale), "{}", group.code);
                    for key in group.pointers.iter().filter_map(|pointer| pointer.rsplit('/').next()) {
                        assert!(page_texts::has(&format!("registration.field.{key}"), locale), "{key}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_changed_is_named_in_the_order_of_the_form() {
        let before = RegistrationContent::default();
        let mut after = before.clone();
        after.restricted.hours = "月〜金".into();
        after.public.name = "架空病院".into();
        after.explanations.guidance_not_offered = "4月に着任するため。".into();
        assert_eq!(changes(&before, &after, Ja), "・名称\n・勤務日・勤務時間\n・このままでよい理由");
        assert_eq!(changes(&before, &after, En).lines().count(), 3);
        assert_eq!(changes(&after, &after, Ja), "");
    }

    #[test]
    fn values_are_said_as_the_page_says_them() {
        assert_eq!(in_words("/public/beds", &json!(60), Ja), "60床");
        assert_eq!(in_words("/public/beds", &Value::Null, Ja), "（未記入）");
        assert_eq!(in_words("/public/specialties", &json!(["general_practice", "home_care"]), Ja), "総合診療科、在宅医療");
        assert_eq!(in_words("/public/employment", &json!(["full_time"]), En), "Full-time");
        assert_eq!(in_words("/public/prefecture_code", &json!("04"), Ja), "宮城県");
        assert_eq!(in_words("/declarations/states_facts", &json!(true), Ja), "確認済み");
    }

    #[test]
    fn long_texts_stand_below_their_label() {
        assert_eq!(lines("名称", "架空病院", Ja), ["名称：架空病院"]);
        assert_eq!(lines("The work", "Mornings\nWards", En), ["The work:", "Mornings", "Wards"]);
    }
}
