//! Knowing that nothing changed.
//!
//! Contents are compared, not times: a fresh checkout of the same commit needs no build where `dist/` was kept.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

/// Beside the served files; the API serves no dot files.
const NAME: &str = ".bundle";

/// A digest over everything that the client is made of, and over `more` (compiler, profile).
pub fn inputs(root: &Path, more: &[&str]) -> Result<String> {
    let mut paths = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    for folder in ["crates/web", "crates/routes", "crates/domain", "crates/bundle"] {
        paths.extend(files_below(&root.join(folder))?);
    }
    let mut digest = Sha256::new();
    for path in paths {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        digest.update(path.strip_prefix(root)?.as_os_str().as_encoded_bytes());
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(&bytes);
    }
    for text in more {
        digest.update(text.as_bytes());
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether `out` holds the build of exactly these inputs.
pub fn is_current(out: &Path, inputs: &str) -> bool {
    out.join("index.html").is_file() && fs::read_to_string(out.join(NAME)).is_ok_and(|found| found == inputs)
}

/// Notes what `out` was built from.
pub fn write(out: &Path, inputs: &str) -> Result<()> {
    fs::write(out.join(NAME), inputs).with_context(|| format!("cannot write {}", out.join(NAME).display()))
}

/// All files of a folder, at any depth, in a fixed order; none where the folder is missing.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", folder.display())),
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
