//! Builds the browser client into a folder that the API serves as it is.
//!
//! cargo (wasm32) → wasm_split (lazily loaded pages become a few modules of their own) → wasm-bindgen → content-hashed names → brotli and gzip beside each file → `dist/`.
//! A program of the workspace instead of trunk: wasm-bindgen's version is then the lockfile's, and there is nothing to
//! install. What lies under `dist/assets/` carries its hash in its name and never changes; `index.html` names the
//! current ones and is written last, so a server reading the folder meanwhile never sees half a build.
//!
//! wasm-opt is left out: after opt-level z and fat LTO, `-Oz` made the plain module 11 % smaller and what is sent 2 % larger.

mod assets;
mod balance;
mod grouping;
mod merge;
mod names;
mod order;
mod page;
mod routes;
mod size;
mod split;
mod stamp;
mod toolchain;

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use anyhow::{Context as _, Result, ensure};
use clap::Parser;

use crate::{assets::Store, toolchain::Toolchain};

/// The Cargo profiles of the client, which `Cargo.toml` declares.
const SMALL: &str = "client";
const QUICK: &str = "client-quick";
/// How many ways to cut the client into parts are tried.
const ATTEMPTS: u32 = 16;

/// Build the client, or say why it cannot be built.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Options {
    /// The workspace to build.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Where the finished files go.
    #[arg(long, default_value = "dist")]
    out: PathBuf,
    /// Cargo's target directory for the client. It has its own because the client may need another compiler, and two
    /// compilers in one directory rebuild each other's work.
    #[arg(long, env = "GM_WEB_TARGET_DIR", default_value = "target/client")]
    target_dir: PathBuf,
    /// Build for trying things: with the profile `client-quick`, which compiles sooner and is several times larger, and without packed forms of the files.
    #[arg(long, conflicts_with = "check_size")]
    quick: bool,
    /// Print what a first visit downloads and fail above the budget.
    #[arg(long)]
    check_size: bool,
    /// Lint the client with the compiler that builds it, instead of building it.
    #[arg(long)]
    clippy: bool,
    /// Build even when nothing changed.
    #[arg(long)]
    force: bool,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The chain of causes on one line; a backtrace would hide the compiler's message above it.
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<()> {
    let root = fs::canonicalize(&options.root).with_context(|| format!("no workspace at {}", options.root.display()))?;
    let out = root.join(&options.out);
    let target_dir = root.join(&options.target_dir);

    let toolchain = Toolchain::find()?;
    if options.clippy {
        return toolchain.clippy(&root, &target_dir, SMALL);
    }
    let profile = if options.quick { QUICK } else { SMALL };
    let inputs = stamp::inputs(&root, &[&toolchain.identity, profile])?;
    if !options.force && stamp::is_current(&out, &inputs) {
        say(&format!("client: up to date in {}", out.display()))?;
    } else {
        let started = Instant::now();
        build(&root, &out, &target_dir, profile, &toolchain)?;
        stamp::write(&out, &inputs)?;
        say(&format!("client: built into {} in {:.0} s", out.display(), started.elapsed().as_secs_f64()))?;
    }
    if options.check_size {
        size::check(&out)?;
    }
    Ok(())
}

fn build(root: &Path, out: &Path, target_dir: &Path, profile: &str, toolchain: &Toolchain) -> Result<()> {
    toolchain::check_wasm_bindgen(root)?;
    say(&format!("client: compiling with {} (the first time takes minutes)", toolchain.label()))?;
    let wasm = toolchain.build(root, target_dir, profile)?;

    let parts = split::split(&wasm, &target_dir.join("split"), if profile == QUICK { 1 } else { ATTEMPTS })?;

    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    let mut output = bindgen
        .input_path(&parts.main)
        .out_name("app")
        .web(true)?
        .typescript(false)
        // The lazily loaded parts share the program's table and memory.
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(true)
        .generate_output()
        .context("wasm-bindgen could not process the client")?;
    ensure!(
        output.npm_dependencies().is_empty(),
        "a dependency of the client asks for npm packages, which the bundle does not serve: {:?}",
        output.npm_dependencies().keys()
    );

    let web = root.join("crates/web");
    let store = Store::open(out, profile == SMALL)?;
    let mut kept = BTreeSet::new();

    // The program, its glue, its parts and the JavaScript that crates bring refer to each other by fixed names, so the folder gets the hash.
    let mut program: Vec<(String, Vec<u8>)> =
        output.local_modules().iter().map(|(path, text)| (format!("snippets/{path}"), text.clone().into_bytes())).collect();
    for (crate_id, list) in output.snippets() {
        for (index, text) in list.iter().enumerate() {
            program.push((format!("snippets/{crate_id}/inline{index}.js"), text.clone().into_bytes()));
        }
    }
    let script = page::started(output.js(), split::LOADER, &parts.loader)?;
    let (module, script) = names::shorten(&order::sorted(&output.wasm_mut().emit_wasm())?, &script)?;
    program.push(("app.js".into(), script.into_bytes()));
    program.push(("app.wasm".into(), module));
    program.extend(parts.others);
    program.sort();
    let folder = format!(
        "assets/client-{}",
        assets::hash(&program.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]).flatten().copied().collect::<Vec<_>>())
    );
    for (name, bytes) in &program {
        kept.extend(store.write(&format!("{folder}/{name}"), bytes)?);
    }

    let mut needed = serde_json::Map::new();
    for (pattern, group) in routes::lazy(&web.join("src/pages"))? {
        let files = parts.needs.get(&group).with_context(|| format!("the client has no group of pages {group}"))?;
        needed.insert(pattern, files.iter().map(|file| format!("/{folder}/{file}")).collect());
    }
    let links = page::Links {
        wasm: format!("/{folder}/app.wasm"),
        js: format!("/{folder}/app.js"),
        css: store.asset("app", "css", assets::stylesheet(&web.join("styles"))?.as_bytes(), &mut kept)?,
        parts: serde_json::Value::Object(needed).to_string(),
    };

    let public = web.join("public");
    for path in stamp::files_below(&public)? {
        let name = path.strip_prefix(&public)?.to_string_lossy().into_owned();
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        kept.extend(store.write(&name, &bytes)?);
    }
    let template = web.join("index.html");
    let template = fs::read_to_string(&template).with_context(|| format!("cannot read {}", template.display()))?;
    kept.extend(store.write("index.html", page::render(&template, &links)?.as_bytes())?);
    store.remove_all_but(&kept)
}

/// One line on standard output: what was done.
fn say(line: &str) -> Result<()> {
    writeln!(io::stdout(), "{line}").context("cannot write to standard output")
}
