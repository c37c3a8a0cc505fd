//! Cutting the lazily loaded pages out of the linked client.
//!
//! The client marks where (`lazy_pages!`). What only one group of pages reaches, and what several reach but the start does not, become pieces, which are
//! merged into a few parts ([`grouping`](crate::grouping)). Browsers fetch a part with the first page that needs it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, anyhow, ensure};

use crate::{
    assets,
    grouping::{self, Groups, Part, Walk, Wanted},
    merge::merge,
    order,
};

/// The module that loads the parts, as wasm_split calls it: the main module imports it by this name.
pub const LOADER: &str = "__wasm_split.js";

/// What is asked for the groups of pages that everybody may see, where most first visits begin.
const VISITORS: [(&str, Wanted); 15] = [
    ("accounts", within(420, 245, 8)),
    ("area", within(420, 254, 6)),
    ("areas", within(420, 268, 6)),
    ("calculator", within(420, 255, 6)),
    ("directory", within(420, 261, 5)),
    ("home", within(300, 246, 6)),
    ("listing", within(420, 245, 6)),
    ("map", within(420, 273, 5)),
    ("opening", within(420, 245, 7)),
    ("openings", within(420, 243, 7)),
    ("planning", within(420, 245, 7)),
    ("public", within(420, 242, 7)),
    ("schemes", within(420, 245, 7)),
    ("sign_in", within(420, 245, 8)),
    ("support", within(420, 245, 7)),
];

/// The KB that a first visit may transfer (`e2e/journeys/visitor/first-visit.spec.ts` holds them), without those beside the parts as measured there: the
/// first module, its script, styles, the page and its data.
const fn within(limit: i64, beside: i64, most: usize) -> Wanted {
    Wanted { budget: Some((limit - beside) * 1024), most }
}

/// Ways that visitors go on: the group of the next page, after pages of these groups.
const WALKS: [(&[&str], &str); 3] = [(&["directory"], "support"), (&["directory", "support"], "public"), (&["directory"], "listing")];

/// For whoever signed in and has most of it already.
const OTHERS: Wanted = Wanted { budget: None, most: usize::MAX };

/// The client in parts.
#[derive(Debug)]
pub struct Parts {
    /// What every visit loads; wasm-bindgen comes next.
    pub main: PathBuf,
    /// The lazily loaded modules, by file name.
    pub others: Vec<(String, Vec<u8>)>,
    /// What loads them: a statement that declares `loader`, an object of functions.
    pub loader: String,
    /// The files that a group of pages needs besides.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// Cuts `module` up in `folder`, which is emptied first. More `attempts` find smaller parts, and take a fraction of a second each.
///
/// # Errors
/// If the folder cannot be written, or the module was not linked as the cut needs it.
pub fn split(module: &Path, folder: &Path, attempts: u32) -> Result<Parts> {
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

    let names: Vec<String> = split.prefetch_map.keys().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let pieces = pieces(folder, &names, &split.prefetch_map)?;
    let mut measured: HashMap<Vec<String>, i64> = HashMap::new();
    let parts = grouping::merged(&pieces, &wanted(&names)?, &walks(&names), attempts, |part| {
        if let Some(size) = measured.get(&part.pieces) {
            return Ok(*size);
        }
        let size = i64::try_from(packed(&order::sorted(&joined(folder, part)?)?)?)?;
        measured.insert(part.pieces.clone(), size);
        Ok(size)
    })?;
    let mut others = Vec::new();
    let mut needs: BTreeMap<String, Vec<String>> = names.iter().map(|name| (name.clone(), Vec::new())).collect();
    for (number, part) in parts.iter().enumerate() {
        let file = file_name(number, part, &names);
        others.push((file.clone(), order::sorted(&joined(folder, part)?)?));
        for (_, files) in needs.iter_mut().enumerate().filter(|(bit, _)| part.groups & (1 << bit) != 0).map(|(_, need)| need) {
            files.push(file.clone());
        }
    }
    let written = fs::read_to_string(folder.join(LOADER)).context("wasm_split wrote no loader")?;
    let loader = loader(&written, &others, &needs)?;
    Ok(Parts { main, others, loader, needs })
}

/// Whether a file of the program is fetched only when somebody goes where it is needed.
pub fn is_later(name: &str) -> bool {
    name.starts_with("part_")
}

/// What wasm_split wrote, each with the groups that need it. A group is the bit of its place among `names`.
fn pieces(folder: &Path, names: &[String], needed: &HashMap<String, Vec<String>>) -> Result<Vec<Part>> {
    ensure!(names.len() <= Groups::BITS as usize, "more groups of pages than bits");
    let mut groups: BTreeMap<&str, Groups> = BTreeMap::new();
    for (bit, name) in names.iter().enumerate() {
        for piece in needed.get(name).into_iter().flatten() {
            *groups.entry(piece).or_default() |= 1 << bit;
        }
    }
    let part = |(piece, groups): (&str, Groups)| {
        let piece = Part { pieces: vec![piece.to_owned()], groups, size: 0 };
        let size = added(&joined(folder, &piece)?)?;
        Ok(Part { size, ..piece })
    };
    groups.into_iter().map(part).collect()
}

/// The module of a part.
fn joined(folder: &Path, part: &Part) -> Result<Vec<u8>> {
    let modules = part.pieces.iter().map(|piece| read(&folder.join(format!("{piece}.wasm")))).collect::<Result<Vec<_>>>()?;
    merge(&modules)
}

/// About how many bytes are sent of a module. The quality that is sent packs a twelfth better than this one, and takes ten times as long.
fn packed(module: &[u8]) -> Result<usize> {
    const QUICK: i32 = 9;
    Ok(assets::brotli(module, QUICK)?.len() * 11 / 12)
}

/// About what a piece adds to what is sent of a part. What every module begins with is packed into some 330 bytes, which are sent once when modules are merged.
fn added(module: &[u8]) -> Result<i64> {
    const BEGINNING: i64 = 330;
    Ok((i64::try_from(packed(module)?)? - BEGINNING).max(BEGINNING / 10))
}

fn walks(names: &[String]) -> Vec<Walk> {
    let bit = |name: &str| names.iter().position(|one| one == name);
    let walk = |(seen, next): &(&[&str], &str)| {
        Some(Walk { seen: seen.iter().filter_map(|name| bit(name)).fold(0, |groups, bit| groups | 1 << bit), next: bit(next)? })
    };
    WALKS.iter().filter_map(walk).collect()
}

/// What is asked for each group.
fn wanted(names: &[String]) -> Result<Vec<Wanted>> {
    for (group, _) in VISITORS {
        ensure!(names.iter().any(|name| name == group), "the client has no group of pages {group}");
    }
    let of = |name: &String| VISITORS.iter().find(|(group, _)| group == name).map_or(OTHERS, |(_, wanted)| *wanted);
    Ok(names.iter().map(of).collect())
}

/// By the groups whose own pages are in it, or by a number.
fn file_name(number: usize, part: &Part, names: &[String]) -> String {
    let own: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| part.pieces.iter().any(|piece| piece.strip_prefix("split_") == Some(name)))
        .collect();
    if own.is_empty() { format!("part_{number}.wasm") } else { format!("part_{}.wasm", own.join("_")) }
}

/// The loader as wasm_split wrote it, with these parts in place of its own.
fn loader(written: &str, parts: &[(String, Vec<u8>)], needs: &BTreeMap<String, Vec<String>>) -> Result<String> {
    let ends = ["/* ", "const __chunk_", "export const __wasm_split_load_"];
    let end =
        ends.iter().filter_map(|start| written.find(&format!("\n{start}"))).min().context("the loader of wasm_split loads nothing")?;
    let own = written[..end].trim_start().strip_prefix("import { initSync } from \"./app.js\";");
    let mut text =
        format!("const loader = (() => {{\n{}\n", own.context("the loader of wasm_split begins with something else than it did")?);
    text.push_str(
        "function part(name) {\n    \
         return makeLoad(() => {\n        \
         const source = fetch(new URL(name, import.meta.url));\n        \
         source.catch(() => {});\n        \
         return (imports) => WebAssembly.instantiateStreaming(source, imports);\n    \
         }, []);\n\
         }\n",
    );
    let number: BTreeMap<&str, usize> = parts.iter().enumerate().map(|(number, (name, _))| (name.as_str(), number)).collect();
    for (name, number) in &number {
        writeln!(text, "const part{number} = part(\"./{name}\");")?;
    }
    for (group, files) in needs {
        let files: Vec<String> = files.iter().map(|file| format!("part{}", number[file.as_str()])).collect();
        writeln!(text, "const __wasm_split_load_{group} = wrapAsyncCb(makeLoad(() => async () => {{}}, [{}]));", files.join(", "))?;
    }
    let groups: Vec<String> = needs.keys().map(|group| format!("__wasm_split_load_{group}")).collect();
    writeln!(text, "return {{ {} }};\n}})();", groups.join(", "))?;
    Ok(text)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_their_names() {
        assert!(is_later("part_staff.wasm") && is_later("part_6.wasm"));
        assert!(!is_later("app.wasm") && !is_later("app.js"));
    }

    #[test]
    fn a_part_is_called_what_is_in_it() {
        let names = ["directory".to_owned(), "map".to_owned()];
        let part = |pieces: &[&str]| Part { pieces: pieces.iter().map(|piece| (*piece).to_owned()).collect(), groups: 3, size: 1 };
        assert_eq!(file_name(0, &part(&["chunk_3", "split_map", "split_directory"]), &names), "part_directory_map.wasm");
        assert_eq!(file_name(4, &part(&["chunk_3", "chunk_4"]), &names), "part_4.wasm");
    }

    #[test]
    fn the_loader_loads_the_merged_parts() {
        let written =
            "import { initSync } from \"./app.js\";\nfunction makeLoad() {}\n/* a, b */\nconst __chunk_1 = 1;\nexport const x = 2;\n";
        let parts = [("part_a.wasm".to_owned(), Vec::new()), ("part_1.wasm".to_owned(), Vec::new())];
        let needs = BTreeMap::from([("a".to_owned(), vec!["part_a.wasm".to_owned(), "part_1.wasm".to_owned()]), ("b".to_owned(), vec![])]);
        let text = loader(written, &parts, &needs).unwrap();
        assert!(text.starts_with("const loader = (() => {\n\nfunction makeLoad() {}\nfunction part(name)"), "{text}");
        assert!(text.ends_with("return { __wasm_split_load_a, __wasm_split_load_b };\n})();\n"), "{text}");
        assert!(text.contains("const part0 = part(\"./part_a.wasm\");"), "{text}");
        assert!(text.contains("const __wasm_split_load_a = wrapAsyncCb(makeLoad(() => async () => {}, [part0, part1]));"), "{text}");
        assert!(
            text.contains("__wasm_split_load_b = wrapAsyncCb(makeLoad(() => async () => {}, []));") && !text.contains("chunk"),
            "{text}"
        );
    }
}
