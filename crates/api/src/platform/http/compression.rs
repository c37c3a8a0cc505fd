//! Smaller answers for callers that unpack them. For public data only: what is secret must not share packed bytes with what a caller chose.

use actix_web::{HttpRequest, http::header};
use brotli::{BrotliCompress, enc::BrotliEncoderParams};
use flate2::{Compression, write::GzEncoder};
use std::io::{self, Write};

/// Smaller answers fit into one packet anyway.
const WORTH_PACKING: usize = 1400;

/// How an answer is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// The smaller one.
    Brotli,
    /// The one that everybody has.
    Gzip,
}

impl Coding {
    /// What the caller takes, and what is worth it for so many bytes.
    #[must_use]
    pub fn wanted(request: &HttpRequest, length: usize) -> Option<Self> {
        if length < WORTH_PACKING {
            return None;
        }
        [Coding::Brotli, Coding::Gzip].into_iter().find(|coding| takes(request, coding.name()))
    }

    /// What the caller takes of an answer that is packed while it is made.
    #[must_use]
    pub fn wanted_for_stream(request: &HttpRequest) -> Option<Self> {
        takes(request, Coding::Gzip.name()).then_some(Coding::Gzip)
    }

    /// Its name in headers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gzip",
        }
    }

    /// Packs a whole answer. The levels cost about 0.1 ms for a page of a list; higher ones take twice as long for a tenth less
    /// (docs/PERFORMANCE.md).
    ///
    /// # Errors
    /// None in practice: it writes into memory.
    pub fn compress(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut packed = Vec::with_capacity(bytes.len() / 4);
        match self {
            Coding::Brotli => {
                let params = BrotliEncoderParams { quality: 3, lgwin: 18, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
                BrotliCompress(&mut &*bytes, &mut packed, &params)?;
            }
            Coding::Gzip => {
                let mut compressor = GzEncoder::new(&mut packed, Compression::fast());
                compressor.write_all(bytes)?;
                compressor.finish()?;
            }
        }
        Ok(packed)
    }
}

/// Packs an answer piece by piece, with gzip.
pub struct Compressor(GzEncoder<Vec<u8>>);

impl Default for Compressor {
    fn default() -> Self {
        Compressor(GzEncoder::new(Vec::new(), Compression::fast()))
    }
}

impl Compressor {
    /// Packs a piece; what is given back can be unpacked as far as it goes.
    ///
    /// # Errors
    /// None in practice: it writes into memory.
    pub fn compress(&mut self, piece: &[u8], last: bool) -> io::Result<Vec<u8>> {
        self.0.write_all(piece)?;
        if last {
            self.0.try_finish()?;
        } else {
            self.0.flush()?;
        }
        Ok(std::mem::take(self.0.get_mut()))
    }
}

/// Whether a coding is among those that the caller named, and not refused with `q=0`.
fn takes(request: &HttpRequest, wanted: &str) -> bool {
    let given = request.headers().get_all(header::ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
    given.flat_map(|value| value.split(',')).any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = quality.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        name.trim().eq_ignore_ascii_case(wanted) && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use std::io::Read;

    fn wanted(accept: &str, length: usize) -> Option<Coding> {
        Coding::wanted(&TestRequest::default().insert_header((header::ACCEPT_ENCODING, accept)).to_http_request(), length)
    }

    #[test]
    fn the_best_that_is_taken_and_nothing_for_little() {
        assert_eq!(wanted("gzip, deflate, br", 5000), Some(Coding::Brotli));
        assert_eq!(wanted("br;q=0, GZIP;q=0.5", 5000), Some(Coding::Gzip));
        assert_eq!(wanted("identity", 5000), None);
        assert_eq!(wanted("br", WORTH_PACKING - 1), None);
        assert_eq!(Coding::wanted(&TestRequest::default().to_http_request(), 5000), None);
    }

    #[test]
    fn what_is_packed_can_be_unpacked_and_is_smaller() {
        let text = "総合診療のできる医師を迎えます。".repeat(500).into_bytes();
        let (gzip, brotli) = (Coding::Gzip.compress(&text).unwrap(), Coding::Brotli.compress(&text).unwrap());
        let mut unpacked = (Vec::new(), Vec::new());
        flate2::read::GzDecoder::new(gzip.as_slice()).read_to_end(&mut unpacked.0).unwrap();
        brotli::BrotliDecompress(&mut brotli.as_slice(), &mut unpacked.1).unwrap();
        assert_eq!(unpacked, (text.clone(), text.clone()));
        assert!(gzip.len() * 4 < text.len() && brotli.len() * 4 < text.len());
    }
}
