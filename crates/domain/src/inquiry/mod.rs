//! A conversation between one doctor and one institution, up to an outcome. The platform informs and records; it does not place.
//!
//! A doctor's identity shows by one act of sharing, or by what their profile discloses, and agreeing asks for that act first
//! ([`advance`]). When a doctor deletes their account, what they wrote is erased and the course of states stays with the institution.

mod draft;
mod dto;
mod status;

pub use draft::{DRAFT_KEPT, DRAFT_MAX, MessageDraft, SaveMessageDraft};
pub use dto::{
    AdvanceInquiry, CreateInquiry, Inquiry, InquiryMessage, InquiryParty, InquiryQuery, InquiryStep, InquirySummary, SendMessage,
    ShareIdentity,
};
pub use status::{InquiryEvent, InquirySide, InquiryStatus, TransitionDenied, advance, transition};
