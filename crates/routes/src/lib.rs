//! Addresses of pages and operations, declared once each, for the client, the server's heads, links and sitemap, mails and tests.
//!
//! A page or an operation is a line of a table ([`pages`], [`api`]): its name, what its address names with the type of each parameter, and its
//! pattern. A macro makes of it what writes the address (a constant, or a function of the parameters), what reads it ([`Page::parse`] on the
//! server, the pattern in the client's router), and a row of a list for whoever looks at all of them.

mod address;
pub mod api;
mod pages;
mod parameter;

pub use address::{Pattern, query};
pub use pages::*;
pub use parameter::{Names, Parameter, Topic, Unparsed};
