//! The fields of an area's extent: six ways to say where it is.

use crate::components::support::areas::{Names, medical_area_name, municipality_name};
use crate::components::ui::{CheckboxGroup, Choice, Form, RadioGroup, Select, TextField};
use crate::state::Reading;
use crate::t;
use domain::geo::LatLng;
use domain::number::{decimal, decimal_text};
use domain::problem::FieldCode;
use domain::region::priority_area::AreaShape;
use leptos::prelude::*;

const KINDS: [&str; 6] = ["secondary_medical_area", "municipalities", "district", "island", "spot", "radius"];

fn kind_text(kind: &str) -> &'static str {
    match kind {
        "secondary_medical_area" => t!(prefecture.shape.medical_area),
        "municipalities" => t!(prefecture.shape.municipalities),
        "district" => t!(prefecture.shape.district),
        "island" => t!(prefecture.shape.island),
        "spot" => t!(prefecture.shape.spot),
        _ => t!(prefecture.shape.radius),
    }
}

/// The fields below a path. With `none`, no area at all can be chosen as well.
pub fn shape_fields(form: Form, path: &str, names: &Names, none: Option<&'static str>) -> AnyView {
    let at = |name: &str| path.to_owned() + "/" + name;
    let kind = form.signal(&at("kind"));
    // A field is there for the kinds that need it.
    let part = |kinds: &'static [&'static str], field: AnyView| {
        let kind = kind.clone();
        view! { <div class="form__part" hidden=move || kind.with(|kind| !kinds.contains(&kind.as_str()))>{field}</div> }
    };
    let kinds: Vec<Choice> =
        none.map(|text| Choice::new("none", text)).into_iter().chain(KINDS.map(|kind| Choice::new(kind, kind_text(kind)))).collect();
    let medical_areas: Vec<Choice> = names.0.iter().map(|area| Choice::new(area.code.clone(), medical_area_name(area))).collect();
    let municipalities: Vec<Choice> = names.1.iter().map(|one| Choice::new(one.code.clone(), municipality_name(one))).collect();
    let options = Signal::stored(municipalities.clone());
    view! {
        <RadioGroup form=form path=at("kind") label=t!(prefecture.shape.kind) required=true options=kinds/>
        {part(&["secondary_medical_area"], view! {
            <Select form=form path=at("code") label=t!(support.areas.medical_area) required=true options=Signal::stored(medical_areas)/>
        }.into_any())}
        {part(&["municipalities"], view! {
            <CheckboxGroup form=form path=at("codes") label=t!(prefecture.shape.municipality_list) required=true options=municipalities/>
        }.into_any())}
        {part(&["district", "island"], view! {
            <Select form=form path=at("municipality_code") label=t!(support.areas.municipality) required=true options=options/>
        }.into_any())}
        {part(&["district", "island", "spot"], view! {
            <TextField form=form path=at("name") label=t!(prefecture.shape.name) hint=t!(prefecture.shape.name_hint) required=true width="medium"/>
        }.into_any())}
        {part(&["spot", "radius"], view! {
            <TextField form=form path=at("position") label=t!(prefecture.shape.position) hint=t!(prefecture.shape.position_hint) required=true width="medium"/>
        }.into_any())}
        {part(&["radius"], view! {
            <TextField form=form path=at("radius_m") label=t!(prefecture.shape.metres) required=true inputmode="numeric" width="short"/>
        }.into_any())}
    }
    .into_any()
}

/// Puts a shape into the form; what somebody typed stays.
pub fn start_shape(form: Form, path: &str, shape: &AreaShape) {
    for (name, text) in written(shape) {
        form.start(&(path.to_owned() + "/" + name), text);
    }
}

fn written(shape: &AreaShape) -> Vec<(&'static str, String)> {
    let place = |position: &LatLng| decimal_text(position.latitude) + ", " + &decimal_text(position.longitude);
    let (kind, mut texts) = match shape {
        AreaShape::SecondaryMedicalArea { code } => ("secondary_medical_area", vec![("code", code.clone())]),
        AreaShape::Municipalities { codes } => ("municipalities", vec![("codes", codes.join(","))]),
        AreaShape::District { municipality_code, name } => {
            ("district", vec![("municipality_code", municipality_code.clone()), ("name", name.clone())])
        }
        AreaShape::Island { municipality_code, name } => {
            ("island", vec![("municipality_code", municipality_code.clone()), ("name", name.clone())])
        }
        AreaShape::Spot { position, name } => ("spot", vec![("position", place(position)), ("name", name.clone())]),
        AreaShape::Radius { position, radius_m } => ("radius", vec![("position", place(position)), ("radius_m", radius_m.to_string())]),
    };
    texts.push(("kind", kind.to_owned()));
    texts
}

/// Reads the fields below a path; nothing where no area is chosen.
pub fn read_shape(reading: &mut Reading, path: &str) -> Option<AreaShape> {
    let at = |name: &str| path.to_owned() + "/" + name;
    let choice = |reading: &mut Reading, name: &str| {
        let path = at(name);
        let code = reading.text(&path);
        if code.is_empty() {
            reading.wrong(&path, FieldCode::Required);
        }
        code
    };
    Some(match reading.text(&at("kind")).as_str() {
        "secondary_medical_area" => AreaShape::SecondaryMedicalArea { code: choice(reading, "code") },
        "municipalities" => AreaShape::Municipalities { codes: reading.list(&at("codes")) },
        "district" => AreaShape::District { municipality_code: choice(reading, "municipality_code"), name: reading.text(&at("name")) },
        "island" => AreaShape::Island { municipality_code: choice(reading, "municipality_code"), name: reading.text(&at("name")) },
        "spot" => AreaShape::Spot { position: position(reading, &at("position")), name: reading.text(&at("name")) },
        "radius" => AreaShape::Radius { position: position(reading, &at("position")), radius_m: reading.number(&at("radius_m"), 1) },
        _ => return None,
    })
}

/// Degrees north and east as map services give them: `38.268, 140.872`.
fn position(reading: &mut Reading, path: &str) -> LatLng {
    let text = reading.text(path);
    match degrees(&text) {
        Some(position) => position,
        None => {
            reading.wrong(path, if text.is_empty() { FieldCode::Required } else { FieldCode::NotInJapan });
            LatLng { latitude: 36.0, longitude: 138.0 }
        }
    }
}

fn degrees(text: &str) -> Option<LatLng> {
    let plain = domain::text::half_width(text).replace('、', ",");
    let (north, east) = plain.split_once(',')?;
    LatLng::new(decimal(north.trim())?, decimal(east.trim())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_shape_survives_the_form() {
        let position = LatLng { latitude: 38.2682, longitude: 140.8694 };
        for shape in [
            AreaShape::SecondaryMedicalArea { code: "0401".into() },
            AreaShape::Municipalities { codes: vec!["04206".into(), "04207".into()] },
            AreaShape::District { municipality_code: "04202".into(), name: "牡鹿".into() },
            AreaShape::Island { municipality_code: "04202".into(), name: "田代島".into() },
            AreaShape::Spot { position, name: "診療所".into() },
            AreaShape::Radius { position, radius_m: 5000 },
        ] {
            let texts: BTreeMap<String, String> =
                written(&shape).into_iter().map(|(name, text)| (String::from("/shape/") + name, text)).collect();
            let text = |path: &str| texts.get(path).cloned().unwrap_or_default();
            assert_eq!(read_shape(&mut Reading::new(&text), "/shape"), Some(shape));
        }
    }

    #[test]
    fn positions_are_read_as_map_services_write_them() {
        assert_eq!(degrees("38.268, 140.872"), LatLng::new(38.268, 140.872));
        assert_eq!(degrees("３８．２６８、１４０．８７２"), LatLng::new(38.268, 140.872));
        for text in ["38.268", "north, east", "", "98, 140"] {
            assert_eq!(degrees(text), None, "{text}");
        }
    }
}
