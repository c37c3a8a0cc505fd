//! `index.html`, and what starts the client.
//!
//! The content security policy allows no inline script, so the start stands at the end of wasm-bindgen's module.

use anyhow::{Result, ensure};

/// Where the files of this build are, as URL paths.
#[derive(Debug)]
pub struct Links {
    /// `{{css}}`: all styles.
    pub css: String,
    /// `{{js}}`: wasm-bindgen's module, which starts the client.
    pub js: String,
    /// `{{loader}}`: the module that it imports.
    pub loader: String,
    /// `{{wasm}}`: the client.
    pub wasm: String,
    /// `{{parts}}`: for the server, the further modules that each address needs, as a JSON object from pattern to URL paths.
    pub parts: String,
}

/// wasm-bindgen's module with the start. A browser that cannot run the client gets `<html data-boot="failed">`, which the page shows in words.
///
/// # Errors
/// If the module is not what wasm-bindgen used to write.
pub fn started(js: &str) -> Result<String> {
    ensure!(js.contains("export { initSync, __wbg_init as default };"), "wasm-bindgen's module exports something else than it did");
    Ok(format!(
        "{js}\n\
         __wbg_init({{ module_or_path: new URL(\"./app.wasm\", import.meta.url) }}).catch((error) => {{\n  \
         document.documentElement.dataset.boot = \"failed\";\n  \
         throw error;\n}});\n"
    ))
}

/// Fills the template in; every placeholder must be used and none may be unknown.
///
/// # Errors
/// If the template lacks a placeholder or has another one.
pub fn render(template: &str, links: &Links) -> Result<String> {
    let mut page = template.to_owned();
    let values = [
        ("{{css}}", &links.css),
        ("{{js}}", &links.js),
        ("{{loader}}", &links.loader),
        ("{{wasm}}", &links.wasm),
        ("{{parts}}", &links.parts),
    ];
    for (name, link) in values {
        ensure!(page.contains(name), "crates/web/index.html does not use {name}");
        page = page.replace(name, link);
    }
    ensure!(!page.contains("{{"), "crates/web/index.html has a placeholder other than {:?}", values.map(|(name, _)| name));
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links { css: "/a.css".into(), js: "/a.js".into(), loader: "/b.js".into(), wasm: "/a.wasm".into(), parts: "{}".into() }
    }

    #[test]
    fn every_placeholder_becomes_a_link() {
        let page = render("{{css}} {{js}} {{wasm}} {{loader}} {{parts}} {{css}}", &links()).unwrap();
        assert_eq!(page, "/a.css /a.js /a.wasm /b.js {} /a.css");
    }

    #[test]
    fn a_forgotten_or_unknown_placeholder_is_refused() {
        assert!(render("{{css}} {{js}} {{wasm}}", &links()).is_err());
        assert!(render("{{css}} {{js}} {{wasm}} {{loader}} {{parts}} {{font}}", &links()).is_err());
    }

    #[test]
    fn the_module_starts_the_client() {
        let script = started("let a;\nexport { initSync, __wbg_init as default };").unwrap();
        assert!(
            script.starts_with("let a;\n") && script.contains("__wbg_init({ module_or_path: new URL(\"./app.wasm\", import.meta.url) })")
        );
        assert!(started("export { init };").is_err());
    }
}
