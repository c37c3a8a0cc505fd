//! Keys that sign access tokens: in the database under the master key, in memory for use, their public halves at
//! `/.well-known/jwks.json`. A new key every thirty days; an old one is published until its last token has expired.

use super::{secret::MasterKey, token};
use crate::{
    entity::signing_key,
    error::{ApiError, ApiResult},
    platform::db,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use ed25519_dalek::{SigningKey, pkcs8::EncodePrivateKey};
use jsonwebtoken::{DecodingKey, EncodingKey};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait, QueryOrder};
use serde_json::{Value, json};
use std::{collections::HashMap, sync::RwLock};

const ROTATE_AFTER: TimeDelta = TimeDelta::days(30);
/// How soon an unknown key id may ask the database again.
const RELOAD_PAUSE: TimeDelta = TimeDelta::seconds(5);
const PURPOSE: &str = "signing_key";

/// The keys in use.
#[derive(Default)]
pub struct KeyRing(RwLock<Keys>);

#[derive(Default, Clone)]
struct Keys {
    signing: Option<(String, EncodingKey)>,
    verifying: HashMap<String, DecodingKey>,
    jwks: Value,
    loaded_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyRing(hidden)")
    }
}

impl KeyRing {
    /// Reads the keys, makes the first one, and rotates when the newest is old.
    ///
    /// # Errors
    /// When the database fails or the master key does not open a key.
    pub async fn refresh(&self, db: &DatabaseConnection, master: &MasterKey, now: DateTime<Utc>) -> ApiResult<()> {
        let newest = signing_key::Entity::find().order_by_desc(signing_key::COLUMN.created_at).one(db).await?;
        if newest.is_none_or(|key| now - key.created_at > ROTATE_AFTER) {
            rotate(db, master, now, Some(ROTATE_AFTER)).await?;
        }
        self.load(db, master, now).await
    }

    async fn load(&self, db: &DatabaseConnection, master: &MasterKey, now: DateTime<Utc>) -> ApiResult<()> {
        let rows = signing_key::Entity::find().order_by_desc(signing_key::COLUMN.created_at).all(db).await?;
        let mut keys = Keys { loaded_at: Some(now), ..Keys::default() };
        let mut published = Vec::new();
        for row in rows.into_iter().filter(|row| row.retires_at.is_none_or(|at| at > now)) {
            let x = URL_SAFE_NO_PAD.encode(&row.public_key);
            if keys.signing.is_none() {
                let private = master.decrypt(PURPOSE, &row.private_key_encrypted)?;
                keys.signing = Some((row.kid.clone(), EncodingKey::from_ed_der(&private)));
            }
            published.push(json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": row.kid, "x": x }));
            keys.verifying.insert(row.kid, DecodingKey::from_ed_components(&x).map_err(ApiError::internal)?);
        }
        keys.jwks = json!({ "keys": published });
        *self.0.write().map_err(|_| ApiError::internal("the key ring is poisoned"))? = keys;
        Ok(())
    }

    /// The key that signs now, with its id.
    ///
    /// # Errors
    /// When no key was loaded.
    pub fn signing(&self) -> ApiResult<(String, EncodingKey)> {
        self.read()?.signing.clone().ok_or_else(|| ApiError::internal("no signing key is loaded"))
    }

    /// The key with an id. One that another process made a moment ago is fetched.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verifying(
        &self,
        kid: &str,
        db: &DatabaseConnection,
        master: &MasterKey,
        now: DateTime<Utc>,
    ) -> ApiResult<Option<DecodingKey>> {
        let keys = self.read()?;
        if let Some(key) = keys.verifying.get(kid) {
            return Ok(Some(key.clone()));
        }
        if keys.loaded_at.is_some_and(|at| now - at < RELOAD_PAUSE) {
            return Ok(None);
        }
        self.load(db, master, now).await?;
        Ok(self.read()?.verifying.get(kid).cloned())
    }

    /// The public keys as a JWK set.
    ///
    /// # Errors
    /// Never in practice.
    pub fn jwks(&self) -> ApiResult<Value> {
        Ok(self.read()?.jwks)
    }

    fn read(&self) -> ApiResult<Keys> {
        Ok(self.0.read().map_err(|_| ApiError::internal("the key ring is poisoned"))?.clone())
    }
}

/// Makes a new signing key and lets the others retire. With `only_after`, does nothing when another process was quicker.
///
/// # Errors
/// When the database fails.
pub async fn rotate(db: &DatabaseConnection, master: &MasterKey, now: DateTime<Utc>, only_after: Option<TimeDelta>) -> ApiResult<()> {
    db::transaction(db, async |txn| {
        // One rotation at a time among processes; the lock ends with the transaction.
        txn.execute_unprepared("LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE").await?;
        let rows = signing_key::Entity::find().order_by_desc(signing_key::COLUMN.created_at).all(txn).await?;
        if let (Some(age), Some(newest)) = (only_after, rows.first())
            && now - newest.created_at <= age
        {
            return Ok(());
        }
        for row in rows.into_iter().filter(|row| row.retires_at.is_none()) {
            let retires_at = now + token::LIFE + TimeDelta::minutes(5);
            signing_key::ActiveModel { kid: Set(row.kid), retires_at: Set(Some(retires_at)), ..Default::default() }.update(txn).await?;
        }
        let key = SigningKey::from_bytes(&rand::random());
        let private = key.to_pkcs8_der().map_err(|error| ApiError::internal(error.to_string()))?;
        let public = key.verifying_key().to_bytes();
        signing_key::ActiveModel {
            kid: Set(URL_SAFE_NO_PAD.encode(&super::secret::hash(&URL_SAFE_NO_PAD.encode(public))[..12])),
            private_key_encrypted: Set(master.encrypt(PURPOSE, private.as_bytes())?),
            public_key: Set(public.to_vec()),
            created_at: Set(now),
            retires_at: Set(None),
        }
        .insert(txn)
        .await?;
        Ok(())
    })
    .await
}
