//! The fields of a registration's form, drawn from their table.

use super::fields::{self, Field, Form as Shape, Part};
use super::postal_code::fill_from_postal_code;
use super::typed;
use super::value::{employment_choices, kind_choices, municipality_label, prefecture_choices, specialty_choices};
use crate::client;
use crate::components::ui::{Checkbox, CheckboxGroup, Choice, Form, Notice, RadioGroup, Select, TextArea, TextField, Tone};
use crate::i18n::{locale, pick};
use crate::state::Query;
use domain::institution::InstitutionKind;
use domain::registration::{Contradiction, EXPLANATION_MAX, contradictions};
use leptos::prelude::*;

const KIND: &str = "/public/kind";
const POSTAL_CODE: &str = "/public/postal_code";
pub(super) const PREFECTURE: &str = "/public/prefecture_code";
pub(super) const MUNICIPALITY: &str = "/public/municipality_code";

/// A step's fields, each with the questions about what it contradicts. The municipalities follow the chosen prefecture, and the postal code
/// fills in what it says.
pub fn part_fields(form: Form, part: &'static Part) -> AnyView {
    let found = Memo::new(move |_| {
        form.edits();
        contradictions(&typed::read(form))
    });
    part.groups
        .iter()
        .map(|group| {
            let fields = group.fields.iter().map(|field| view! { {control(form, field)}{questions(form, field, found)} }).collect_view();
            view! {
                <section class="form__group">
                    <h3 class="form__group-title">{pick(group.title)}</h3>
                    {fields}
                </section>
            }
        })
        .collect_view()
        .into_any()
}

/// The questions about what a field contradicts: answered by correcting a statement, or by saying why both are true.
fn questions(form: Form, field: &'static Field, found: Memo<Vec<Contradiction>>) -> Vec<AnyView> {
    fields::asked_at(field.pointer)
        .filter_map(|contradiction| fields::explanation(contradiction).map(|reason| (contradiction, reason)))
        .map(|(contradiction, reason)| {
            let asked = Memo::new(move |_| found.with(|found| found.contains(&contradiction)));
            (move || asked.get().then(|| question(form, contradiction, reason))).into_any()
        })
        .collect()
}

fn question(form: Form, contradiction: Contradiction, reason: &'static Field) -> AnyView {
    let hint = reason.hint.map(pick).unwrap_or_default();
    view! {
        <Notice tone=Tone::Warning title=contradiction.label(locale())>
            <TextArea form=form path=reason.pointer label=pick(reason.label) hint=hint required=true rows=2 max=EXPLANATION_MAX/>
        </Notice>
    }
    .into_any()
}

fn control(form: Form, field: &'static Field) -> AnyView {
    let (path, label, required) = (field.pointer, pick(field.label), field.required);
    // An empty hint would still be announced; the kit's fields take an Option.
    let hint = field.hint.map(|hint| pick(hint).to_owned());
    match field.form {
        Shape::Line(kind, autocomplete, width) => {
            let line = line(form, path, label, hint, required, kind, autocomplete, width);
            if path == POSTAL_CODE { view! { {line}{fill_from_postal_code(form)} }.into_any() } else { line }
        }
        Shape::Area(max) => area(form, path, label, hint, required, max),
        // A hospital has beds; only a clinic may leave them out.
        Shape::Beds => {
            let is_hospital = Memo::new(move |_| form.get(KIND) == InstitutionKind::Hospital.code());
            (move || line(form, path, label, hint.clone(), is_hospital.get(), "text", None, "short")).into_any()
        }
        Shape::Kind => view! { <RadioGroup form=form path=path label=label required=required options=kind_choices()/> }.into_any(),
        Shape::Prefecture => view! {
            <Select form=form path=path label=label required=required options=Signal::stored(prefecture_choices())/>
        }
        .into_any(),
        Shape::Municipality => municipality(form, label, hint.unwrap_or_default()),
        Shape::Specialties => view! {
            <CheckboxGroup form=form path=path label=label hint=hint.unwrap_or_default() required=required options=specialty_choices()/>
        }
        .into_any(),
        Shape::Employment => view! {
            <CheckboxGroup form=form path=path label=label hint=hint.unwrap_or_default() required=required options=employment_choices()/>
        }
        .into_any(),
        Shape::Flag | Shape::Declaration => match hint {
            Some(hint) => view! { <Checkbox form=form path=path label=label hint=hint required=required/> }.into_any(),
            None => view! { <Checkbox form=form path=path label=label required=required/> }.into_any(),
        },
    }
}

#[expect(clippy::too_many_arguments, reason = "the props of one text field, passed on")]
fn line(
    form: Form,
    path: &'static str,
    label: &'static str,
    hint: Option<String>,
    required: bool,
    kind: &'static str,
    autocomplete: Option<&'static str>,
    width: &'static str,
) -> AnyView {
    let autocomplete = autocomplete.unwrap_or("off");
    let inputmode = match kind {
        _ if width == "short" => "numeric",
        "email" => "email",
        "url" => "url",
        "tel" => "tel",
        _ => "text",
    };
    match hint {
        Some(hint) => view! {
            <TextField form=form path=path label=label hint=hint required=required kind=kind autocomplete=autocomplete inputmode=inputmode width=width/>
        }
        .into_any(),
        None => view! {
            <TextField form=form path=path label=label required=required kind=kind autocomplete=autocomplete inputmode=inputmode width=width/>
        }
        .into_any(),
    }
}

fn area(form: Form, path: &'static str, label: &'static str, hint: Option<String>, required: bool, max: usize) -> AnyView {
    let rows = if max > 1000 {
        7
    } else if max > 100 {
        4
    } else {
        2
    };
    match hint {
        Some(hint) => view! { <TextArea form=form path=path label=label hint=hint required=required rows=rows max=max/> }.into_any(),
        None => view! { <TextArea form=form path=path label=label required=required rows=rows max=max/> }.into_any(),
    }
}

fn municipality(form: Form, label: &'static str, hint: String) -> AnyView {
    let prefecture = Memo::new(move |_| form.get(PREFECTURE));
    let all = Query::new(move || {
        let prefecture = prefecture.get();
        async move {
            if prefecture.is_empty() {
                return Ok((prefecture, Vec::new()));
            }
            client::region::list_municipalities(&prefecture).await.map(|all| (prefecture, all))
        }
    });
    // A municipality of another prefecture is no longer the answer.
    Effect::new(move |_| {
        let prefecture = prefecture.get();
        let chosen = form.peek(MUNICIPALITY);
        if !chosen.is_empty() && !chosen.starts_with(&prefecture) {
            form.set(MUNICIPALITY, "");
        }
    });
    let options = Signal::derive(move || {
        let wanted = prefecture.get();
        all.get()
            .filter(|(prefecture, _)| *prefecture == wanted)
            .map(|(_, all)| all.iter().map(|one| Choice::new(one.code.clone(), municipality_label(one))).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let retry = Callback::new(move |()| all.reload());
    let failure = move || all.error().get().map(|error| view! { <crate::components::common::LoadError error=error on_retry=retry/> });
    view! {
        <Select form=form path=MUNICIPALITY label=label hint=hint required=true options=options/>
        {failure}
    }
    .into_any()
}
