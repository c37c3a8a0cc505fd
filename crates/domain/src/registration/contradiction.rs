//! Statements of a registration that do not go together: a declaration, and a page that says otherwise.
//!
//! A contradiction is a question, not a refusal. Whoever submits either corrects one of the two statements or says why both are true; the
//! reason is kept with the content, and reviewers read it.

use super::{PublicProfile, RegistrationContent};
use crate::institution::{InstitutionKind, terms};
use crate::text;
use crate::validate::{FieldCode, Violations};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

/// How long the reason for a contradiction may be, in characters.
pub const EXPLANATION_MAX: usize = 500;

terms! {
    /// Two statements that contradict each other, as the question that is asked about them.
    Contradiction {
        /// The second requirement is declared, and guidance is not offered.
        GuidanceNotOffered = "参加要件では、医師の希望に応じて指導・相談を行えると確認していますが、「医師の希望に応じて、指導・相談を行う」が選ばれていません。このままでよろしいですか。", "The requirements declare that guidance and consultation are available as the doctor wishes, but “Guidance and consultation are offered, as the doctor wishes” is not ticked. Is this right?";
        /// The second requirement is declared, and the programme is not supported.
        ProgrammeNotSupported = "参加要件では、「総合医育成プログラム」の受講を支援できると確認していますが、「受講に必要な時間を調整する」が選ばれていません。このままでよろしいですか。", "The requirements declare that the training programme is supported, but arranging time for it is not ticked. Is this right?";
        /// There is a supervising doctor, and guidance is not offered.
        SupervisorWithoutGuidance = "「指導医がいる」が選ばれていますが、「医師の希望に応じて、指導・相談を行う」が選ばれていません。このままでよろしいですか。", "There is a supervising doctor, but offering guidance and consultation is not ticked. Is this right?";
        /// Guidance is offered, and its text says that there is none.
        GuidanceDescribedAsNone = "指導・相談を行うとしていますが、「指導・相談体制」の文章からは、行っていないように読めます。このままでよろしいですか。", "Guidance and consultation are offered, but the text about them reads as if there were none. Is this right?";
        /// The programme is supported, and the text about training says that there is nothing.
        TrainingDescribedAsNone = "研修を支援するとしていますが、「研修に対する姿勢・方針」の文章からは、支援がないように読めます。このままでよろしいですか。", "Training is supported, but the text about it reads as if it were not. Is this right?";
        /// Real practice is declared, and its text says that there is none.
        PracticeDescribedAsNone = "参加要件では、実際の診療現場を提供できると確認していますが、「総合医としての診療体制」の文章からは、診療の場がないように読めます。このままでよろしいですか。", "The requirements declare real practice, but the text about how generalists work reads as if there were none. Is this right?";
        /// Real practice is declared, and there is no work.
        WorkDescribedAsNone = "参加要件では、実際の診療現場を提供できると確認していますが、「仕事の内容」の文章からは、仕事がないように読めます。このままでよろしいですか。", "The requirements declare real practice, but the text about the work reads as if there were none. Is this right?";
        /// A clinic calls itself a hospital (Medical Care Act, article 3, paragraph 2).
        ClinicCalledHospital = "種別は「診療所」ですが、名称に「病院」とあります（診療所は病院と名乗れません）。このままでよろしいですか。", "It is a clinic, but its name says 病院 (hospital), which a clinic must not call itself. Is this right?";
        /// A hospital calls itself a clinic.
        HospitalCalledClinic = "種別は「病院」ですが、名称に「診療所」または「クリニック」とあります。このままでよろしいですか。", "It is a hospital, but its name says that it is a clinic. Is this right?";
    }
}

/// Why contradictions are true all the same; blank where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Explanations {
    /// Why guidance is not offered although the requirement is declared, at most 500 characters, as all of these.
    pub guidance_not_offered: String,
    /// Why no time is arranged for the programme although the requirement is declared.
    pub programme_not_supported: String,
    /// Why there is a supervising doctor and no guidance.
    pub supervisor_without_guidance: String,
    /// Why the text about guidance says what it says.
    pub guidance_described_as_none: String,
    /// Why the text about training says what it says.
    pub training_described_as_none: String,
    /// Why the text about practice says what it says.
    pub practice_described_as_none: String,
    /// Why the text about the work says what it says.
    pub work_described_as_none: String,
    /// Why a clinic is called a hospital.
    pub clinic_called_hospital: String,
    /// Why a hospital is called a clinic.
    pub hospital_called_clinic: String,
}

impl Explanations {
    /// The reason for a contradiction.
    #[must_use]
    pub fn of(&self, contradiction: Contradiction) -> &str {
        use Contradiction as C;
        match contradiction {
            C::GuidanceNotOffered => &self.guidance_not_offered,
            C::ProgrammeNotSupported => &self.programme_not_supported,
            C::SupervisorWithoutGuidance => &self.supervisor_without_guidance,
            C::GuidanceDescribedAsNone => &self.guidance_described_as_none,
            C::TrainingDescribedAsNone => &self.training_described_as_none,
            C::PracticeDescribedAsNone => &self.practice_described_as_none,
            C::WorkDescribedAsNone => &self.work_described_as_none,
            C::ClinicCalledHospital => &self.clinic_called_hospital,
            C::HospitalCalledClinic => &self.hospital_called_clinic,
        }
    }

    fn of_mut(&mut self, contradiction: Contradiction) -> &mut String {
        use Contradiction as C;
        match contradiction {
            C::GuidanceNotOffered => &mut self.guidance_not_offered,
            C::ProgrammeNotSupported => &mut self.programme_not_supported,
            C::SupervisorWithoutGuidance => &mut self.supervisor_without_guidance,
            C::GuidanceDescribedAsNone => &mut self.guidance_described_as_none,
            C::TrainingDescribedAsNone => &mut self.training_described_as_none,
            C::PracticeDescribedAsNone => &mut self.practice_described_as_none,
            C::WorkDescribedAsNone => &mut self.work_described_as_none,
            C::ClinicCalledHospital => &mut self.clinic_called_hospital,
            C::HospitalCalledClinic => &mut self.hospital_called_clinic,
        }
    }

    pub(super) fn check_lengths(&self, v: &mut Violations) {
        for contradiction in Contradiction::iter() {
            v.optional_text(contradiction.code(), self.of(contradiction), EXPLANATION_MAX);
        }
    }
}

impl Contradiction {
    /// JSON pointer of the field at which the question is asked: the statement that is easier to correct.
    #[must_use]
    pub fn field(self) -> &'static str {
        use Contradiction as C;
        match self {
            C::GuidanceNotOffered | C::SupervisorWithoutGuidance => "/public/guidance_offered",
            C::ProgrammeNotSupported => "/public/programme_support",
            C::GuidanceDescribedAsNone => "/public/guidance",
            C::TrainingDescribedAsNone => "/public/training",
            C::PracticeDescribedAsNone => "/public/practice",
            C::WorkDescribedAsNone => "/restricted/duties",
            C::ClinicCalledHospital | C::HospitalCalledClinic => "/public/kind",
        }
    }

    fn is_in(self, content: &RegistrationContent) -> bool {
        use Contradiction as C;
        let (page, declared) = (&content.public, content.declarations);
        match self {
            C::GuidanceNotOffered => declared.offers_practice && !page.guidance_offered,
            C::ProgrammeNotSupported => declared.offers_practice && !page.programme_support,
            C::SupervisorWithoutGuidance => page.supervising_doctor && !page.guidance_offered,
            C::GuidanceDescribedAsNone => page.guidance_offered && says_none(&page.guidance),
            C::TrainingDescribedAsNone => (page.programme_support || declared.welcomes_generalists) && says_none(&page.training),
            C::PracticeDescribedAsNone => declared.offers_practice && says_none(&page.practice),
            C::WorkDescribedAsNone => declared.offers_practice && says_none(&content.restricted.duties),
            C::ClinicCalledHospital => page.kind == Some(InstitutionKind::Clinic) && is_called(page, &["病院"]),
            C::HospitalCalledClinic => page.kind == Some(InstitutionKind::Hospital) && is_called(page, &["診療所", "クリニック"]),
        }
    }
}

/// The contradictions of a content, in the order of the form.
#[must_use]
pub fn contradictions(content: &RegistrationContent) -> Vec<Contradiction> {
    Contradiction::iter().filter(|contradiction| contradiction.is_in(content)).collect()
}

pub(super) fn check(content: &RegistrationContent, v: &mut Violations) {
    v.nested("explanations", |v| {
        for contradiction in Contradiction::iter() {
            let reason = content.explanations.of(contradiction);
            if contradiction.is_in(content) && reason.trim().is_empty() {
                v.add(contradiction.code(), FieldCode::Contradiction);
            } else {
                v.optional_text(contradiction.code(), reason, EXPLANATION_MAX);
            }
        }
    });
}

/// Drops the reasons for what is no contradiction any more, and spaces at the ends of the others.
pub(super) fn normalize(content: &mut RegistrationContent) {
    for contradiction in Contradiction::iter() {
        let reason =
            if contradiction.is_in(content) { text::normalize_line_ends(content.explanations.of(contradiction)) } else { String::new() };
        *content.explanations.of_mut(contradiction) = reason;
    }
}

fn is_called(page: &PublicProfile, words: &[&str]) -> bool {
    words.iter().any(|word| page.name.contains(word))
}

/// What people write who have nothing to describe. A longer text is read by people, not here.
const NONE: &[&str] = &[
    "なし",
    "無し",
    "無",
    "ない",
    "無い",
    "ありません",
    "特になし",
    "特に無し",
    "特にありません",
    "未定",
    "検討中",
    "準備中",
    "行っていません",
    "行っておりません",
    "行いません",
    "実施していません",
    "実施しておりません",
    "対応していません",
    "対応しておりません",
    "対応不可",
    "体制なし",
    "体制はありません",
    "none",
    "no",
    "n/a",
    "nothing",
    "not offered",
    "not available",
    "undecided",
];

fn says_none(text: &str) -> bool {
    let text = text::half_width(text).to_lowercase();
    let text = text.trim_matches(|c: char| c.is_whitespace() || "。．.、,-ー・（）()".contains(c));
    NONE.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Contradiction as C;

    fn sound() -> RegistrationContent {
        let mut content = RegistrationContent::default();
        content.public.name = "架空病院".into();
        content.public.kind = Some(InstitutionKind::Hospital);
        content.public.guidance_offered = true;
        content.public.programme_support = true;
        content.public.guidance = "毎朝の症例検討で、いつでも相談できます。".into();
        content.public.training = "受講の時間を勤務に組み込みます。".into();
        content.public.practice = "外来と病棟を受け持ちます。".into();
        content.restricted.duties = "外来週3日。".into();
        content.declarations.welcomes_generalists = true;
        content.declarations.offers_practice = true;
        content
    }

    #[test]
    fn each_pair_of_statements_is_asked_about_and_no_other() {
        assert_eq!(contradictions(&sound()), []);
        let of = |change: fn(&mut RegistrationContent)| {
            let mut content = sound();
            change(&mut content);
            contradictions(&content)
        };
        assert_eq!(of(|c| c.public.guidance_offered = false), [C::GuidanceNotOffered]);
        assert_eq!(of(|c| c.public.programme_support = false), [C::ProgrammeNotSupported]);
        assert_eq!(
            of(|c| {
                c.public.guidance_offered = false;
                c.public.supervising_doctor = true;
            }),
            [C::GuidanceNotOffered, C::SupervisorWithoutGuidance]
        );
        assert_eq!(of(|c| c.public.guidance = "特になし。".into()), [C::GuidanceDescribedAsNone]);
        assert_eq!(of(|c| c.public.training = "　未定 ".into()), [C::TrainingDescribedAsNone]);
        assert_eq!(of(|c| c.public.practice = "Ｎｏｎｅ.".into()), [C::PracticeDescribedAsNone]);
        assert_eq!(of(|c| c.restricted.duties = "検討中".into()), [C::WorkDescribedAsNone]);
        assert_eq!(of(|c| c.public.kind = Some(InstitutionKind::Clinic)), [C::ClinicCalledHospital]);
        assert_eq!(of(|c| c.public.name = "架空クリニック".into()), [C::HospitalCalledClinic]);
    }

    #[test]
    fn nothing_is_asked_of_an_empty_draft_or_of_a_text_that_only_holds_such_a_word() {
        assert_eq!(contradictions(&RegistrationContent::default()), []);
        let mut content = sound();
        content.public.guidance = "決まった曜日はありませんが、いつでも相談できます。".into();
        assert_eq!(contradictions(&content), []);
    }

    #[test]
    fn a_contradiction_is_refused_until_it_is_explained_and_a_reason_goes_with_it() {
        let mut content = sound();
        content.public.guidance_offered = false;
        let mut found = Violations::default();
        check(&content, &mut found);
        let errors = found.into_errors();
        assert_eq!(errors.len(), 1);
        assert_eq!((errors[0].pointer.as_str(), errors[0].code), ("/explanations/guidance_not_offered", FieldCode::Contradiction));
        content.explanations.guidance_not_offered = " 指導医が4月に着任するためです。 ".into();
        content.explanations.hospital_called_clinic = "古い理由".into();
        let mut found = Violations::default();
        check(&content, &mut found);
        assert!(found.is_empty());
        let content = content.normalized();
        assert_eq!(content.explanations.guidance_not_offered, "指導医が4月に着任するためです。");
        assert_eq!(content.explanations.hospital_called_clinic, "");
    }

    #[test]
    fn every_question_has_its_field_and_its_reason() {
        let reasons = serde_json::to_value(Explanations::default()).unwrap();
        assert_eq!(reasons.as_object().unwrap().len(), C::iter().count());
        let content = serde_json::to_value(sound()).unwrap();
        for contradiction in C::iter() {
            assert!(reasons.get(contradiction.code()).is_some(), "{contradiction}");
            assert!(content.pointer(contradiction.field()).is_some(), "{contradiction}");
            let mut all = Explanations::default();
            *all.of_mut(contradiction) = "理由".into();
            assert_eq!(all.of(contradiction), "理由");
        }
    }
}
