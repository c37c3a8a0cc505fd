//! The map of regions. A page that shows it always puts an equal table beside it.

mod map;
mod names;
mod overlay;
mod region_style;

pub use map::{MapRegion, MapScope, RegionMap};
pub use overlay::{MapOverlay, MapPoint};
pub use region_style::RegionStyle;
