//! Support for institutions in priority support areas: the two councils, applications, and the tables of what was planned and decided.

mod application;
mod budget;
mod complete;
mod council;
mod document;
mod dto;
mod figures;
mod form;
mod meeting;
mod miyagi;
mod payment;
mod what_if;

pub use application::{ApplicationEvent, ApplicationStatus, Party, TransitionDenied, transition};
pub use budget::*;
pub use complete::check_complete;
pub use council::*;
pub use document::*;
pub use dto::*;
pub use figures::*;
pub use form::*;
pub use meeting::*;
pub use miyagi::miyagi_2025;
pub use payment::*;
pub use what_if::*;
