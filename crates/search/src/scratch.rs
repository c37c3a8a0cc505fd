//! The files of an index that nobody needs after the process: written without waiting for the disk.
//!
//! What the engine keeps safe against a loss of power (a flush of every file and of the folder with every commit) is the dearest
//! part of making a change searchable, and worth nothing here.
//!
//! Large files are read where they are wanted and not mapped: lists of documents, places in texts and the rows that hits bring
//! with them would otherwise count as the process's memory as soon as they were looked at. The kernel caches them either way.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    ops::Range,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::Arc,
};
use tantivy::{
    Directory, HasLen,
    directory::{
        AntiCallToken, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
        error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
    },
};

/// Files that are read and not mapped: lists of documents, places in texts, rows.
const READ: [&str; 3] = ["idx", "pos", "store"];

/// A folder of such files.
#[derive(Debug, Clone)]
pub struct Scratch {
    folder: PathBuf,
    mapped: MmapDirectory,
}

impl Scratch {
    /// # Errors
    /// When there is no such folder.
    pub fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Scratch { folder: folder.to_owned(), mapped: MmapDirectory::open(folder)? })
    }
}

impl Directory for Scratch {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if !path.extension().is_some_and(|extension| READ.iter().any(|read| extension == *read)) {
            return self.mapped.get_file_handle(path);
        }
        let open = || {
            let file = File::open(self.folder.join(path))?;
            let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
            Ok(Read { file, length })
        };
        Ok(Arc::new(open().map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = OpenOptions::new().write(true).create_new(true).open(self.folder.join(path));
        let file = file.map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        Ok(io::BufWriter::new(Box::new(Unflushed(file))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let (whole, draft) = (self.folder.join(path), self.folder.join(path).with_extension("draft"));
        fs::write(&draft, data)?;
        fs::rename(draft, whole)
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

struct Unflushed(File);

impl Write for Unflushed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Unflushed {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        Ok(())
    }
}

/// A file that is read piece by piece.
#[derive(Debug)]
struct Read {
    file: File,
    length: usize,
}

impl HasLen for Read {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for Read {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        self.file.read_exact_at(&mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}
