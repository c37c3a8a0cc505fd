//! Gates: a handler says in its signature who may enter, and gets its [`Ctx`] only from there. Nothing is open by omission.
//!
//! `ctx: As<Anyone>` lets visitors in, `As<Signed>` any account, `As<may::CheckRegistration>` whoever holds a role with that
//! permission. Whether this person may do it to *this row* is the feature's policy.

use super::token;
use crate::{
    app::AppState,
    ctx::{Actor, Ctx, Identity},
    error::{ApiError, ApiResult},
    platform::http::envelope::RequestMeta,
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web::Data};
use domain::{
    actor::{Permission, Role},
    problem::ProblemCode,
};
use futures_util::future::LocalBoxFuture;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::{marker::PhantomData, ops::Deref};

/// Who may enter.
pub trait Gate: 'static {
    /// Refuses an actor, or lets it in and names the role that opened.
    ///
    /// # Errors
    /// Why the actor may not enter.
    fn admit(actor: &Actor) -> Result<Option<Role>, ProblemCode>;
}

/// The request's context, for an actor that the gate `G` let in.
#[derive(Debug, Clone)]
pub struct As<G>(Ctx, PhantomData<G>);

impl<G> Deref for As<G> {
    type Target = Ctx;
    fn deref(&self) -> &Ctx {
        &self.0
    }
}

/// Everybody, signed in or not.
#[derive(Debug, Clone, Copy)]
pub struct Anyone;
/// Any account with a complete sign-in.
#[derive(Debug, Clone, Copy)]
pub struct Signed;
/// Any account, also staff that still have to set up their second factor.
#[derive(Debug, Clone, Copy)]
pub struct Enrolling;

impl Gate for Anyone {
    fn admit(_: &Actor) -> Result<Option<Role>, ProblemCode> {
        Ok(None)
    }
}

impl Gate for Enrolling {
    fn admit(actor: &Actor) -> Result<Option<Role>, ProblemCode> {
        match actor {
            Actor::Account(_) | Actor::System => Ok(None),
            Actor::Visitor => Err(ProblemCode::SignInRequired),
        }
    }
}

impl Gate for Signed {
    fn admit(actor: &Actor) -> Result<Option<Role>, ProblemCode> {
        match actor {
            Actor::Account(identity) if identity.enrolling => Err(ProblemCode::SecondFactorRequired),
            other => Enrolling::admit(other),
        }
    }
}

fn admit(actor: &Actor, permission: Permission) -> Result<Option<Role>, ProblemCode> {
    Signed::admit(actor)?;
    let Actor::Account(identity) = actor else { return Ok(None) };
    // An ordinary role first: only where a staff role is needed does the gate look at the database.
    let mut roles: Vec<_> = identity.roles.iter().copied().filter(|role| role.allows(permission)).collect();
    roles.sort_by_key(|role| role.is_staff());
    roles.first().copied().map(Some).ok_or(ProblemCode::NotAllowed)
}

macro_rules! permission_gates {
    ($($name:ident),+ $(,)?) => {
        /// One gate for every permission.
        pub mod may {
            use super::{Actor, Gate, Permission, ProblemCode, Role};
            $(
                #[doc = concat!("Whoever holds [`Permission::", stringify!($name), "`].")]
                #[derive(Debug, Clone, Copy)]
                pub struct $name;
                impl Gate for $name {
                    fn admit(actor: &Actor) -> Result<Option<Role>, ProblemCode> {
                        super::admit(actor, Permission::$name)
                    }
                }
            )+
        }
    };
}

permission_gates! {
    ReadRestrictedProfile, KeepDoctorProfile, AskInstitution, RunOrganization, AnswerInquiry, ReviewRegistration, CheckRegistration,
    ConfirmRegistration, DecideChangeRequest, RevokeRegistration, PauseInstitution, AnswerContact, ReadAudit, ManageStaff, KeepSubsidyRules,
    KeepPriorityAreas, DecideSupport, KeepRegistry,
}

impl<G: Gate> FromRequest for As<G> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let ctx = context(&request).await?;
            let opened = G::admit(&ctx.actor)?;
            if let (Some(role), Actor::Account(identity)) = (opened, &ctx.actor)
                && role.is_staff()
            {
                let state = state(&request)?;
                still_holds(&state, identity, role).await?;
            }
            Ok(As(ctx, PhantomData))
        })
    }
}

/// The context of a request, whoever sent it.
///
/// # Errors
/// `sign_in_required` when it carries an access token that is not valid.
pub async fn context(request: &HttpRequest) -> ApiResult<Ctx> {
    let state = state(request)?;
    let meta =
        request.extensions().get::<RequestMeta>().cloned().ok_or_else(|| ApiError::internal("the envelope middleware is missing"))?;
    let now = state.clock.now();
    let actor = match request.headers().get(header::AUTHORIZATION) {
        None => Actor::Visitor,
        Some(value) => {
            let token = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
            let token = token.ok_or_else(|| ApiError::because(ProblemCode::SignInRequired, "not a bearer token"))?;
            Actor::Account(token::verify(&state, now, token.trim()).await?)
        }
    };
    let operation =
        request.match_pattern().and_then(|pattern| state.contract.operation(request.method().as_str(), &pattern).map(ToOwned::to_owned));
    Ok(Ctx {
        actor,
        now,
        ids: state.ids.clone(),
        request_id: meta.request_id,
        operation: operation.unwrap_or_else(|| "unknown".to_owned()),
        locale: meta.locale,
        address: meta.address,
        user_agent: meta.user_agent,
    })
}

/// Staff decide about others, so a role that was taken back, or a session that was ended, stops at once and not only when
/// the access token expires.
async fn still_holds(state: &AppState, identity: &Identity, role: Role) -> ApiResult<()> {
    let sql = "SELECT 1 FROM account_role r WHERE r.account_id = $1 AND r.role = $2
               AND EXISTS (SELECT 1 FROM refresh_session s WHERE s.family_id = $3 AND s.revoked_at IS NULL AND s.rotated_at IS NULL)";
    let role: &'static str = role.into();
    let values = [identity.account_id.0.into(), role.into(), identity.session_id.0.into()];
    let row = state.db.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
    if row.is_some() { Ok(()) } else { Err(ApiError::because(ProblemCode::SignInRequired, "the session or the role has ended")) }
}

fn state(request: &HttpRequest) -> ApiResult<Data<AppState>> {
    request.app_data::<Data<AppState>>().cloned().ok_or_else(|| ApiError::internal("the application state is missing"))
}
