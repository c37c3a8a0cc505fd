//! The commands of the server.

use api::{
    app::{self, AppState},
    config::Config,
    demo,
    error::ApiResult,
    features::{
        atlas::{self, IndexEdition},
        directory, region, registration, registry,
    },
    openapi,
    platform::{
        auth::{keys, secret::MasterKey},
        clock::{ShiftedClock, UuidV7},
        db,
        import::Progress,
        outbox::worker,
        telemetry,
    },
    reference, system,
};
use clap::{Parser, Subcommand};
use domain::{
    atlas::{Dataset, RegionLevel},
    registry::is_edition,
};
use migrations::{Migrator, MigratorTrait};
use std::{
    net::{Shutdown, TcpListener, TcpStream},
    os::fd::OwnedFd,
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

/// Gives memory back that was needed for a moment: making the search index takes more than everything after it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// GM Network: the server and its commands.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site and the API, and send what waits in the outbox.
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Print the API's contract.
    Openapi,
    /// Load official reference data; again changes nothing.
    LoadReference,
    /// Import a newer edition of official data.
    #[command(subcommand)]
    Import(Import),
    /// Make fictional people and institutions to look around with.
    SeedDemo,
    /// Print the code that the demo's staff can sign in with now.
    DemoCode,
    /// Invite the first administrator and print the link.
    CreateAdministrator {
        /// The mail address of the administrator.
        #[arg(long)]
        email: String,
    },
    /// Remove the second factor of somebody who lost the app and the recovery codes, once you know that it is them; every session ends.
    RemoveSecondFactor {
        /// The mail address of the account.
        #[arg(long)]
        email: String,
    },
    /// Sign access tokens with a new key from now on.
    RotateKeys,
    /// Ask the running server whether it lives; for health checks of containers.
    Health,
}

#[derive(Subcommand)]
enum Import {
    /// Which municipality belongs to which secondary medical area: a CSV file.
    Areas {
        /// The file.
        path: PathBuf,
        /// What the edition is called.
        #[arg(long, default_value = reference::AREAS_EDITION)]
        edition: String,
    },
    /// Outlines of regions: a TopoJSON file.
    Outlines {
        /// The file.
        path: PathBuf,
        /// prefecture, secondary-medical-area or municipality.
        #[arg(long, value_parser = level)]
        level: RegionLevel,
        /// What the edition is called.
        #[arg(long, default_value = reference::OUTLINES_EDITION)]
        edition: String,
    },
    /// The physician maldistribution index of prefectures or of secondary medical areas: a CSV file.
    PhysicianIndex {
        /// The file.
        path: PathBuf,
        /// When it was published: a month such as 2024-01, or a day.
        #[arg(long)]
        edition: IndexEdition,
    },
    /// Secondary medical areas that were worked out to meet criteria for candidate areas: a CSV file, taken whole or not at all.
    Candidates {
        /// The file.
        path: PathBuf,
        /// The edition of the index that they were worked out from.
        #[arg(long, default_value = reference::INDEX_EDITION)]
        edition: String,
    },
    /// Whatever a folder holds of the known files; those that are unchanged since last time are not read again.
    All {
        /// The folder.
        folder: PathBuf,
    },
    /// Insured medical institutions, from the list of the regional bureaus: a zip or CSV file.
    InsuredInstitutions {
        /// The file.
        path: PathBuf,
        /// The month the list is of, such as 2025-08; needed when the file's name does not begin with it.
        #[arg(long, value_parser = edition(Dataset::InsuredInstitutions))]
        edition: Option<String>,
    },
    /// Hospitals, from the open data of 医療情報ネット: a zip or CSV file.
    Hospitals {
        /// The file.
        path: PathBuf,
        /// The day the data is of, such as 2025-06-01; needed when the file's name does not end with it.
        #[arg(long, value_parser = edition(Dataset::Hospitals))]
        edition: Option<String>,
    },
}

#[actix_web::main]
async fn main() -> ExitCode {
    match run(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), String> {
    if let Command::Openapi = command {
        print(&[openapi::json(&openapi::document()).trim_end().to_owned()]);
        return Ok(());
    }
    telemetry::start();
    let config = Config::from_env()?;
    if let Command::Health = command {
        return system::ask_health(config.bind);
    }
    // Before anything is touched: a second server on the same port is the most frequent mistake.
    let listener = match command {
        Command::Serve => Some(listen(&config)?),
        _ => None,
    };
    let database = match &listener {
        Some(_) => db::connect(&config, 30).await,
        None => db::connect_for_command(&config).await,
    };
    let database = database.map_err(|error| format!("The database of DATABASE_URL cannot be reached: {error}."))?;
    if let Command::Migrate = command {
        return db::migrate(&database).await.map_err(|error| format!("The schema could not be brought up to date: {error}."));
    }
    let secrets = MasterKey::load_or_create(&config.master_key_file)?;
    let clock = ShiftedClock(config.clock_shift);
    let state = AppState::new(config, database, Arc::new(clock), Arc::new(UuidV7::default()), secrets)?;
    let failed = |error: api::error::ApiError| format!("It could not be done: {error}.");
    match (command, listener) {
        (Command::Serve, Some(listener)) => serve(state, listener).await,
        (Command::LoadReference, _) => {
            let loaded = db::one_at_a_time(&state.db, reference::load(&state)).await;
            loaded.map_err(|error| failed(error.into()))?.map(|lines| print(&lines)).map_err(failed)
        }
        (Command::Import(what), _) => import(state, what).await.map(|lines| print(&lines)).map_err(failed),
        (Command::SeedDemo, _) => demo::seed(&state).await.map(|lines| print(&lines)).map_err(failed),
        (Command::DemoCode, _) => demo::code(&state).map(|code| print(&[code])).map_err(failed),
        (Command::RotateKeys, _) => keys::rotate(&state.db, &state.secrets, state.clock.now(), None).await.map_err(failed),
        (Command::CreateAdministrator { email }, _) => {
            let link = api::features::accounts::invite_administrator(&state, &email).await.map_err(failed)?;
            print(&[link]);
            Ok(())
        }
        (Command::RemoveSecondFactor { email }, _) => api::features::accounts::remove_second_factor(&state, &email).await.map_err(failed),
        (Command::Migrate | Command::Openapi | Command::Health | Command::Serve, _) => Ok(()),
    }
}

async fn import(state: AppState, what: Import) -> ApiResult<Vec<String>> {
    let state = &state.showing(Progress::on_a_terminal());
    let report = match what {
        Import::All { folder } => return reference::import_all(state, &folder).await,
        Import::Areas { path, edition } => region::import_areas(state, &path, &edition).await?,
        Import::Outlines { path, level, edition } => atlas::import_outlines(state, &path, level, &edition).await?,
        Import::PhysicianIndex { path, edition } => atlas::import_indices(state, &path, &edition).await?,
        Import::Candidates { path, edition } => region::import_candidates(state, &path, &edition).await?,
        Import::InsuredInstitutions { path, edition } => registry::import_insured(state, &path, edition.as_deref()).await?,
        Import::Hospitals { path, edition } => registry::import_hospitals(state, &path, edition.as_deref()).await?,
    };
    Ok(vec![report.to_string()])
}

fn edition(dataset: Dataset) -> impl Fn(&str) -> Result<String, String> + Clone + Send + Sync {
    move |text| match is_edition(dataset, text) {
        true => Ok(text.to_owned()),
        false => Err("a day such as 2025-06-01 for hospitals, a month such as 2025-08 for insured institutions".to_owned()),
    }
}

fn level(text: &str) -> Result<RegionLevel, String> {
    text.replace('-', "_").parse().map_err(|_| "prefecture, secondary-medical-area or municipality".to_owned())
}

fn listen(config: &Config) -> Result<TcpListener, String> {
    TcpListener::bind(config.bind).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("{} is taken by another program: stop it, or choose another address with GM_BIND.", config.bind)
        }
        std::io::ErrorKind::PermissionDenied => {
            format!("{} may not be used by this user: choose a port above 1023 with GM_BIND.", config.bind)
        }
        _ => format!("{} cannot be listened on: {error}.", config.bind),
    })
}

async fn serve(state: AppState, listener: TcpListener) -> Result<(), String> {
    state.config.warnings().into_iter().for_each(|sentence| tracing::warn!("{sentence}"));
    let pending =
        Migrator::get_pending_migrations_read_only(&state.db).await.map_err(|error| format!("The schema cannot be read: {error}."))?;
    if !pending.is_empty() {
        return Err("The database's schema is older than this program: run `api migrate` first.".to_owned());
    }
    registration::refold(&state).await.map_err(|error| format!("Search keys could not be brought up to date: {error}."))?;
    directory::adopt(&state).await.map_err(|error| format!("What changed in the directory could not be read: {error}."))?;
    let sentence = |error: api::error::ApiError| format!("The signing keys could not be prepared: {error}.");
    state.keys.refresh(&state.db, &state.secrets, state.clock.now()).await.map_err(sentence)?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(8);
    let listening_socket = listener.try_clone().map_err(|error| format!("The server could not start: {error}."))?;
    let server = app::serve(state.clone(), listener, workers).map_err(|error| format!("The server could not start: {error}."))?;
    let handle = server.handle();
    let (stop, stopped) = watch::channel(false);
    let outbox = actix_web::rt::spawn(worker::work(state.clone(), stopped.clone()));
    let index = actix_web::rt::spawn(directory::search::follow(state.clone(), stopped.clone()));
    let calendar = actix_web::rt::spawn(app::follow_calendar(state.clone(), stopped));
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
    drop((outbox.await, calendar.await, index.await));
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

/// What asks the process to end.
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

#[expect(clippy::print_stdout, reason = "the result of a command")]
fn print(lines: &[String]) {
    for line in lines {
        println!("{line}");
    }
}
