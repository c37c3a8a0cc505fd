//! A doctor's profile, and what of it others may see.

mod disclosure;
mod dto;
pub mod licence;

pub use disclosure::{Disclosure, DoctorCard, disclose};
pub use dto::{BlockedInstitution, DoctorLicence, DoctorProfile, DoctorWishes, IdentityShare, SaveDoctorProfile};
pub use licence::{LicenceReason, LicenceStatus};
