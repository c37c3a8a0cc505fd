//! SMTP.

use super::template::Rendered;
use crate::{
    config::Config,
    error::{ApiError, ApiResult},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::locale::Locale;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp,
};
use sha2::{Digest, Sha256};
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(20);

/// Speaks with the mail server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mailer")
    }
}

impl Mailer {
    /// # Errors
    /// A sentence for the operator, when the configuration cannot be understood.
    pub fn new(config: &Config) -> Result<Self, String> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(config.smtp_url.reveal())
            .map_err(|_| "SMTP_URL must look like smtp://host:25 or smtps://user:password@host.".to_owned())?
            .timeout(Some(TIMEOUT))
            .build();
        let from: Mailbox = config.mail_from.parse().map_err(|_| format!("GM_MAIL_FROM is not a mail address: `{}`.", config.mail_from))?;
        let host = from.email.domain().to_owned();
        Ok(Mailer { transport, from, host })
    }

    /// Hands a mail to the server. Answers go to `reply_to`, and to the sender if that cannot be written to. The `Message-ID` follows from the event, so that a mail that had to be sent again is the
    /// same mail to the recipient's server and program.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses.
    pub async fn send(&self, to: &str, reply_to: &str, text: &Rendered, locale: Locale, dedup_key: &str) -> ApiResult<()> {
        let digest = Sha256::digest(dedup_key.as_bytes());
        let id: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let mut message = Message::builder();
        if let Ok(reply_to) = reply_to.parse() {
            message = message.reply_to(reply_to);
        }
        let message = message
            .from(self.from.clone())
            .to(to.parse().map_err(|_| ApiError::internal("a stored mail address cannot be written to"))?)
            .header(Subject(text.subject.clone()))
            .message_id(Some(format!("<{id}@{}>", self.host)))
            .header(ContentLanguage(locale.tag()))
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(text.body.clone())
            .map_err(ApiError::internal)?;
        self.transport.send(message).await.map_err(|error| ApiError::internal(without_address(&error)))?;
        Ok(())
    }
}

/// Returns the cause of an SMTP error without the server's reply, which often quotes the recipient's address: errors are logged and stored.
fn without_address(error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server refused with {code}"),
        None if error.is_timeout() => "the mail server did not answer in time".to_owned(),
        None if error.is_tls() => "TLS with the mail server failed".to_owned(),
        None => "the mail server could not be reached, or does not speak SMTP".to_owned(),
    }
}

/// The subject, as it was written to the letter. lettre writes ASCII as it is, so that `=?UTF-8?B?…?=` in a name would be read as an encoded word, and
/// readers drop spaces between words that are encoded one by one. What is not plain is therefore encoded as a whole.
#[derive(Clone)]
struct Subject(String);

impl lettre::message::header::Header for Subject {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Subject")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Err("never read".into())
    }
    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), encoded(&self.0))
    }
}

/// The longest line of a header with encoded words (RFC 2047, section 2).
const HEADER_LINE: usize = 76;

/// A header's text in encoded words of whole letters, each on its own line; the text itself where no reader could take it for anything else.
fn encoded(text: &str) -> String {
    let first = HEADER_LINE - "Subject: ".len();
    let plain =
        text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && !text.contains("=?") && !text.contains("  ") && text.trim() == text;
    if plain && text.len() <= first {
        return text.to_owned();
    }
    let (mut lines, mut word) = (Vec::new(), String::new());
    for letter in text.chars() {
        let line = if lines.is_empty() { first } else { HEADER_LINE - 1 };
        let most = (line - "=?utf-8?b??=".len()) / 4 * 3;
        if word.len() + letter.len_utf8() > most {
            lines.push(std::mem::take(&mut word));
        }
        word.push(letter);
    }
    lines.push(word);
    lines.iter().map(|word| format!("=?utf-8?b?{}?=", STANDARD.encode(word))).collect::<Vec<_>>().join("\r\n ")
}

#[derive(Clone)]
struct ContentLanguage(&'static str);

impl lettre::message::header::Header for ContentLanguage {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Content-Language")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Err("never read".into())
    }
    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), self.0.to_owned())
    }
}

/// Tells other programs not to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }
    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_encoded_as_a_whole_unless_it_is_plain() {
        assert_eq!(encoded("[GM Network] Your password was changed"), "[GM Network] Your password was changed");
        for text in ["=?UTF-8?B?5p625Z+f?=", "two  spaces", " at the end ", "a\rb\nc", &"架空の医療法人".repeat(20), &"x".repeat(200), ""]
        {
            let value = encoded(text);
            assert!(
                value.is_ascii() && value.split("\r\n ").all(|line| line.len() < HEADER_LINE && !line.contains(['\r', '\n', ' '])),
                "{value}"
            );
            let words: Vec<String> = value
                .split("\r\n ")
                .filter(|word| !word.is_empty())
                .map(|word| {
                    let word = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?=")).unwrap();
                    String::from_utf8(STANDARD.decode(word).unwrap()).unwrap()
                })
                .collect();
            assert_eq!(words.concat(), text);
        }
    }
}
