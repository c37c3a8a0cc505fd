//! A doctor's profile, and what of it others may see.

mod disclosure;
mod dto;
pub mod licence;
mod licence_check;

pub use disclosure::{Disclosure, DoctorCard, disclose};
pub use dto::{BlockedInstitution, DoctorLicence, DoctorProfile, DoctorWishes, IdentityShare, SaveDoctorProfile};
pub use licence::{LicenceReason, LicenceStatus};
pub use licence_check::{
    DecideLicence, LICENCE_COPY_DAYS, LICENCE_NOTE_MAX, LICENCE_YEARS, LicenceCheck, LicenceCheckCount, LicenceCheckQuery,
    LicenceCheckSort, LicenceCheckSummary, LicenceCopy, LicenceDecision,
};
