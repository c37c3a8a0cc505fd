//! Openings in words: on their pages, in lists, and as their institution previews them.

mod labels;
mod sections;

pub use labels::{duty_text, own_status_tag, pay_text};
pub use sections::{for_doctors_text, opening_sections};
