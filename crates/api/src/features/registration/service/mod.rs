//! Commands: each is one transaction of lock, decide, write, audit, enqueue.

mod draft;
mod expiry;
mod institution;
mod lifecycle;
mod pause;
mod published;
mod renewal;
mod staff;
mod stale;

pub use draft::{create, save};
pub use expiry::expire_due;
pub use institution::{submit, withdraw};
pub use pause::{pause, pause_own, resume, resume_due, resume_own};
pub use published::{correct, lock_own, lock_to_decide, note_change};
pub use renewal::remind_of_renewal;
pub use staff::{confirm, forward, revoke, send_back, start_review};
pub use stale::remove_old_drafts;
