//! What stands around every page: skip link, header, network and session notices, footer.

mod expired;
mod footer;
mod header;
mod proof;
mod sub_nav;

pub use expired::ExpiredSession;
pub use footer::Footer;
pub use header::Header;
pub use proof::AskForProof;
pub use sub_nav::SubNav;
