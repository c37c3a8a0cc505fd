//! Checked-in files that the code must agree with, and rules that every operation must keep. `EXPECTORATE=overwrite` accepts a
//! change; the diff is read in review.

mod authz_matrix;
mod conventions;
mod graph;
mod openapi;
mod proof;
mod schema;

use std::path::PathBuf;

/// A path from the project's root.
pub fn root(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}
