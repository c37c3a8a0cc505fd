//! A doctor in words: as an institution sees them, and as the doctor checks what an institution sees.

mod card;

pub use card::doctor_card;

use crate::t;
use domain::doctor::DoctorCard;

/// How to name the doctor to the other side.
pub fn doctor_name(card: &DoctorCard) -> String {
    match &card.full_name {
        _ if card.departed => t!(doctor.card.departed).to_owned(),
        Some(name) => t!(doctor.card.named, name = name),
        None => t!(doctor.card.unnamed).to_owned(),
    }
}
