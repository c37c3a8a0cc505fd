//! The usual forms of a grant, with what is known of an application filled in.

use super::{ApplicationStatus, SupportApplication, SupportApplicationQuery};
use crate::export::{DocumentFormat, LackingLetters, TableFormat};
use crate::institution::terms;
use serde::{Deserialize, Serialize};

terms! {
    /// A form.
    SupportForm {
        /// The institution applies for the grant.
        GrantApplication = "交付申請書", "Application for the grant";
        /// The prefecture tells the decision.
        Decision = "交付決定通知書", "Notice of the decision";
        /// The institution reports.
        Report = "実績報告書", "Performance report";
        /// The prefecture tells the amount fixed.
        Fixing = "額の確定通知書", "Notice of the amount fixed";
    }
}

impl SupportForm {
    /// Whether an application has come as far as the form needs.
    #[must_use]
    pub fn is_ready(self, application: &SupportApplication) -> bool {
        match self {
            SupportForm::GrantApplication => application.summary.status.is_committed(),
            SupportForm::Decision => application.decision.is_some(),
            SupportForm::Report => application.report.is_some() && application.summary.status != ApplicationStatus::ReportReturned,
            SupportForm::Fixing => application.fixing.is_some(),
        }
    }
}

/// Which form is wanted, and as which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PrintSupportForm {
    /// The form.
    #[cfg_attr(feature = "openapi", param(inline))]
    pub form: SupportForm,
    /// The kind of file; `pdf` when absent.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(default)]
    pub format: DocumentFormat,
    /// What to do about letters that the fonts of a PDF lack. By default they are told, as `not_in_font`, and no document is made.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(default)]
    pub lacking_letters: LackingLetters,
}

/// Which applications of the officer's prefecture are wanted as a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ExportSupportApplications {
    /// Only those in this state.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ApplicationStatus>,
    /// Only those of this fiscal year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<i32>,
    /// Words, as for the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The kind of file; `csv` when absent.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(default)]
    pub format: TableFormat,
}

impl ExportSupportApplications {
    /// The same as a question of the list.
    #[must_use]
    pub fn query(&self) -> SupportApplicationQuery {
        SupportApplicationQuery {
            status: self.status,
            fiscal_year: self.fiscal_year,
            q: self.q.clone(),
            ..SupportApplicationQuery::default()
        }
    }
}
