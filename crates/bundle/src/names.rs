//! Short names for what the client's module takes from its script.
//!
//! wasm-bindgen ends each with sixteen digits of a hash, which nothing compresses and which stand in both files.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use anyhow::{Context as _, Result, anyhow, ensure};
use wasm_encoder::{
    ImportSection, Module,
    reencode::{Error, Reencode},
};
use wasmparser::{ImportSectionReader, Parser, Payload};

/// Digits of a hash.
const DIGITS: usize = 16;

/// The module and its script with the same short names in both.
///
/// # Errors
/// If the module is not WebAssembly, or the script lacks a name that it imports.
pub fn shorten(module: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut long = BTreeSet::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload.context("the client is not WebAssembly")? {
            for import in section.into_imports() {
                let name = import?.name;
                if has_hash(name) {
                    long.insert(name.to_owned());
                }
            }
        }
    }
    let mut names = Names(long.into_iter().enumerate().map(|(number, name)| (name, format!("i{number}"))).collect());
    let script = names.in_script(script)?;
    let mut shortened = Module::new();
    names
        .parse_core_module(&mut shortened, Parser::new(0), module)
        .map_err(|error| anyhow!("the client cannot be written anew: {error}"))?;
    Ok((shortened.finish(), script))
}

fn has_hash(name: &str) -> bool {
    let Some((start, digits)) = name.rsplit_once('_') else { return false };
    start.starts_with("__wb") && digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// The short name of each long one.
struct Names(BTreeMap<String, String>);

impl Names {
    fn in_script(&self, script: &str) -> Result<String> {
        let mut found: BTreeSet<&String> = BTreeSet::new();
        let mut shortened = String::with_capacity(script.len());
        for piece in script.split_inclusive(|c: char| !is_in_name(c)) {
            let word = piece.trim_end_matches(|c: char| !is_in_name(c));
            let short = self.0.get(word);
            found.extend(short);
            shortened.push_str(short.map_or(word, String::as_str));
            shortened.push_str(&piece[word.len()..]);
        }
        ensure!(found.len() == self.0.len(), "wasm-bindgen's script lacks something that its module imports");
        Ok(shortened)
    }
}

fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$')
}

impl Reencode for Names {
    type Error = io::Error;

    fn parse_import_section(&mut self, imports: &mut ImportSection, section: ImportSectionReader<'_>) -> Result<(), Error<io::Error>> {
        for import in section.into_imports() {
            let import = import?;
            let ty = self.entity_type(import.ty)?;
            imports.import(import.module, self.0.get(import.name).map_or(import.name, String::as_str), ty);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    #[test]
    fn both_files_have_the_same_short_names() {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        for name in ["__wbg_now_0123456789abcdef", "__wbindgen_throw", "__wbg_log_00000000000000ff"] {
            imports.import("./app_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        let module = module.finish();
        let script = "{ __wbg_now_0123456789abcdef: function() {}, __wbindgen_throw: 1, __wbg_log_00000000000000ff: 2, x__wbg_now_0123456789abcdef: 3 }";

        let (shortened, script) = shorten(&module, script).unwrap();
        assert_eq!(script, "{ i1: function() {}, __wbindgen_throw: 1, i0: 2, x__wbg_now_0123456789abcdef: 3 }");
        let names: Vec<String> = Parser::new(0)
            .parse_all(&shortened)
            .filter_map(|payload| match payload.unwrap() {
                Payload::ImportSection(section) => Some(section),
                _ => None,
            })
            .flat_map(|section| section.into_imports().map(|import| import.unwrap().name.to_owned()).collect::<Vec<_>>())
            .collect();
        assert_eq!(names, ["i1", "__wbindgen_throw", "i0"]);
        assert!(shorten(&module, "").is_err());
    }
}
