//! Passwords: argon2id, off the event loop, and as slow for an address that does not exist.

use crate::{
    config::PasswordCost,
    error::{ApiError, ApiResult},
};
use actix_web::web;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use std::sync::Arc;

/// Hashes and checks passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    cost: PasswordCost,
    // Checked when there is no account, so that the answer takes as long.
    decoy: Arc<String>,
}

impl Passwords {
    /// # Errors
    /// When the cost is outside argon2's bounds.
    pub fn new(cost: PasswordCost) -> ApiResult<Self> {
        let decoy = Arc::new(hash_now(cost, "decoy")?);
        Ok(Passwords { cost, decoy })
    }

    /// Hashes a password.
    ///
    /// # Errors
    /// When hashing fails.
    pub async fn hash(&self, password: &str) -> ApiResult<String> {
        let (cost, password) = (self.cost, password.to_owned());
        web::block(move || hash_now(cost, &password)).await.map_err(ApiError::internal)?
    }

    /// Whether the password is right. Without a stored hash the same work is done and the answer is no.
    ///
    /// # Errors
    /// When the check could not be run.
    pub async fn verify(&self, password: &str, stored: Option<String>) -> ApiResult<bool> {
        let exists = stored.is_some();
        let (password, stored) = (password.to_owned(), stored.unwrap_or_else(|| self.decoy.as_ref().clone()));
        let right = web::block(move || {
            PasswordHash::new(&stored).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
        .map_err(ApiError::internal)?;
        Ok(exists && right)
    }
}

fn hash_now(cost: PasswordCost, password: &str) -> ApiResult<String> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, None).map_err(|error| ApiError::internal(error.to_string()))?;
    let salt: [u8; 16] = rand::random();
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|error| ApiError::internal(error.to_string()))?;
    Ok(hash.to_string())
}
