//! The server as a process: how it says that it ends, and what it finishes before.

use crate::{
    directory::export::listings,
    support::{config, database},
};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};
use uuid::Uuid;

/// Long enough that no test sees it pass.
const EVER: &str = "3600";

/// `api serve` on a database of its own.
struct Process {
    child: Child,
    address: SocketAddr,
    folder: PathBuf,
    database: String,
}

impl Process {
    /// Starts it, and waits until it says that it is ready.
    async fn start() -> Self {
        let id = Uuid::new_v4().simple().to_string();
        let database = format!("process_{id}");
        database::create(&database, database::Content::Reference, &config(&database, "http://127.0.0.1")).await;
        let folder = std::env::temp_dir().join(format!("gm-process-{id}"));
        // Free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut process = Process { child: command(&database, address, &folder, "serve").spawn().unwrap(), address, folder, database };
        while process.status_of("/readyz") != Some(200) {
            assert_eq!(process.child.try_wait().unwrap(), None, "the server stopped");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process
    }

    /// The answer to a request, with everything until the server closes the connection.
    fn ask(&self, path: &str, connection: &str) -> Option<String> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: {connection}\r\n\r\n", self.address).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    fn status_of(&self, path: &str) -> Option<u16> {
        self.ask(path, "close")?.split(' ').nth(1)?.parse().ok()
    }

    fn is_healthy(&self) -> bool {
        let mut health = command(&self.database, self.address, &self.folder, "health");
        health.stderr(Stdio::null()).status().unwrap().success()
    }

    fn terminate(&self) {
        assert!(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success());
    }

    /// Tells it to end, and returns once it takes no more connections. What it has begun goes on.
    async fn close(&self) {
        self.terminate();
        while self.status_of("/readyz") == Some(200) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.terminate();
        while TcpStream::connect(self.address).is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn ended(&mut self) -> ExitStatus {
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        database::drop_database(std::mem::take(&mut self.database));
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn command(database: &str, address: SocketAddr, folder: &Path, name: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_api"));
    command
        .arg(name)
        .env("DATABASE_URL", database::url_of(database))
        .env("GM_BIND", address.to_string())
        .env("GM_PUBLIC_URL", format!("http://{address}"))
        .env("GM_MASTER_KEY_FILE", folder.join("master.key"))
        .env("GM_INDEX_DIR", folder.join("index"))
        .env("GM_DRAIN_SECONDS", EVER)
        .env("GM_FINISH_SECONDS", EVER)
        .env("GM_LOG_LEVEL", "error")
        .stdin(Stdio::null());
    command
}

#[actix_web::test]
async fn whoever_looks_whether_it_is_ready_hears_of_the_end_before_it_comes() {
    let mut process = Process::start().await;
    assert!(process.is_healthy());
    process.terminate();
    while process.status_of("/readyz") != Some(503) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(process.ask("/readyz", "close").unwrap().contains("the process is stopping"));
    let answer = process.ask("/api/v1/institutions", "keep-alive").unwrap().to_ascii_lowercase();
    assert!(answer.starts_with("http/1.1 200") && answer.contains("connection: close"), "requests are still answered: {answer}");
    assert!(process.is_healthy(), "it lives, and is not to be started anew");
    process.terminate();
    assert!(process.ended().await.success());
    assert!(!process.is_healthy());
}

#[actix_web::test]
async fn a_request_at_hand_is_finished_before_the_process_ends() {
    let mut process = Process::start().await;
    let body = r#"{"email":"nobody@example.jp","password":"lime-orbit-quill-42"}"#;
    let head = format!(
        "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    let mut stream = BufReader::new(TcpStream::connect(process.address).unwrap());
    stream.get_mut().write_all(head.as_bytes()).unwrap();
    let mut go_on = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut go_on).unwrap();
    assert!(go_on.starts_with(b"HTTP/1.1 100"), "the request is at hand");
    let (begun, rest) = body.split_at(20);
    stream.get_mut().write_all(begun.as_bytes()).unwrap();
    process.close().await;
    stream.get_mut().write_all(rest.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_line(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    drop(stream);
    assert!(process.ended().await.success());
}

/// What a chunked answer says; nothing if it ends before its last chunk.
fn whole_body(mut answer: impl BufRead) -> Option<String> {
    let (mut line, mut body) = (String::new(), Vec::new());
    while line != "\r\n" {
        line.clear();
        if answer.read_line(&mut line).ok()? == 0 {
            return None;
        }
    }
    loop {
        line.clear();
        answer.read_line(&mut line).ok()?;
        let mut chunk = vec![0; usize::from_str_radix(line.trim_end(), 16).ok()? + 2];
        answer.read_exact(&mut chunk).ok()?;
        if chunk == b"\r\n" {
            return String::from_utf8(body).ok();
        }
        body.extend_from_slice(chunk.strip_suffix(b"\r\n")?);
    }
}

#[actix_web::test]
async fn an_export_under_way_is_finished_before_the_process_ends() {
    // More than what lies between two sockets when nobody reads.
    const ROWS: usize = 30_000;
    let mut process = Process::start().await;
    let db = sea_orm::Database::connect(database::url_of(&process.database)).await.unwrap();
    listings(&db, ROWS).await;
    let mut stream = BufReader::new(TcpStream::connect(process.address).unwrap());
    write!(stream.get_mut(), "GET /api/v1/institutions/export?format=csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut status = String::new();
    stream.read_line(&mut status).unwrap();
    assert!(status.starts_with("HTTP/1.1 200"), "{status}");
    process.close().await;
    let table = whole_body(stream).expect("the file ends with its last chunk");
    assert_eq!(table.lines().count(), ROWS + 1, "the heading and every row");
    assert!(process.ended().await.success());
}
