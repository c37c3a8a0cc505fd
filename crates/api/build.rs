//! Lists the mail templates, so that adding a file is all it takes to add a mail.

use std::{env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("templates");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut list = String::from("/// (language, name, text) of every mail template.\npub const TEMPLATES: &[(&str, &str, &str)] = &[\n");
    for locale in ["en", "ja"] {
        println!("cargo::rerun-if-changed={}", root.join(locale).display());
        let mut files: Vec<_> = fs::read_dir(root.join(locale))?.collect::<Result<Vec<_>, _>>()?;
        files.sort_by_key(fs::DirEntry::path);
        for file in files {
            let path = file.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            writeln!(list, "    ({locale:?}, {name:?}, include_str!({:?})),", path.display().to_string())?;
        }
    }
    list.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("mail_templates.rs"), list)?;
    Ok(())
}
