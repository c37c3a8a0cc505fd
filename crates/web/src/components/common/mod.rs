//! Pieces that know the domain or the client and are used by pages of several features.

mod confirmed_action;
mod download;
mod errors;
mod files;
mod follow;
mod page;
mod prose;
mod share;
mod text;
mod upload;

pub use confirmed_action::ConfirmedAction;
pub use download::{download, download_bytes};
pub use errors::{LoadError, MutationError, conflict_of_interest};
pub use files::{Document, Documents, pdf_button, table_files};
pub use follow::follow;
pub use page::{Page, announce, crumb, forget_first_page, replace_address};
pub use prose::{bullets, flow};
pub use share::{copy_button, share_button};
pub use text::{Age, DateText, DateTimeText, FictionalTag, Multiline};
pub use upload::{ChosenDocument, upload_field};
