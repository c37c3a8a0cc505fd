//! The kinds of jobs.

use crate::{
    error::ApiResult,
    platform::{AppState, mail},
};
use serde::{Deserialize, Serialize};

/// Something to be done after a commit. Each is safe to be done again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Send one mail to one person.
    SendMail(mail::Mail),
}

impl Job {
    /// The kind, as the table calls it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Job::SendMail(_) => "send_mail",
        }
    }

    /// Does it.
    ///
    /// # Errors
    /// When it has to be tried again.
    pub async fn run(&self, state: &AppState, dedup_key: &str) -> ApiResult<()> {
        match self {
            Job::SendMail(mail) => mail::deliver(state, mail, dedup_key).await,
        }
    }
}
