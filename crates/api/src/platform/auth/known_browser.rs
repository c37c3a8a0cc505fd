//! Browsers in which an account signed in before. Such a browser has tries of its own, so that nobody can shut somebody out by guessing
//! at their password from elsewhere. It proves nothing else: the password is asked for all the same.
//!
//! The cookie is `<random>.<keyed hash of account, credentials and random>`, one for each account, so that a computer may be shared. With
//! another password or second factor it is worth nothing: whoever collected some before is a stranger again.

use super::secret::MasterKey;
use crate::{config::Config, platform::http::cookies};
use actix_web::HttpRequest;
use chrono::TimeDelta;
use domain::ids::AccountId;

const NAME: &str = "gm_known";
const PATH: &str = "/api/v1/sessions";
const LIFE: TimeDelta = TimeDelta::days(180);
const PURPOSE: &str = "known_browser";

/// What a request's cookies say of accounts that signed in with its browser.
#[derive(Debug, Clone, Default)]
pub struct KnownBrowser(Vec<(String, String)>);

impl KnownBrowser {
    /// Reads the cookies of a request.
    #[must_use]
    pub fn of_request(request: &HttpRequest) -> Self {
        let ours = cookies::of_request(request).filter(|(name, _)| name.starts_with(NAME));
        KnownBrowser(ours.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// What names this browser for an account, if the account signed in with it before, with the same `credentials` (a fingerprint).
    #[must_use]
    pub fn of(&self, secrets: &MasterKey, account_id: AccountId, credentials: &str) -> Option<String> {
        let wanted = name(secrets, account_id);
        self.0.iter().filter(|(name, _)| *name == wanted).find_map(|(_, value)| {
            let (random, mac) = value.split_once('.')?;
            (mac == hash(secrets, account_id, credentials, random)).then(|| random.to_owned())
        })
    }
}

/// `Set-Cookie` that makes a browser known for an account.
#[must_use]
pub fn cookie(config: &Config, secrets: &MasterKey, account_id: AccountId, credentials: &str) -> String {
    let random = super::secret::random_token();
    let secure = if config.https() { "; Secure" } else { "" };
    let (name, mac) = (name(secrets, account_id), hash(secrets, account_id, credentials, &random));
    format!("{name}={random}.{mac}; Path={PATH}; HttpOnly; SameSite=Strict; Max-Age={}{secure}", LIFE.num_seconds())
}

/// Does not tell whose it is.
fn name(secrets: &MasterKey, account_id: AccountId) -> String {
    format!("{NAME}_{}", secrets.fingerprint(PURPOSE, &account_id.to_string()))
}

fn hash(secrets: &MasterKey, account_id: AccountId, credentials: &str, random: &str) -> String {
    secrets.fingerprint(PURPOSE, &format!("{account_id}:{credentials}:{random}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_browser_is_known_for_the_account_that_signed_in_and_for_no_other() {
        let secrets = MasterKey::new([7; 32]);
        let (one, other) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let given = (name(&secrets, one), format!("abc.{}", hash(&secrets, one, "old", "abc")));
        let moved = (name(&secrets, other), given.1.clone());
        let known = KnownBrowser(vec![given, moved]);
        assert_eq!(known.of(&secrets, one, "old").as_deref(), Some("abc"));
        assert_eq!(known.of(&secrets, other, "old"), None);
        assert_eq!(known.of(&MasterKey::new([8; 32]), one, "old"), None);
        assert_eq!(known.of(&secrets, one, "new"), None);
    }
}
