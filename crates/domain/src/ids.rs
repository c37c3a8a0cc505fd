//! One newtype per kind of id, so that an inquiry's id can never be passed where an institution's is meant.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares ids, and `for_each_id!`, which calls a macro with the names of all of them.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map($name)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                $name(id)
            }
        }

        // sea-orm asks this of every primary key; only auto-increment keys can answer it.
        #[cfg(feature = "db")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+

        /// Calls a macro with the names of all ids.
        #[macro_export]
        macro_rules! for_each_id {
            ($then:ident) => {
                $then! { $($name),+ }
            };
        }
    };
}

ids! {
    /// A person who can sign in.
    AccountId,
    /// The body (法人) that runs institutions.
    OrganizationId,
    /// A hospital or clinic: the place that receives doctors.
    InstitutionId,
    /// An institution's participation, from draft to publication and its end.
    RegistrationId,
    /// A position that an institution offers.
    OpeningId,
    /// A correction asked for after publication.
    ChangeRequestId,
    /// A conversation between one doctor and one institution.
    InquiryId,
    /// What an unsent message is about: the institution that it asks, or the inquiry that it goes into.
    DraftSubjectId,
    /// One message in an inquiry.
    MessageId,
    /// A message to the secretariat from the contact page.
    ContactMessageId,
    /// An answer of the secretariat to such a message.
    ContactReplyId,
    /// A note of the staff on a registration.
    RegistrationNoteId,
    /// A standard text for reasons.
    ReasonTemplateId,
    /// An invitation to join the staff or an organization.
    InvitationId,
    /// A removal of somebody's second factor that an administrator asked for.
    SecondFactorResetId,
    /// A signed-in browser.
    SessionId,
    /// One entry in the audit trail.
    AuditEntryId,
    /// One version of the rule by which a scheme's subsidy is worked out.
    SubsidyRuleId,
    /// A priority support area, the same over all its versions.
    PriorityAreaId,
    /// What holds of a priority support area during a period.
    PriorityAreaVersionId,
    /// A prefecture's correction plan of a fiscal year.
    CorrectionPlanId,
    /// A meeting of one of the two councils.
    CouncilMeetingId,
    /// An institution's application for support.
    SupportApplicationId,
    /// A document submitted with an application for support.
    SupportDocumentId,
    /// A file of an official list that staff uploaded.
    RegistryImportId,
    /// What an edition of an official list says otherwise about an institution.
    RegistryDifferenceId,
    /// A quote that was kept in an inquiry.
    SubsidyQuoteId,
}
