//! The map of regions. A page that shows it always puts an equal table beside it.

mod drawing;
mod map;
mod math;
mod over;
mod tone;

pub use map::{MapRegion, MapScope, RegionMap};
pub use over::{MapOver, MapPoint};
pub use tone::MapTone;
