//! Where the subsidies apply: the country, a prefecture, one area; each with a map and an equal table, on a day that the address names.

mod area;
mod country;
mod look_up;
mod map;
mod plan;
mod prefecture;

pub(super) use area::AreaPage;
pub(super) use country::CountryPage;
pub(super) use prefecture::PrefecturePage;
