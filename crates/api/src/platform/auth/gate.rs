//! Gates: a handler says in its signature who may enter, and gets its [`Ctx`] only from there. Nothing is open by omission.
//!
//! `ctx: Authorized<Anyone>` lets visitors in, `Authorized<Signed>` any account, `Authorized<permission::CheckRegistration>` whoever holds a role with that
//! permission. Whether this person may do it to *this row* is the feature's policy.

use super::{session, token};
use crate::{
    ctx::{Actor, Ctx},
    error::{ApiError, ApiResult},
    platform::{AppState, db, http::middleware::RequestMeta},
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web::Data};
use chrono::{DateTime, Utc};
use domain::{actor::Permission, problem::ProblemCode};
use futures_util::future::LocalBoxFuture;
use std::{marker::PhantomData, ops::Deref};

/// Who may enter.
pub trait Gate: 'static {
    /// Refuses an actor, or lets it in.
    ///
    /// # Errors
    /// Why the actor may not enter.
    fn admit(actor: &Actor) -> Result<(), ProblemCode>;
}

/// The request's context, for an actor that the gate `G` let in.
#[derive(Debug, Clone)]
pub struct Authorized<G>(Ctx, PhantomData<G>);

impl<G> Deref for Authorized<G> {
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
    fn admit(_: &Actor) -> Result<(), ProblemCode> {
        Ok(())
    }
}

impl Gate for Enrolling {
    fn admit(actor: &Actor) -> Result<(), ProblemCode> {
        match actor {
            Actor::Account(_) | Actor::System => Ok(()),
            Actor::Visitor => Err(ProblemCode::SignInRequired),
        }
    }
}

impl Gate for Signed {
    fn admit(actor: &Actor) -> Result<(), ProblemCode> {
        match actor {
            Actor::Account(identity) if identity.enrolling => Err(ProblemCode::SecondFactorRequired),
            other => Enrolling::admit(other),
        }
    }
}

fn admit(actor: &Actor, permission: Permission) -> Result<(), ProblemCode> {
    Signed::admit(actor)?;
    let Actor::Account(identity) = actor else { return Ok(()) };
    if identity.roles.iter().any(|role| role.allows(permission)) { Ok(()) } else { Err(ProblemCode::NotAllowed) }
}

/// What `G` lets in, provided that the person proved themselves recently: for what changes rights, credentials or money, so that
/// a browser left open or a captured token is not enough.
#[derive(Debug, Clone, Copy)]
pub struct Proven<G>(PhantomData<G>);

impl<G: Gate> Gate for Proven<G> {
    fn admit(actor: &Actor) -> Result<(), ProblemCode> {
        G::admit(actor)?;
        match actor {
            Actor::Account(identity) if !identity.proven => Err(ProblemCode::ProofRequired),
            _ => Ok(()),
        }
    }
}

macro_rules! permission_gates {
    ($($name:ident),+ $(,)?) => {
        /// One gate for every permission.
        pub mod permission {
            use super::{Actor, Gate, Permission, ProblemCode};
            $(
                #[doc = concat!("Whoever holds [`Permission::", stringify!($name), "`].")]
                #[derive(Debug, Clone, Copy)]
                pub struct $name;
                impl Gate for $name {
                    fn admit(actor: &Actor) -> Result<(), ProblemCode> {
                        super::admit(actor, Permission::$name)
                    }
                }
            )+
        }
    };
}

domain::for_each_permission!(permission_gates);

impl<G: Gate> FromRequest for Authorized<G> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let mut ctx = context(&request).await?;
            // What the token says refuses most, before the database is asked or the body read; what holds now decides.
            G::admit(&ctx.actor)?;
            ctx.actor = as_of_now(state(&request)?.get_ref(), ctx.now, ctx.actor).await?;
            G::admit(&ctx.actor)?;
            Ok(Authorized(ctx, PhantomData))
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
        request.extensions().get::<RequestMeta>().cloned().ok_or_else(|| ApiError::internal("the outermost middleware is missing"))?;
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

/// The actor with the rights that it has now, which may be fewer than its access token says: a session that was ended is a
/// visitor's, a role that was taken back is gone, and a proof grows old. Costs one look-up by keys for every signed-in request.
async fn as_of_now(state: &AppState, now: DateTime<Utc>, actor: Actor) -> ApiResult<Actor> {
    let Actor::Account(mut identity) = actor else { return Ok(actor) };
    let sql =
        "SELECT s.proven_at, ARRAY(SELECT r.role FROM account_role r WHERE r.account_id = s.account_id) AS roles FROM refresh_session s
               WHERE s.family_id = $1 AND s.account_id = $2 AND s.revoked_at IS NULL AND s.rotated_at IS NULL LIMIT 1";
    let values = [identity.session_id.0.into(), identity.account_id.0.into()];
    let Some(row) = db::query_one(&state.db, sql, values).await? else {
        return Ok(Actor::Visitor);
    };
    let held: Vec<String> = row.try_get("", "roles")?;
    identity.proven = now < row.try_get::<DateTime<Utc>>("", "proven_at")? + session::PROOF_LIFE;
    identity.roles.retain(|role| held.iter().any(|name| name == <&'static str>::from(*role)));
    Ok(Actor::Account(identity))
}

fn state(request: &HttpRequest) -> ApiResult<Data<AppState>> {
    request.app_data::<Data<AppState>>().cloned().ok_or_else(|| ApiError::internal("the application state is missing"))
}
