//! Who asks, when, and from where: passed to every service, so that no rule reads a clock or a request.

use crate::{error::ApiResult, platform::clock::Ids};
use chrono::{DateTime, Utc};
use domain::{
    actor::{Permission, Role},
    ids::{AccountId, SessionId},
    locale::Locale,
    problem::ProblemCode,
};
use std::sync::Arc;
use uuid::Uuid;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Visitor,
    /// The platform itself: jobs and commands.
    System,
    /// A person with a valid access token.
    Account(Identity),
}

/// What an access token says about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The person.
    pub account_id: AccountId,
    /// The signed-in browser.
    pub session_id: SessionId,
    /// The roles that this session may use.
    pub roles: Vec<Role>,
    /// The session may do nothing but set up its second factor.
    pub enrolling: bool,
    /// The password or a code was proven recently ([`crate::platform::auth::session::PROOF_LIFE`]).
    pub proven: bool,
}

/// The context of one request or job.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// Who acts.
    pub actor: Actor,
    /// The moment of the request; it does not move while the request runs.
    pub now: DateTime<Utc>,
    /// Where new ids come from.
    pub ids: Arc<dyn Ids>,
    /// Names this request in logs, answers and the audit trail.
    pub request_id: String,
    /// The operation, as the contract calls it.
    pub operation: String,
    /// The language asked for.
    pub locale: Locale,
    /// The caller's network address; for limits only, never logged or stored in the clear.
    pub address: String,
    /// The browser in a few words, such as `Firefox · Windows`.
    pub user_agent: String,
}

impl Ctx {
    /// The context of the platform's own acts.
    #[must_use]
    pub fn system(operation: &str, now: DateTime<Utc>, ids: Arc<dyn Ids>) -> Self {
        let request_id = ids.next(now).simple().to_string();
        Ctx {
            actor: Actor::System,
            now,
            ids,
            request_id,
            operation: operation.to_owned(),
            locale: Locale::default(),
            address: String::new(),
            user_agent: String::new(),
        }
    }

    /// A new id of the wanted kind.
    #[must_use]
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        self.ids.next(self.now).into()
    }

    /// The person, when one is signed in.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        match &self.actor {
            Actor::Account(identity) => Some(identity),
            Actor::Visitor | Actor::System => None,
        }
    }

    /// The signed-in person's account.
    ///
    /// # Errors
    /// `sign_in_required` for everybody else.
    pub fn account_id(&self) -> ApiResult<AccountId> {
        self.identity().map(|identity| identity.account_id).ok_or_else(|| ProblemCode::SignInRequired.into())
    }

    /// Whether this session acts in the role.
    #[must_use]
    pub fn has_role(&self, role: Role) -> bool {
        self.identity().is_some_and(|identity| identity.roles.contains(&role))
    }

    /// Whether one of this session's roles carries the permission. The platform itself may do everything.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        match &self.actor {
            Actor::Visitor => false,
            Actor::System => true,
            Actor::Account(identity) => !identity.enrolling && identity.roles.iter().any(|role| role.allows(permission)),
        }
    }

    /// Demands a permission.
    ///
    /// # Errors
    /// `sign_in_required` for visitors, `not_allowed` when no role carries it.
    pub fn require(&self, permission: Permission) -> ApiResult<()> {
        match &self.actor {
            _ if self.may(permission) => Ok(()),
            Actor::Visitor => Err(ProblemCode::SignInRequired.into()),
            _ => Err(ProblemCode::NotAllowed.into()),
        }
    }

    /// Demands that the person entered the password or a code recently, where only the row tells whether the act needs it; an operation
    /// that always needs it says so in its gate ([`crate::platform::auth::gate::Proven`]).
    ///
    /// # Errors
    /// `proof_required`.
    pub fn require_proof(&self) -> ApiResult<()> {
        match &self.actor {
            Actor::Account(identity) if !identity.proven => Err(ProblemCode::ProofRequired.into()),
            _ => Ok(()),
        }
    }

    /// The role to name in the audit trail: staff roles before others, since they weigh more.
    #[must_use]
    pub fn audit_role(&self) -> Option<Role> {
        let roles = &self.identity()?.roles;
        roles.iter().copied().filter(|role| role.is_staff()).max().or_else(|| roles.iter().copied().max())
    }
}
