//! A doctor's profile, and what of it others may see.

mod disclosure;
mod dto;

pub use disclosure::{Disclosure, DoctorCard, disclose};
pub use dto::{BlockedInstitution, DoctorProfile, DoctorWishes, IdentityShare, SaveDoctorProfile};
