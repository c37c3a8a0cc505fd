//! Reading tables that others publish, row by row: CSV in UTF-8, plain or as the only one inside a zip archive. What is unpacked is bounded and
//! never held whole ([`table`]). What is wrong with a file or a row is said in Japanese and English, with what to do about it ([`fault`]), and how far
//! reading has come can be shown at a terminal ([`progress`]). Nothing here knows what the rows are, the web or a database.

pub mod fault;
pub mod progress;
pub mod table;

pub use fault::{Fault, Reason, Unreadable};
pub use progress::Progress;
pub use table::{Shape, Table};
