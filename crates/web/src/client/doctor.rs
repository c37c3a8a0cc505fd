//! A doctor's profile, blocked institutions, and who has the doctor's identity.

use super::{ClientError, Versioned, delete, get_versioned, list, put, upload};
use crate::paths::{Unparsed, api};
use domain::doctor::{BlockedInstitution, DoctorProfile, IdentityShare, LicenceCopy, SaveDoctorProfile};
use domain::problem::ProblemCode;
use serde::de::IgnoredAny;

/// Reads the own profile; nothing until it was saved once.
///
/// # Errors
/// [`ClientError`].
pub async fn get_doctor_profile() -> Result<Option<Versioned<DoctorProfile>>, ClientError> {
    match get_versioned(api::get_doctor_profile()).await {
        Ok(profile) => Ok(Some(profile)),
        Err(error) if error.is(ProblemCode::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Saves the own profile; an empty `etag` says that there was none.
///
/// # Errors
/// [`ClientError`]; `version_mismatch` when it was saved elsewhere since.
pub async fn save_doctor_profile(profile: &SaveDoctorProfile, etag: &str) -> Result<Versioned<DoctorProfile>, ClientError> {
    put(api::save_doctor_profile(), profile, etag).await
}

/// Uploads a copy of the own licence, in place of the one before.
///
/// # Errors
/// [`ClientError`].
pub async fn upload_licence_copy(media_type: &str, bytes: Vec<u8>) -> Result<LicenceCopy, ClientError> {
    upload(api::upload_licence_copy(), media_type, bytes).await
}

/// Takes the copy back.
///
/// # Errors
/// [`ClientError`].
pub async fn remove_licence_copy() -> Result<(), ClientError> {
    delete(api::remove_licence_copy()).await
}

/// Lists the institutions that the doctor blocked.
///
/// # Errors
/// [`ClientError`].
pub async fn list_blocks() -> Result<Vec<BlockedInstitution>, ClientError> {
    list(api::list_blocks()).await
}

/// Blocks an institution and all others of its organization.
///
/// # Errors
/// [`ClientError`].
pub async fn block_institution(id: &str) -> Result<(), ClientError> {
    put::<IgnoredAny>(api::block_institution(Unparsed(id)), &(), "").await.map(|_| ())
}

/// Takes a block back.
///
/// # Errors
/// [`ClientError`].
pub async fn unblock_institution(id: &str) -> Result<(), ClientError> {
    delete(api::unblock_institution(Unparsed(id))).await
}

/// Lists who has the doctor's identity and contact.
///
/// # Errors
/// [`ClientError`].
pub async fn list_identity_shares() -> Result<Vec<IdentityShare>, ClientError> {
    list(api::list_identity_shares()).await
}
