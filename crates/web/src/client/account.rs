//! Accounts, sessions and the second factor.

use super::{ClientError, IdempotencyKey, Reply, Versioned, delete, get, get_file, get_versioned, patch, post, post_once};
use crate::paths::api;
use domain::account::{
    AcceptInvitation, ChangePassword, ConfirmTotp, CreateAccount, CreateSession, DeleteMe, InvitationOffer, LookUpInvitation, LookUpSignUp,
    Me, ProveSession, RecoveryCodes, RegenerateRecoveryCodes, RequestPasswordReset, RequestSignUp, ResetPassword, SessionList, SignIn,
    SignUpOffer, TotpConfirmed, TotpEnrolment, UpdateMe, VerifySecondFactor,
};
use serde::de::IgnoredAny;

/// Asks for a link to sign up with; the mail says how it goes on.
///
/// # Errors
/// [`ClientError`].
pub async fn request_sign_up(input: &RequestSignUp, key: IdempotencyKey) -> Result<(), ClientError> {
    post_once::<IgnoredAny>(api::request_sign_up(), input, key).await.map(|_| ())
}

/// What a link to sign up with is for.
///
/// # Errors
/// [`ClientError`]; `link_expired` when it is over.
pub async fn look_up_sign_up(input: &LookUpSignUp) -> Result<SignUpOffer, ClientError> {
    post(api::look_up_sign_up(), input).await
}

/// Signs up with a link, and in.
///
/// # Errors
/// [`ClientError`]; `link_expired` when the link is over.
pub async fn create_account(input: &CreateAccount) -> Result<SignIn, ClientError> {
    post(api::create_account(), input).await
}

/// Signs in with address and password.
///
/// # Errors
/// [`ClientError`].
pub async fn create_session(input: &CreateSession) -> Result<SignIn, ClientError> {
    post(api::create_session(), input).await
}

/// Completes a sign-in with the second factor.
///
/// # Errors
/// [`ClientError`].
pub async fn verify_second_factor(input: &VerifySecondFactor) -> Result<SignIn, ClientError> {
    post(api::verify_second_factor(), input).await
}

/// Proves again who uses this browser.
///
/// # Errors
/// [`ClientError`]; `wrong_code`, or `wrong_password` at the field.
pub async fn prove_session(input: &ProveSession) -> Result<(), ClientError> {
    post::<IgnoredAny>(api::prove_session(), input).await.map(|_| ())
}

/// Removes the second factor.
///
/// # Errors
/// [`ClientError`].
pub async fn remove_totp() -> Result<(), ClientError> {
    delete(api::remove_totp()).await
}

/// Ends this browser's session.
///
/// # Errors
/// [`ClientError`].
pub async fn delete_session() -> Result<(), ClientError> {
    delete(api::delete_session()).await
}

/// Asks for a link that sets a new password.
///
/// # Errors
/// [`ClientError`].
pub async fn request_password_reset(input: &RequestPasswordReset) -> Result<(), ClientError> {
    post::<IgnoredAny>(api::request_password_reset(), input).await.map(|_| ())
}

/// Sets a new password with a link.
///
/// # Errors
/// [`ClientError`]; `link_expired` when the link is over.
pub async fn reset_password(input: &ResetPassword) -> Result<(), ClientError> {
    post::<IgnoredAny>(api::reset_password(), input).await.map(|_| ())
}

/// Reads who is signed in.
///
/// # Errors
/// [`ClientError`].
pub async fn get_me() -> Result<Me, ClientError> {
    get(api::get_me()).await
}

/// Reads who is signed in, with the version.
///
/// # Errors
/// [`ClientError`].
pub async fn get_me_versioned() -> Result<Versioned<Me>, ClientError> {
    get_versioned(api::get_me()).await
}

/// Changes name or language.
///
/// # Errors
/// [`ClientError`].
pub async fn update_me(input: &UpdateMe, etag: &str) -> Result<Me, ClientError> {
    patch(api::update_me(), input, etag).await.map(|updated| updated.value)
}

/// Changes the password; every other session ends.
///
/// # Errors
/// [`ClientError`].
pub async fn change_password(input: &ChangePassword) -> Result<(), ClientError> {
    post::<IgnoredAny>(api::change_password(), input).await.map(|_| ())
}

/// Everything stored about the person, as a file.
///
/// # Errors
/// [`ClientError`].
pub async fn export_me() -> Result<Reply, ClientError> {
    get_file(api::export_me()).await
}

/// Removes the account for good.
///
/// # Errors
/// [`ClientError`].
pub async fn delete_me(input: &DeleteMe) -> Result<(), ClientError> {
    post::<IgnoredAny>(api::delete_me(), input).await.map(|_| ())
}

/// Lists the signed-in browsers.
///
/// # Errors
/// [`ClientError`].
pub async fn list_sessions() -> Result<SessionList, ClientError> {
    get(api::list_sessions()).await
}

/// Ends every session.
///
/// # Errors
/// [`ClientError`].
pub async fn delete_all_sessions() -> Result<(), ClientError> {
    delete(api::delete_all_sessions()).await
}

/// Starts setting up a second factor.
///
/// # Errors
/// [`ClientError`].
pub async fn start_totp() -> Result<TotpEnrolment, ClientError> {
    post(api::start_totp(), &serde_json::json!({})).await
}

/// Finishes setting it up.
///
/// # Errors
/// [`ClientError`]; `wrong_code`.
pub async fn confirm_totp(input: &ConfirmTotp) -> Result<TotpConfirmed, ClientError> {
    post(api::confirm_totp(), input).await
}

/// Replaces the recovery codes.
///
/// # Errors
/// [`ClientError`]; `wrong_code`.
pub async fn regenerate_recovery_codes(input: &RegenerateRecoveryCodes) -> Result<RecoveryCodes, ClientError> {
    post(api::regenerate_recovery_codes(), input).await
}

/// Reads an invitation before accepting it.
///
/// # Errors
/// [`ClientError`]; `link_expired`.
pub async fn look_up_invitation(input: &LookUpInvitation) -> Result<InvitationOffer, ClientError> {
    post(api::look_up_invitation(), input).await
}

/// Accepts an invitation.
///
/// # Errors
/// [`ClientError`]; `link_expired`, `wrong_credentials`.
pub async fn accept_invitation(input: &AcceptInvitation) -> Result<(), ClientError> {
    post::<IgnoredAny>(api::accept_invitation(), input).await.map(|_| ())
}
