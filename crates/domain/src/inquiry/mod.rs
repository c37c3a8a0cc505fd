//! A conversation between one doctor and one institution, up to an outcome. The platform informs and records; it does not place.

mod dto;
mod status;

pub use dto::{
    AdvanceInquiry, CreateInquiry, Inquiry, InquiryMessage, InquiryParty, InquiryStep, InquirySummary, SendMessage, ShareIdentity,
};
pub use status::{InquiryEvent, InquirySide, InquiryStatus, TransitionDenied, transition};
