//! The folder of an index: of this process alone, and gone with it.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};
use uuid::Uuid;

const LOCK: &str = "in-use";

/// A folder that nobody else uses; removed when it is dropped.
#[derive(Debug)]
pub struct IndexDir {
    path: PathBuf,
    /// Held open: the lock ends with the process, however it ends.
    _lock: File,
}

impl IndexDir {
    /// Makes a folder within `parent`, and removes those whose processes are gone.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn make(parent: &Path, id: Uuid) -> io::Result<Self> {
        fs::create_dir_all(parent)?;
        sweep(parent)?;
        let path = parent.join(id.simple().to_string());
        fs::create_dir(&path)?;
        let lock = File::create(path.join(LOCK))?;
        lock.try_lock()?;
        Ok(IndexDir { path, _lock: lock })
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for IndexDir {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            tracing::debug!(%error, "the folder of an index could not be removed; the next start will");
        }
    }
}

fn sweep(parent: &Path) -> io::Result<()> {
    for entry in fs::read_dir(parent)? {
        let path = entry?.path();
        // What is not named like ours is not ours; a folder without its lock is one that is just being made.
        let ours = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| Uuid::try_parse(name).is_ok());
        let Some(lock) = ours.then(|| File::open(path.join(LOCK)).ok()).flatten() else { continue };
        if lock.try_lock().is_ok() {
            // Another process may be sweeping too.
            drop(fs::remove_dir_all(&path));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_the_living_stay_and_those_of_the_dead_go() {
        let parent = std::env::temp_dir().join(format!("gm-home-{}", Uuid::new_v4()));
        let living = IndexDir::make(&parent, Uuid::new_v4()).unwrap();
        let dead = parent.join(Uuid::new_v4().to_string());
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(LOCK), "").unwrap();
        fs::create_dir(parent.join("somebody's")).unwrap();
        let other = IndexDir::make(&parent, Uuid::new_v4()).unwrap();
        assert!(living.path().exists() && other.path().exists() && parent.join("somebody's").exists());
        assert!(!dead.exists());
        let path = other.path().to_owned();
        drop(other);
        assert!(!path.exists());
        drop(living);
        fs::remove_dir_all(parent).unwrap();
    }
}
