//! A published page that is hidden for a while: by the institution itself, by the secretariat, or by both.
//!
//! Each ends its own pause and not the other's. The page is shown when neither is in force.

use super::TransitionDenied;
use crate::institution::terms;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

terms! {
    /// Whether a published page is shown, and who hid it.
    PauseState {
        /// Anyone can read it.
        Shown = "公開中", "Shown";
        /// The institution hid it.
        ByInstitution = "医療機関が一時停止中", "Paused by the institution";
        /// The secretariat hid it.
        BySecretariat = "事務局が一時停止中", "Paused by the secretariat";
        /// Both did.
        ByBoth = "医療機関と事務局が一時停止中", "Paused by the institution and the secretariat";
    }
}

terms! {
    /// What hides a page, or shows it again.
    PauseEvent {
        /// Hides it.
        Pause = "一時停止する", "Pause";
        /// Ends the own pause.
        Resume = "再開する", "Resume";
    }
}

terms! {
    /// Who acts on a page.
    PauseParty {
        /// A member of the institution's organization.
        Institution = "医療機関", "Institution";
        /// The secretariat.
        Secretariat = "事務局", "Secretariat";
        /// The calendar, on the day that the institution named.
        System = "システム", "System";
    }
}

impl PauseState {
    /// From the two pauses.
    #[must_use]
    pub fn of(by_institution: bool, by_secretariat: bool) -> Self {
        match (by_institution, by_secretariat) {
            (false, false) => PauseState::Shown,
            (true, false) => PauseState::ByInstitution,
            (false, true) => PauseState::BySecretariat,
            (true, true) => PauseState::ByBoth,
        }
    }

    /// Whether the institution's own pause is in force.
    #[must_use]
    pub fn is_by_institution(self) -> bool {
        match self {
            PauseState::ByInstitution | PauseState::ByBoth => true,
            PauseState::Shown | PauseState::BySecretariat => false,
        }
    }

    /// Whether the secretariat's pause is in force.
    #[must_use]
    pub fn is_by_secretariat(self) -> bool {
        match self {
            PauseState::BySecretariat | PauseState::ByBoth => true,
            PauseState::Shown | PauseState::ByInstitution => false,
        }
    }
}

/// The state after an event caused by somebody.
///
/// # Errors
/// [`TransitionDenied`] if the state does not allow the event, or it is not this party's step: nobody ends somebody else's pause.
pub fn pause_transition(from: PauseState, event: PauseEvent, by: PauseParty) -> Result<PauseState, TransitionDenied> {
    use PauseEvent as E;
    use PauseParty as P;
    use PauseState as S;
    match (from, event, by) {
        (S::Shown, E::Pause, P::Institution) => Ok(S::ByInstitution),
        (S::Shown, E::Pause, P::Secretariat) => Ok(S::BySecretariat),
        (S::ByInstitution, E::Pause, P::Secretariat) | (S::BySecretariat, E::Pause, P::Institution) => Ok(S::ByBoth),
        (S::ByInstitution, E::Resume, P::Institution | P::System) | (S::BySecretariat, E::Resume, P::Secretariat) => Ok(S::Shown),
        (S::ByBoth, E::Resume, P::Institution | P::System) => Ok(S::BySecretariat),
        (S::ByBoth, E::Resume, P::Secretariat) => Ok(S::ByInstitution),
        (S::ByInstitution, E::Resume, P::Secretariat)
        | (S::BySecretariat, E::Resume, P::Institution | P::System)
        | (S::Shown | S::ByInstitution | S::BySecretariat | S::ByBoth, E::Pause, P::System) => Err(TransitionDenied::WrongParty),
        (S::Shown, E::Resume, P::Institution | P::Secretariat | P::System)
        | (S::ByInstitution, E::Pause, P::Institution)
        | (S::BySecretariat, E::Pause, P::Secretariat)
        | (S::ByBoth, E::Pause, P::Institution | P::Secretariat) => Err(TransitionDenied::WrongState),
    }
}

/// Hides the institution's own page for a while.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PauseOwnInstitution {
    /// Why, for colleagues and the secretariat; 1 to 1,000 characters.
    pub reason: String,
    /// The day on which the page is shown again by itself; absent if it waits for somebody to resume it.
    #[serde(default)]
    pub resumes_on: Option<NaiveDate>,
}

impl Validate for PauseOwnInstitution {
    fn check(&self, v: &mut Violations) {
        v.required_text("reason", &self.reason, super::NOTE_MAX);
    }
}

impl PauseOwnInstitution {
    /// Checks the day against today.
    ///
    /// # Errors
    /// [`FieldCode::NotInTheFuture`] for a day that is not after today.
    pub fn validate_on(&self, today: NaiveDate) -> Result<(), Violations> {
        match self.resumes_on {
            Some(day) if day <= today => Err(Violations::one("resumes_on", FieldCode::NotInTheFuture)),
            Some(_) | None => Ok(()),
        }
    }
}

/// The institution's own pause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnPause {
    /// Since when.
    pub since: chrono::DateTime<chrono::Utc>,
    /// Why.
    pub reason: String,
    /// The day on which the page is shown again by itself.
    pub resumes_on: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle_table;
    use strum::IntoEnumIterator;

    #[test]
    fn the_whole_table_is_as_reviewed() {
        lifecycle_table::check(
            "src/registration/golden/pause.txt",
            PauseState::iter(),
            PauseEvent::iter(),
            PauseParty::iter(),
            |from, event, by| pause_transition(from, event, by).map_err(|denied| format!("{denied:?}")),
        );
    }

    #[test]
    fn nobody_ends_somebody_elses_pause() {
        for state in PauseState::iter() {
            for by in PauseParty::iter() {
                let Ok(after) = pause_transition(state, PauseEvent::Resume, by) else { continue };
                match by {
                    PauseParty::Secretariat => assert_eq!(state.is_by_institution(), after.is_by_institution()),
                    PauseParty::Institution | PauseParty::System => assert_eq!(state.is_by_secretariat(), after.is_by_secretariat()),
                }
            }
        }
    }

    #[test]
    fn a_state_is_made_of_the_two_pauses() {
        for state in PauseState::iter() {
            assert_eq!(PauseState::of(state.is_by_institution(), state.is_by_secretariat()), state);
        }
    }
}
