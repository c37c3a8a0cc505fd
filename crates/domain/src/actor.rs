//! Who acts, and what a role allows.

use serde::{Deserialize, Serialize};

/// What a person may be on the platform. A person may hold several.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::Display,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "db", sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// Looks for a place to practise.
    Doctor,
    /// Acts for an organization's institutions.
    InstitutionMember,
    /// 事務局: runs the network and makes the first check.
    Secretariat,
    /// 運営委員会: confirms a registration against the purpose and the requirements.
    CommitteeMember,
    /// 都道府県の担当者: keeps the priority support areas of one prefecture and takes applications through the councils.
    PrefectureOfficer,
    /// Looks after accounts of the staff.
    Administrator,
}

impl Role {
    /// Staff come by invitation only and sign in with a second factor.
    #[must_use]
    pub fn is_staff(self) -> bool {
        match self {
            Role::Doctor | Role::InstitutionMember => false,
            Role::Secretariat | Role::CommitteeMember | Role::PrefectureOfficer | Role::Administrator => true,
        }
    }

    /// Whether the role carries a permission: the whole matrix, in one place.
    #[must_use]
    pub fn allows(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Role::Doctor => matches!(permission, P::ReadRestrictedProfile | P::KeepDoctorProfile | P::AskInstitution),
            Role::InstitutionMember => matches!(permission, P::RunOrganization | P::AnswerInquiry),
            Role::Secretariat => matches!(
                permission,
                P::ReviewRegistration
                    | P::CheckRegistration
                    | P::DecideChangeRequest
                    | P::RevokeRegistration
                    | P::PauseInstitution
                    | P::TakeDownOpening
                    | P::AnswerContact
                    | P::ReadAudit
                    | P::ReadRestrictedProfile
                    | P::KeepSubsidyRules
                    | P::KeepRegistry
                    | P::CheckLicence
            ),
            Role::CommitteeMember => matches!(permission, P::ReviewRegistration | P::ConfirmRegistration | P::ReadRestrictedProfile),
            Role::PrefectureOfficer => matches!(permission, P::KeepPriorityAreas | P::DecideSupport),
            Role::Administrator => matches!(permission, P::ManageStaff | P::ReadAudit),
        }
    }
}

/// Declares the permissions, and `for_each_permission!`, which calls a macro with the names of all of them.
macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// Something that a role may allow. Whether it is allowed *on a certain row* is the feature's policy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumIter, strum::IntoStaticStr)]
        #[strum(serialize_all = "snake_case")]
        pub enum Permission {
            $($(#[$doc])* $name,)+
        }

        /// Calls a macro with the names of all permissions.
        #[macro_export]
        macro_rules! for_each_permission {
            ($then:ident) => {
                $then! { $($name),+ }
            };
        }
    };
}

permissions! {
    /// Read what registered institutions show to doctors only.
    ReadRestrictedProfile,
    /// Keep an own doctor's profile.
    KeepDoctorProfile,
    /// Send an inquiry and take part in it as the doctor.
    AskInstitution,
    /// Keep organizations, their members, drafts and registrations.
    RunOrganization,
    /// Read and answer inquiries as the institution.
    AnswerInquiry,
    /// See the queues and everything about an application.
    ReviewRegistration,
    /// The secretariat's check: return, forward.
    CheckRegistration,
    /// The committee's check: confirm, return.
    ConfirmRegistration,
    /// Apply or refuse a correction.
    DecideChangeRequest,
    /// Revoke a registration when facts prove false.
    RevokeRegistration,
    /// Hide an institution for a while.
    PauseInstitution,
    /// Take an opening down.
    TakeDownOpening,
    /// Read and settle messages from the contact page.
    AnswerContact,
    /// Read the audit trail.
    ReadAudit,
    /// Invite staff and take their roles back.
    ManageStaff,
    /// Keep the schemes' rules: enter, close.
    KeepSubsidyRules,
    /// Check doctors' licences: read name, number, year and copy, and decide.
    CheckLicence,
    /// Bring in editions of the official lists, and take note of what they say about institutions.
    KeepRegistry,
    /// Keep the own prefecture's priority support areas, correction plans, council meetings and budgets.
    KeepPriorityAreas,
    /// Take the own prefecture's applications for support through both councils.
    DecideSupport,
}
