//! Who acts in the demo, and when: contexts as requests of the last weeks would have had them.

use crate::{
    ctx::{Actor, Ctx, Identity},
    error::{ApiError, ApiResult},
    platform::clock::UuidV7,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::Role,
    ids::{AccountId, OrganizationId, SessionId},
    locale::Locale,
};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// The people and organizations of the demo, by their short names.
#[derive(Debug)]
pub struct Scene {
    /// When the demo is made; everything lies before.
    pub now: DateTime<Utc>,
    /// Accounts and what each may do.
    pub people: BTreeMap<&'static str, (AccountId, Vec<Role>)>,
    /// Organizations and who acts for each.
    pub organizations: BTreeMap<&'static str, (OrganizationId, &'static str)>,
}

impl Scene {
    /// A moment so many days before now, in whole microseconds, as Postgres keeps it.
    #[must_use]
    pub fn ago(&self, days: f64) -> DateTime<Utc> {
        #[expect(clippy::cast_possible_truncation, reason = "days of a demo")]
        let seconds = (days * 86_400.0) as i64;
        self.now - TimeDelta::seconds(seconds)
    }

    /// The account of somebody.
    ///
    /// # Errors
    /// When the demo misspells its own people.
    pub fn account(&self, who: &str) -> ApiResult<AccountId> {
        self.people.get(who).map(|(id, _)| *id).ok_or_else(|| ApiError::internal(format!("the demo has no `{who}`")))
    }

    /// An organization and who acts for it.
    ///
    /// # Errors
    /// When the demo misspells its own organizations.
    pub fn organization(&self, key: &str) -> ApiResult<(OrganizationId, &'static str)> {
        self.organizations.get(key).copied().ok_or_else(|| ApiError::internal(format!("the demo has no organization `{key}`")))
    }

    /// The context of somebody's request so many days ago.
    ///
    /// # Errors
    /// When the demo misspells its own people.
    pub fn ctx(&self, who: &str, days: f64, operation: &str) -> ApiResult<Ctx> {
        let (account_id, roles) = self.people.get(who).ok_or_else(|| ApiError::internal(format!("the demo has no `{who}`")))?;
        let session_id = SessionId(Uuid::nil());
        Ok(self.at(
            Actor::Account(Identity { account_id: *account_id, session_id, roles: roles.clone(), enrolling: false, proven: true }),
            days,
            operation,
        ))
    }

    /// The context of a visitor's request so many days ago.
    #[must_use]
    pub fn visitor(&self, days: f64, operation: &str) -> Ctx {
        self.at(Actor::Visitor, days, operation)
    }

    fn at(&self, actor: Actor, days: f64, operation: &str) -> Ctx {
        let now = self.ago(days);
        // Ids sort by their moment only from a source of their own: one that already gave a later id never goes back.
        Ctx { actor, locale: Locale::Ja, ..Ctx::system(operation, now, Arc::new(UuidV7::default())) }
    }
}
