//! In which order a registration's content is asked for, shown and printed.
//!
//! Codes only: the words are the texts `registration.part`, `registration.group` and `registration.field` of the pages, so that the form, its
//! confirmation, the copy by mail and the PDF have the same headings.

/// A part of the content, such as `basic`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutlinePart {
    /// Its code.
    pub code: &'static str,
    /// Its groups, in order.
    pub groups: &'static [OutlineGroup],
}

/// Fields under a common heading, such as `place`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutlineGroup {
    /// Its code.
    pub code: &'static str,
    /// JSON pointers of its fields into the content. The last segment is the code of the field's name.
    pub pointers: &'static [&'static str],
}

const fn group(code: &'static str, pointers: &'static [&'static str]) -> OutlineGroup {
    OutlineGroup { code, pointers }
}

/// Every field of the content except the explanations, which stand behind the field that they explain.
pub const OUTLINE: [OutlinePart; 4] = [
    OutlinePart {
        code: "basic",
        groups: &[
            group("identity", &["/public/name", "/public/name_kana", "/public/name_en", "/public/kind", "/public/beds"]),
            group(
                "place",
                &[
                    "/public/postal_code",
                    "/public/prefecture_code",
                    "/public/municipality_code",
                    "/public/address_line",
                    "/public/phone",
                    "/public/website",
                ],
            ),
            group("terms", &["/public/specialties", "/public/employment"]),
        ],
    },
    OutlinePart {
        code: "practice",
        groups: &[
            group("work", &["/public/headline", "/public/practice"]),
            group("guidance", &["/public/guidance_offered", "/public/supervising_doctor", "/public/guidance"]),
            group("training", &["/public/training", "/public/programme_support"]),
            group("life", &["/public/community"]),
        ],
    },
    OutlinePart {
        code: "detail",
        groups: &[
            group(
                "desk",
                &["/restricted/contact_name", "/restricted/contact_department", "/restricted/contact_email", "/restricted/contact_phone"],
            ),
            group("conditions", &["/restricted/duties", "/restricted/hours", "/restricted/on_call", "/restricted/pay"]),
            group("visit", &["/restricted/living", "/restricted/visit"]),
        ],
    },
    OutlinePart {
        code: "declare",
        groups: &[group(
            "declarations",
            &["/declarations/welcomes_generalists", "/declarations/offers_practice", "/declarations/states_facts"],
        )],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registration::RegistrationContent;
    use serde_json::Value;

    #[test]
    fn every_field_of_the_content_has_its_place() {
        let content = serde_json::to_value(RegistrationContent::default()).unwrap();
        let Value::Object(groups) = content else { panic!("an object") };
        let named: Vec<&str> = OUTLINE.iter().flat_map(|part| part.groups).flat_map(|group| group.pointers).copied().collect();
        let mut fields = 0;
        for (group, value) in groups.iter().filter(|(group, _)| *group != "explanations") {
            for key in value.as_object().unwrap().keys() {
                let pointer = format!("/{group}/{key}");
                assert!(named.contains(&pointer.as_str()), "{pointer} has no place");
                fields += 1;
            }
        }
        assert_eq!(named.len(), fields);
    }
}
