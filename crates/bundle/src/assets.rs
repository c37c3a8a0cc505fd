//! Writing files under names that say what is in them, with their compressed forms beside them.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest as _, Sha256};

/// Formats that compression makes smaller; pictures and fonts bring their own.
const COMPRESSIBLE: [&str; 12] = ["css", "html", "js", "json", "map", "mjs", "svg", "topojson", "txt", "wasm", "webmanifest", "xml"];

/// The folder that the API serves.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    packs: bool,
}

impl Store {
    /// Creates the folder where it is missing. With `packs`, files get compressed forms beside them.
    pub fn open(root: &Path, packs: bool) -> Result<Self> {
        fs::create_dir_all(root).with_context(|| format!("cannot create {}", root.display()))?;
        Ok(Self { root: root.to_owned(), packs })
    }

    /// Writes `assets/<stem>-<hash>.<extension>` and returns its URL path.
    pub fn asset(&self, stem: &str, extension: &str, bytes: &[u8], kept: &mut BTreeSet<PathBuf>) -> Result<String> {
        let name = format!("assets/{stem}-{}.{extension}", hash(bytes));
        kept.extend(self.write(&name, bytes)?);
        Ok(format!("/{name}"))
    }

    /// Writes a file, and its compressed forms where they are asked for, each by renaming a finished one. Returns what is there now.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<Vec<PathBuf>> {
        let path = self.root.join(name);
        let mut written = vec![path.clone()];
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if self.packs && COMPRESSIBLE.contains(&extension) {
            for (suffix, bytes) in [("br", brotli(bytes, SMALLEST)?), ("gz", gzip(bytes)?)] {
                let path = self.root.join(format!("{name}.{suffix}"));
                replace(&path, &bytes)?;
                written.push(path);
            }
        }
        replace(&path, bytes)?;
        Ok(written)
    }

    /// Deletes what earlier builds left.
    pub fn remove_all_but(&self, kept: &BTreeSet<PathBuf>) -> Result<()> {
        for path in crate::stamp::files_below(&self.root)? {
            if !kept.contains(&path) {
                fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
        Ok(())
    }
}

/// Sixteen hexadecimal digits of SHA-256: enough that two contents never share a name.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// All style sheets as one: tokens, then base, then the others by name.
pub fn stylesheet(folder: &Path) -> Result<String> {
    let mut paths: Vec<PathBuf> = crate::stamp::files_below(folder)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "css"))
        .collect();
    ensure!(!paths.is_empty(), "no style sheets in {}", folder.display());
    paths.sort_by_key(|path| {
        let rank = match path.file_stem().and_then(|stem| stem.to_str()) {
            Some("tokens") => 0,
            Some("base") => 1,
            _ => 2,
        };
        (rank, path.clone())
    });
    let mut joined = String::new();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        ensure!(!text.contains("@import"), "{}: style sheets are joined, so @import has no place", path.display());
        joined.push_str(&short(&text));
        joined.push('\n');
    }
    Ok(joined)
}

/// A style sheet without what browsers pass over: comments, but for those that begin with `/*!` (licences), and blanks beside braces, commas and
/// semicolons and behind colons. What stands in quotes stays as it is.
fn short(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(letter) = rest.chars().next() {
        let end = if let Some(inside) = rest.strip_prefix("/*") {
            let end = inside.find("*/").map_or(rest.len(), |at| at + 4);
            if inside.starts_with('!') {
                out.push_str(&rest[..end]);
            }
            end
        } else if letter == '"' {
            let end = rest[1..].find('"').map_or(rest.len(), |at| at + 2);
            out.push_str(&rest[..end]);
            end
        } else if letter.is_ascii_whitespace() {
            if !out.ends_with(['{', '}', ';', ',', ':', ' ']) {
                out.push(' ');
            }
            1
        } else {
            if matches!(letter, '{' | '}' | ';' | ',') && out.ends_with(' ') {
                out.pop();
            }
            out.push(letter);
            letter.len_utf8()
        };
        rest = &rest[end..];
    }
    out
}

fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let fail = || format!("cannot write {}", path.display());
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(fail)?;
    }
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let mut file = File::create(&unfinished).with_context(fail)?;
    file.write_all(bytes).with_context(fail)?;
    fs::rename(&unfinished, path).with_context(fail)
}

/// Brotli's quality for what is sent.
const SMALLEST: i32 = 11;

/// Packed with a quality of brotli, 0 to 11.
pub fn brotli(mut bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 24, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &params)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_leaves_the_file_and_both_compressed_forms_and_cleaning_removes_the_rest() {
        let root = std::env::temp_dir().join(format!("bundle-assets-{}", std::process::id()));
        let store = Store::open(&root, true).unwrap();
        let mut kept = BTreeSet::new();
        store.write("assets/old.js", b"old").unwrap();
        let url = store.asset("app", "css", b"body { margin: 0 }", &mut kept).unwrap();
        kept.extend(store.write("mark.png", b"png").unwrap());
        store.remove_all_but(&kept).unwrap();
        let names: Vec<String> = crate::stamp::files_below(&root)
            .unwrap()
            .iter()
            .map(|path| format!("/{}", path.strip_prefix(&root).unwrap().display()))
            .collect();
        assert_eq!(names, [url.clone(), format!("{url}.br"), format!("{url}.gz"), "/mark.png".into()]);
        let mut plain = Vec::new();
        let compressed = fs::read(root.join(format!("{url}.br").trim_start_matches('/'))).unwrap();
        brotli::BrotliDecompress(&mut compressed.as_slice(), &mut plain).unwrap();
        assert_eq!(plain, b"body { margin: 0 }");
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn tokens_come_first_because_everything_else_uses_them() {
        let root = std::env::temp_dir().join(format!("bundle-styles-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        for name in ["button", "base", "tokens", "app"] {
            fs::write(root.join(format!("{name}.css")), format!(".{name} {{}}\n\n")).unwrap();
        }
        assert_eq!(stylesheet(&root).unwrap(), ".tokens{}\n.base{}\n.app{}\n.button{}\n");
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn styles_lose_what_browsers_pass_over() {
        let text = "/*! A licence. */\n/* why */\n.a , .b::before {\n  content: \"、  /* kept */\";\n  margin: 0 calc(1px + 2px);\n}\n@media (min-width: 1px) { .c { color: red; } }\n";
        let wanted =
            "/*! A licence. */ .a,.b::before{content:\"、  /* kept */\";margin:0 calc(1px + 2px);}@media (min-width:1px){.c{color:red;}}";
        assert_eq!(short(text), wanted);
    }
}
