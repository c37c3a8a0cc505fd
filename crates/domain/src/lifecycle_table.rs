//! Prints a state machine as a table and compares it with the one that was reviewed (`EXPECTORATE=overwrite` rewrites it, as other golden files).

use std::fmt::{Display, Write};

/// Compares every (state, event, fact) with the golden table at `path`, relative to the crate.
pub fn check<S: Display + Copy, E: Display + Copy, F: Display + Copy>(
    path: &str,
    states: impl Iterator<Item = S> + Clone,
    events: impl Iterator<Item = E> + Clone,
    facts: impl Iterator<Item = F> + Clone,
    next: impl Fn(S, E, F) -> Result<S, String>,
) {
    let mut table = String::new();
    for state in states {
        for event in events.clone() {
            for fact in facts.clone() {
                let outcome = match next(state, event, fact) {
                    Ok(to) => to.to_string(),
                    Err(denied) => format!("– {denied}"),
                };
                writeln!(table, "{state} + {event} by {fact} → {outcome}").unwrap();
            }
        }
    }
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var("EXPECTORATE").is_ok_and(|value| value == "overwrite") {
        std::fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
        std::fs::write(&path, &table).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == table, "the lifecycle changed; review it and accept with EXPECTORATE=overwrite:\n{table}");
}
