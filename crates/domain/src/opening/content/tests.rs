use super::*;

pub(crate) fn complete() -> OpeningContent {
    let text = |text: &str| text.to_owned();
    OpeningContent {
        title: text("内科外来と訪問診療"),
        engagement: Some(Engagement::FullTime),
        specialties: vec![Specialty::InternalMedicine],
        duties: text("外来、訪問診療"),
        duties_range: text("変更なし"),
        workplace: text("宮城県柴田郡大河原町"),
        workplace_range: text("変更なし"),
        recruiter: text("医療法人架空会"),
        recruiter_address: text("宮城県柴田郡大河原町1-1"),
        contact: text("総務課"),
        contact_phone: text("0224-00-0000"),
        contract_term: Some(ContractTerm::Permanent),
        pay_unit: Some(PayUnit::Year),
        pay_from: Some(Yen(12_000_000)),
        pay_to: Some(Yen(16_000_000)),
        ..OpeningContent::default()
    }
}

fn refused(change: impl FnOnce(&mut OpeningContent)) -> Vec<(String, FieldCode)> {
    let mut content = complete();
    change(&mut content);
    let found = content.validate().err().map(Violations::into_errors).unwrap_or_default();
    found.into_iter().map(|error| (error.pointer, error.code)).collect()
}

fn one(field: &str, code: FieldCode) -> Vec<(String, FieldCode)> {
    vec![(format!("/{field}"), code)]
}

#[test]
fn a_blank_draft_can_be_saved_but_not_published() {
    assert_eq!(OpeningContent::default().validate_draft(), Ok(()));
    assert!(OpeningContent::default().validate().is_err());
    assert_eq!(complete().validate(), Ok(()));
}

#[test]
fn each_of_the_six_items_of_the_law_is_required() {
    assert_eq!(refused(|c| c.recruiter.clear()), one("recruiter", FieldCode::Required));
    assert_eq!(refused(|c| c.recruiter_address.clear()), one("recruiter_address", FieldCode::Required));
    assert_eq!(refused(|c| c.contact_phone.clear()), one("contact_phone", FieldCode::Required));
    assert_eq!(refused(|c| c.duties.clear()), one("duties", FieldCode::Required));
    assert_eq!(refused(|c| c.workplace.clear()), one("workplace", FieldCode::Required));
    assert_eq!(refused(|c| (c.pay_from, c.pay_to) = (None, None)), one("pay_by_agreement", FieldCode::PayNotStated));
    // And the range in which they may change, and renewal.
    assert_eq!(refused(|c| c.duties_range.clear()), one("duties_range", FieldCode::Required));
    assert_eq!(refused(|c| c.contract_term = Some(ContractTerm::Fixed)), one("renewal", FieldCode::Required));
}

#[test]
fn what_nobody_sees_is_no_statement() {
    for blank in [" \u{3000}\n", "\u{200B}", "\u{3164}", "\u{2800}\u{FE0F}"] {
        let mut content = OpeningContent { contract_term: Some(ContractTerm::Fixed), ..complete() };
        for text in content.texts_mut() {
            *text = blank.to_owned();
        }
        (content.pay_from, content.pay_to) = (None, None);
        let asked = |content: &OpeningContent| {
            let found = content.validate().unwrap_err().into_errors();
            let missing = found.into_iter().filter(|one| matches!(one.code, FieldCode::Required | FieldCode::PayNotStated));
            missing.map(|one| one.pointer).collect::<std::collections::BTreeSet<_>>()
        };
        let without = OpeningContent {
            engagement: content.engagement,
            specialties: content.specialties.clone(),
            contract_term: content.contract_term,
            pay_unit: content.pay_unit,
            ..OpeningContent::default()
        };
        let (typed, stored) = (asked(&content), content.normalized());
        assert_eq!(stored, without, "{blank:?} is stored as nothing");
        // Of a number or an address that is none, that is said.
        let mut wanted = asked(&without);
        wanted.remove("/contact_phone");
        assert!(wanted.is_subset(&typed), "{blank:?}: {typed:?}");
    }
}

#[test]
fn a_line_has_no_breaks_and_no_hidden_characters() {
    for hidden in ["総務課\n至急ご連絡ください", "総務課\u{202E}", "総\u{200B}務課"] {
        assert_eq!(refused(|c| c.title = hidden.to_owned()), one("title", FieldCode::ControlCharacter));
        assert_eq!(refused(|c| c.recruiter = hidden.to_owned()), one("recruiter", FieldCode::ControlCharacter));
        assert_eq!(refused(|c| c.recruiter_address = hidden.to_owned()), one("recruiter_address", FieldCode::ControlCharacter));
        assert_eq!(refused(|c| c.contact = hidden.to_owned()), one("contact", FieldCode::ControlCharacter));
    }
}

#[test]
fn pay_by_agreement_needs_its_reason_only() {
    let by_agreement = |c: &mut OpeningContent| {
        (c.pay_from, c.pay_to, c.pay_unit) = (None, None, None);
        c.pay_by_agreement = "経験により決定".to_owned();
    };
    assert_eq!(refused(by_agreement), []);
}

#[test]
fn what_contradicts_itself_is_refused_in_a_draft_too() {
    let day = |text: &str| Some(text.parse().unwrap());
    assert_eq!(refused(|c| c.pay_to = Some(Yen(1))), one("pay_to", FieldCode::PayToBelowFrom));
    let before = |c: &mut OpeningContent| (c.starts_on, c.ends_on) = (day("2027-04-01"), day("2027-03-31"));
    assert_eq!(refused(before), one("ends_on", FieldCode::EndsBeforeStart));
    let both = |c: &mut OpeningContent| (c.offered, c.not_offered) = (vec![Benefit::Housing], vec![Benefit::Housing]);
    assert_eq!(refused(both), one("not_offered", FieldCode::Duplicate));
}

#[test]
fn what_is_for_doctors_is_not_public() {
    let content = OpeningContent { for_doctors: "官舎は3LDK".to_owned(), ..complete() };
    assert_eq!(content.public(), complete());
}
