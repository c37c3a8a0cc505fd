//! What an institution's people see of their registrations: which one counts now, what is asked, and whether the next term can start.

use crate::t;
use chrono::NaiveDate;
use domain::ids::InstitutionId;
use domain::registration::{RegistrationStatus, RegistrationSummary, next_term};

/// An institution with its registrations.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The institution.
    pub id: InstitutionId,
    /// The registration that counts now.
    pub current: RegistrationSummary,
    /// The others, latest first.
    pub older: Vec<RegistrationSummary>,
    /// The fiscal year that could be started now.
    pub renewal: Option<i32>,
}

/// Registrations by institution, what needs a hand first.
pub fn places(mut rows: Vec<RegistrationSummary>, today: NaiveDate) -> Vec<Place> {
    rows.sort_by(|a, b| b.fiscal_year.cmp(&a.fiscal_year).then(b.updated_at.cmp(&a.updated_at)));
    let mut places: Vec<Place> = Vec::new();
    for row in rows {
        match places.iter_mut().find(|place| place.id == row.institution_id) {
            None => places.push(Place { id: row.institution_id, current: row, older: Vec::new(), renewal: None }),
            // What is under way counts before what is over, whatever its year.
            Some(place) if place.current.status.is_final() && !row.status.is_final() => {
                place.older.push(std::mem::replace(&mut place.current, row));
            }
            Some(place) => place.older.push(row),
        }
    }
    for place in &mut places {
        place.renewal = renewal(place, today);
    }
    places.sort_by_key(|place| (urgency(place.current.status), place.current.name.clone()));
    places
}

fn renewal(place: &Place, today: NaiveDate) -> Option<i32> {
    use RegistrationStatus as S;
    let mut all = std::iter::once(&place.current).chain(&place.older);
    // One at a time; and whether a revoked institution may come back is not for a button to say.
    if all.clone().any(|row| !row.status.is_final() && row.status != S::Published) || place.current.status == S::Revoked {
        return None;
    }
    let published = all.by_ref().filter(|row| matches!(row.status, S::Published | S::Expired)).map(|row| row.fiscal_year).max();
    next_term(today, published)
}

fn urgency(status: RegistrationStatus) -> u8 {
    use RegistrationStatus as S;
    match status {
        S::Returned => 0,
        S::Draft => 1,
        S::Submitted | S::SecretariatReview | S::CommitteeCheck => 2,
        S::Published => 3,
        S::Expired | S::Withdrawn | S::Revoked => 4,
    }
}

/// What is asked of the institution now, in one sentence.
pub fn asked(row: &RegistrationSummary, renewal: Option<i32>) -> String {
    use RegistrationStatus as S;
    match row.status {
        S::Draft => t!(institution.ask.draft),
        S::Submitted => t!(institution.ask.submitted),
        S::SecretariatReview => t!(institution.ask.secretariat_review),
        S::Returned => t!(institution.ask.returned),
        S::CommitteeCheck => t!(institution.ask.committee_check),
        S::Published if row.pause.is_by_secretariat() => t!(institution.ask.published_paused),
        S::Published if row.pause.is_by_institution() => t!(institution.ask.published_own_pause),
        S::Published if row.change_requested => t!(institution.ask.published_waiting),
        S::Published => match renewal {
            Some(year) => return t!(institution.ask.published_renew, year = year),
            None => t!(institution.ask.published),
        },
        S::Expired => t!(institution.ask.expired),
        S::Withdrawn => t!(institution.ask.withdrawn),
        S::Revoked => t!(institution.ask.revoked),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use domain::ids::{OrganizationId, RegistrationId};
    use domain::registration::PauseState;
    use uuid::Uuid;

    fn row(institution: u128, year: i32, status: RegistrationStatus) -> RegistrationSummary {
        let at = Utc.with_ymd_and_hms(year, 5, 1, 0, 0, 0).unwrap();
        RegistrationSummary {
            id: RegistrationId(Uuid::from_u128(institution * 100 + u128::from(year.unsigned_abs()))),
            institution_id: InstitutionId(Uuid::from_u128(institution)),
            organization_id: OrganizationId(Uuid::from_u128(1)),
            organization_name: "架空会".into(),
            name: format!("架空病院{institution}"),
            kind: None,
            prefecture_code: "04".into(),
            status,
            fiscal_year: year,
            reference_number: None,
            status_since: at,
            updated_at: at,
            paused: false,
            pause: PauseState::Shown,
            change_requested: false,
            fictional: true,
        }
    }

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn each_institution_stands_once_and_what_is_returned_comes_first() {
        use RegistrationStatus as S;
        let places = places(vec![row(1, 2026, S::Published), row(2, 2026, S::Returned), row(1, 2025, S::Expired)], day(2026, 11, 23));
        assert_eq!(places.iter().map(|p| p.current.status).collect::<Vec<_>>(), [S::Returned, S::Published]);
        assert_eq!(places[1].older.len(), 1);
        assert_eq!(places[1].renewal, None);
    }

    #[test]
    fn the_next_term_is_offered_when_it_opens_and_nothing_is_under_way() {
        use RegistrationStatus as S;
        let winter = day(2027, 2, 1);
        assert_eq!(places(vec![row(1, 2026, S::Published)], winter)[0].renewal, Some(2027));
        assert_eq!(places(vec![row(1, 2026, S::Published), row(1, 2027, S::Draft)], winter)[0].renewal, None);
        assert_eq!(places(vec![row(1, 2026, S::Withdrawn)], winter)[0].renewal, Some(2026));
        assert_eq!(places(vec![row(1, 2026, S::Revoked)], winter)[0].renewal, None);
        assert_eq!(places(vec![row(1, 2025, S::Expired)], winter)[0].renewal, Some(2026));
    }

    #[test]
    fn a_draft_counts_before_a_later_registration_that_is_over() {
        use RegistrationStatus as S;
        let places = places(vec![row(1, 2027, S::Withdrawn), row(1, 2026, S::Draft)], day(2027, 2, 1));
        assert_eq!(places[0].current.status, S::Draft);
    }
}
