//! Cutting the lazily loaded pages out of the linked client.
//!
//! The client marks where (`lazy_pages!`); what only a marked function reaches becomes a module of its own, and what several reach but the start does
//! not becomes a shared one. Browsers fetch them when somebody goes there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, anyhow, bail};

/// The script that loads the parts; the main module imports it by this name.
const LOADER: &str = "__wasm_split.js";

/// The client in parts.
#[derive(Debug)]
pub struct Parts {
    /// What every visit loads; wasm-bindgen comes next.
    pub main: PathBuf,
    /// The loader and the lazily loaded modules, by file name.
    pub others: Vec<(String, Vec<u8>)>,
}

/// Cuts `module` up in `folder`, which is emptied first.
pub fn split(module: &Path, folder: &Path) -> Result<Parts> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let main = folder.join("app.wasm");
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = "./app.js";
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("wasm_split could not cut the client: {error:?}"))?;
    let loader = folder.join(LOADER);
    let mut others = vec![(LOADER.to_owned(), fs::read(&loader).with_context(|| format!("cannot read {}", loader.display()))?)];
    for path in split.split_modules {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let part = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        others.push((name, without_custom_sections(&part)?));
    }
    Ok(Parts { main, others })
}

/// Whether a file of the program is fetched only when somebody goes where it is needed.
pub fn is_later(name: &str) -> bool {
    name.starts_with("split_") || name.starts_with("chunk_")
}

/// Names and producers are for debuggers; wasm-bindgen takes them from the main module, here nobody else does.
fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    const CUSTOM: u8 = 0;
    let mut kept = module.get(..HEADER).context("a part is not WebAssembly")?.to_vec();
    let mut at = HEADER;
    while let Some(&id) = module.get(at) {
        let (size, start) = leb128(module, at + 1)?;
        let end = start + size;
        let section = module.get(at..end).context("a part ends too early")?;
        if id != CUSTOM {
            kept.extend_from_slice(section);
        }
        at = end;
    }
    Ok(kept)
}

/// An unsigned number and where it ends.
fn leb128(bytes: &[u8], mut at: usize) -> Result<(usize, usize)> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(at).context("a part ends too early")?;
        at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok((value, at));
        }
    }
    bail!("a part has a section of an impossible size")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_custom_sections_are_dropped() {
        let module = [b"\0asm\x01\0\0\0".as_slice(), &[1, 2, 7, 7], &[0, 3, 1, b'x', 9], &[10, 1, 0]].concat();
        assert_eq!(without_custom_sections(&module).unwrap(), [b"\0asm\x01\0\0\0".as_slice(), &[1, 2, 7, 7], &[10, 1, 0]].concat());
        assert!(without_custom_sections(&module[..10]).is_err());
    }

    #[test]
    fn long_sizes_are_read() {
        assert_eq!(leb128(&[0xe5, 0x8e, 0x26], 0).unwrap(), (624_485, 3));
    }

    #[test]
    fn parts_are_known_by_their_names() {
        assert!(is_later("split_staff.wasm") && is_later("chunk_6.wasm"));
        assert!(!is_later("app.wasm") && !is_later("__wasm_split.js"));
    }
}
