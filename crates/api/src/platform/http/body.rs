//! Bodies of requests: not slower than a poor line, of a media type that the operation takes, and not larger than it takes.

use crate::error::{ApiError, ApiResult};
use actix_web::{
    HttpMessage, HttpRequest,
    body::{BodySize, BoxBody, MessageBody},
    dev::{Payload, ServiceRequest},
    error::PayloadError,
    http::header,
    web::Bytes,
};
use domain::problem::ProblemCode;
use futures_util::{Stream, StreamExt};
use std::{
    cell::RefCell,
    io,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::time::{Sleep, sleep, timeout};

/// What is read and thrown away of a refused body, so that the caller gets to read our answer instead of a broken pipe.
const DRAIN_LIMIT: usize = 64 * 1024 * 1024;
/// How long it is read.
const DRAIN_TIME: Duration = Duration::from_secs(30);

/// How slowly a body may come: every window of time has to bring so many bytes until the body is whole. A body of `n` bytes
/// so ends at the latest after one window, and one more for every `least` bytes in `n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How long is waited for the next bytes; a line may be silent as long in a tunnel.
    pub window: Duration,
    /// The least number of bytes in a window.
    pub least: usize,
}

impl Default for Pace {
    /// 4 kB/s over half a minute. The slowest lines in use here are mobile ones throttled to 128 kbit/s, which bring four times as much.
    fn default() -> Self {
        Pace { window: Duration::from_secs(30), least: 120_000 }
    }
}

/// Watches the pace of a request's body. Returns `None` if it has none.
pub fn watch(request: &mut ServiceRequest, pace: Pace) -> Option<Watched> {
    match request.take_payload() {
        Payload::None => None,
        payload => {
            let payload = Rc::new(RefCell::new(payload));
            let paced = Paced { payload: payload.clone(), pace, arrived: 0, window: None };
            request.set_payload(Payload::Stream { payload: Box::pin(paced) });
            Some(Watched(payload))
        }
    }
}

/// The body of a request whose pace is watched.
pub struct Watched(Rc<RefCell<Payload>>);

impl Watched {
    /// The answer, which holds the body of its request until it is sent. If that is not whole by then, the server closes the
    /// connection. Without a holder it would read on at any pace, for as long as the sender likes.
    #[must_use]
    pub fn held_by(self, answer: BoxBody) -> BoxBody {
        BoxBody::new(Coverage { answer, _body: self.0 })
    }
}

struct Coverage {
    answer: BoxBody,
    _body: Rc<RefCell<Payload>>,
}

impl MessageBody for Coverage {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.answer.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.answer).poll_next(cx)
    }
}

struct Paced {
    payload: Rc<RefCell<Payload>>,
    pace: Pace,
    /// Bytes in the present window.
    arrived: usize,
    /// The end of the present window; the first one begins when the body is first waited for.
    window: Option<Pin<Box<Sleep>>>,
}

impl Stream for Paced {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = Pin::new(&mut *self.payload.borrow_mut()).poll_next(cx);
        if let Poll::Ready(next) = next {
            if let Some(Ok(chunk)) = &next {
                self.arrived += chunk.len();
            }
            return Poll::Ready(next);
        }
        loop {
            let length = self.pace.window;
            let window = self.window.get_or_insert_with(|| Box::pin(sleep(length)));
            ready!(window.as_mut().poll(cx));
            if self.arrived < self.pace.least {
                return Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))));
            }
            (self.arrived, self.window) = (0, None);
        }
    }
}

/// An answer to HEAD: the size of the answer to GET, and nothing else of it.
pub struct Unsent(pub BodySize);

impl MessageBody for Unsent {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.0
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Poll::Ready(None)
    }
}

/// What an operation takes.
#[derive(Debug, Clone, Copy)]
pub struct Accepted {
    /// Media types.
    pub media_types: &'static [&'static str],
    /// Bytes.
    pub limit: usize,
}

/// Gives a body to `keep`, piece by piece, and returns the media type that it says it has.
///
/// # Errors
/// `unsupported_media_type` (also for a compressed body), `body_too_large`, `body_too_slow`, `malformed_request` when it breaks off.
pub async fn receive(
    request: &HttpRequest,
    payload: &mut Payload,
    accepted: Accepted,
    mut keep: impl AsyncFnMut(&[u8]) -> ApiResult<()>,
) -> ApiResult<&'static str> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let plain = !request.headers().contains_key(header::CONTENT_ENCODING);
    let Some(media_type) = accepted.media_types.iter().find(|known| plain && **known == given) else {
        drain(payload).await;
        return Err(ProblemCode::UnsupportedMediaType.into());
    };
    let mut length = 0_usize;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| broken(&error))?;
        length = length.saturating_add(chunk.len());
        if length > accepted.limit {
            drain(payload).await;
            return Err(ProblemCode::BodyTooLarge.into());
        }
        keep(&chunk).await?;
    }
    Ok(media_type)
}

fn broken(error: &PayloadError) -> ApiError {
    match error {
        PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut => ProblemCode::BodyTooSlow.into(),
        other => ApiError::because(ProblemCode::MalformedRequest, other.to_string()),
    }
}

/// Reads on in a refused body for a while.
async fn drain(payload: &mut Payload) {
    let mut length = 0_usize;
    let read = async {
        while let Some(Ok(chunk)) = payload.next().await {
            length = length.saturating_add(chunk.len());
            if length > DRAIN_LIMIT {
                return;
            }
        }
    };
    // However it ends, the answer is the refusal.
    let _ = timeout(DRAIN_TIME, read).await;
}
