//! The commands of the server.

use api::{
    app::{self, AppState},
    config::Config,
    demo,
    error::ApiResult,
    features::{
        atlas::{self, IndexEdition},
        places, priority_area, registry,
    },
    openapi,
    platform::{
        auth::{keys, secret::MasterKey},
        clock::{ShiftedClock, UuidV7},
        db::{self, replica::Replica},
        import::Progress,
        telemetry,
    },
    reference, system,
};
use clap::{Parser, Subcommand};
use domain::{
    atlas::{Dataset, RegionLevel},
    registry::is_edition,
};
use std::{net::TcpListener, path::PathBuf, process::ExitCode, sync::Arc};

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
    SeedDemo {
        /// Hundreds of institutions, most of which wait for the secretariat, and a year of a prefecture's officer.
        #[arg(long)]
        large: bool,
    },
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
    let replica = match &listener {
        Some(_) => Replica::open(&config, 30).await.map_err(|error| format!("GM_REPLICA_URL is no address of a database: {error}."))?,
        None => None,
    };
    let state = app::state(config, database, Arc::new(clock), Arc::new(UuidV7::default()), secrets)?.with_replica(replica);
    let failed = |error: api::error::ApiError| format!("It could not be done: {error}.");
    match (command, listener) {
        (Command::Serve, Some(listener)) => app::run(state, listener).await,
        (Command::LoadReference, _) => {
            let loaded = db::one_at_a_time(&state.db, reference::load(&state)).await;
            loaded.map_err(|error| failed(error.into()))?.map(|lines| print(&lines)).map_err(failed)
        }
        (Command::Import(what), _) => import(state, what).await.map(|lines| print(&lines)).map_err(failed),
        (Command::SeedDemo { large }, _) => {
            demo::seed(&state, if large { demo::Size::Large } else { demo::Size::Usual }).await.map(|lines| print(&lines)).map_err(failed)
        }
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
    let state = &state.with_progress(Progress::on_a_terminal());
    let report = match what {
        Import::All { folder } => return reference::import_all(state, &folder).await,
        Import::Areas { path, edition } => places::import_areas(state, &path, &edition).await?,
        Import::Outlines { path, level, edition } => atlas::import_outlines(state, &path, level, &edition).await?,
        Import::PhysicianIndex { path, edition } => atlas::import_indices(state, &path, &edition).await?,
        Import::Candidates { path, edition } => priority_area::import_candidates(state, &path, &edition).await?,
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

#[expect(clippy::print_stdout, reason = "the result of a command")]
fn print(lines: &[String]) {
    for line in lines {
        println!("{line}");
    }
}
