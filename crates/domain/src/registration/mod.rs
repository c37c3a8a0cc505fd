//! An institution's yearly participation (事業参加登録), from draft to publication and its end.

mod content;
mod contradiction;
mod difference;
mod dto;
mod normalize;
mod official;
mod outline;
mod pause;
mod staff;
mod status;
mod term;

pub use content::{
    Declarations, HEADLINE_MAX, NOTE_MAX, PublicProfile, PublicSection, RegistrationContent, RestrictedProfile, RestrictedSection, TEXT_MAX,
};
pub use contradiction::{Contradiction, EXPLANATION_MAX, Explanations, contradictions};
pub use difference::{Difference, differences};
pub use dto::{
    CreateRegistration, PauseInstitution, Reason, Registration, RegistrationQueueCount, RegistrationReview, RegistrationStep,
    RegistrationSummary, SaveRegistration,
};
pub use official::{OfficialComparison, OfficialEntry, compare_with_official};
pub use outline::{OUTLINE, OutlineGroup, OutlinePart};
pub use pause::{OwnPause, PauseEvent, PauseOwnInstitution, PauseParty, PauseState, pause_transition};
pub use staff::{NOTE_BODY_MAX, ReasonTemplate, RegistrationNote, RegistrationSort, SaveReasonTemplate, WriteNote};
pub use status::{Check, RegistrationEvent, RegistrationStatus, TransitionDenied, transition};
pub use term::{RENEWAL_OPENS_MONTH, last_day, next_term};

/// 登録費用, a year and institution, without tax (the call for participation, section 5).
pub const ANNUAL_FEE: crate::money::Yen = crate::money::Yen(30_000);
