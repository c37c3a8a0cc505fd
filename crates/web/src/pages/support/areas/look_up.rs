//! Is this place in an area on this day?

use crate::client;
use crate::client::support::{AreasThere, WantedPlace};
use crate::components::common::MutationError;
use crate::components::support::areas::{area_name, status_tag};
use crate::components::ui::{Choice, Form, FormView, Notice, Select, SubmitButton, Tag, TextField, Tone};
use crate::i18n::{self, locale};
use crate::state::{Mutation, Query};
use crate::{paths, t};
use chrono::NaiveDate;
use domain::geo::LatLng;
use domain::number::decimal;
use domain::problem::FieldCode;
use domain::region::PREFECTURES;
use domain::region::priority_area::{AreaStatus, Coverage};
use leptos::prelude::*;

use crate::components::support::areas::municipality_name;

/// The form and its answer. The prefecture is given on a prefecture's own page.
pub(super) fn look_up(prefecture: Option<String>, day: Memo<NaiveDate>) -> AnyView {
    let form = Form::new(String::from("support/look-up/") + prefecture.as_deref().unwrap_or_default());
    if let Some(prefecture) = &prefecture {
        form.start("/prefecture", prefecture.clone());
    }
    let chosen = form.signal("/prefecture");
    let municipalities = Query::new(move || {
        let prefecture = chosen.get();
        async move { if prefecture.is_empty() { Ok(Vec::new()) } else { client::region::list_municipalities(&prefecture).await } }
    });
    let options = Signal::derive(move || {
        let known = municipalities.get().unwrap_or_default();
        known.iter().map(|one| Choice::new(one.code.clone(), municipality_name(one))).collect::<Vec<_>>()
    });
    let prefectures: Vec<Choice> = PREFECTURES.iter().map(|one| Choice::new(one.code, one.label(locale()))).collect();
    let ask = Mutation::new();
    let answer = RwSignal::new(None::<AreasThere>);
    let submit = move || {
        let Some(place) = wanted(form) else { return };
        let as_of = Some(day.get_untracked().to_string());
        ask.run(async move { client::support::look_up_priority_areas(&place, as_of).await }, move |found| answer.set(Some(found)));
    };
    let prefecture_field = prefecture.is_none().then(|| {
        view! { <Select form=form path="/prefecture" label=t!(support.areas.prefecture) options=Signal::stored(prefectures)/> }
    });
    view! {
        <section class="areas__look-up" aria-labelledby="look-up">
            <h2 id="look-up" class="section__title">{t!(support.look_up.title)}</h2>
            <p>{t!(support.look_up.lead)}</p>
            <FormView form=form on_submit=submit>
                {prefecture_field}
                <Select form=form path="/municipality" label=t!(support.areas.municipality) options=options/>
                <TextField form=form path="/address" label=t!(support.look_up.address) hint=t!(support.look_up.address_hint)/>
                <TextField form=form path="/position" label=t!(support.look_up.position) hint=t!(support.look_up.position_hint) width="medium"/>
                <MutationError of=ask/>
                <div class="actions"><SubmitButton busy=ask.pending()>{t!(support.look_up.ask)}</SubmitButton></div>
            </FormView>
            <div role="status">{move || answer.get().map(|answer| answer_view(&answer))}</div>
        </section>
    }
    .into_any()
}

/// What was typed, or nothing after saying what is wrong.
fn wanted(form: Form) -> Option<WantedPlace> {
    let mut errors = Vec::new();
    let position = form.peek_some("/position").and_then(|text| {
        let read = position(&text);
        if read.is_none() {
            errors.push(("/position".to_owned(), FieldCode::WrongType.message(locale()).to_owned()));
        }
        read
    });
    let place = WantedPlace { municipality: form.peek_some("/municipality"), address: form.peek_some("/address"), position };
    if errors.is_empty() && place == WantedPlace::default() {
        errors.push(("/municipality".to_owned(), t!(support.look_up.nothing).to_owned()));
    }
    let is_right = errors.is_empty();
    form.show_errors(errors);
    is_right.then_some(place)
}

/// `38.26, 140.87`, as maps copy it.
fn position(text: &str) -> Option<LatLng> {
    let plain = domain::text::half_width(text).replace(['(', ')'], "");
    let (latitude, longitude) = plain.split_once([',', '、'])?;
    Some(LatLng { latitude: decimal(latitude.trim())?, longitude: decimal(longitude.trim())? })
}

fn answer_view(answer: &AreasThere) -> AnyView {
    let day = i18n::date(answer.as_of);
    let designated = answer.areas.iter().any(|one| one.area.version.status == AreaStatus::Designated && one.coverage == Coverage::Inside);
    let unsure = answer.areas.iter().any(|one| one.area.version.status == AreaStatus::Designated && one.coverage != Coverage::Inside);
    let (tone, text) = match (designated, unsure) {
        (true, _) => (Tone::Success, t!(support.look_up.inside, day = day)),
        (false, true) => (Tone::Warning, t!(support.look_up.unsure, day = day)),
        (false, false) => (Tone::Info, t!(support.look_up.outside, day = day)),
    };
    let as_of = answer.as_of.to_string();
    let items = answer
        .areas
        .iter()
        .map(|one| {
            let coverage = one.coverage.label(locale());
            let href = paths::support_area_on(&one.area.prefecture_code, one.area.id, &as_of);
            view! { <li><a href=href>{area_name(&one.area.name, &one.area.name_en)}</a>" "{status_tag(one.area.version.status)}" "<Tag>{coverage}</Tag></li> }
        })
        .collect_view();
    view! { <Notice tone=tone title=text><ul>{items}</ul></Notice> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn a_point_is_read_as_maps_copy_it() {
        let read = |text| position(text).map(|at| (at.latitude, at.longitude));
        assert_eq!(read("38.26, 140.87"), Some((38.26, 140.87)));
        assert_eq!(read("(38.26、140.87)"), Some((38.26, 140.87)));
        assert_eq!(read("仙台"), None);
    }
}
