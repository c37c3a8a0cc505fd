//! Accounts, sessions and the second factor.

use super::{ClientError, get, post};
use crate::paths::api;
use domain::actor::Role;
use domain::ids::AccountId;
use domain::locale::Locale;
use serde::{Deserialize, Serialize};

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub account_id: AccountId,
    pub email: String,
    pub name: String,
    pub locale: Locale,
    pub roles: Vec<Role>,
    #[serde(default)]
    pub totp_enabled: bool,
}

/// Reads who is signed in.
///
/// # Errors
/// [`ClientError`].
pub async fn get_me() -> Result<Me, ClientError> {
    get(api::ME).await
}

/// Ends this browser's session.
///
/// # Errors
/// [`ClientError`].
pub async fn sign_out() -> Result<(), ClientError> {
    post(api::SIGN_OUT, &()).await
}

/// Changes the language of mails and pages.
///
/// # Errors
/// [`ClientError`].
pub async fn update_locale(locale: Locale) -> Result<(), ClientError> {
    super::patch::<serde::de::IgnoredAny>(api::ME, &serde_json::json!({ "locale": locale }), "").await.map(|_| ())
}
