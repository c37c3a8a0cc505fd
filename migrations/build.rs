//! Lists the migrations, so that adding a file is all it takes to add one.

use std::{env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut names: Vec<String> =
        entries.iter().filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".rs")?.to_owned())).collect();
    names.retain(|name| name.starts_with('m') && name[1..].starts_with(|first: char| first.is_ascii_digit()));
    names.sort_unstable();
    let mut code = String::new();
    for name in &names {
        writeln!(code, "#[path = {:?}]\nmod {name};", folder.join(format!("{name}.rs")).display().to_string())?;
    }
    writeln!(code, "fn all() -> Vec<Box<dyn MigrationTrait>> {{\n    vec![")?;
    for name in &names {
        writeln!(code, "        Box::new({name}::Migration),")?;
    }
    writeln!(code, "    ]\n}}")?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), code)?;
    Ok(())
}
