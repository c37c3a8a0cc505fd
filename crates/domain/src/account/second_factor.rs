//! What travels when a second factor is set up.

use super::dto::SignIn;
use crate::validate::{Validate, Violations};
use serde::{Deserialize, Serialize};

/// What an authenticator app needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpEnrolment {
    /// The secret, for typing.
    pub secret: String,
    /// The secret as an address that apps open.
    pub otpauth_uri: String,
    /// The address as a QR code: the `d` of an SVG path with one unit a module.
    pub qr_path: String,
    /// The side of the QR code's view box.
    pub qr_size: u32,
}

/// Proves that the app has the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmTotp {
    /// Six digits from the app.
    #[cfg_attr(feature = "openapi", schema(example = "123456"))]
    pub code: String,
}

impl Validate for ConfirmTotp {
    fn check(&self, violations: &mut Violations) {
        violations.required_text("code", &self.code, 40);
    }
}

/// The second factor is set up. The codes are shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpConfirmed {
    /// Ten codes, each good once, for when the app is lost.
    pub recovery_codes: Vec<String>,
    /// The completed sign-in, with the second factor proven.
    pub sign_in: SignIn,
}

/// Replaces the recovery codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegenerateRecoveryCodes {
    /// Six digits from the app.
    #[cfg_attr(feature = "openapi", schema(example = "123456"))]
    pub code: String,
}

impl Validate for RegenerateRecoveryCodes {
    fn check(&self, violations: &mut Violations) {
        violations.required_text("code", &self.code, 40);
    }
}

/// New recovery codes, shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Ten codes, each good once.
    pub recovery_codes: Vec<String>,
}
