//! The application: its state, and the only list of mounted features.

use crate::{
    config::Config,
    error::ApiError,
    features::{self, directory::search::DirectoryIndex, registry::RegistryNames},
    openapi,
    platform::{
        auth::{keys::KeyRing, password::Passwords, secret::MasterKey},
        clock::{Clock, Ids},
        export::pdf::Fonts,
        http::{contract::Contract, envelope, fallback},
        import::Progress,
        mail::Mailer,
        telemetry::RequestSpan,
    },
    site, static_files, system,
};
use actix_web::{
    App, HttpServer,
    dev::Server,
    middleware::from_fn,
    web::{self, Data},
};
use sea_orm::DatabaseConnection;
use std::{
    net::TcpListener,
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};

/// Everything a request may need; cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Parts>);

/// What the state holds.
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub db: DatabaseConnection,
    /// The configuration.
    pub config: Config,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn Ids>,
    /// Keys of access tokens.
    pub keys: KeyRing,
    /// The master key.
    pub secrets: MasterKey,
    /// Password hashing.
    pub passwords: Passwords,
    /// The mail server.
    pub mailer: Mailer,
    /// The index of the directory.
    pub directory: DirectoryIndex,
    /// The names of the official lists.
    pub registry: RegistryNames,
    /// The fonts of documents.
    pub fonts: Fonts,
    /// Whether imports show how far they have come.
    pub progress: Progress,
    /// The operations of the contract.
    pub contract: Contract,
    /// The contract as it is served.
    pub contract_json: String,
    stopping: AtomicBool,
    in_flight: AtomicUsize,
}

impl Deref for AppState {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl AppState {
    /// Puts the state together. The signing keys are loaded by [`KeyRing::refresh`].
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn new(
        config: Config,
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        secrets: MasterKey,
    ) -> Result<Self, String> {
        let document = openapi::document();
        Ok(AppState(Arc::new(Parts {
            db,
            clock,
            ids,
            keys: KeyRing::default(),
            secrets,
            passwords: Passwords::new(config.password_cost).map_err(|error: ApiError| error.to_string())?,
            mailer: Mailer::new(&config)?,
            directory: DirectoryIndex::default(),
            registry: RegistryNames::default(),
            fonts: Fonts::new(&config.font_dir),
            progress: Progress::Silent,
            contract: Contract::of(&document),
            contract_json: openapi::json(&document),
            stopping: AtomicBool::new(false),
            in_flight: AtomicUsize::new(0),
            config,
        })))
    }
}

impl AppState {
    /// The same for a command at a terminal, whose imports show how far they have come. Before anybody shares the state.
    #[must_use]
    pub fn showing(mut self, progress: Progress) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.progress = progress;
        }
        self
    }

    /// Lets `/readyz` say that this process ends, so that new requests go elsewhere.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
    }

    /// Whether this process ends.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// Counts a request as in flight until the returned guard is dropped.
    #[must_use]
    pub fn track_request(&self) -> InFlight {
        self.in_flight.fetch_add(1, Ordering::AcqRel);
        InFlight(self.clone())
    }

    /// The number of requests in flight.
    #[must_use]
    pub fn requests_in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Acquire)
    }
}

/// Guard of a request in flight.
#[derive(Debug)]
pub struct InFlight(AppState);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Mounts every feature: what is served is what is documented.
pub fn routes(config: &mut ServiceConfig) {
    config.service(scope("/api/v1").configure(|config: &mut ServiceConfig| {
        features::accounts::routes(config);
        features::contact::routes(config);
        features::directory::routes(config);
        features::organization::routes(config);
        features::region::routes(config);
        features::atlas::routes(config);
        features::registry::routes(config);
        features::registration::routes(config);
        features::change_request::routes(config);
        features::doctor::routes(config);
        features::inquiry::routes(config);
        features::subsidy::routes(config);
        features::support::routes(config);
    }));
}

/// Runs daily jobs until `stop` becomes `true`. Every job is idempotent.
pub async fn follow_calendar(state: AppState, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = features::registration::expire_due(&state).await {
            tracing::error!(%error, "the end of terms could not be looked up");
        }
        for removed in [features::registration::remove_old_drafts(&state).await, features::support::remove_old_drafts(&state).await] {
            if let Err(error) = removed {
                tracing::error!(%error, "old drafts could not be looked up");
            }
        }
        if let Err(error) = features::doctor::purge_licences(&state).await {
            tracing::error!(%error, "copies of licences that are over could not be deleted");
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(Duration::from_secs(60)) => {}
        }
    }
}

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
            .default_service(web::to(fallback::fallback))
            .wrap(from_fn(envelope::envelope))
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
