//! Driving a server over loopback: some connections, each of which asks again as soon as it was answered.
//!
//! A client of our own, since it shares two cores with what it measures: it writes a request, reads an answer of a known length, and
//! notes the time.

use anyhow::{Context, Result, anyhow, bail, ensure};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Connections at once.
pub const CONNECTIONS: usize = 16;
/// However fast a server is: memory for the times is bounded.
const MOST_REQUESTS: usize = 1_000_000;
const WARM_UP: Duration = Duration::from_secs(1);

/// What was measured.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Requests a second.
    pub rate: f64,
    /// The middle time of a request, in milliseconds.
    pub p50: f64,
    /// What one request in a hundred took longer than.
    pub p99: f64,
}

/// Asks for the paths, in turn and from everywhere in the list, for some time. Every answer has to be 200.
pub fn drive(address: SocketAddr, paths: &[String], duration: Duration) -> Result<Measured> {
    ensure!(!paths.is_empty(), "nothing to ask for");
    let requests: Arc<Vec<Vec<u8>>> = Arc::new(paths.iter().map(|path| request(path)).collect());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        run(address, &requests, WARM_UP).await?;
        let started = Instant::now();
        let mut times = run(address, &requests, duration).await?;
        let took = started.elapsed();
        times.sort_unstable();
        ensure!(!times.is_empty(), "nothing was answered");
        #[expect(clippy::cast_precision_loss, reason = "microseconds of a request, and counts of them")]
        let (rate, at) = (times.len() as f64 / took.as_secs_f64(), |part: usize| f64::from(times[(times.len() - 1) * part / 100]) / 1000.0);
        Ok(Measured { rate, p50: at(50), p99: at(99) })
    })
}

async fn run(address: SocketAddr, requests: &Arc<Vec<Vec<u8>>>, duration: Duration) -> Result<Vec<u32>> {
    let (next, end) = (Arc::new(AtomicUsize::new(0)), Instant::now() + duration);
    let asking: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (requests, next) = (requests.clone(), next.clone());
            tokio::spawn(async move {
                let mut connection = Connection::open(address).await?;
                let mut times = Vec::new();
                while Instant::now() < end {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= MOST_REQUESTS {
                        break;
                    }
                    let asked = Instant::now();
                    let status = connection.ask(&requests[number % requests.len()]).await?;
                    ensure!(status == 200, "{status} for {}", String::from_utf8_lossy(&requests[number % requests.len()]));
                    times.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
                }
                Ok::<_, anyhow::Error>(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for one in asking {
        times.extend(one.await??);
    }
    Ok(times)
}

/// The driver on a thread of its own, for callers that have a runtime already.
pub fn elsewhere<T: Send>(work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    std::thread::scope(|scope| scope.spawn(work).join().map_err(|_| anyhow!("the driver failed"))?)
}

/// Asks once; status and body.
pub fn fetch(address: SocketAddr, path: &str) -> Result<(u16, Vec<u8>)> {
    elsewhere(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let mut connection = Connection::open(address).await?;
            let status = connection.ask(&request(path)).await?;
            Ok((status, connection.body().to_vec()))
        })
    })
}

/// A GET as bytes.
pub fn request(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nUser-Agent: gm-bench\r\n\r\n").into_bytes()
}

/// A connection that stays open.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    body: (usize, usize),
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: vec![0; 256 * 1024], body: (0, 0) })
    }

    /// Sends a request and reads the whole answer; its status.
    pub async fn ask(&mut self, request: &[u8]) -> Result<u16> {
        self.stream.write_all(request).await?;
        let mut filled = 0;
        let head = loop {
            filled += self.more(filled).await?;
            if let Some(end) = self.buffer[..filled].windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let text = std::str::from_utf8(&self.buffer[..head])?;
        let status = text.get(9..12).context("no status")?.parse()?;
        let length = text
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .context("an answer of unknown length")?;
        let whole = head + length.1.trim().parse::<usize>()?;
        if whole > self.buffer.len() {
            self.buffer.resize(whole, 0);
        }
        while filled < whole {
            filled += self.more(filled).await?;
        }
        self.body = (head, whole);
        Ok(status)
    }

    /// The body of the last answer.
    pub fn body(&self) -> &[u8] {
        &self.buffer[self.body.0..self.body.1]
    }

    async fn more(&mut self, filled: usize) -> Result<usize> {
        match self.stream.read(&mut self.buffer[filled..]).await? {
            0 => bail!("the connection was closed"),
            count => Ok(count),
        }
    }
}
