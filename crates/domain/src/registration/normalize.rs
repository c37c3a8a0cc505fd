//! The form in which content is stored once it is submitted.

use super::{RegistrationContent, contradiction};
use crate::text;

impl RegistrationContent {
    /// The content as it is submitted: digits half-width, kana as katakana, spaces at the ends dropped; names keep their own characters.
    #[must_use]
    pub fn normalized(mut self) -> Self {
        let p = &mut self.public;
        for field in [&mut p.name, &mut p.name_en, &mut p.address_line, &mut p.headline] {
            *field = text::normalize_line_ends(field);
        }
        for field in p.texts_mut() {
            *field = text::normalize_line_ends(field);
        }
        replace(&mut p.name_kana, text::kana);
        replace(&mut p.postal_code, text::postal_code);
        replace(&mut p.phone, text::phone_number);
        replace(&mut p.website, text::web_address);
        p.specialties.sort_unstable();
        p.specialties.dedup();
        p.employment.sort_unstable();
        p.employment.dedup();
        let r = &mut self.restricted;
        for field in [
            &mut r.contact_name,
            &mut r.contact_department,
            &mut r.duties,
            &mut r.hours,
            &mut r.on_call,
            &mut r.pay,
            &mut r.living,
            &mut r.visit,
        ] {
            *field = text::normalize_line_ends(field);
        }
        replace(&mut r.contact_email, text::email_address);
        replace(&mut r.contact_phone, text::phone_number);
        contradiction::normalize(&mut self);
        self
    }
}

fn replace(field: &mut String, normalize: fn(&str) -> Option<String>) {
    if let Some(value) = normalize(field) {
        *field = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_are_normalized_and_names_are_not() {
        let mut content = RegistrationContent::default();
        content.public.postal_code = "９８０００１４".into();
        content.public.name = "山﨑𠮷野医院 ".into();
        let content = content.normalized();
        assert_eq!(content.public.postal_code, "980-0014");
        assert_eq!(content.public.name, "山﨑𠮷野医院");
    }
}
