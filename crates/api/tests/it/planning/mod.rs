//! Correction plans and the councils' meetings.

mod meetings;
mod plans;
