//! Openings (募集): positions that a registered institution offers, several at once.
//!
//! What an opening must say follows the Employment Security Act (職業安定法) for recruiting information (募集情報等提供): who recruits, where, whom to
//! ask, duties, place of work and pay; since April 2024 also the range in which duties and place may change, and how a fixed term is renewed. There is
//! no field for age or sex (労働施策総合推進法, article 9; 男女雇用機会均等法, article 5).

mod address;
mod content;
mod dto;
mod published;
mod query;
mod status;
mod terms;
mod wording;

pub use content::*;
pub use dto::*;
pub use query::*;
pub use status::*;
pub use terms::*;
pub use wording::*;
