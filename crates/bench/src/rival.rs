//! What the product is compared with, in the same run on the same machine: Postgres without HTTP, and HTTP without a product.

use crate::drive::CONNECTIONS;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, dev::ServerHandle, web};
use anyhow::{Context, Result, ensure};
use std::{
    collections::HashMap,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::Command,
    sync::mpsc,
    thread::JoinHandle,
    time::Duration,
};

/// pgbench on a database.
#[derive(Debug)]
pub struct PgBench {
    pub program: PathBuf,
    pub database_url: String,
    /// Where its scripts are written.
    pub folder: PathBuf,
}

impl PgBench {
    /// Transactions a second of prepared statements, each script as often as the others, with as many clients as the driver has
    /// connections.
    pub fn run(&self, scripts: &[String], duration: Duration) -> Result<f64> {
        let mut command = Command::new(&self.program);
        command.args(["--no-vacuum", "--protocol=prepared", "--jobs=2"]);
        command.arg(format!("--client={CONNECTIONS}")).arg(format!("--time={}", duration.as_secs().max(1)));
        for (number, script) in scripts.iter().enumerate() {
            let path = self.folder.join(format!("{number}.sql"));
            std::fs::write(&path, script)?;
            command.arg(format!("--file={}", path.display()));
        }
        let output = command.arg(&self.database_url).output().context("pgbench")?;
        let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        ensure!(output.status.success(), "pgbench: {complained}");
        let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        rate.with_context(|| format!("pgbench said no rate: {said}"))
    }
}

/// A server in this process that has nothing to do.
pub struct Bare {
    pub address: SocketAddr,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

/// What a bare server answers with.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Always the same bytes.
    Fixed(Vec<u8>),
    /// What a statement gives as one text, through tokio-postgres.
    Rows { database_url: String, statements: Vec<String> },
}

impl Bare {
    /// Starts it with as many workers as the API has.
    pub fn serve(answer: Answer) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let (send, receive) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let started = actix_web::rt::System::new().block_on(async move {
                let answer = web::Data::new(answer);
                let app = move || {
                    App::new().app_data(answer.clone()).app_data(web::Data::new(Postgres::default())).default_service(web::to(bare))
                };
                let server = HttpServer::new(app)
                    .workers(std::thread::available_parallelism().map_or(2, usize::from).min(8))
                    .disable_signals()
                    .listen(listener)?
                    .run();
                drop(send.send(server.handle()));
                server.await
            });
            if let Err(error) = started {
                eprintln!("the bare server: {error}");
            }
        });
        Ok(Bare { address, handle: receive.recv().context("the bare server did not start")?, thread: Some(thread) })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// One connection of a worker, which the driver that owns it pipelines.
#[derive(Default)]
struct Postgres {
    client: tokio::sync::OnceCell<tokio_postgres::Client>,
    statements: tokio::sync::Mutex<HashMap<usize, tokio_postgres::Statement>>,
}

async fn bare(request: HttpRequest, answer: web::Data<Answer>, postgres: web::Data<Postgres>) -> actix_web::Result<HttpResponse> {
    let body = match answer.get_ref() {
        Answer::Fixed(body) => body.clone(),
        Answer::Rows { database_url, statements } => {
            rows(&postgres, database_url, statements, request.path()).await.map_err(actix_web::error::ErrorInternalServerError)?
        }
    };
    Ok(HttpResponse::Ok().content_type("application/json").body(body))
}

/// `/<number of the statement>/<its parameter, when it has one>`
async fn rows(postgres: &Postgres, database_url: &str, statements: &[String], path: &str) -> Result<Vec<u8>> {
    let (number, parameter) = path[1..].split_once('/').context("an unknown path")?;
    let number: usize = number.parse()?;
    let client = postgres
        .client
        .get_or_try_init(async || {
            let (client, connection) = tokio_postgres::connect(database_url, tokio_postgres::NoTls).await?;
            actix_web::rt::spawn(connection);
            Ok::<_, anyhow::Error>(client)
        })
        .await?;
    let known = postgres.statements.lock().await.get(&number).cloned();
    let statement = match known {
        Some(statement) => statement,
        None => {
            let made = client.prepare(statements.get(number).context("an unknown path")?).await?;
            postgres.statements.lock().await.insert(number, made.clone());
            made
        }
    };
    let parameters: &[&(dyn tokio_postgres::types::ToSql + Sync)] = if parameter.is_empty() { &[] } else { &[&parameter] };
    let row = client.query_one(&statement, parameters).await?;
    Ok(row.get::<_, Option<&str>>(0).unwrap_or("[]").as_bytes().to_vec())
}
