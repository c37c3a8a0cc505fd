//! The run: its stages in their order.

use crate::{
    Arguments,
    corpus::{self, Corpus, Dice},
    drive::{Measured, drive, elsewhere, fetch},
    follow, load,
    product::{Program, Server},
    rival::{Answer, Bare, PgBench},
    sql,
    table::Table,
    terms, within,
};
use anyhow::{Context, Result};
use api::{
    app::{self, AppState},
    config::Config,
    features::directory::{
        Filter, query,
        search::{self, DirectoryIndex},
    },
    platform::{auth::secret::MasterKey, clock::UuidV7, db},
};
use domain::{directory::DirectoryQuery, ids::InstitutionId, institution::Specialty, page::DEFAULT_PAGE_SIZE};
use sea_orm::{ConnectionTrait, DatabaseConnection, TryGetable};
use std::{net::SocketAddr, path::Path, sync::Arc, time::Instant};
use strum::IntoEnumIterator;

/// Different filtered lists that are asked for.
const LISTS: usize = 64;
/// Different pages of institutions that are asked for.
const PAGES: usize = 20_000;
const CHANGES: usize = 200;

/// What is wanted, as ratios in one run or as a limit.
mod wanted {
    pub const LIST: f64 = 1.0;
    pub const BY_ID: f64 = 0.3;
    pub const LIST_OF_BARE: f64 = 0.25;
    pub const BY_ID_OF_BARE: f64 = 0.6;
    pub const TEXT: f64 = 50.0;
    pub const P99: f64 = 5.0;
    pub const WITHIN_MS: f64 = 5.0;
    /// Words that nobody asked for yet, of pairs that nearly every listing holds.
    pub const FIRST_TIME_MS: f64 = 10.0;
    pub const SEARCHABLE_MS: f64 = 100.0;
    pub const REBUILD_S: f64 = 10.0;
    pub const MEMORY_MB: u64 = 300;
    pub const IMPORT_ROWS: f64 = 20_000.0;
    pub const TEN_TIMES: f64 = 2.0;
}

/// What all stages use.
pub struct Run {
    arguments: Arguments,
    program: Program,
    pgbench: PgBench,
    database: DatabaseConnection,
    corpus: Corpus,
    table: Table,
}

/// The database of the run.
pub async fn database() -> Result<DatabaseConnection> {
    Ok(db::connect(&config()?, 4).await?)
}

/// The only value that a statement gives.
pub async fn one<T: TryGetable>(database: &DatabaseConnection, text: &str) -> Result<T> {
    let row = database.query_one_raw(sql(text)).await?.context("no row")?;
    Ok(row.try_get_by_index(0)?)
}

fn config() -> Result<Config> {
    Config::from_env().map_err(anyhow::Error::msg)
}

fn say(what: &str) {
    println!("── {what}");
}

impl Run {
    /// Makes the schema and loads what the project ships.
    pub async fn start(arguments: Arguments) -> Result<Self> {
        say("schema and reference data");
        let program = Program(arguments.api.clone());
        program.run(&["migrate"])?;
        program.run(&["load-reference"])?;
        let database = database().await?;
        let corpus = Corpus::new(load::places(&database).await?);
        let pgbench = PgBench {
            program: arguments.pgbench.clone(),
            database_url: config()?.database_url.reveal().clone(),
            folder: arguments.folder.clone(),
        };
        Ok(Run { arguments, program, pgbench, database, corpus, table: Table::default() })
    }

    /// Only the start, three times.
    async fn starts(mut self) -> Result<(Table, Arguments)> {
        say(&format!("{} listings", self.arguments.listings));
        load::listings(&self.database, &self.corpus, 0..self.arguments.listings, self.arguments.narrow).await?;
        for _ in 0..3 {
            let server = self.program.serve()?;
            self.rebuilt(&server).await?;
        }
        Ok((self.table, self.arguments))
    }

    /// All stages, or those that are wanted.
    pub async fn everything(mut self) -> Result<(Table, Arguments)> {
        if self.arguments.start {
            return self.starts().await;
        }
        self.import()?;
        let tenth = self.arguments.listings / 10;
        say(&format!("{tenth} listings"));
        load::listings(&self.database, &self.corpus, 0..tenth, self.arguments.narrow).await?;
        let few = {
            let server = self.program.serve()?;
            self.both(&server, tenth)?
        };
        say(&format!("{} listings", self.arguments.listings));
        load::listings(&self.database, &self.corpus, tenth..self.arguments.listings, self.arguments.narrow).await?;
        let server = self.program.serve()?;
        self.rebuilt(&server).await?;
        let all = self.both(&server, self.arguments.listings)?;
        self.compare(&server, all)?;
        let judge = |table: &mut Table, what: &str, few: Measured, all: Measured| {
            let times = few.rate / all.rate;
            let numbers = format!("{:.0}/s, then {:.0}/s", few.rate, all.rate);
            table.judge(what, format!("≤ {} ×", wanted::TEN_TIMES), numbers, format!("{times:.2} × the time"), times <= wanted::TEN_TIMES);
        };
        judge(&mut self.table, "list, ten times the rows", few.0, all.0);
        judge(&mut self.table, "by id, ten times the rows", few.1, all.1);
        let state = self.in_process().await?;
        self.texts(&server, &state)?;
        self.memory(&server, "memory after all searches")?;
        say("from commit to searchable");
        let searchable = follow::searchable(&self.database, server.address, self.arguments.listings, CHANGES).await?;
        self.table.judge(
            "commit to searchable, p99",
            format!("≤ {:.0} ms", wanted::SEARCHABLE_MS),
            format!("{:.0} ms", searchable.p99),
            format!("p50 {:.0} ms", searchable.p50),
            searchable.p99 <= wanted::SEARCHABLE_MS,
        );
        drop(server);
        self.oracle(&state).await?;
        Ok((self.table, self.arguments))
    }

    /// The real files, by the commands that operators use.
    fn import(&mut self) -> Result<()> {
        let Some(folder) = std::env::var_os("GM_DATA_DIR") else {
            self.table.note("import of the real files", "not measured: GM_DATA_DIR names no folder");
            return Ok(());
        };
        say("import of the real files");
        let (mut rows, mut seconds) = (0u64, 0.0);
        for (command, file) in
            [("hospitals", "01-1_hospital_facility_info_20250601.zip"), ("insured-institutions", "202508_all_med_inst_cd.zip")]
        {
            let path = Path::new(&folder).join(file);
            let (said, took) = self.program.run(&["import", command, &path.to_string_lossy()])?;
            let taken = said.split(": ").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<u64>().ok());
            rows += taken.with_context(|| format!("the report begins otherwise: {said}"))?;
            seconds += took.as_secs_f64();
        }
        #[expect(clippy::cast_precision_loss, reason = "rows of a file")]
        let rate = rows as f64 / seconds;
        let numbers = format!("{rate:.0} rows/s");
        let what = format!("import of {rows} real rows");
        self.table.judge(what, format!("≥ {:.0}", wanted::IMPORT_ROWS), numbers, format!("{seconds:.1} s"), rate >= wanted::IMPORT_ROWS);
        Ok(())
    }

    /// The start, beside a plain reading of the same rows.
    async fn rebuilt(&mut self, server: &Server) -> Result<()> {
        let (seconds, cpu) = (server.ready_after.as_secs_f64(), server.cpu()?);
        let read = load::read(&self.database, &search::statement()).await?.as_secs_f64();
        let what = format!("start with {} listings until ready", self.arguments.listings);
        let used = format!("{cpu:.1} s of its own on all cores; {:.2} × COPY of the same rows, {read:.1} s", seconds / read);
        self.table.judge(what, format!("≤ {:.0} s", wanted::REBUILD_S), format!("{seconds:.1} s"), used, seconds <= wanted::REBUILD_S);
        self.memory(server, "memory after the start")
    }

    fn memory(&mut self, server: &Server, what: &str) -> Result<()> {
        let memory = server.memory()?;
        let whole = memory.anonymous + memory.mapped;
        let parts = format!("{} anonymous, {} mapped files; peak {}", memory.anonymous, memory.mapped, memory.peak);
        self.table.judge(what, format!("≤ {} MB", wanted::MEMORY_MB), format!("{whole} MB"), parts, whole <= wanted::MEMORY_MB);
        Ok(())
    }

    /// The filtered lists that are asked for, each as its query.
    fn lists(&self) -> Vec<DirectoryQuery> {
        let mut dice = Dice::of(3);
        let specialties: Vec<Specialty> = Specialty::iter().collect();
        (0..LISTS)
            .map(|number| DirectoryQuery {
                prefecture: Some(format!("{:02}", dice.roll(47) + 1)),
                specialties: (number % 2 == 0).then(|| specialties[dice.zipf(specialties.len())].code().to_owned()),
                guidance: (number % 3 == 0).then_some(true),
                ..DirectoryQuery::default()
            })
            .collect()
    }

    /// Lists and pages through the API.
    fn both(&self, server: &Server, listings: usize) -> Result<(Measured, Measured)> {
        let mut dice = Dice::of(4);
        let lists: Vec<String> = self.lists().iter().map(path).collect();
        let pages: Vec<String> = (0..PAGES).map(|_| format!("/api/v1/institutions/{}", corpus::id(dice.roll(listings)))).collect();
        let duration = self.arguments.duration();
        Ok((driven(server.address, &lists, duration)?, driven(server.address, &pages, duration)?))
    }

    /// Lists and pages beside Postgres without HTTP and HTTP without a product.
    fn compare(&mut self, server: &Server, (list, page): (Measured, Measured)) -> Result<()> {
        say("the same without us");
        let duration = self.arguments.duration();
        let limit = DEFAULT_PAGE_SIZE;
        let lists = self
            .lists()
            .iter()
            .map(|wish| Ok(query::list_statement(&Filter::parse(wish)?, limit).to_string()))
            .collect::<Result<Vec<_>>>()?;
        let scripts: Vec<String> = lists.iter().map(|statement| format!("{statement};\n")).collect();
        let postgres_list = self.pgbench.run(&scripts, duration)?;
        let statement = query::page_statement(InstitutionId(uuid::Uuid::nil())).sql;
        let (first, last) = (corpus::FIRST_NUMBER, corpus::FIRST_NUMBER + self.arguments.listings - 1);
        let by_number = statement.replace("$1", &format!("('{}' || :n)::uuid", corpus::ID_START));
        let postgres_page = self.pgbench.run(&[format!("\\set n random({first}, {last})\n{by_number};\n")], duration)?;
        let paths = [path(&self.lists()[0]), format!("/api/v1/institutions/{}", corpus::id(0))];
        let mut bare = Vec::new();
        for path in &paths {
            let without = Bare::serve(Answer::Fixed(fetch(server.address, path)?.1))?;
            bare.push(driven(without.address, &["/".to_owned()], duration)?);
        }
        let rows = |statement: &str| format!("SELECT json_agg(t)::text FROM ({statement}) t");
        let mut statements: Vec<String> = lists.iter().map(|statement| rows(statement)).collect();
        statements.push(rows(&statement.replace("$1", "$1::text::uuid")));
        let through = Bare::serve(Answer::Rows { database_url: self.pgbench.database_url.clone(), statements })?;
        let mut dice = Dice::of(5);
        let numbered: Vec<String> = (0..LISTS).map(|number| format!("/{number}/")).collect();
        let pages: Vec<String> = (0..PAGES).map(|_| format!("/{LISTS}/{}", corpus::id(dice.roll(self.arguments.listings)))).collect();
        let (through_list, through_page) = (driven(through.address, &numbered, duration)?, driven(through.address, &pages, duration)?);
        for (what, wish, of_bare, api, postgres, bare, through) in [
            ("filtered list of 20", wanted::LIST, wanted::LIST_OF_BARE, list, postgres_list, bare[0], through_list),
            ("by id", wanted::BY_ID, wanted::BY_ID_OF_BARE, page, postgres_page, bare[1], through_page),
        ] {
            self.ratio(what, wish, api, postgres);
            let (share, wish) = (api.rate / bare.rate, format!("≥ {of_bare} × a bare handler"));
            let numbers = format!("{share:.2} × of {:.0}/s", bare.rate);
            self.table.judge(format!("{what}: beside a bare handler"), wish, rate(api), numbers, share >= of_bare);
            self.table.note(format!("{what}: the same SQL through pgbench"), format!("{postgres:.0}/s"));
            self.table.note(format!("{what}: actix and tokio-postgres, JSON made by Postgres"), rate(through));
            self.table.note(format!("{what}: a bare actix handler, the same bytes"), rate(bare));
        }
        Ok(())
    }

    fn ratio(&mut self, what: &str, wish: f64, api: Measured, postgres: f64) {
        let ratio = api.rate / postgres;
        self.table.judge(what, format!("≥ {wish} × pgbench"), rate(api), format!("{ratio:.2} × of {postgres:.1}/s"), ratio >= wish);
        let tail = api.p99 / api.p50;
        self.table.judge(
            format!("{what}: p99"),
            format!("≤ {} × p50", wanted::P99),
            format!("{:.2} ms", api.p99),
            format!("{tail:.1} × of {:.2} ms", api.p50),
            tail <= wanted::P99,
        );
    }

    /// An index in this process, and each kind of query by itself.
    async fn in_process(&mut self) -> Result<AppState> {
        say("within a process");
        let state = app::state(
            config()?,
            database().await?,
            Arc::new(within::Stopped::now()),
            Arc::new(UuidV7::default()),
            MasterKey::new([0; 32]),
        )
        .map_err(anyhow::Error::msg)?;
        let started = Instant::now();
        DirectoryIndex::of(&state).catch_up(&state).await?;
        self.table.note("making the index, by itself", format!("{:.1} s", started.elapsed().as_secs_f64()));
        let near = || Some("38.26,140.87".to_owned());
        let mut kinds: Vec<(String, Vec<DirectoryQuery>)> = vec![("filtered lists".into(), self.lists())];
        let sorted = |sort| {
            let lists = self.lists().into_iter();
            lists.map(|list| DirectoryQuery { sort: Some(sort), near: near(), ..list }).collect::<Vec<_>>()
        };
        kinds.push(("lists by reading".into(), sorted(domain::directory::DirectorySort::Kana)));
        kinds.push(("lists by distance".into(), sorted(domain::directory::DirectorySort::Distance)));
        for class in terms::classes(&self.corpus, self.arguments.listings, &*DirectoryIndex::of(&state).snapshot(state.clock.now())?)? {
            let queries = class.terms.iter().map(|term| DirectoryQuery { q: Some(term.clone()), ..DirectoryQuery::default() });
            kinds.push((name(&class), queries.collect()));
        }
        for (kind, queries) in kinds {
            DirectoryIndex::of(&state).snapshot(state.clock.now())?.forget();
            let times = within::times(&queries, |query| within::list(&state, query))?;
            self.within(&kind, times);
            if kind.contains("common") {
                let times = within::times(&queries, |query| within::list(&state, query))?;
                self.within(&format!("{kind}, asked for again"), times);
            }
            if kind.contains("character") || kind.starts_with("filtered") {
                let times = within::times(&queries, |query| within::facets(&state, query))?;
                self.within(&format!("counts of facets, {kind}"), times);
            }
        }
        Ok(state)
    }

    fn within(&mut self, kind: &str, times: within::Times) {
        let most = if kind == "common words of 4 characters" { wanted::FIRST_TIME_MS } else { wanted::WITHIN_MS };
        let numbers = format!("p50 {:.2} ms, p99 {:.2} ms", times.p50, times.p99);
        self.table.judge(format!("within: {kind}"), format!("≤ {most:.0} ms"), numbers, "", times.p99 <= most);
    }

    /// Free text through the API, beside a sequential scan.
    fn texts(&mut self, server: &Server, state: &AppState) -> Result<()> {
        say("free text");
        let duration = self.arguments.duration();
        for class in terms::classes(&self.corpus, self.arguments.listings, &*DirectoryIndex::of(state).snapshot(state.clock.now())?)? {
            // The same question: every match has to be seen before the first twenty are known.
            let like = |term: &String| {
                let pattern = db::search::pattern(term).replace('\'', "''");
                format!(
                    "SELECT institution_id FROM listing WHERE search_key LIKE '{pattern}' ESCAPE '\\'
                    ORDER BY (name LIKE '{pattern}' ESCAPE '\\') DESC, published_on DESC, institution_id DESC LIMIT 21;\n"
                )
            };
            let scripts: Vec<String> = class.terms.iter().take(20).map(like).collect();
            let postgres = self.pgbench.run(&scripts, duration)?;
            let mut dice = Dice::of(6);
            for filtered in [false, true] {
                let paths: Vec<String> = class
                    .terms
                    .iter()
                    .map(|term| {
                        let prefecture = filtered.then(|| format!("{:02}", dice.roll(47) + 1));
                        path(&DirectoryQuery { q: Some(term.clone()), prefecture, ..DirectoryQuery::default() })
                    })
                    .collect();
                let api = driven(server.address, &paths, duration)?;
                let what = format!("{}{}", name(&class), if filtered { ", one prefecture" } else { "" });
                self.ratio(&what, wanted::TEXT, api, postgres);
            }
        }
        Ok(())
    }

    /// Words against `LIKE`.
    async fn oracle(&mut self, state: &AppState) -> Result<()> {
        say("words against LIKE");
        // What was changed while commits were measured.
        DirectoryIndex::of(state).catch_up(state).await?;
        let differing = within::disagreements(state, &self.corpus, self.arguments.listings, self.arguments.terms).await?;
        for word in &differing {
            println!("  {word}");
        }
        let what = format!("{} words of 1 to 6 characters against LIKE", self.arguments.terms);
        self.table.judge(what, "all equal", format!("{} differ", differing.len()), "", differing.is_empty());
        Ok(())
    }
}

fn name(class: &terms::Terms) -> String {
    let (how, s) = (if class.common { "common" } else { "rare" }, if class.length == 1 { "" } else { "s" });
    format!("{how} words of {} character{s}", class.length)
}

fn rate(measured: Measured) -> String {
    format!("{:.0}/s", measured.rate)
}

fn path(query: &DirectoryQuery) -> String {
    let value = serde_json::to_value(query).unwrap_or_default();
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in value.as_object().into_iter().flatten() {
        pairs.append_pair(name, &value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned));
    }
    format!("/api/v1/institutions?{}", pairs.finish())
}

/// Drives a server from a thread of its own: this one has a runtime already.
fn driven(address: SocketAddr, paths: &[String], duration: std::time::Duration) -> Result<Measured> {
    elsewhere(|| drive(address, paths, duration))
}
