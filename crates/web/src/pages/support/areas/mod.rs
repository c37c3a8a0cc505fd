//! Where the subsidies apply: the country, a prefecture, one area; each with a map and an equal table, on a day that the address names.

mod area;
use crate::components::support::as_of;
mod country;
mod look_up;
mod map;
mod plan;
mod prefecture;
mod words;

pub(super) use area::AreaPage;
pub(super) use country::CountryPage;
pub(super) use prefecture::PrefecturePage;
