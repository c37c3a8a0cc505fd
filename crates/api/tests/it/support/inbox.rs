//! Mail that a real SMTP server took and put into a maildir.

use base64::{Engine, engine::general_purpose::STANDARD};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::SystemTime,
};

/// A mail as a person reads it.
#[derive(Debug, Clone)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub body: String,
    pub message_id: String,
    pub reply_to: String,
}

impl Letter {
    /// The token of the link in the mail.
    #[track_caller]
    pub fn token(&self) -> String {
        let (_, rest) = self.body.split_once("#token=").unwrap_or_else(|| panic!("no link in: {}", self.body));
        rest.split_whitespace().next().expect("a token").to_owned()
    }
}

/// A mail's file, read once: a maildir's files do not change.
type Mails = BTreeMap<OsString, (SystemTime, Arc<str>)>;

/// Everything that an address got, the latest last.
pub fn to(address: &str) -> Vec<Letter> {
    static READ: Mutex<Mails> = Mutex::new(Mails::new());
    let folder = PathBuf::from(std::env::var("GM_TEST_MAILDIR").expect("GM_TEST_MAILDIR must name the mail server's maildir")).join("new");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut read = READ.lock().expect("nobody panics while reading mail");
    let mut found: Vec<(SystemTime, Letter)> = entries
        .filter_map(|entry| {
            let entry = entry.expect("the mailbox can be listed");
            let (at, text) = read.entry(entry.file_name()).or_insert_with(|| {
                let text = fs::read_to_string(entry.path()).expect("a mail can be read");
                (entry.metadata().and_then(|file| file.modified()).expect("a mail has a moment"), text.into())
            });
            // Most mail is somebody else's, and an address is written in plain letters wherever it stands.
            text.contains(address).then(|| (*at, parse(text)))
        })
        .filter(|(_, letter)| letter.to.contains(address))
        .collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, letter)| letter).collect()
}

fn parse(text: &str) -> Letter {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
    let header = |name: &str| {
        let line = unfolded.lines().find(|line| {
            line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) && line[name.len()..].starts_with(':')
        });
        line.map(|line| line[name.len() + 1..].trim().to_owned()).unwrap_or_default()
    };
    let body = match header("Content-Transfer-Encoding").to_ascii_lowercase().as_str() {
        "base64" => decode_base64(body),
        "quoted-printable" => quoted_printable(body),
        _ => body.to_owned(),
    };
    Letter {
        to: header("To"),
        subject: encoded_words(&header("Subject")),
        body,
        message_id: header("Message-ID"),
        reply_to: header("Reply-To"),
    }
}

fn decode_base64(text: &str) -> String {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    String::from_utf8(STANDARD.decode(compact).expect("base64")).expect("UTF-8")
}

fn quoted_printable(text: &str) -> String {
    let text = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        if *byte == b'=' && tail.len() >= 2 {
            let hex = std::str::from_utf8(&tail[..2]).expect("ASCII");
            bytes.push(u8::from_str_radix(hex, 16).expect("hexadecimal"));
            rest = &tail[2..];
        } else {
            bytes.push(*byte);
            rest = tail;
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// RFC 2047, as far as our own mails go.
fn encoded_words(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("=?utf-8?b?") {
        // White space between two encoded words is no part of the text.
        let between = &rest[..start];
        if !between.trim().is_empty() || out.is_empty() {
            out.push_str(between);
        }
        let word = &rest[start + 10..];
        let end = word.find("?=").expect("the word ends");
        out.push_str(&decode_base64(&word[..end]));
        rest = &word[end + 2..];
    }
    out.push_str(rest);
    out
}
