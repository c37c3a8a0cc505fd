//! What a first visit downloads.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, ensure};

use crate::{say, stamp};

/// Program, glue and styles that every page needs together, as brotli, in bytes. What each page transfers is checked in a browser
/// (`e2e/journeys/visitor/first-visit.spec.ts`).
const BUDGET: u64 = 260 * 1024;

/// Prints the sizes; fails above the budget.
pub fn check(out: &Path) -> Result<()> {
    let (mut total, mut later) = (0, 0);
    for path in stamp::files_below(&out.join("assets"))? {
        let plain = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if !["wasm", "js", "css"].contains(&plain) {
            continue;
        }
        let mut compressed = path.as_os_str().to_owned();
        compressed.push(".br");
        let size =
            |path: &Path| -> Result<u64> { Ok(fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.len()) };
        let (plain, compressed) = (size(&path)?, size(Path::new(&compressed))?);
        let is_later = path.file_name().and_then(|name| name.to_str()).is_some_and(crate::split::is_later);
        if is_later {
            later += compressed;
        } else {
            total += compressed;
        }
        say(&format!(
            "  {:8.1} KB brotli {:9.1} KB plain  {}{}",
            kilobytes(compressed),
            kilobytes(plain),
            path.strip_prefix(out)?.display(),
            if is_later { " (later)" } else { "" }
        ))?;
    }
    say(&format!(
        "  {:8.1} KB brotli on a first visit, of {:.0} KB; {:.1} KB more when somebody goes there",
        kilobytes(total),
        kilobytes(BUDGET),
        kilobytes(later)
    ))?;
    ensure!(total > 0, "there is no client in {}", out.display());
    ensure!(total <= BUDGET, "the client is {:.1} KB over its budget of {:.0} KB", kilobytes(total - BUDGET), kilobytes(BUDGET));
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "for people, to a tenth of a kilobyte")]
fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0
}
