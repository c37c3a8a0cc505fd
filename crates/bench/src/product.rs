//! The API as a process: its commands, the server, how ready it is and what memory it takes.

use crate::drive::fetch;
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The program, with the environment of the whole run.
#[derive(Debug)]
pub struct Program(pub PathBuf);

impl Program {
    /// Runs a command to its end; what it printed and how long it took.
    pub fn run(&self, arguments: &[&str]) -> Result<(String, Duration)> {
        let started = Instant::now();
        let output = Command::new(&self.0).args(arguments).stdin(Stdio::null()).output().context("the API's program")?;
        ensure!(output.status.success(), "api {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
        Ok((String::from_utf8_lossy(&output.stdout).into_owned(), started.elapsed()))
    }

    /// Starts the server on a free port and waits until it says that it is ready.
    pub fn serve(&self) -> Result<Server> {
        // Free a moment ago; whoever takes it in between makes the start fail with a sentence.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let started = Instant::now();
        let child = Command::new(&self.0).arg("serve").env("GM_BIND", address.to_string()).stdin(Stdio::null()).spawn()?;
        let mut server = Server { child, address, started, ready_after: Duration::ZERO };
        server.ready_after = server.wait()?;
        Ok(server)
    }
}

/// A server that runs.
#[derive(Debug)]
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    started: Instant,
    /// From the start of the process until `/readyz` said yes.
    pub ready_after: Duration,
}

/// Megabytes.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// Nobody else has these, and no file does.
    pub anonymous: u64,
    /// Mapped from files: the program itself and the index; the kernel may take them back.
    pub mapped: u64,
    /// Resident at the most, ever.
    pub peak: u64,
}

impl Server {
    fn wait(&mut self) -> Result<Duration> {
        loop {
            ensure!(self.child.try_wait()?.is_none(), "the server stopped; what it said is above");
            match fetch(self.address, "/readyz") {
                Ok((200, _)) => return Ok(self.started.elapsed()),
                _ if self.started.elapsed() > Duration::from_secs(600) => bail!("the server is not ready after ten minutes"),
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Seconds of all cores that it used so far.
    pub fn cpu(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // After the name, which may hold anything, in brackets.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |place: usize| fields.get(place).and_then(|field| field.parse::<f64>().ok()).context("/proc/…/stat");
        // A hundred ticks a second on every Linux that Debian ships.
        Ok((ticks(11)? + ticks(12)?) / 100.0)
    }

    /// What memory it takes now.
    pub fn memory(&self) -> Result<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let megabytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).context("/proc/…/status")?;
            let kilobytes: u64 = line.trim_start_matches(':').trim().trim_end_matches("kB").trim().parse()?;
            Ok::<_, anyhow::Error>(kilobytes / 1024)
        };
        Ok(Memory { anonymous: megabytes("RssAnon")?, mapped: megabytes("RssFile")?, peak: megabytes("VmHWM")? })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A benchmark has nothing to finish, and survives kill -9 on purpose.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
