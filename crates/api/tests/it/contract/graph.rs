//! Which part of the server may use which: the ground no feature, and a feature only those below it. Read from every path in the sources, in
//! whatever way it is written.

use super::{
    conventions::{code, sources},
    root,
};
use api::features::FEATURES;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// The parts of the server from bottom to top, by the modules of the crate. Features are in the order of [`FEATURES`] among themselves.
const LAYERS: [&[&str]; 4] = [
    &["entity"],
    &["platform", "config", "ctx", "error"],
    &["features"],
    &["app", "demo", "openapi", "reference", "site", "static_files", "system"],
];

/// What a feature shows to nobody else.
const INNER: [&str; 3] = ["handlers", "repo", "service"];

#[test]
fn nothing_uses_what_stands_above_it() {
    let files = server();
    assert!(files.len() > 200, "{}", files.len());
    let faults = faults(&order(), &files);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_feature_has_one_folder_and_one_line() {
    let folders: BTreeSet<String> = server().iter().filter_map(|(path, _)| folder(path).map(ToOwned::to_owned)).collect();
    assert_eq!(order().into_iter().map(ToOwned::to_owned).collect::<BTreeSet<_>>(), folders);
    assert_eq!(FEATURES.len(), folders.len(), "no feature is listed twice");
}

/// The drawing and the table under "Features" in `docs/ARCHITECTURE.md`.
#[test]
fn the_documented_order_is_the_real_one() {
    let page = std::fs::read_to_string(root("docs/ARCHITECTURE.md")).expect("the page");
    let used = uses(&server());
    let below = |feature: &str| used.get(feature).into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
    let row = |feature| match below(feature).join("`, `") {
        none if none.is_empty() => format!("| `{feature}` | – |"),
        names => format!("| `{feature}` | `{names}` |"),
    };
    let real: Vec<String> = order().into_iter().rev().map(row).collect();
    let rows = page.lines().skip_while(|line| !line.starts_with("| feature | uses |")).skip(2);
    let documented: Vec<String> =
        rows.take_while(|line| line.starts_with('|')).map(|line| line.splitn(4, '|').take(3).collect::<Vec<_>>().join("|") + "|").collect();
    assert_eq!(documented, real, "the real rows, from top to bottom:\n{}", real.join("\n"));
    let arrows = page.lines().filter(|line| line.contains(" --> ")).map(str::trim).map(ToOwned::to_owned);
    let drawn = |feature: &&str| (!below(feature).is_empty()).then(|| format!("{feature} --> {}", below(feature).join(" & ")));
    assert_eq!(arrows.collect::<Vec<_>>(), order().iter().rev().filter_map(drawn).collect::<Vec<_>>(), "the drawing");
}

#[test]
fn a_path_upwards_is_found_however_it_is_written() {
    let faults_of = |path: &str, text: &str| faults(&["accounts", "organization"], &[(path.to_owned(), text.to_owned())]);
    for (path, text, reached) in [
        ("platform/http/gate.rs", "use crate::app::AppState;", "app::AppState"),
        ("platform/http/gate.rs", "use crate::{error::ApiResult, app::{self, AppState}};", "app"),
        ("platform/http/gate.rs", "fn f() { super::super::super::site::page() }", "site::page"),
        ("platform/mail/mod.rs", "mod tests { use super::super::super::openapi; }", "openapi"),
        ("platform/mail/mod.rs", "fn f() { select! { _ = crate::system::routes() => {} } }", "system::routes"),
        ("ctx.rs", "use crate::features;", "features"),
        ("error.rs", "use super::features::accounts::invite;", "features::accounts::invite"),
        ("entity/account.rs", "use crate::platform::db;", "platform::db"),
        ("features/accounts/service/me.rs", "use crate::features::{\n    accounts::repo,\n    organization,\n};", "features::organization"),
        ("features/accounts/service/me.rs", "use super::super::super::organization::join;", "features::organization::join"),
        ("features/accounts/mod.rs", "use super::organization as o;", "features::organization"),
        ("features/organization/service.rs", "use crate::features::accounts::repo::lock;", "features::accounts::repo::lock"),
        ("features/organization/service.rs", "use crate::features::*;", "features::*"),
        ("features/organization/service.rs", "use crate::app::router;", "app::router"),
        ("features/organization/service.rs", "use crate::elsewhere::this;", "elsewhere::this"),
        ("elsewhere/mod.rs", "use crate::error::ApiResult;", "error::ApiResult"),
    ] {
        assert!(faults_of(path, text).contains(&format!("{path} uses {reached}")), "{path}: {text}: {:?}", faults_of(path, text));
    }
    for (path, text) in [
        ("platform/http/gate.rs", "use super::super::db;\nuse crate::{ctx::Ctx, entity::account};"),
        ("platform/http/gate.rs", "// crate::app::AppState\n/// [`crate::features::accounts`]\nconst A: &str = \"crate::app::AppState\";"),
        ("features/accounts/mod.rs", "mod repo;\npub use repo::lock;\npub mod record { pub use super::repo::save; }"),
        (
            "features/organization/service.rs",
            "use super::repo;\nuse crate::features::{accounts::{self, NewInvitation}, organization::policy};",
        ),
        ("site/mod.rs", "use crate::{app::AppState, features::organization::name_of};"),
    ] {
        assert_eq!(faults_of(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}

fn order() -> Vec<&'static str> {
    FEATURES.iter().map(|feature| feature.name).collect()
}

/// Every file of the server below `src`, but for the crate's roots and the list of features, which name everybody.
fn server() -> Vec<(String, String)> {
    let known = |path: &str| !["lib.rs", "main.rs", "features/mod.rs"].contains(&path);
    let files = sources("crates/api/src").into_iter();
    let files = files.filter_map(|(path, text)| Some((path.split_once("/crates/api/src/")?.1.to_owned(), text)));
    files.filter(|(path, _)| known(path)).collect()
}

/// The feature that a file belongs to.
fn folder(path: &str) -> Option<&str> {
    Some(path.strip_prefix("features/")?.split_once('/')?.0)
}

/// Each use of something above, and of what a feature keeps to itself: the file, and the path from the crate's root.
fn faults(order: &[&str], files: &[(String, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in files {
        let module = module_of(path);
        for used in paths(&module, text) {
            if !may_use(order, &module, &used) {
                faults.push(format!("{path} uses {}", used.join("::")));
            }
        }
    }
    faults
}

fn may_use(order: &[&str], module: &[String], used: &[String]) -> bool {
    let layer = |path: &[String]| LAYERS.iter().position(|layer| path.first().is_some_and(|first| layer.contains(&first.as_str())));
    let (Some(own), Some(other)) = (layer(module), layer(used)) else { return false };
    let (Some("features"), Some("features")) = (module.first().map(String::as_str), used.first().map(String::as_str)) else {
        return other <= own;
    };
    let rank = |path: &[String]| order.iter().position(|feature| path.get(1).is_some_and(|name| name == feature));
    let (Some(own), Some(other)) = (rank(module), rank(used)) else { return false };
    own == other || (other < own && used.get(2).is_none_or(|inner| !INNER.contains(&inner.as_str())))
}

/// Which other features each feature uses.
fn uses(files: &[(String, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in files {
        let Some(own) = folder(path) else { continue };
        for used in paths(&module_of(path), text) {
            if let [first, other, ..] = used.as_slice()
                && first == "features"
                && other != own
            {
                found.entry(own.to_owned()).or_default().insert(other.clone());
            }
        }
    }
    found
}

/// The module that a file is, from the crate's root.
fn module_of(path: &str) -> Vec<String> {
    let stem = path.trim_end_matches(".rs");
    stem.strip_suffix("/mod").unwrap_or(stem).split('/').map(ToOwned::to_owned).collect()
}

/// Every path of a file that begins with `crate`, `self` or `super`, from the crate's root.
fn paths(module: &[String], text: &str) -> BTreeSet<Vec<String>> {
    let tokens: TokenStream = code(text).parse().expect("a file of Rust");
    let mut found = BTreeSet::new();
    read(module, tokens, &mut found);
    found
}

fn read(module: &[String], tokens: TokenStream, found: &mut BTreeSet<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Ident(word) if word == "mod" => {
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) = (tokens.get(at), tokens.get(at + 1)) {
                    let inner = [module, &[name.to_string()]].concat();
                    read(&inner, body.stream(), found);
                    at += 2;
                }
            }
            TokenTree::Ident(word) if word == "crate" || word == "self" || word == "super" => {
                at = read_path(module, &tokens, at - 1, &[], found);
            }
            TokenTree::Group(group) => read(module, group.stream(), found),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Reads the path that begins at a token, with the alternatives in its braces, and returns where it ends.
fn read_path(module: &[String], tokens: &[TokenTree], mut at: usize, before: &[String], found: &mut BTreeSet<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(name)) => path.push(name.to_string()),
            Some(TokenTree::Punct(star)) if star.as_char() == '*' => path.push("*".to_owned()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for one in inner.split(|token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',')) {
                    if !one.is_empty() {
                        read_path(module, one, 0, &path, found);
                    }
                }
                return at + 1;
            }
            // Generic arguments, which are read by themselves.
            _ => break,
        }
        at += 1;
        match (tokens.get(at), tokens.get(at + 1)) {
            (Some(TokenTree::Punct(one)), Some(TokenTree::Punct(other))) if one.as_char() == ':' && other.as_char() == ':' => at += 2,
            _ => break,
        }
    }
    found.extend(resolve(module, &path));
    at
}

/// The path from the crate's root. `None` for a lone word: `self` is a value, and `crate` and `super` say who sees something.
fn resolve(module: &[String], path: &[String]) -> Option<Vec<String>> {
    let [first, rest @ ..] = path else { return None };
    if rest.is_empty() {
        return None;
    }
    let mut from = module.to_vec();
    match first.as_str() {
        "crate" => from.clear(),
        "super" => drop(from.pop()),
        _ => {}
    }
    let mut rest = rest.iter().map(String::as_str).peekable();
    while rest.next_if_eq(&"super").is_some() {
        from.pop();
    }
    from.extend(rest.filter(|name| *name != "self").map(ToOwned::to_owned));
    Some(from)
}
