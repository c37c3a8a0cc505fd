//! What the layers of the code may speak of, and how long a file may be. Who may use whom is in `graph`. Allowlists only shrink.

use super::root;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Files may be longer than this for a reason only.
const LONGEST: usize = 400;
/// Lists of one kind of thing, where a second file would say nothing new.
const LONG_FOR_A_REASON: &[&str] = &["crates/web/src/components/ui/field.rs"];

#[test]
fn layers_keep_to_themselves() {
    let mut faults = Vec::new();
    for (path, text) in sources("crates/api/src") {
        let code = code(&text);
        let forbidden: &[&str] = match path.as_str() {
            p if p.contains("/src/entity/") => &["actix_web"],
            p if p.contains("/handlers") => &["sea_orm", "crate::entity", "entity::"],
            p if p.contains("/service") || p.ends_with("/policy.rs") || p.ends_with("/repo.rs") || p.ends_with("/query.rs") => {
                &["actix_web"]
            }
            _ => &[],
        };
        for word in forbidden {
            if code.contains(word) {
                faults.push(format!("{path} uses {word}"));
            }
        }
    }
    // Writes golden files, in tests only.
    for (path, text) in sources("crates/domain/src").into_iter().filter(|(path, _)| !path.ends_with("/lifecycle_table.rs")) {
        for word in ["tokio", "std::fs", "std::env", "Utc::now", "rand::"] {
            if code(&text).contains(word) {
                faults.push(format!("{path} uses {word}"));
            }
        }
    }
    for (path, text) in ["crates/search/src", "crates/documents/src", "crates/tabular/src"].into_iter().flat_map(sources) {
        for word in ["api::", "actix_web", "sea_orm", "Utc::now"] {
            if code(&text).contains(word) {
                faults.push(format!("{path} uses {word}"));
            }
        }
    }
    for (path, text) in sources("migrations/src") {
        if code(&text).contains("domain::") || code(&text).contains("api::") {
            faults.push(format!("{path} depends on what may change"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A class of faults whose test was renamed or lost is held by nothing.
#[test]
fn every_test_that_the_documents_name_exists() {
    let code: String =
        ["crates/api", "crates/domain/src", "crates/search/src", "crates/documents/src", "crates/tabular/src", "crates/web/src"]
            .into_iter()
            .flat_map(sources)
            .map(|(_, text)| text)
            .collect();
    let table = fs::read_to_string(root("docs/SECURITY.md")).expect("the table of classes");
    let tests: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix('|')?.split('|').nth(2))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .filter(|name| name.contains("::"))
        .collect();
    assert!(tests.len() > 40, "{}", tests.len());
    let lost: Vec<_> = tests
        .into_iter()
        .filter(|name| {
            let last = name.rsplit("::").next().unwrap_or(name);
            !code.contains(&format!("fn {last}(")) && !code.contains(&format!("mod {last};")) && !code.contains(&format!("mod {last} {{"))
        })
        .collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// A term that is renamed in its enum would leave texts behind that find nothing.
#[test]
fn terms_in_sql_come_from_their_enum() {
    let schema = fs::read_to_string(root("migrations/schema.sql")).expect("the schema");
    let lists = schema.lines().filter(|line| line.contains("_check CHECK")).flat_map(|line| line.split("ARRAY[").skip(1));
    let terms: BTreeSet<&str> = lists.flat_map(|list| list.split(']').next().unwrap_or(list).split('\'').skip(1).step_by(2)).collect();
    assert!(terms.len() > 100, "{}", terms.len());
    let mut faults = Vec::new();
    for (path, text) in sources("crates/api/src") {
        for line in code(&text).lines() {
            let pieces: Vec<&str> = line.split('\'').collect();
            for around in pieces.windows(3) {
                // What follows an arrow is a field of a document.
                if let [before, term, _] = around
                    && terms.contains(term)
                    && !before.ends_with('>')
                {
                    faults.push(format!("{path}: '{term}' (write it with db::terms)"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_stay_readable() {
    let mut faults = Vec::new();
    for folder in [
        "crates/api/src",
        "crates/api/tests",
        "crates/domain/src",
        "crates/search/src",
        "crates/documents/src",
        "crates/tabular/src",
        "crates/routes/src",
        "crates/web/src",
        "crates/bundle/src",
        "crates/bench/src",
        "migrations/src",
    ] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            let excused = LONG_FOR_A_REASON.iter().any(|known| path.ends_with(known));
            if lines > LONGEST && !excused {
                faults.push(format!("{path} has {lines} lines"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn pages_do_not_speak_http() {
    let mut faults = Vec::new();
    for (path, text) in sources("crates/web/src") {
        let ui = path.contains("/components/ui/");
        if (ui || path.contains("/pages/")) && code(&text).contains("reqwest") {
            faults.push(format!("{path} uses reqwest"));
        }
        if ui && code(&text).contains("crate::client") {
            faults.push(format!("{path} uses the client"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The text without comments, where words may be said.
pub fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The files of a folder of the workspace, with their text.
pub fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root(folder), &mut found);
    found.sort();
    found.into_iter().map(|path| (path.to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap_or_default())).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
