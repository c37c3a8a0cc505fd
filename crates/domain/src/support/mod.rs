//! Support for institutions in priority support areas: the two councils, applications, and the tables of what was planned and decided.

mod application;
mod budget;
mod council;
mod document;
mod dto;
mod figures;
mod miyagi;
mod what_if;

pub use application::{ApplicationEvent, ApplicationStatus, Party, TransitionDenied, transition};
pub use budget::*;
pub use council::*;
pub use document::*;
pub use dto::*;
pub use figures::*;
pub use miyagi::miyagi_2025;
pub use what_if::*;
