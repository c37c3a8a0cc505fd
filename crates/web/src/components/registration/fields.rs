//! Every field of a registration's content: its pointer, its words and its form, said once for the form, the confirmation, the differences and
//! the staff's page.

use crate::i18n::keys::registration as labels;
use crate::i18n::{locale, pick};
use crate::t;
use domain::registration::{Contradiction, EXPLANATION_MAX, HEADLINE_MAX, NOTE_MAX, TEXT_MAX};
use strum::IntoEnumIterator;

/// A text in both languages.
pub type Words = &'static [&'static str; 2];

/// What a field holds and how it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One line; the input's `type`, `autocomplete` and width class.
    Line(&'static str, Option<&'static str>, &'static str),
    /// Several lines, with the most characters allowed.
    Area(usize),
    /// Hospital or clinic.
    Kind,
    /// Beds.
    Beds,
    /// One of the 47.
    Prefecture,
    /// One of the chosen prefecture's.
    Municipality,
    /// Any of the specialties.
    Specialties,
    /// Any of the terms of employment.
    Employment,
    /// Yes or no.
    Flag,
    /// One of the declarations.
    Declaration,
}

/// A field of the content.
#[derive(Debug)]
pub struct Field {
    /// JSON pointer into the content, the same that a violation or a difference names.
    pub pointer: &'static str,
    /// Its name for people.
    pub label: Words,
    /// What helps to fill it in.
    pub hint: Option<Words>,
    /// Whether submitting asks for it.
    pub required: bool,
    /// What it holds.
    pub form: Form,
}

/// Fields under a common heading.
#[derive(Debug)]
pub struct Group {
    /// The heading.
    pub title: Words,
    /// Its fields.
    pub fields: &'static [Field],
}

/// A step of the form.
#[derive(Debug)]
pub struct Part {
    /// The step's name.
    pub title: Words,
    /// Who will read it.
    pub lead: Words,
    /// Its groups.
    pub groups: &'static [Group],
}

const LINE: Form = Form::Line("text", None, "");
const MAIL: Form = Form::Line("email", Some("email"), "");
const TEL: Form = Form::Line("tel", Some("tel"), "medium");

const fn must(pointer: &'static str, label: Words, hint: Option<Words>, form: Form) -> Field {
    Field { pointer, label, hint, required: true, form }
}

const fn may(pointer: &'static str, label: Words, hint: Option<Words>, form: Form) -> Field {
    Field { pointer, label, hint, required: false, form }
}

use labels::field as f;
use labels::{group as g, part as p};

const IDENTITY: &[Field] = &[
    must("/public/name", f::name, Some(f::name_hint), Form::Line("text", Some("organization"), "")),
    must("/public/name_kana", f::name_kana, Some(f::name_kana_hint), LINE),
    may("/public/name_en", f::name_en, Some(f::name_en_hint), LINE),
    must("/public/kind", f::kind, None, Form::Kind),
    may("/public/beds", f::beds, Some(f::beds_hint), Form::Beds),
];
const PLACE: &[Field] = &[
    must("/public/postal_code", f::postal_code, Some(f::postal_code_hint), Form::Line("text", Some("postal-code"), "short")),
    must("/public/prefecture_code", f::prefecture_code, None, Form::Prefecture),
    must("/public/municipality_code", f::municipality_code, Some(f::municipality_code_hint), Form::Municipality),
    must("/public/address_line", f::address_line, None, LINE),
    may("/public/phone", f::phone, Some(f::phone_hint), TEL),
    may("/public/website", f::website, Some(f::website_hint), Form::Line("url", Some("url"), "")),
];
const TERMS: &[Field] = &[
    must("/public/specialties", f::specialties, Some(f::specialties_hint), Form::Specialties),
    must("/public/employment", f::employment, Some(f::employment_hint), Form::Employment),
];
const WORK: &[Field] = &[
    must("/public/headline", f::headline, Some(f::headline_hint), Form::Area(HEADLINE_MAX)),
    must("/public/practice", f::practice, Some(f::practice_hint), Form::Area(TEXT_MAX)),
];
const GUIDANCE: &[Field] = &[
    may("/public/guidance_offered", f::guidance_offered, None, Form::Flag),
    may("/public/supervising_doctor", f::supervising_doctor, Some(f::supervising_doctor_hint), Form::Flag),
    must("/public/guidance", f::guidance, Some(f::guidance_hint), Form::Area(TEXT_MAX)),
];
const TRAINING: &[Field] = &[
    must("/public/training", f::training, Some(f::training_hint), Form::Area(TEXT_MAX)),
    may("/public/programme_support", f::programme_support, Some(f::programme_support_hint), Form::Flag),
];
const LIFE: &[Field] = &[may("/public/community", f::community, Some(f::community_hint), Form::Area(TEXT_MAX))];
const DESK: &[Field] = &[
    must("/restricted/contact_name", f::contact_name, None, Form::Line("text", Some("name"), "medium")),
    may("/restricted/contact_department", f::contact_department, None, Form::Line("text", None, "medium")),
    must("/restricted/contact_email", f::contact_email, Some(f::contact_email_hint), MAIL),
    must("/restricted/contact_phone", f::contact_phone, None, TEL),
];
const CONDITIONS: &[Field] = &[
    must("/restricted/duties", f::duties, Some(f::duties_hint), Form::Area(TEXT_MAX)),
    must("/restricted/hours", f::hours, Some(f::hours_hint), Form::Area(NOTE_MAX)),
    may("/restricted/on_call", f::on_call, None, Form::Area(NOTE_MAX)),
    may("/restricted/pay", f::pay, Some(f::pay_hint), Form::Area(NOTE_MAX)),
];
const VISIT: &[Field] = &[
    may("/restricted/living", f::living, Some(f::living_hint), Form::Area(NOTE_MAX)),
    may("/restricted/visit", f::visit, Some(f::visit_hint), Form::Area(NOTE_MAX)),
];
const DECLARATIONS: &[Field] = &[
    must("/declarations/welcomes_generalists", f::welcomes_generalists, None, Form::Declaration),
    must("/declarations/offers_practice", f::offers_practice, None, Form::Declaration),
    must("/declarations/states_facts", f::states_facts, None, Form::Declaration),
];

const fn group(title: Words, fields: &'static [Field]) -> Group {
    Group { title, fields }
}

const BASIC_GROUPS: &[Group] = &[group(g::identity, IDENTITY), group(g::place, PLACE), group(g::terms, TERMS)];
const PRACTICE_GROUPS: &[Group] = &[group(g::work, WORK), group(g::guidance, GUIDANCE), group(g::training, TRAINING), group(g::life, LIFE)];
const DETAIL_GROUPS: &[Group] = &[group(g::desk, DESK), group(g::conditions, CONDITIONS), group(g::visit, VISIT)];
const DECLARE_GROUPS: &[Group] = &[group(g::declarations, DECLARATIONS)];

/// The form's steps, in order.
pub static PARTS: [Part; 4] = [
    Part { title: p::basic, lead: p::basic_lead, groups: BASIC_GROUPS },
    Part { title: p::practice, lead: p::practice_lead, groups: PRACTICE_GROUPS },
    Part { title: p::detail, lead: p::detail_lead, groups: DETAIL_GROUPS },
    Part { title: p::declare, lead: p::declare_lead, groups: DECLARE_GROUPS },
];

const fn reason(pointer: &'static str) -> Field {
    may(pointer, labels::contradiction::reason, Some(labels::contradiction::reason_hint), Form::Area(EXPLANATION_MAX))
}

/// Why contradictions are true all the same. Each is asked for at the field of its question, and only while the question stands.
static EXPLANATIONS: [Field; 9] = [
    reason("/explanations/guidance_not_offered"),
    reason("/explanations/programme_not_supported"),
    reason("/explanations/supervisor_without_guidance"),
    reason("/explanations/guidance_described_as_none"),
    reason("/explanations/training_described_as_none"),
    reason("/explanations/practice_described_as_none"),
    reason("/explanations/work_described_as_none"),
    reason("/explanations/clinic_called_hospital"),
    reason("/explanations/hospital_called_clinic"),
];

/// Every field, in the form's order, and the explanations.
pub fn all() -> impl Iterator<Item = &'static Field> {
    PARTS.iter().flat_map(|part| part.groups).flat_map(|group| group.fields).chain(&EXPLANATIONS)
}

/// The contradiction whose reason a pointer names.
fn explained_at(pointer: &str) -> Option<Contradiction> {
    pointer.strip_prefix("/explanations/").and_then(|code| code.parse().ok())
}

/// The field for the reason of a contradiction.
pub fn explanation(contradiction: Contradiction) -> Option<&'static Field> {
    EXPLANATIONS.iter().find(|field| explained_at(field.pointer) == Some(contradiction))
}

/// The contradictions that are asked about at a field.
pub fn asked_at(pointer: &'static str) -> impl Iterator<Item = Contradiction> {
    Contradiction::iter().filter(move |contradiction| contradiction.field() == pointer)
}

/// The field that a pointer names.
pub fn find(pointer: &str) -> Option<&'static Field> {
    all().find(|field| field.pointer == pointer)
}

/// The step on which a field stands.
pub fn part_of(pointer: &str) -> Option<usize> {
    let pointer = match explained_at(pointer) {
        Some(contradiction) => contradiction.field(),
        None => pointer,
    };
    PARTS.iter().position(|part| part.groups.iter().any(|group| group.fields.iter().any(|field| field.pointer == pointer)))
}

/// A field's name for people, for a reason with its question; the pointer itself for one that is not known here.
pub fn label(pointer: &str) -> String {
    if let Some(contradiction) = explained_at(pointer) {
        return t!(registration.contradiction.reason_for, question = contradiction.label(locale()));
    }
    find(pointer).map_or_else(|| pointer.to_owned(), |field| pick(field.label).to_owned())
}

/// A pointer as it stands in the content, from one into a request's body (`/content/public/name`).
pub fn in_content(pointer: &str) -> &str {
    pointer.strip_prefix("/content").filter(|rest| rest.starts_with('/')).unwrap_or(pointer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::registration::RegistrationContent;
    use serde_json::Value;

    fn leaves(at: &str, value: &Value, out: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| leaves(&format!("{at}/{key}"), value, out)),
            _ => out.push(at.to_owned()),
        }
    }

    #[test]
    fn every_field_of_the_content_has_its_words_and_its_place_in_the_form() {
        let mut pointers = Vec::new();
        leaves("", &serde_json::to_value(RegistrationContent::default()).unwrap(), &mut pointers);
        for pointer in &pointers {
            assert!(find(pointer).is_some(), "{pointer} is not in the form");
        }
        assert_eq!(all().count(), pointers.len());
    }

    #[test]
    fn what_the_form_calls_required_is_what_the_domain_asks_for() {
        use domain::problem::FieldCode;
        use domain::validate::Validate;
        let errors = RegistrationContent::default().validate().unwrap_err().into_errors();
        for field in all() {
            let asked = errors.iter().any(|e| e.pointer == field.pointer && matches!(e.code, FieldCode::Required | FieldCode::MustDeclare));
            assert_eq!(asked, field.required, "{}", field.pointer);
        }
    }

    #[test]
    fn the_form_has_the_order_in_which_content_is_printed() {
        use domain::registration::OUTLINE;
        let form: Vec<Vec<Vec<&str>>> = PARTS
            .iter()
            .map(|part| part.groups.iter().map(|group| group.fields.iter().map(|field| field.pointer).collect()).collect())
            .collect();
        let printed: Vec<Vec<Vec<&str>>> =
            OUTLINE.iter().map(|part| part.groups.iter().map(|group| group.pointers.to_vec()).collect()).collect();
        assert_eq!(form, printed);
    }

    #[test]
    fn every_contradiction_has_a_place_for_its_reason_and_is_asked_about_at_a_field() {
        for contradiction in Contradiction::iter() {
            assert!(explanation(contradiction).is_some(), "{contradiction}");
            assert!(part_of(contradiction.field()).is_some(), "{contradiction}");
        }
    }

    #[test]
    fn pointers_into_a_body_find_their_field() {
        assert_eq!(in_content("/content/public/name"), "/public/name");
        assert_eq!(in_content("/public/name"), "/public/name");
        assert_eq!(in_content("/content"), "/content");
        assert_eq!(part_of("/restricted/pay"), Some(2));
    }
}
