//! `index.html`, and what starts the client.
//!
//! The content security policy allows no inline script, so the start stands at the end of wasm-bindgen's module, and what loads the parts at its
//! beginning: a module of its own would be a request more.

use anyhow::{Result, ensure};

/// Where the files of this build are, as URL paths.
#[derive(Debug)]
pub struct Links {
    /// `{{css}}`: all styles.
    pub css: String,
    /// `{{js}}`: wasm-bindgen's module, which starts the client.
    pub js: String,
    /// `{{wasm}}`: the client.
    pub wasm: String,
    /// `{{parts}}`: for the server, the further modules that each address needs, as a JSON object from pattern to URL paths.
    pub parts: String,
}

/// What a page that can be read already puts off until it is shown: the modules that its head names wait behind a media query that no screen meets.
const START: &str = r#"const waiting = document.querySelectorAll("link[rel=preload][media='not all']");
const shown = new Promise((go) => {
    if (!waiting.length || document.hidden) return go();
    requestAnimationFrame(() => setTimeout(go));
    setTimeout(go, 1000);
});
shown.then(() => {
    for (const link of waiting) link.removeAttribute("media");
    return __wbg_init({ module_or_path: new URL("./app.wasm", import.meta.url) });
}).catch((error) => {
    document.documentElement.dataset.boot = "failed";
    throw error;
});
"#;

/// wasm-bindgen's module with the start, and with `loader` in the place of the module of that `name` that it imports. A browser that cannot run the client gets `<html data-boot="failed">`, which the page shows in words.
///
/// # Errors
/// If the module is not what wasm-bindgen used to write.
pub fn started(js: &str, name: &str, loader: &str) -> Result<String> {
    ensure!(js.contains("export { initSync, __wbg_init as default };"), "wasm-bindgen's module exports something else than it did");
    let is_import = |line: &&str| line.starts_with("import ") && line.contains(name);
    let is_use = |line: &&str| line.trim_start().starts_with(&format!("\"./{name}\": import"));
    let mut used = false;
    let mut own = String::with_capacity(js.len());
    for line in js.lines().filter(|line| !is_import(line)) {
        match (is_use(&line), used) {
            (true, true) => {}
            (true, false) => {
                used = true;
                own.push_str(&format!("\"./{name}\": loader,\n"));
            }
            (false, _) => {
                own.push_str(line);
                own.push('\n');
            }
        }
    }
    ensure!(used, "wasm-bindgen's module does not use {name}");
    Ok(format!("{loader}\n{own}\n{START}"))
}

/// Fills the template in; every placeholder must be used and none may be unknown.
///
/// # Errors
/// If the template lacks a placeholder or has another one.
pub fn render(template: &str, links: &Links) -> Result<String> {
    let mut page = template.to_owned();
    let values = [("{{css}}", &links.css), ("{{js}}", &links.js), ("{{wasm}}", &links.wasm), ("{{parts}}", &links.parts)];
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
        Links { css: "/a.css".into(), js: "/a.js".into(), wasm: "/a.wasm".into(), parts: "{}".into() }
    }

    #[test]
    fn every_placeholder_becomes_a_link() {
        let page = render("{{css}} {{js}} {{wasm}} {{parts}} {{css}}", &links()).unwrap();
        assert_eq!(page, "/a.css /a.js /a.wasm {} /a.css");
    }

    #[test]
    fn a_forgotten_or_unknown_placeholder_is_refused() {
        assert!(render("{{css}} {{js}} {{wasm}}", &links()).is_err());
        assert!(render("{{css}} {{js}} {{wasm}} {{parts}} {{font}}", &links()).is_err());
    }

    #[test]
    fn the_module_starts_the_client() {
        let bound = "import * as import1 from \"./l.js\"\nimport * as import2 from \"./l.js\"\nlet a = {\n  \"./l.js\": import1,\n\"./l.js\": import2,\n};\n\
                     export { initSync, __wbg_init as default };";
        let script = started(bound, "l.js", "const loader = 1;").unwrap();
        assert!(script.starts_with("const loader = 1;\nlet a = {\n\"./l.js\": loader,\n};\nexport {"), "{script}");
        assert!(script.contains("__wbg_init({ module_or_path: new URL(\"./app.wasm\", import.meta.url) })"), "{script}");
        assert!(started("export { init };", "l.js", "").is_err() && started(&bound.replace("l.js", "m.js"), "l.js", "").is_err());
    }
}
