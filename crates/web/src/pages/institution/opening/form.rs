//! The fields of an opening's form, drawn from their table, each with what its words may be read as.

use super::fields::{self, Field, Kind, Part};
use super::typed::{NO, YES};
use crate::components::registration::value::specialty_choices;
use crate::components::ui::{CheckboxGroup, Choice, Form, Notice, RadioGroup, Select, TextArea, TextField, Tone};
use crate::i18n::{locale, pick};
use crate::pages::institution::draft::Draft;
use crate::t;
use domain::opening::{
    Benefit, ContractTerm, DutyPermit, Engagement, OpeningContent, OvertimeCategory, PayUnit, WordingWarning, wording_warnings,
};
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// What the author should look at again, as it is typed.
#[derive(Clone, Copy)]
pub struct Wording(Memo<Vec<WordingWarning>>);

impl Wording {
    /// Watches the words of a form.
    pub fn of(form: Form) -> Self {
        Self(Memo::new(move |_| {
            form.edits();
            wording_warnings(&OpeningContent::read(form))
        }))
    }

    /// The hints at a field.
    fn at(self, pointer: &'static str) -> AnyView {
        let here = Memo::new(move |_| {
            self.0.with(|all| all.iter().filter(|one| one.pointer == pointer).cloned().collect::<Vec<WordingWarning>>())
        });
        (move || {
            let hints = here.get();
            (!hints.is_empty()).then(|| {
                let lines = hints
                    .into_iter()
                    .map(|hint| view! { <p>{t!(opening.edit.wording, words = hint.found, concern = hint.concern.label(locale()))}</p> })
                    .collect_view();
                view! { <Notice tone=Tone::Warning live=true>{lines}</Notice> }
            })
        })
        .into_any()
    }
}

/// The parts that publishing asks for.
pub fn required_parts(form: Form, wording: Wording) -> AnyView {
    fields::REQUIRED
        .iter()
        .map(|part| {
            view! {
                <section class="form__group">
                    <h3 class="form__group-title">{pick(part.title)}</h3>
                    {part.lead.map(|lead| view! { <p class="field__hint">{pick(lead)}</p> })}
                    {part_fields(form, part, wording)}
                </section>
            }
        })
        .collect_view()
        .into_any()
}

/// The parts that may be left out, closed until somebody opens one.
pub fn optional_parts(form: Form, wording: Wording) -> AnyView {
    fields::OPTIONAL
        .iter()
        .map(|part| {
            let offered = part.fields.iter().any(|field| field.pointer == "/programme_hours_per_week").then(|| benefits(form));
            view! {
                <details class="disclosure">
                    <summary class="disclosure__summary">{pick(part.title)}</summary>
                    <div class="disclosure__body form">
                        {part.lead.map(|lead| view! { <p class="field__hint">{pick(lead)}</p> })}
                        {offered}
                        {part_fields(form, part, wording)}
                    </div>
                </details>
            }
        })
        .collect_view()
        .into_any()
}

fn part_fields(form: Form, part: &'static Part, wording: Wording) -> AnyView {
    part.fields.iter().map(|field| view! { {shown(form, field)}{wording.at(field.pointer)} }).collect_view().into_any()
}

/// How a term is renewed is asked for a fixed one only.
fn shown(form: Form, field: &'static Field) -> AnyView {
    if field.pointer != "/renewal" {
        return control(form, field);
    }
    let fixed = Memo::new(move |_| form.get("/contract_term") == ContractTerm::Fixed.code());
    (move || fixed.get().then(|| control(form, field))).into_any()
}

/// The choices of a field that has some.
pub fn choices(kind: Kind) -> Option<Vec<Choice>> {
    let choices = match kind {
        Kind::Engagement => Engagement::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect(),
        Kind::Term => ContractTerm::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect(),
        Kind::PayUnit => PayUnit::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect(),
        Kind::Permit => DutyPermit::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect(),
        Kind::Overtime => OvertimeCategory::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect(),
        Kind::Specialties => specialty_choices(),
        Kind::Line(..) | Kind::Area(_) | Kind::Number | Kind::Amount | Kind::Day => return None,
    };
    Some(choices)
}

fn control(form: Form, field: &'static Field) -> AnyView {
    let (path, label, required) = (field.pointer, pick(field.label), field.required);
    // An empty hint would still be announced; the kit's fields take an Option.
    let hint = field.hint.map(|hint| pick(hint).to_owned());
    let options = choices(field.kind).unwrap_or_default();
    match field.kind {
        Kind::Line(kind, width) => line(form, path, label, hint, required, kind, kind_of_keyboard(kind), width),
        Kind::Number => line(form, path, label, hint, required, "text", "numeric", "short"),
        Kind::Amount => line(form, path, label, hint, required, "text", "text", "medium"),
        Kind::Day => line(form, path, label, hint, required, "date", "text", "medium"),
        Kind::Area(max) => {
            let rows = if 1000 < max { 6 } else { 2 };
            match hint {
                Some(hint) => {
                    view! { <TextArea form=form path=path label=label hint=hint required=required rows=rows max=max/> }.into_any()
                }
                None => view! { <TextArea form=form path=path label=label required=required rows=rows max=max/> }.into_any(),
            }
        }
        Kind::Engagement | Kind::Term => {
            view! { <RadioGroup form=form path=path label=label required=required options=options/> }.into_any()
        }
        Kind::PayUnit | Kind::Permit | Kind::Overtime => {
            let options = Signal::stored(options);
            let empty = t!(opening.edit.leave_out);
            match hint {
                Some(hint) => view! { <Select form=form path=path label=label hint=hint options=options empty=empty/> }.into_any(),
                None => view! { <Select form=form path=path label=label options=options empty=empty/> }.into_any(),
            }
        }
        Kind::Specialties => view! {
            <CheckboxGroup form=form path=path label=label hint=hint.unwrap_or_default() required=required options=options/>
        }
        .into_any(),
    }
}

fn kind_of_keyboard(kind: &str) -> &'static str {
    match kind {
        "tel" => "tel",
        "email" => "email",
        _ => "text",
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
    inputmode: &'static str,
    width: &'static str,
) -> AnyView {
    match hint {
        Some(hint) => view! {
            <TextField form=form path=path label=label hint=hint required=required kind=kind autocomplete="off" inputmode=inputmode width=width/>
        }
        .into_any(),
        None => view! {
            <TextField form=form path=path label=label required=required kind=kind autocomplete="off" inputmode=inputmode width=width/>
        }
        .into_any(),
    }
}

/// Three answers for each benefit, side by side.
fn benefits(form: Form) -> AnyView {
    Benefit::iter().map(|benefit| three_ways(form, benefit)).collect_view().into_any()
}

fn three_ways(form: Form, benefit: Benefit) -> AnyView {
    let path = StoredValue::new(fields::benefit_path(benefit));
    let name = form.id(&path.get_value());
    let value = form.signal(&path.get_value());
    let options = [(YES, t!(opening.value.offered)), (NO, t!(opening.value.not_offered)), ("", t!(opening.edit.leave_out))]
        .into_iter()
        .map(|(answer, text)| {
            let value = value.clone();
            view! {
                <label class="segments__option">
                    <input
                        class="segments__input"
                        type="radio"
                        name=name.clone()
                        value=answer
                        prop:checked=move || value.get() == answer
                        on:change=move |_| form.set(&path.get_value(), answer)
                    />
                    <span class="segments__text">{text}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field segments">
            <legend class="field__label">{benefit.label(locale())}</legend>
            <div class="segments__row">{options}</div>
        </fieldset>
    }
    .into_any()
}
