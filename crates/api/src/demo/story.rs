//! The courses that the demo's registrations took, each step allowed by the same lifecycle that the product obeys.

use domain::registration::{Check, RegistrationEvent};
use serde::Deserialize;

/// Where a registration of the demo has got to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Story {
    /// Begun and left for tomorrow.
    Draft,
    /// Submitted; nobody took it up.
    Submitted,
    /// The secretariat looks at it.
    SecretariatReview,
    /// Sent back with a reason.
    Returned,
    /// Sent back once, mended, forwarded by somebody who also sits on the committee.
    CommitteeCheck,
    /// Public.
    Published,
    /// Public, with a correction that waits.
    ChangeRequested,
    /// Published, and hidden for a while.
    Paused,
}

/// A step of a course.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// What happened; absent for the start.
    pub event: Option<RegistrationEvent>,
    /// In which capacity.
    pub by: Check,
    /// Who.
    pub who: &'static str,
    /// How many days ago.
    pub days: f64,
    /// The operation, as the audit trail calls it.
    pub operation: &'static str,
    /// Why.
    pub reason: Option<&'static str>,
}

const ASK_FOR_MORE: &str = "診療体制、指導・相談体制、研修への姿勢の3つの欄について、医師が働く姿を思いうかべられるように、もう少し具体的にお書きください（例：外来や病棟の受け持ち、相談できる相手、学習の時間）。";
const ASK_FOR_GUIDANCE: &str = "指導・相談体制の欄に、着任してすぐの医師をどのように支えるかを書き足してください。";

impl Story {
    /// The steps, `later` days earlier the higher it is, so that not everything happens on one day.
    #[must_use]
    pub fn steps(self, member: &'static str, earlier: f64) -> Vec<Step> {
        use Check::{Committee, Institution, Secretariat};
        use RegistrationEvent as E;
        let step = |event, by, who, days, operation| Step { event, by, who, days: days + earlier, operation, reason: None };
        let create = |days| step(None, Institution, member, days, "create_registration");
        let submit = |days| step(Some(E::Submit), Institution, member, days, "submit_registration");
        let start_review = |who, days| step(Some(E::StartReview), Secretariat, who, days, "start_registration_review");
        let forward = |who, days| step(Some(E::Forward), Secretariat, who, days, "forward_registration");
        let send_back =
            |who, days, reason| Step { reason: Some(reason), ..step(Some(E::Return), Secretariat, who, days, "return_registration") };
        match self {
            Story::Draft => vec![create(1.2)],
            Story::Submitted => vec![create(4.0), submit(1.1)],
            Story::SecretariatReview => vec![create(12.0), submit(6.3), start_review("secretariat", 3.2)],
            Story::Returned => {
                vec![create(20.0), submit(13.1), start_review("secretariat", 11.0), send_back("secretariat", 8.4, ASK_FOR_MORE)]
            }
            Story::CommitteeCheck => vec![
                create(32.0),
                submit(26.2),
                start_review("both", 24.1),
                send_back("both", 22.4, ASK_FOR_GUIDANCE),
                submit(18.2),
                forward("both", 15.1),
            ],
            Story::Published | Story::ChangeRequested | Story::Paused => vec![
                create(52.0),
                submit(47.3),
                start_review("secretariat", 46.1),
                forward("secretariat", 44.2),
                step(Some(E::Confirm), Committee, "committee", 40.4, "confirm_registration"),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::registration::{RegistrationStatus, transition};

    #[test]
    fn every_course_is_one_that_the_lifecycle_allows() {
        for (story, end) in [
            (Story::Draft, RegistrationStatus::Draft),
            (Story::Submitted, RegistrationStatus::Submitted),
            (Story::SecretariatReview, RegistrationStatus::SecretariatReview),
            (Story::Returned, RegistrationStatus::Returned),
            (Story::CommitteeCheck, RegistrationStatus::CommitteeCheck),
            (Story::Published, RegistrationStatus::Published),
        ] {
            let steps = story.steps("hospital", 3.0);
            let reached =
                steps.iter().filter_map(|step| Some((step.event?, step.by))).fold(RegistrationStatus::Draft, |from, (event, by)| {
                    transition(from, event, by).unwrap_or_else(|denied| panic!("{story:?}: {denied}"))
                });
            assert_eq!(reached, end);
            assert!(steps.windows(2).all(|pair| pair[0].days > pair[1].days), "{story:?}");
        }
    }
}
