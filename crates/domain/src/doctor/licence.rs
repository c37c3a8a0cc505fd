//! The check of a doctor's licence (医籍の確認): `declared → checked | doubtful → restated → checked | doubtful`. A doctor without a profile has stated nothing.
//!
//! What institutions show to doctors only opens with the statement, so that nobody has to wait for the secretariat, and closes when the
//! check ends in doubt. It opens again with the check alone: whoever could end a doubt by stating something else would never be checked.

use super::SaveDoctorProfile;
use crate::institution::terms;

terms! {
    /// How far a doctor's licence was checked.
    LicenceStatus {
        /// The doctor stated name, number and year; nobody has checked them yet.
        Declared = "申告済み（確認待ち）", "Stated, waiting for the check";
        /// The secretariat found the doctor in the medical register (医籍).
        Checked = "確認済み", "Checked";
        /// The secretariat could not match what was stated with the medical register.
        Doubtful = "要確認", "In doubt";
        /// After a doubt the doctor has stated another name, number or year; nobody has checked them yet.
        Restated = "再申告（確認待ち）", "Stated anew after a doubt, waiting for the check";
    }
}

terms! {
    /// What moves the check on.
    LicenceEvent {
        /// The doctor states another name, number or year.
        Restate = "申告内容を変更する", "State otherwise";
        /// Staff find the doctor in the register.
        Confirm = "確認済みにする", "Mark as checked";
        /// Staff cannot match what was stated.
        Doubt = "要確認にする", "Mark as in doubt";
    }
}

terms! {
    /// Who acts in the check.
    LicenceParty {
        /// The doctor whose licence it is.
        Doctor = "医師", "Doctor";
        /// Staff who check licences.
        Staff = "事務局", "Secretariat";
    }
}

terms! {
    /// Why a licence is in doubt, as the doctor reads it.
    LicenceReason {
        /// Nobody of that name is registered.
        NotFound = "厚生労働省の「医師等資格確認検索」で該当する方が見つかりません。", "The Ministry's register search finds nobody of this name.";
        /// The name is written otherwise there.
        NameDiffers = "氏名が登録と一致しません。旧姓や字体の違いがないか確認してください。", "The name differs from the register. Check for a former name or another way of writing it.";
        /// The year is another one there.
        YearDiffers = "医籍登録年が登録と一致しません。", "The year of registration differs from the register.";
        /// The number is another one on the copy of the licence.
        NumberDiffers = "医籍登録番号が医師免許証と一致しません。", "The licence number differs from the medical licence.";
        /// Nothing can be read on the copy.
        CopyUnreadable = "医師免許証の写しを読み取れません。もう一度アップロードしてください。", "The copy of the licence cannot be read. Please upload it again.";
        /// What staff wrote says it.
        Other = "下の連絡をご確認ください。", "See the note below.";
    }
}

/// Why an event does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LicenceDenied {
    /// The state does not allow it.
    #[error("the present state does not allow this step")]
    WrongState,
    /// The other party may, this one may not.
    #[error("this party may not take this step")]
    WrongParty,
}

impl LicenceStatus {
    /// Where the check starts when a doctor states the licence for the first time with this account: nothing opens before the check where
    /// an earlier account ended in doubt.
    #[must_use]
    pub fn first(doubted_before: bool) -> LicenceStatus {
        if doubted_before { LicenceStatus::Restated } else { LicenceStatus::Declared }
    }

    /// Whether the doctor reads what institutions show to doctors only, and may ask an institution.
    #[must_use]
    pub fn is_trusted(self) -> bool {
        match self {
            LicenceStatus::Declared | LicenceStatus::Checked => true,
            LicenceStatus::Doubtful | LicenceStatus::Restated => false,
        }
    }

    /// Whether a copy of the licence would still help the check.
    #[must_use]
    pub fn takes_copy(self) -> bool {
        match self {
            LicenceStatus::Declared | LicenceStatus::Doubtful | LicenceStatus::Restated => true,
            LicenceStatus::Checked => false,
        }
    }
}

/// The state after an event, by whom it may be caused. A doubt may be repeated: its reason changes, or another copy did not help.
///
/// # Errors
/// [`LicenceDenied`] when the state does not allow the event, or it is the other party's to cause.
pub fn transition(from: LicenceStatus, event: LicenceEvent, by: LicenceParty) -> Result<LicenceStatus, LicenceDenied> {
    use LicenceEvent as E;
    use LicenceParty as P;
    use LicenceStatus as S;
    let to = match (from, event) {
        (S::Declared | S::Checked, E::Restate) => S::Declared,
        (S::Doubtful | S::Restated, E::Restate) => S::Restated,
        (S::Declared | S::Doubtful | S::Restated, E::Confirm) => S::Checked,
        (S::Declared | S::Checked | S::Doubtful | S::Restated, E::Doubt) => S::Doubtful,
        (S::Checked, E::Confirm) => return Err(LicenceDenied::WrongState),
    };
    let allowed = match event {
        E::Restate => by == P::Doctor,
        E::Confirm | E::Doubt => by == P::Staff,
    };
    if allowed { Ok(to) } else { Err(LicenceDenied::WrongParty) }
}

/// Whether another licence is stated: what was checked before says nothing about it.
#[must_use]
pub fn is_restated(before: &SaveDoctorProfile, after: &SaveDoctorProfile) -> bool {
    (&before.full_name, &before.licence_number, before.licence_year) != (&after.full_name, &after.licence_number, after.licence_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle_table;
    use strum::IntoEnumIterator;

    #[test]
    fn the_whole_table_is_as_reviewed() {
        lifecycle_table::check(
            "src/doctor/golden/licence.txt",
            LicenceStatus::iter(),
            LicenceEvent::iter(),
            LicenceParty::iter(),
            |from, event, by| transition(from, event, by).map_err(|denied| format!("{denied:?}")),
        );
    }

    #[test]
    fn a_doubtful_licence_opens_nothing() {
        let trusted: Vec<_> = LicenceStatus::iter().filter(|status| status.is_trusted()).collect();
        assert_eq!(trusted, [LicenceStatus::Declared, LicenceStatus::Checked]);
    }

    #[test]
    fn another_name_number_or_year_is_another_statement_and_nothing_else_is() {
        let before = SaveDoctorProfile {
            full_name: "架空 花子".into(),
            licence_number: "123456".into(),
            licence_year: Some(1998),
            ..SaveDoctorProfile::default()
        };
        for after in [
            SaveDoctorProfile { full_name: "架空 桜子".into(), ..before.clone() },
            SaveDoctorProfile { licence_number: "123457".into(), ..before.clone() },
            SaveDoctorProfile { licence_year: Some(1999), ..before.clone() },
        ] {
            assert!(is_restated(&before, &after), "{after:?}");
        }
        let other = SaveDoctorProfile { full_name_kana: "カクウ ハナコ".into(), employer: "架空病院".into(), ..before.clone() };
        assert!(!is_restated(&before, &other));
    }
}
