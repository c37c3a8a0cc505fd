//! Runs the scheduled tasks of every feature once a minute.

use super::AppState;
use std::time::Duration;
use tokio::sync::watch;

/// How often the scheduled tasks run.
const EVERY: Duration = Duration::from_secs(60);

/// Runs the scheduled tasks of all features until `stop` becomes true. A failing one does not hold up the rest.
pub async fn run_scheduled(state: AppState, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        for task in state.features.iter().flat_map(|feature| feature.scheduled) {
            if let Err(error) = (task.run)(&state).await {
                tracing::error!(%error, "{}", task.failure);
            }
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
