//! What outlives a page: the session, notices, the network, and how pages load and change things.

pub mod mutation;
pub mod online;
pub mod query;
pub mod reading;
pub mod session;
pub mod storage;
pub mod toast;

pub use mutation::{Mutation, Sending, sending};
pub use query::{Pages, Query};
pub use reading::Reading;
pub use session::{Session, use_session};
pub use toast::{Toasts, use_toasts};
