//! Which compiler builds the client, and how it is called.
//!
//! A rustup toolchain with the wasm32 target is preferred. Where that target cannot be downloaded, Debian's rustc-web
//! builds the standard library from its own source (rust-web-src): a matched pair, so neither is pinned.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail, ensure};

const TARGET: &str = "wasm32-unknown-unknown";

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// The compiler of this build has the target installed.
    Installed,
    /// Debian's compiler builds the standard library too, linking with this program.
    DebianBuildStd { linker: String },
}

/// A compiler that can make wasm.
#[derive(Debug)]
pub struct Toolchain {
    kind: Kind,
    /// `rustc --version`, which decides whether an earlier build can be kept.
    pub identity: String,
}

impl Toolchain {
    /// Looks for a compiler; fails with the command that installs one.
    pub fn find() -> Result<Self> {
        if let Ok(sysroot) = output(Command::new("rustc").args(["--print", "sysroot"]))
            && Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir()
        {
            return Ok(Self { kind: Kind::Installed, identity: output(Command::new("rustc").arg("--version"))? });
        }
        let has_source = Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir();
        if let (true, Some(linker)) = (has_source, newest_wasm_linker()) {
            let identity = output(Command::new("/usr/bin/rustc").arg("--version"))
                .context("rust-web-src is installed but /usr/bin/rustc does not run")?;
            return Ok(Self { kind: Kind::DebianBuildStd { linker }, identity });
        }
        bail!(
            "no compiler for {TARGET}: run `rustup target add {TARGET}`, or on Debian 12 \
             `apt-get install rustc-web cargo-web rust-web-src rust-web-llvm lld-22`"
        )
    }

    /// For people: which of the two ways this is.
    pub fn label(&self) -> String {
        match &self.kind {
            Kind::Installed => self.identity.trim().to_owned(),
            Kind::DebianBuildStd { .. } => format!("Debian's {} and its own standard library", self.identity.trim()),
        }
    }

    /// Compiles `web` and returns the module as rustc wrote it.
    pub fn build(&self, root: &Path, target_dir: &Path, profile: &str) -> Result<PathBuf> {
        let status = self
            .cargo(root, target_dir)
            .args(["build", "--locked", "--package", "web", "--bin", "web", "--target", TARGET, "--profile", profile])
            .status()
            .context("cargo did not start")?;
        ensure!(status.success(), "the client does not compile");
        let folder = if profile == "dev" { "debug" } else { profile };
        Ok(target_dir.join(TARGET).join(folder).join("web.wasm"))
    }

    /// Clippy over the client, warnings denied.
    pub fn clippy(&self, root: &Path, target_dir: &Path, profile: &str) -> Result<()> {
        let status = self
            .cargo(root, target_dir)
            .args(["clippy", "--locked", "--package", "web", "--target", TARGET, "--profile", profile, "--", "-D", "warnings"])
            .status()
            .context("cargo did not start")?;
        ensure!(status.success(), "clippy found something in the client");
        Ok(())
    }

    fn cargo(&self, root: &Path, target_dir: &Path) -> Command {
        let mut cargo = match &self.kind {
            Kind::Installed => Command::new("cargo"),
            Kind::DebianBuildStd { linker } => {
                let mut cargo = Command::new("/usr/bin/cargo");
                let path = env::var("PATH").unwrap_or_default();
                cargo
                    .env("PATH", format!("/usr/bin:{path}"))
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                cargo
            }
        };
        // Set by the cargo and rustup that started us; they would send the other compiler back to them.
        for name in ["RUSTUP_TOOLCHAIN", "RUSTC", "RUSTDOC", "CARGO", "RUSTC_WRAPPER", "CARGO_ENCODED_RUSTFLAGS"] {
            cargo.env_remove(name);
        }
        // erase_components: Leptos boxes its view types, without which the client is several times larger.
        cargo.current_dir(root).env("RUSTFLAGS", "--cfg erase_components").env("CARGO_TARGET_DIR", target_dir);
        cargo
    }
}

/// `wasm-ld-22` before `wasm-ld-14`, whichever Debian package brought them.
fn newest_wasm_linker() -> Option<String> {
    let mut versions: Vec<u32> = fs::read_dir("/usr/bin")
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_prefix("wasm-ld-")?.parse().ok())
        .collect();
    versions.sort_unstable();
    versions.last().map(|version| format!("wasm-ld-{version}"))
}

/// wasm-bindgen's two halves speak a private protocol that changes with every release.
pub fn check_wasm_bindgen(root: &Path) -> Result<()> {
    let lock = fs::read_to_string(root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let (library, tool) = (locked(&lock, "wasm-bindgen"), locked(&lock, "wasm-bindgen-cli-support"));
    ensure!(
        library.is_some() && library == tool,
        "Cargo.lock has wasm-bindgen {} and wasm-bindgen-cli-support {}: run \
         `cargo update wasm-bindgen wasm-bindgen-cli-support` so that they are the same",
        library.unwrap_or("none"),
        tool.unwrap_or("none"),
    );
    Ok(())
}

fn locked<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    Some(after.split_once('"')?.0)
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    ensure!(output.status.success(), "{command:?} failed");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locked_version_is_the_one_of_exactly_that_crate() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n\
                    [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"0.2.131\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(lock, "wasm-bindgen-cli-support"), Some("0.2.131"));
        assert_eq!(locked(lock, "wasm"), None);
    }
}
