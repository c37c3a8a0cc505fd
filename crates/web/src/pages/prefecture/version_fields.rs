//! The fields of what holds of an area from a day on.

use super::shape::{read_shape, shape_fields, start_shape};
use crate::components::support::areas::Names;
use crate::components::support::{source_fields, start_source};
use crate::components::ui::{Choice, Form, RadioGroup, TextArea, TextField};
use crate::i18n::locale;
use crate::state::Reading;
use crate::t;
use domain::problem::FieldCode;
use domain::region::priority_area::{AreaShape, AreaStatus, AreaVersion, NewAreaVersion};
use domain::support::Agreement;
use leptos::prelude::*;

const COUNCILS: [&str; 2] = ["regional_medical_council", "insurers_council"];

/// The fields below a path.
pub fn version_fields(form: Form, path: &'static str, names: &Names, statuses: &[AreaStatus]) -> AnyView {
    let at = move |name: &str| path.to_owned() + "/" + name;
    let statuses: Vec<Choice> = statuses.iter().map(|status| Choice::new(status.code(), status.label(locale()))).collect();
    let chosen = form.signal(&at("status"));
    let designates = Memo::new(move |_| chosen.with(|status| status == AreaStatus::Designated.code()));
    view! {
        <fieldset class="form__group">
            <legend class="calculator__legend">{t!(prefecture.version.what)}</legend>
            <RadioGroup form=form path=at("status") label=t!(support.areas.status) hint=t!(prefecture.version.status_hint) required=true options=statuses/>
            <TextField form=form path=at("valid_from") label=t!(support.areas.from) kind="date" required=true width="short"/>
            <TextField form=form path=at("valid_until") label=t!(support.areas.until) hint=t!(prefecture.version.until_hint) kind="date" width="short"/>
        </fieldset>
        <fieldset class="form__group">
            <legend class="calculator__legend">{t!(support.areas.place)}</legend>
            {shape_fields(form, &at("shape"), names, None)}
        </fieldset>
        <fieldset class="form__group">
            <legend class="calculator__legend">{t!(prefecture.version.agreements)}</legend>
            <p role="status">{move || if designates.get() { t!(prefecture.version.needed) } else { t!(prefecture.version.not_needed) }}</p>
            // What is typed stays with the form when the choice above makes the fields anew.
            {move || COUNCILS.map(|council| agreement(form, &at(council), council, designates.get())).into_iter().collect_view()}
        </fieldset>
        {source_fields(form, &at("source"))}
        <TextArea form=form path=at("note") label=t!(support.area.note) rows=3 max=1000/>
    }
    .into_any()
}

fn agreement(form: Form, path: &str, council: &str, required: bool) -> AnyView {
    let (day, minutes) = match council {
        "regional_medical_council" => (t!(prefecture.version.regional_day), t!(prefecture.version.regional_minutes)),
        _ => (t!(prefecture.version.insurers_day), t!(prefecture.version.insurers_minutes)),
    };
    let (at_day, at_minutes) = (path.to_owned() + "/agreed_on", path.to_owned() + "/minutes");
    view! {
        <TextField form=form path=at_day label=day kind="date" required=required width="short"/>
        <TextField form=form path=at_minutes label=minutes hint=t!(prefecture.opinion.minutes_hint) required=required/>
    }
    .into_any()
}

/// Puts the last version into the form, as what the next one most likely says; its days are left to the officer.
pub fn start_version(form: Form, path: &str, version: &AreaVersion) {
    let at = |name: &str| path.to_owned() + "/" + name;
    form.start(&at("status"), version.status.code());
    start_shape(form, &at("shape"), &version.shape);
    start_source(form, &at("source"), &version.source);
    form.start(&at("note"), version.note.clone());
    for (council, agreement) in COUNCILS.into_iter().zip([&version.regional_medical_council, &version.insurers_council]) {
        if let Some(agreement) = agreement {
            form.start(&at(&(council.to_owned() + "/agreed_on")), agreement.agreed_on.to_string());
            form.start(&at(&(council.to_owned() + "/minutes")), agreement.minutes.clone());
        }
    }
}

/// Reads the fields below a path.
pub fn read_version(reading: &mut Reading, path: &str) -> NewAreaVersion {
    let at = |name: &str| path.to_owned() + "/" + name;
    let shape = read_shape(reading, &at("shape")).unwrap_or_else(|| {
        reading.wrong(&at("shape/kind"), FieldCode::Required);
        AreaShape::SecondaryMedicalArea { code: "0000".to_owned() }
    });
    let [regional_medical_council, insurers_council] = COUNCILS.map(|council| read_agreement(reading, &at(council)));
    let version = NewAreaVersion {
        status: reading.value(&at("status"), AreaStatus::Candidate),
        shape,
        valid_from: reading.day(&at("valid_from")),
        valid_until: reading.some_day(&at("valid_until")),
        source: reading.source(&at("source")),
        regional_medical_council,
        insurers_council,
        note: reading.text(&at("note")),
    };
    if !version.is_agreed() {
        // Said at what is missing; the server would refuse the whole.
        for (council, agreement) in COUNCILS.into_iter().zip([&version.regional_medical_council, &version.insurers_council]) {
            if agreement.is_none() {
                reading.wrong(&at(&(council.to_owned() + "/agreed_on")), FieldCode::Required);
                reading.wrong(&at(&(council.to_owned() + "/minutes")), FieldCode::Required);
            }
        }
    }
    version
}

fn read_agreement(reading: &mut Reading, path: &str) -> Option<Agreement> {
    let (day, minutes) = (path.to_owned() + "/agreed_on", path.to_owned() + "/minutes");
    if reading.some(&day).is_none() && reading.some(&minutes).is_none() {
        return None;
    }
    Some(Agreement { agreed_on: reading.day(&day), minutes: reading.text(&minutes) })
}
