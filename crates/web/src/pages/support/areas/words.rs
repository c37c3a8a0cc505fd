//! Areas in words; shared with the pages of prefectures.

pub(super) use crate::components::support::areas::*;
