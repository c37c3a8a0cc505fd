//! The map of regions. A page that shows it always puts an equal table beside it.

mod drawing;
mod map;
mod tiles;
mod tone;

pub use map::{MapRegion, MapScope, RegionMap};
pub use tone::MapTone;
