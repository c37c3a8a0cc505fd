//! What travels when somebody signs up: an address first, and all the rest behind the link that went there.

use super::{
    dto::{DISPLAY_NAME_MAX, check_email},
    rules::check_password,
};
use crate::{
    ids::InstitutionId,
    locale::Locale,
    validate::{FieldCode, Validate, Violations},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What somebody signs up as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "db", sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AccountKind {
    /// A doctor who looks for a place to practise.
    Doctor,
    /// Somebody who acts for an institution.
    Institution,
}

/// Asks for a link to sign up with. The answer is the same whether the address is known or not; the mail tells the difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestSignUp {
    /// What the person wants to sign up as; asked again behind the link.
    pub kind: AccountKind,
    /// Where the link is sent.
    #[cfg_attr(feature = "openapi", schema(example = "name@example.jp"))]
    pub email: String,
    /// The language of the mail.
    pub locale: Locale,
    /// The institution whose page the person came from, to return there behind the link. An id and not an address, so that the link
    /// leads nowhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
}

impl Validate for RequestSignUp {
    fn check(&self, violations: &mut Violations) {
        check_email(violations, "email", &self.email);
    }
}

/// Asks what a link to sign up with is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookUpSignUp {
    /// The token behind `#token=` of the link.
    pub token: String,
}

impl Validate for LookUpSignUp {
    fn check(&self, violations: &mut Violations) {
        violations.required_text("token", &self.token, 200);
    }
}

/// What a link to sign up with is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUpOffer {
    /// The address that the account will have.
    pub email: String,
    /// What was asked for; whoever holds the mailbox may choose otherwise.
    pub kind: AccountKind,
    /// Until when the link is good.
    pub expires_at: DateTime<Utc>,
    /// The institution whose page the person came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
}

/// Makes the account of a link's address. All that it is made of comes from whoever opened the link, which shows whose the address is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateAccount {
    /// The token behind `#token=` of the link.
    pub token: String,
    /// What the person signs up as.
    pub kind: AccountKind,
    /// The name that the person goes by here.
    #[cfg_attr(feature = "openapi", schema(example = "山﨑 𠮷子", max_length = 100))]
    pub display_name: String,
    /// At least 12 characters, not easy to guess.
    #[cfg_attr(feature = "openapi", schema(example = "lime-orbit-quill-42", min_length = 12, max_length = 128))]
    pub password: String,
    /// The language of mails.
    pub locale: Locale,
    /// Agreement to the terms; must be true.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub agreed_terms: bool,
}

impl Validate for CreateAccount {
    fn check(&self, violations: &mut Violations) {
        violations.required_text("token", &self.token, 200);
        violations.required_name("display_name", &self.display_name, DISPLAY_NAME_MAX);
        check_password(violations, "password", &self.password, "");
        violations.require("agreed_terms", self.agreed_terms, FieldCode::MustAgree);
    }
}
