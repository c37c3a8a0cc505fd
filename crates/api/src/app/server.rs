//! The HTTP server, what runs beside it, and how both end.

use super::{AppState, fallback::fallback, router::routes, schedule::run_scheduled};
use crate::{
    error::ApiError,
    platform::{db::replica, http::middleware, outbox::worker, telemetry::RequestSpan},
    site, static_files, system,
};
use actix_web::{
    App, HttpServer,
    dev::Server,
    middleware::from_fn,
    web::{self, Data},
};
use futures_util::future::join_all;
use migrations::{Migrator, MigratorTrait};
use std::{
    net::{Shutdown, TcpListener, TcpStream},
    os::fd::OwnedFd,
    time::Duration,
};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt;

/// Serves HTTP on an open listener. The caller awaits the server and stops it by its handle.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(state: AppState, listener: TcpListener, workers: usize) -> std::io::Result<Server> {
    let server = HttpServer::new(move || {
        let (app, _) = App::new().into_utoipa_app().app_data(Data::new(state.clone())).configure(routes).split_for_parts();
        app.configure(system::routes)
            .configure(static_files::docs)
            .configure(site::routes)
            .default_service(web::to(fallback))
            .wrap(from_fn(middleware::middleware))
            .wrap(TracingLogger::<RequestSpan>::new())
    })
    .workers(workers)
    .client_request_timeout(Duration::from_secs(30))
    // For what is still to be written; whoever stops the server has waited for requests at hand.
    .shutdown_timeout(5)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(server)
}

/// Runs the server with everything beside it until a signal asks the process to end, and lets requests at hand finish.
///
/// # Errors
/// A sentence for the operator.
pub async fn run(state: AppState, listener: TcpListener) -> Result<(), String> {
    state.config.warnings().into_iter().for_each(|sentence| tracing::warn!("{sentence}"));
    let pending =
        Migrator::get_pending_migrations_read_only(&state.db).await.map_err(|error| format!("The schema cannot be read: {error}."))?;
    if !pending.is_empty() {
        return Err("The database's schema is older than this program: run `api migrate` first.".to_owned());
    }
    for task in state.features.iter().flat_map(|feature| feature.startup) {
        (task.run)(&state).await.map_err(|error| format!("{}: {error}.", task.failure))?;
    }
    let sentence = |error: ApiError| format!("The signing keys could not be prepared: {error}.");
    state.keys.refresh(&state.db, &state.secrets, state.clock.now()).await.map_err(sentence)?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(8);
    let listening_socket = listener.try_clone().map_err(|error| format!("The server could not start: {error}."))?;
    let server = serve(state.clone(), listener, workers).map_err(|error| format!("The server could not start: {error}."))?;
    let handle = server.handle();
    let (stop, stopped) = watch::channel(false);
    let outbox = actix_web::rt::spawn(worker::work(state.clone(), stopped.clone()));
    let scheduled = actix_web::rt::spawn(run_scheduled(state.clone(), stopped.clone()));
    let replica = actix_web::rt::spawn(replica::follow(state.clone(), stopped.clone()));
    let background = state.features.iter().filter_map(|feature| feature.background);
    let background: Vec<_> = background.map(|run| actix_web::rt::spawn(run(state.clone(), stopped.clone()))).collect();
    tracing::info!(address = state.config.public_url, "serving");
    if !state.fonts.are_present() {
        let folder = state.config.font_dir.display();
        tracing::warn!(%folder, "documents cannot be had as PDF: install fonts-noto-cjk, or name the folder of the fonts in GM_FONT_DIR");
    }

    let (stopping, mut signals) = (state.clone(), Signals::new()?);
    actix_web::rt::spawn(async move {
        signals.next().await;
        stopping.stop();
        let drain = stopping.config.drain;
        tracing::info!(seconds = drain.as_secs(), "stopping: /readyz says so, and requests are taken until others have noticed");
        // Whoever asks twice does not want to wait.
        tokio::select! { () = tokio::time::sleep(drain) => {}, () = signals.next() => {} }
        tracing::info!("stopping: requests at hand are finished first");
        handle.pause().await;
        // The thread that accepts has heard of it then, and does not take the closed socket for a fault.
        tokio::time::sleep(BETWEEN_COUNTS).await;
        close(listening_socket);
        // Before any of the server's threads ends: connections to the database belong to the thread that made them, and serve all.
        if tokio::time::timeout(stopping.config.finish_within, finish(&stopping)).await.is_err() {
            // Transactions are rolled back, and files end without their last chunk, which tells them from whole ones.
            tracing::warn!(requests = stopping.requests_in_flight(), "stopping: what takes longer is cut off");
        }
        handle.stop(true).await;
    });
    let outcome = server.await.map_err(|error| format!("The server failed: {error}."));
    stop.send_replace(true);
    drop((outbox.await, scheduled.await, replica.await, join_all(background).await));
    if tokio::time::timeout(POOL_CLOSE_TIMEOUT, state.db.clone().close()).await.is_err() {
        tracing::warn!("the connection pool did not close in time");
    }
    outcome
}

/// How long the connection pool may take to close.
const POOL_CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// Shuts the listening socket down: new connections are refused at once.
fn close(listener: TcpListener) {
    if let Err(error) = TcpStream::from(OwnedFd::from(listener)).shutdown(Shutdown::Both) {
        tracing::debug!(%error, "the listener was closed already");
    }
}

/// Waits until no request is in flight.
async fn finish(state: &AppState) {
    while state.requests_in_flight() > 0 {
        tokio::time::sleep(BETWEEN_COUNTS).await;
    }
}

/// How often the number of requests in flight is checked.
const BETWEEN_COUNTS: Duration = Duration::from_millis(20);

/// The signals that ask the process to end: SIGINT and SIGTERM.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn new() -> Result<Self, String> {
        let listen = |kind| signal(kind).map_err(|error| format!("Signals cannot be waited for: {error}."));
        Ok(Signals { interrupt: listen(SignalKind::interrupt())?, terminate: listen(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! { _ = self.interrupt.recv() => {}, _ = self.terminate.recv() => {} }
    }
}
