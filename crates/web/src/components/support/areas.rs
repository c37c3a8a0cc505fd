//! Areas in words: what they are on a day, where, and who agreed.

use crate::client::support::WantedPlace;
use crate::client::{self, ClientError};
use crate::components::common::DateText;
use crate::components::listing::written_in;
use crate::components::support::cited;
use crate::components::ui::{Tag, Tone, data_list, table};
use crate::i18n::{Locale, locale};
use crate::state::Query;
use crate::t;
use domain::directory::Listing;
use domain::number::decimal_text;
use domain::region::priority_area::{AreaShape, AreaStatus, AreaVersion, PriorityArea};
use domain::region::{Municipality, SecondaryMedicalArea, prefecture_label};
use domain::support::Agreement;
use leptos::prelude::*;

/// What names places: a prefecture's medical areas and municipalities.
pub type Names = (Vec<SecondaryMedicalArea>, Vec<Municipality>);

/// Reads the names of a prefecture.
pub fn names(prefecture: String) -> Query<Names> {
    Query::new(move || {
        let prefecture = prefecture.clone();
        async move {
            let medical_areas = client::directory::list_areas(&prefecture).await?;
            Ok::<Names, ClientError>((medical_areas, client::region::list_municipalities(&prefecture).await?))
        }
    })
}

/// The status as a label. Only what is designated looks designated.
pub fn status_tag(status: AreaStatus) -> AnyView {
    let tone = match status {
        AreaStatus::Designated => Tone::Success,
        AreaStatus::Candidate => Tone::Info,
        AreaStatus::Ended => Tone::Neutral,
    };
    view! { <Tag tone=tone>{status.label(locale())}</Tag> }.into_any()
}

/// The area's name in the page's language.
pub fn area_name(name: &str, name_en: &str) -> String {
    locale().name(name, name_en).to_owned()
}

pub fn name_of(area: &PriorityArea) -> String {
    area_name(&area.name, &area.name_en)
}

pub fn municipality_name(municipality: &Municipality) -> String {
    area_name(&municipality.name, &municipality.name_en)
}

pub fn medical_area_name(area: &SecondaryMedicalArea) -> String {
    area_name(&area.name, &area.name_en)
}

/// Where a published institution stands, as far as its page tells.
pub fn place_of_listing(listing: &Listing) -> WantedPlace {
    let profile = &listing.profile;
    let prefecture = prefecture_label(&listing.summary.prefecture_code, Locale::Ja);
    WantedPlace {
        municipality: Some(profile.municipality_code.clone()).filter(|code| !code.is_empty()),
        // Districts and islands are told by the address as it is written.
        address: Some(prefecture + &listing.summary.municipality_name + &profile.address_line),
        position: None,
    }
}

/// Where it is, as far as codes tell names.
pub fn shape_text(shape: &AreaShape, (medical_areas, municipalities): &Names) -> String {
    let municipality = |code: &String| municipalities.iter().find(|one| one.code == *code).map_or_else(|| code.clone(), municipality_name);
    match shape {
        AreaShape::SecondaryMedicalArea { code } => {
            let name = medical_areas.iter().find(|one| one.code == *code).map_or_else(|| code.clone(), medical_area_name);
            t!(support.areas.whole_area, name = name)
        }
        AreaShape::Municipalities { codes } => {
            let names: Vec<String> = codes.iter().map(municipality).collect();
            names.join(t!(support.words.comma))
        }
        AreaShape::District { municipality_code, name } => {
            t!(support.areas.district, municipality = municipality(municipality_code), name = name)
        }
        AreaShape::Island { municipality_code, name } => {
            t!(support.areas.island, municipality = municipality(municipality_code), name = name)
        }
        AreaShape::Spot { name, .. } => t!(support.areas.spot, name = name),
        AreaShape::Radius { position, radius_m } => {
            t!(
                support.areas.radius,
                latitude = decimal_text(position.latitude),
                longitude = decimal_text(position.longitude),
                metres = radius_m
            )
        }
    }
}

/// A council's agreement, or that the source does not state one.
pub fn agreement(agreement: Option<&Agreement>) -> AnyView {
    match agreement {
        Some(agreement) => {
            let minutes = agreement.minutes.clone();
            view! { <DateText day=agreement.agreed_on/><br/><span class="small" lang=written_in()>{minutes}</span> }.into_any()
        }
        None => t!(support.areas.no_agreement).into_any(),
    }
}

/// Its last day.
pub fn until(version: &AreaVersion) -> AnyView {
    match version.period.until {
        Some(day) => view! { <DateText day=day/> }.into_any(),
        None => t!(support.areas.open).into_any(),
    }
}

/// Areas on a day, each with a link.
pub fn area_table(areas: &[PriorityArea], names: &Names, href: impl Fn(&PriorityArea) -> String) -> AnyView {
    let rows = areas
        .iter()
        .map(|area| {
            let version = &area.version;
            vec![
                view! { <a href=href(area)>{name_of(area)}</a> }.into_any(),
                status_tag(version.status),
                shape_text(&version.shape, names).into_any(),
                view! { <DateText day=version.period.from/> }.into_any(),
                until(version),
                agreement(version.regional_medical_council.as_ref()),
                agreement(version.insurers_council.as_ref()),
            ]
        })
        .collect();
    let columns = [
        t!(support.areas.area),
        t!(support.areas.status),
        t!(support.areas.place),
        t!(support.areas.from),
        t!(support.areas.until),
        t!(support.areas.regional_council),
        t!(support.areas.insurers_council),
    ];
    view! { <div class="support__table">{table(t!(support.areas.list_caption), &columns, rows)}</div> }.into_any()
}

/// What held of an area for a time, with its source.
pub fn version_item(version: &AreaVersion, names: &Names) -> AnyView {
    let mut facts = vec![
        (t!(support.areas.status), status_tag(version.status)),
        (t!(support.areas.place), shape_text(&version.shape, names).into_any()),
        (t!(support.areas.from), view! { <DateText day=version.period.from/> }.into_any()),
        (t!(support.areas.until), until(version)),
        (t!(support.areas.regional_council), agreement(version.regional_medical_council.as_ref())),
        (t!(support.areas.insurers_council), agreement(version.insurers_council.as_ref())),
    ];
    let note = version.note.clone();
    if !note.is_empty() {
        facts.push((t!(support.area.note), view! { <span class="multiline" lang=written_in()>{note}</span> }.into_any()));
    }
    let source = &version.source;
    view! { <li>{data_list(facts)}{cited(&source.title, &source.section, source.url.as_deref())}</li> }.into_any()
}
