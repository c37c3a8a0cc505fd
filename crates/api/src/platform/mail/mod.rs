//! Mail: said in a template per language, sent by the outbox. Who gets it and in which language is looked up when it is sent.

pub mod template;
pub mod transport;

pub use transport::Mailer;

use crate::{
    ctx::Ctx,
    entity::account,
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        outbox::{self, Job},
    },
};
use chrono::{DateTime, Utc};
use domain::{ids::AccountId, locale::Locale};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A mail to be sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mail {
    template: String,
    to: Recipient,
    #[serde(skip)]
    event: String,
    params: Map<String, Value>,
    link: Option<Link>,
    /// Where an answer goes; to the secretariat when absent.
    #[serde(default)]
    reply_to: Option<String>,
}

/// Who gets a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// A person with an account, in the account's language.
    Account(AccountId),
    /// The person whose account has this address when the mail is sent; nobody where there is none.
    Owner {
        /// The address.
        email: String,
    },
    /// Somebody whose address has no account when the mail is sent; nobody where there is one.
    Stranger {
        /// The address.
        email: String,
        /// The language to write in.
        locale: Locale,
    },
    /// Somebody without an account.
    Address {
        /// The address.
        email: String,
        /// The language to write in.
        locale: Locale,
    },
    /// The secretariat's mailbox, in Japanese.
    Secretariat,
}

/// A link with a token that only the mail carries: it is derived while sending.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Link {
    path: String,
    purpose: String,
    id: Uuid,
}

impl Mail {
    /// A mail from the template `name` (`templates/{ja,en}/<name>.txt`) about one `event`. The same template for the same
    /// event goes to the same recipient once, however often it is enqueued; so `event` holds the id of what happened.
    pub fn new(name: &str, to: Recipient, event: impl std::fmt::Display) -> Self {
        Mail { template: name.to_owned(), to, event: event.to_string(), params: Map::new(), link: None, reply_to: None }
    }

    /// Fills a place of the template.
    #[must_use]
    pub fn param(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Fills a place of the template with a name or a subject: whatever is stored, it stays on its line.
    #[must_use]
    pub fn line(self, name: &str, text: &str) -> Self {
        self.param(name, domain::text::one_line(text))
    }

    /// Fills a place of the template with an instant, which `{{ … | instant }}` writes as it is said in Japan.
    #[must_use]
    pub fn instant(self, name: &str, at: DateTime<Utc>) -> Self {
        self.param(name, at.to_rfc3339())
    }

    /// Fills `{{ at }}` and `{{ browser }}`: when and with what the person behind the request acted.
    #[must_use]
    pub fn done_by(self, ctx: &Ctx) -> Self {
        self.instant("at", ctx.now).line("browser", &ctx.user_agent)
    }

    /// Sends answers to this address instead of the secretariat's.
    #[must_use]
    pub fn reply_to(mut self, email: &str) -> Self {
        self.reply_to = Some(email.to_owned());
        self
    }

    /// Adds `{{ link }}`: `path` on our site with the token of the row `id` behind `#`, so that servers and logs never see it.
    #[must_use]
    pub fn link(mut self, path: &str, purpose: &str, id: Uuid) -> Self {
        self.link = Some(Link { path: path.to_owned(), purpose: purpose.to_owned(), id });
        self
    }

    fn dedup_key(&self) -> String {
        let to = match &self.to {
            Recipient::Account(id) => id.to_string(),
            Recipient::Owner { email } | Recipient::Stranger { email, .. } | Recipient::Address { email, .. } => {
                super::auth::secret::hash(email).iter().take(12).map(|b| format!("{b:02x}")).collect()
            }
            Recipient::Secretariat => "secretariat".to_owned(),
        };
        format!("mail:{}:{}:{to}", self.template, self.event)
    }
}

/// Enqueues a mail in the transaction of the act that it tells about.
///
/// # Errors
/// When the template does not exist or the database fails.
pub async fn enqueue(txn: &impl ConnectionTrait, ctx: &Ctx, mail: Mail) -> ApiResult<()> {
    if !template::exists(&mail.template) {
        return Err(ApiError::internal(format!("there is no mail template `{}`", mail.template)));
    }
    let key = mail.dedup_key();
    outbox::enqueue(txn, ctx, &Job::SendMail(mail), key).await
}

/// Sends a mail now; called by the outbox.
///
/// # Errors
/// When it has to be tried again.
pub async fn deliver(state: &AppState, mail: &Mail, dedup_key: &str) -> ApiResult<()> {
    let owner = match &mail.to {
        Recipient::Account(id) => account::Entity::find_by_id(*id).filter(account::COLUMN.deleted_at.is_null()).one(&state.db).await?,
        Recipient::Owner { email } | Recipient::Stranger { email, .. } => {
            let find = account::Entity::find().filter(account::COLUMN.email.eq(email));
            find.filter(account::COLUMN.deleted_at.is_null()).one(&state.db).await?
        }
        Recipient::Address { .. } | Recipient::Secretariat => None,
    };
    let (email, name, locale) = match (&mail.to, owner) {
        (Recipient::Account(_) | Recipient::Owner { .. }, Some(owner)) => (owner.email, Some(owner.display_name), owner.locale),
        (Recipient::Stranger { email, locale }, None) | (Recipient::Address { email, locale }, _) => (email.clone(), None, *locale),
        (Recipient::Secretariat, _) => (state.config.contact_email.clone(), None, Locale::Ja),
        // Gone in the meantime, or never here: nobody to write to.
        (Recipient::Account(_) | Recipient::Owner { .. }, None) | (Recipient::Stranger { .. }, Some(_)) => return Ok(()),
    };
    let mut params = mail.params.clone();
    params.insert("public_url".to_owned(), state.config.public_url.clone().into());
    params.insert("name".to_owned(), name.map(|name| domain::text::one_line(&name)).into());
    if let Some(link) = &mail.link {
        let token = state.secrets.link_token(&link.purpose, link.id);
        params.insert("link".to_owned(), format!("{}{}#token={token}", state.config.public_url, link.path).into());
    }
    let text = template::render(&mail.template, locale, &params)?;
    let reply_to = mail.reply_to.as_deref().unwrap_or(&state.config.contact_email);
    state.mailer.send(&email, reply_to, &text, locale, dedup_key).await
}
