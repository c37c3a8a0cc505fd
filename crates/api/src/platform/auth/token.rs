//! Access tokens (EdDSA, ten minutes) and the short tokens between the two steps of a sign-in. Checked without the database.

use crate::{
    ctx::Identity,
    error::{ApiError, ApiResult},
    platform::AppState,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::Role,
    ids::{AccountId, SessionId},
    problem::ProblemCode,
};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

/// Life of an access token.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);
/// Life of the token between password and second factor.
pub const CHALLENGE_LIFE: TimeDelta = TimeDelta::minutes(5);

const AUDIENCE: &str = "gm-network";
const CHALLENGE_AUDIENCE: &str = "gm-network-second-factor";

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: AccountId,
    sid: SessionId,
    roles: Vec<Role>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    enrolling: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    credentials: Option<String>,
    iat: i64,
    exp: i64,
}

/// Signs an access token.
///
/// # Errors
/// When no key is loaded.
pub fn issue(state: &AppState, now: DateTime<Utc>, identity: &Identity) -> ApiResult<String> {
    sign(state, now, LIFE, AUDIENCE, identity, None)
}

/// Signs the proof that the password was right. `credentials` is what the account was proven with; once they change, the proof is void.
///
/// # Errors
/// When no key is loaded.
pub fn issue_challenge(
    state: &AppState,
    now: DateTime<Utc>,
    account_id: AccountId,
    session_id: SessionId,
    credentials: String,
) -> ApiResult<String> {
    let identity = Identity { account_id, session_id, roles: Vec::new(), enrolling: false, proven: false };
    sign(state, now, CHALLENGE_LIFE, CHALLENGE_AUDIENCE, &identity, Some(credentials))
}

/// Reads an access token. Whether its person proved themselves recently is not in it: the gate looks that up.
///
/// # Errors
/// `sign_in_required` when it is not ours, not valid or not valid any more.
pub async fn verify(state: &AppState, now: DateTime<Utc>, token: &str) -> ApiResult<Identity> {
    let claims = check(state, now, token, AUDIENCE).await?;
    Ok(Identity { account_id: claims.sub, session_id: claims.sid, roles: claims.roles, enrolling: claims.enrolling, proven: true })
}

/// What the proof of a right password says.
#[derive(Debug)]
pub struct Challenge {
    /// Whose.
    pub account_id: AccountId,
    /// The session to be.
    pub session_id: SessionId,
    /// What the account was proven with.
    pub credentials: String,
}

/// Reads the proof that the password was right.
///
/// # Errors
/// `sign_in_required` when it is not ours or over.
pub async fn verify_challenge(state: &AppState, now: DateTime<Utc>, token: &str) -> ApiResult<Challenge> {
    let claims = check(state, now, token, CHALLENGE_AUDIENCE).await?;
    Ok(Challenge { account_id: claims.sub, session_id: claims.sid, credentials: claims.credentials.unwrap_or_default() })
}

fn sign(
    state: &AppState,
    now: DateTime<Utc>,
    life: TimeDelta,
    audience: &str,
    identity: &Identity,
    credentials: Option<String>,
) -> ApiResult<String> {
    let (kid, key) = state.keys.signing()?;
    let claims = Claims {
        iss: state.config.public_url.clone(),
        aud: audience.to_owned(),
        sub: identity.account_id,
        sid: identity.session_id,
        roles: identity.roles.clone(),
        enrolling: identity.enrolling,
        credentials,
        iat: now.timestamp(),
        exp: (now + life).timestamp(),
    };
    let header = Header { kid: Some(kid), ..Header::new(Algorithm::EdDSA) };
    jsonwebtoken::encode(&header, &claims, &key).map_err(ApiError::internal)
}

async fn check(state: &AppState, now: DateTime<Utc>, token: &str, audience: &str) -> ApiResult<Claims> {
    let refused = |why: String| ApiError::because(ProblemCode::SignInRequired, why);
    let header = jsonwebtoken::decode_header(token).map_err(|error| refused(error.to_string()))?;
    let kid = header.kid.ok_or_else(|| refused("the token names no key".into()))?;
    let key =
        state.keys.verifying(&kid, &state.db, &state.secrets, now).await?.ok_or_else(|| refused("the token's key is unknown".into()))?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&[audience]);
    validation.set_issuer(&[&state.config.public_url]);
    validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    // Compared below with our own clock.
    validation.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation).map_err(|error| refused(error.to_string()))?.claims;
    if claims.exp <= now.timestamp() {
        return Err(refused("the token has expired".into()));
    }
    Ok(claims)
}
