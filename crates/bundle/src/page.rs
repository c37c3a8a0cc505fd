//! `index.html` and the script that starts the client.
//!
//! The content security policy allows no inline script, so the start is a file of its own.

use anyhow::{Result, ensure};

/// Where the files of this build are, as URL paths.
#[derive(Debug)]
pub struct Links {
    /// `{{css}}`: all styles.
    pub css: String,
    /// `{{js}}`: wasm-bindgen's module.
    pub js: String,
    /// `{{wasm}}`: the client.
    pub wasm: String,
    /// `{{boot}}`: the script that joins the last two.
    pub boot: String,
}

/// Loads the client. A browser that cannot run it gets `<html data-boot="failed">`, which the page shows in words.
pub fn boot_script(links: &Links) -> String {
    format!(
        "import init from \"{}\";\n\
         init({{ module_or_path: \"{}\" }}).catch((error) => {{\n  \
         document.documentElement.dataset.boot = \"failed\";\n  \
         throw error;\n}});\n",
        links.js, links.wasm
    )
}

/// Fills the template in; every placeholder must be used and none may be unknown.
pub fn render(template: &str, links: &Links) -> Result<String> {
    let mut page = template.to_owned();
    for (name, link) in [("{{css}}", &links.css), ("{{js}}", &links.js), ("{{wasm}}", &links.wasm), ("{{boot}}", &links.boot)] {
        ensure!(page.contains(name), "crates/web/index.html does not use {name}");
        page = page.replace(name, link);
    }
    ensure!(!page.contains("{{"), "crates/web/index.html has a placeholder other than {{{{css}}}}, {{{{js}}}}, {{{{wasm}}}}, {{{{boot}}}}");
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links { css: "/a.css".into(), js: "/a.js".into(), wasm: "/a.wasm".into(), boot: "/b.js".into() }
    }

    #[test]
    fn every_placeholder_becomes_a_link() {
        let page = render("{{css}} {{js}} {{wasm}} {{boot}} {{css}}", &links()).unwrap();
        assert_eq!(page, "/a.css /a.js /a.wasm /b.js /a.css");
    }

    #[test]
    fn a_forgotten_or_unknown_placeholder_is_refused() {
        assert!(render("{{css}} {{js}} {{wasm}}", &links()).is_err());
        assert!(render("{{css}} {{js}} {{wasm}} {{boot}} {{font}}", &links()).is_err());
    }

    #[test]
    fn the_start_imports_the_module_and_names_the_wasm() {
        let script = boot_script(&links());
        assert!(script.starts_with("import init from \"/a.js\";"));
        assert!(script.contains("module_or_path: \"/a.wasm\""));
    }
}
