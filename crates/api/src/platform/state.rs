//! What a request may need of the ground, and the state that features bring without being named here.

use super::{
    auth::{keys::KeyRing, password::Passwords, secret::MasterKey},
    clock::{Clock, Ids},
    db::replica::Replica,
    export::pdf::Fonts,
    feature::Feature,
    http::{contract::Contract, middleware::content_security_policy},
    import::Progress,
    mail::Mailer,
};
use crate::{config::Config, ctx::Actor, error::ApiError};
use actix_web::http::header::HeaderValue;
use sea_orm::DatabaseConnection;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    ops::Deref,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

/// Everything a request may need; cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Parts>);

/// What the state holds.
#[derive(Debug)]
pub struct Parts {
    /// The database as it is now. What may be a moment old is read through [`AppState::recent`].
    pub db: DatabaseConnection,
    replica: Option<Replica>,
    /// The configuration.
    pub config: Config,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn Ids>,
    /// Keys of access tokens.
    pub keys: KeyRing,
    /// The master key.
    pub secrets: MasterKey,
    /// Password hashing.
    pub passwords: Passwords,
    /// The mail server.
    pub mailer: Mailer,
    /// The fonts of documents.
    pub fonts: Fonts,
    /// Whether imports show how far they have come.
    pub progress: Progress,
    /// The operations of the contract.
    pub contract: &'static Contract,
    /// What the features have registered, from bottom to top.
    pub features: &'static [Feature],
    /// The content security policy of every answer that states no other.
    pub content_security_policy: HeaderValue,
    own: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    stopping: AtomicBool,
    in_flight: AtomicUsize,
}

impl Deref for AppState {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl AppState {
    /// Puts the state together. The signing keys are loaded by [`KeyRing::refresh`].
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn new(
        config: Config,
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        secrets: MasterKey,
        contract: &'static Contract,
        features: &'static [Feature],
    ) -> Result<Self, String> {
        Ok(AppState(Arc::new(Parts {
            db,
            replica: None,
            clock,
            ids,
            keys: KeyRing::default(),
            secrets,
            passwords: Passwords::new(config.password_cost).map_err(|error: ApiError| error.to_string())?,
            mailer: Mailer::new(&config)?,
            fonts: Fonts::new(&config.font_dir),
            progress: Progress::Silent,
            contract,
            features,
            content_security_policy: HeaderValue::try_from(content_security_policy(config.map_tiles.as_ref()))
                .map_err(|error| format!("GM_MAP_TILE_URL: {error}"))?,
            own: RwLock::default(),
            stopping: AtomicBool::new(false),
            in_flight: AtomicUsize::new(0),
            config,
        })))
    }

    /// Returns the state with a progress reporter for imports at a terminal. Must be called before the state is shared; later it has no effect.
    #[must_use]
    pub fn with_progress(mut self, progress: Progress) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.progress = progress;
        }
        self
    }

    /// Returns the state with a replica of the database. Must be called before the state is shared; later it has no effect.
    #[must_use]
    pub fn with_replica(mut self, replica: Option<Replica>) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.replica = replica;
        }
        self
    }

    /// The replica of the database, if there is one.
    #[must_use]
    pub fn replica(&self) -> Option<&Replica> {
        self.replica.as_ref()
    }

    /// Returns the database for a read whose answer may be some seconds old: the replica if one is close behind and nobody is signed in,
    /// otherwise the database itself, so that whoever just wrote reads what they wrote.
    #[must_use]
    pub fn recent(&self, reader: &Actor) -> &DatabaseConnection {
        let readable = || self.replica.as_ref()?.readable();
        match reader {
            Actor::Visitor => readable().unwrap_or(&self.db),
            _ => &self.db,
        }
    }

    /// Returns the one value of a type that a feature keeps per process, such as its index. The first call makes it.
    #[must_use]
    pub fn own<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let find = |own: &HashMap<TypeId, Arc<dyn Any + Send + Sync>>| own.get(&TypeId::of::<T>())?.clone().downcast::<T>().ok();
        let found = find(&self.own.read().unwrap_or_else(PoisonError::into_inner));
        found.unwrap_or_else(|| {
            let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
            find(&own).unwrap_or_else(|| {
                let made = Arc::new(T::default());
                own.insert(TypeId::of::<T>(), made.clone());
                made
            })
        })
    }

    /// Lets `/readyz` say that this process ends, so that new requests go elsewhere.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
    }

    /// Whether this process ends.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// Counts a request as in flight until the returned guard is dropped.
    #[must_use]
    pub fn track_request(&self) -> InFlight {
        self.in_flight.fetch_add(1, Ordering::AcqRel);
        InFlight(self.clone())
    }

    /// The number of requests in flight.
    #[must_use]
    pub fn requests_in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Acquire)
    }
}

/// Guard of a request in flight.
#[derive(Debug)]
pub struct InFlight(AppState);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::AcqRel);
    }
}
