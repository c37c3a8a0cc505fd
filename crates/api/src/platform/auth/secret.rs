//! The master key: encrypts what must be read again, fingerprints what must only be recognized, and derives the tokens in mails.

use crate::error::{ApiError, ApiResult};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::{fs, io::Write, path::Path};
use uuid::Uuid;

/// Thirty-two bytes that never leave the process.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(hidden)")
    }
}

impl MasterKey {
    /// A key from its bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        MasterKey(bytes)
    }

    /// Reads the key, or makes it on the very first start (readable by the owner only).
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn load_or_create(path: &Path) -> Result<Self, String> {
        match fs::read_to_string(path) {
            Ok(text) => {
                from_hex(text.trim()).map(MasterKey).ok_or_else(|| format!("{} does not hold 32 bytes in hexadecimal.", path.display()))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let bytes: [u8; 32] = rand::random();
                create(path, &bytes).map_err(|error| format!("The master key could not be written to {}: {error}.", path.display()))?;
                Ok(MasterKey(bytes))
            }
            Err(error) => Err(format!("The master key could not be read from {}: {error}.", path.display())),
        }
    }

    /// Encrypts; `purpose` must be the same when decrypting, so that a value cannot be moved to another column.
    ///
    /// # Errors
    /// Never in practice.
    pub fn encrypt(&self, purpose: &str, plain: &[u8]) -> ApiResult<Vec<u8>> {
        let nonce: [u8; 24] = rand::random();
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: purpose.as_bytes() })
            .map_err(|_| ApiError::internal("encryption failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts what [`MasterKey::encrypt`] gave.
    ///
    /// # Errors
    /// When the value was changed, or was encrypted under another key or purpose.
    pub fn decrypt(&self, purpose: &str, sealed: &[u8]) -> ApiResult<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<24>().ok_or_else(|| ApiError::internal("a sealed value is too short"))?;
        self.cipher()
            .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: purpose.as_bytes() })
            .map_err(|_| ApiError::internal(format!("a sealed value ({purpose}) does not open: was the master key replaced?")))
    }

    /// A value that recognizes `text` without telling it.
    #[must_use]
    pub fn fingerprint(&self, purpose: &str, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(&self.mac(purpose, text.as_bytes())[..16])
    }

    /// All 256 bits of a keyed hash, to compare with another made for the same purpose.
    #[must_use]
    pub fn keyed_hash(&self, purpose: &str, bytes: &[u8]) -> Vec<u8> {
        self.mac(purpose, bytes).to_vec()
    }

    /// The token of a link in a mail. It is derived from its row's id, so that the outbox never holds it.
    #[must_use]
    pub fn link_token(&self, purpose: &str, id: Uuid) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(&format!("link:{purpose}"), id.as_bytes()))
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        // Two steps, so that no purpose and message together can look like another pair.
        let key = hmac(&self.0, purpose.as_bytes());
        hmac(&key, message)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&hmac(&self.0, b"encryption").into())
    }
}

/// What is stored of a token that was handed out.
#[must_use]
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A new token that nobody can guess.
#[must_use]
pub fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key) else { return [0; 32] };
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let bytes: Option<Vec<u8>> =
        text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    bytes?.try_into().ok()
}

fn create(path: &Path, bytes: &[u8; 32]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    writeln!(file, "{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_for_its_purpose_only() {
        let key = MasterKey::new([7; 32]);
        let sealed = key.encrypt("totp", b"secret").unwrap();
        assert_eq!(key.decrypt("totp", &sealed).unwrap(), b"secret");
        assert!(key.decrypt("signing_key", &sealed).is_err());
        assert!(MasterKey::new([8; 32]).decrypt("totp", &sealed).is_err());
    }
}
