//! The second factor: time-based codes (RFC 6238), each good for one sign-in.

use crate::error::{ApiError, ApiResult};
use chrono::{DateTime, Utc};
use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Builder, Secret, Totp};

const STEP_SECONDS: u64 = 30;
/// How many steps a clock may be ahead or behind.
const SKEW: u16 = 1;
const ISSUER: &str = "GM Network";

/// A new secret of 160 bits.
#[must_use]
pub fn new_secret() -> Vec<u8> {
    rand::random::<[u8; 20]>().to_vec()
}

/// The accepted time step when the code is right at `now` and later than the last accepted one.
///
/// # Errors
/// When the secret is unusable.
pub fn check(secret: &[u8], code: &str, now: DateTime<Utc>, last_step: Option<i64>) -> ApiResult<Option<i64>> {
    let code: String = domain::text::half_width(code).chars().filter(|c| !c.is_whitespace()).collect();
    let time = u64::try_from(now.timestamp()).unwrap_or_default();
    let step = totp(secret)?.check(&code, time).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| last_step.is_none_or(|last| *step > last)))
}

/// The latest time step whose code is accepted at `now`.
#[must_use]
pub fn latest_step(now: DateTime<Utc>) -> i64 {
    now.timestamp() / STEP_SECONDS.cast_signed() + i64::from(SKEW)
}

/// The code at a moment; for tests and the demo.
///
/// # Errors
/// When the secret is unusable.
pub fn code_at(secret: &[u8], at: DateTime<Utc>) -> ApiResult<String> {
    Ok(totp(secret)?.generate(u64::try_from(at.timestamp()).unwrap_or_default()).to_string())
}

/// The secret as people type it.
#[must_use]
pub fn base32(secret: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut text, mut buffer, mut bits) = (String::new(), 0_u32, 0);
    for byte in secret {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[((buffer >> bits) & 31) as usize]));
        }
        buffer &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[((buffer << (5 - bits)) & 31) as usize]));
    }
    text
}

/// The address that authenticator apps read.
#[must_use]
pub fn otpauth_uri(secret: &[u8], account: &str) -> String {
    let issuer = percent_encode(ISSUER);
    format!(
        "otpauth://totp/{issuer}:{}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_SECONDS}",
        percent_encode(account),
        base32(secret)
    )
}

/// A QR code as the `d` of an SVG path with one unit a module, and the side of its view box, quiet zone included.
///
/// # Errors
/// When the text does not fit.
pub fn qr_path(text: &str) -> ApiResult<(String, u32)> {
    const QUIET: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|error| ApiError::internal(error.to_string()))?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{},{}h1v1h-1z", x + QUIET, y + QUIET));
        }
    }
    Ok((path, u32::try_from(code.size() + 2 * QUIET).unwrap_or_default()))
}

fn totp(secret: &[u8]) -> ApiResult<Totp> {
    Builder::new()
        .with_digits(6)
        .with_skew(SKEW)
        .with_step_duration(STEP_SECONDS)
        .with_secret(Secret::from(secret.to_vec()))
        .build()
        .map_err(|error| ApiError::internal(format!("{error:?}")))
}

fn percent_encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-._~@".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn a_code_is_good_once() {
        let secret = b"12345678901234567890";
        let at = Utc.timestamp_opt(59, 0).unwrap();
        // RFC 6238, appendix B, last six digits.
        assert_eq!(code_at(secret, at).unwrap(), "287082");
        let step = check(secret, "２８７０８２", at, None).unwrap();
        assert_eq!(step, Some(1));
        assert_eq!(check(secret, "287082", at, step).unwrap(), None);
    }

    #[test]
    fn base32_is_what_apps_read() {
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
    }
}
