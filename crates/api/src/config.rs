//! Everything that differs between installations, read once from the environment. A wrong value stops the start with a sentence.

pub use documents::pdf::DEBIAN_FONTS;

use crate::platform::http::{body::Pace, proxy::TrustedProxies};
use chrono::TimeDelta;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// A value that never shows itself in logs.
#[derive(Clone)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Secret(value)
    }

    /// The value itself; for the one place that needs it.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> std::fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(hidden)")
    }
}

/// How expensive a password guess is made.
#[derive(Debug, Clone, Copy)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Default for PasswordCost {
    /// OWASP's recommendation for argon2id.
    fn default() -> Self {
        PasswordCost { memory_kib: 19 * 1024, passes: 2 }
    }
}

/// Pictures of streets and coasts to draw below the outlines of a map, from somebody else's server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapTiles {
    /// Where a picture is, with `{z}`, `{x}` and `{y}` for its place (Web Mercator, as everywhere).
    pub url: String,
    /// Who made them, as their licence asks.
    pub attribution: String,
    /// The server that browsers may then load pictures from.
    pub origin: String,
}

impl MapTiles {
    /// Reads an address and the credit.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn parse(url: &str, attribution: &str) -> Result<Self, String> {
        let wrong = || format!("GM_MAP_TILE_URL must be an address such as https://tiles.example/{{z}}/{{x}}/{{y}}.png, not `{url}`.");
        let complete = ["{z}", "{x}", "{y}"].iter().all(|part| url.contains(part));
        let (scheme, rest) =
            url.split_once("://").filter(|(scheme, _)| complete && ["https", "http"].contains(scheme)).ok_or_else(wrong)?;
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        // It becomes a part of a header.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if host.is_empty() || !host.chars().all(plain) {
            return Err(wrong());
        }
        if attribution.is_empty() {
            return Err("GM_MAP_TILE_ATTRIBUTION must say who made the tiles of GM_MAP_TILE_URL.".to_owned());
        }
        Ok(MapTiles { url: url.to_owned(), attribution: attribution.to_owned(), origin: format!("{scheme}://{host}") })
    }
}

/// The configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// Postgres.
    pub database_url: Secret<String>,
    /// A replica of that Postgres, for what visitors read of things that rarely change.
    pub replica_url: Option<Secret<String>>,
    /// Where HTTP is served.
    pub bind: SocketAddr,
    /// The address people type; links in mails start with it.
    pub public_url: String,
    /// The built client.
    pub web_dir: PathBuf,
    /// The key that encrypts secrets at rest: 32 bytes in hexadecimal. Made on the first start when absent.
    pub master_key_file: PathBuf,
    /// The mail server, such as `smtp://127.0.0.1:25` or `smtps://user:password@host`.
    pub smtp_url: Secret<String>,
    /// The sender of every mail.
    pub mail_from: String,
    /// Where the secretariat reads its mail.
    pub contact_email: String,
    /// After how long an institution is reminded of an inquiry that nobody answered.
    pub remind_after: TimeDelta,
    /// Reference data, where it does not lie beside the program.
    pub data_dir: Option<PathBuf>,
    /// The folder of the fonts that documents are set in.
    pub font_dir: PathBuf,
    /// The folder for the search index, which every process makes anew; a fast disk, not a memory file system.
    pub index_dir: PathBuf,
    /// Tiles for maps; without them nothing is fetched from elsewhere.
    pub map_tiles: Option<MapTiles>,
    /// The proxies in front of this server, whose word about the caller's address counts.
    pub trusted_proxies: TrustedProxies,
    /// How long `/readyz` says that this process ends before it stops taking requests.
    pub drain: Duration,
    /// How long requests at hand may take after that.
    pub finish_within: Duration,
    /// Cost of password hashing.
    pub password_cost: PasswordCost,
    /// How slowly bodies of requests may come.
    pub body_pace: Pace,
    /// How far the clock is ahead of the machine's; for tests.
    pub clock_shift: TimeDelta,
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// A sentence for the operator, when a value is missing or cannot be understood.
    pub fn from_env() -> Result<Self, String> {
        let text = |name: &str, default: Option<&str>| match std::env::var(name) {
            Ok(value) if !value.trim().is_empty() => Ok(value.trim().to_owned()),
            _ => default.map(ToOwned::to_owned).ok_or_else(|| format!("{name} is not set.")),
        };
        let bind_text = text("GM_BIND", Some("127.0.0.1:8080"))?;
        let bind: SocketAddr =
            bind_text.parse().map_err(|_| format!("GM_BIND must be an address such as 127.0.0.1:8080, not `{bind_text}`."))?;
        let public_url = text("GM_PUBLIC_URL", Some(&format!("http://{bind}")))?;
        if !public_url.starts_with("http://") && !public_url.starts_with("https://") {
            return Err(format!("GM_PUBLIC_URL must start with http:// or https://, not `{public_url}`."));
        }
        if std::env::var_os("GM_BEHIND_PROXY").is_some() {
            return Err(
                "GM_BEHIND_PROXY is no setting any more: name the networks of your proxies in GM_TRUSTED_PROXIES, such as 127.0.0.1."
                    .to_owned(),
            );
        }
        let seconds = |name: &str, default: &str| {
            let given = text(name, Some(default))?;
            let seconds = given.parse::<u16>().map_err(|_| format!("{name} must be whole seconds, not `{given}`."))?;
            Ok::<_, String>(Duration::from_secs(seconds.into()))
        };
        let shift = text("GM_CLOCK_SHIFT_SECONDS", Some("0"))?;
        let clock_shift = clock_shift(&shift, &public_url)?;
        let tile_url = text("GM_MAP_TILE_URL", Some(""))?;
        let map_tiles = match tile_url.is_empty() {
            true => None,
            false => Some(MapTiles::parse(&tile_url, &text("GM_MAP_TILE_ATTRIBUTION", Some(""))?)?),
        };
        Ok(Config {
            database_url: Secret::new(text("DATABASE_URL", None)?),
            replica_url: text("GM_REPLICA_URL", None).ok().map(Secret::new),
            bind,
            public_url: public_url.trim_end_matches('/').to_owned(),
            web_dir: text("GM_WEB_DIR", Some("dist"))?.into(),
            master_key_file: text("GM_MASTER_KEY_FILE", Some(".run/master.key"))?.into(),
            smtp_url: Secret::new(text("SMTP_URL", Some("smtp://127.0.0.1:1025"))?),
            mail_from: text("GM_MAIL_FROM", Some("GMネットワーク <no-reply@gm-network.example>"))?,
            contact_email: text("GM_CONTACT_EMAIL", Some("secretariat@gm-network.example"))?,
            remind_after: remind_after(&text("GM_INQUIRY_REMINDER_DAYS", Some(REMINDER_DAYS))?)?,
            data_dir: std::env::var_os("GM_DATA_DIR").map(PathBuf::from),
            font_dir: text("GM_FONT_DIR", Some(DEBIAN_FONTS))?.into(),
            index_dir: text("GM_INDEX_DIR", Some(".run/index"))?.into(),
            map_tiles,
            trusted_proxies: TrustedProxies::parse(&text("GM_TRUSTED_PROXIES", Some(""))?, &text("GM_FORWARDED_HEADER", Some(""))?)?,
            drain: seconds("GM_DRAIN_SECONDS", "5")?,
            finish_within: seconds("GM_FINISH_SECONDS", "30")?,
            password_cost: PasswordCost::default(),
            body_pace: Pace::default(),
            clock_shift,
        })
    }

    /// Whether browsers reach us over TLS, so that cookies may be kept to it.
    #[must_use]
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Returns what works and is not safe for others to use, a sentence each for the operator. Empty if only loopback addresses are used.
    #[must_use]
    pub fn warnings(&self) -> Vec<&'static str> {
        let public = !is_own_machine(&self.public_url);
        let smtp = self.smtp_url.reveal();
        let plain_smtp = !smtp.starts_with("smtps://") && !smtp.contains("tls=required") && !is_own_machine(smtp);
        // This server speaks no TLS, and on a loopback address nobody else reaches it.
        let proxied = public && (self.https() || self.bind.ip().is_loopback());
        let warnings = [
            (
                public && !self.https(),
                "GM_PUBLIC_URL is plain http: passwords and sessions can be read on their way; put a proxy with TLS in front and say https://",
            ),
            (
                plain_smtp,
                "SMTP_URL does not demand TLS: mails with links that sign people in can be read on their way; use smtps:// or ?tls=required",
            ),
            (
                proxied && self.trusted_proxies.is_empty(),
                "GM_TRUSTED_PROXIES is not set: everybody behind the proxy shares one limit of attempts; name the proxy's network",
            ),
        ];
        warnings.into_iter().filter(|(applies, _)| *applies).map(|(_, sentence)| sentence).collect()
    }
}

/// Days that an inquiry waits for an answer before the institution is reminded, unless the setting says otherwise.
const REMINDER_DAYS: &str = "7";

fn remind_after(days: &str) -> Result<TimeDelta, String> {
    let days = days.parse().ok().filter(|days| (1..=90).contains(days));
    days.map(TimeDelta::days).ok_or_else(|| "GM_INQUIRY_REMINDER_DAYS must be whole days from 1 to 90.".to_owned())
}

/// How far the clock is ahead: less than a century, and on a server that only its own machine reaches.
fn clock_shift(seconds: &str, public_url: &str) -> Result<TimeDelta, String> {
    let shift = seconds.parse().ok().and_then(TimeDelta::try_seconds).filter(|shift| shift.num_days().abs() < 36_525);
    match shift {
        None => Err(format!("GM_CLOCK_SHIFT_SECONDS must be whole seconds of less than a century, not `{seconds}`.")),
        Some(shift) if !shift.is_zero() && !is_own_machine(public_url) => {
            Err("GM_CLOCK_SHIFT_SECONDS is for tests: GM_PUBLIC_URL must be an address of this machine.".to_owned())
        }
        Some(shift) => Ok(shift),
    }
}

/// Whether an address leads to the machine that reads it.
fn is_own_machine(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.ends_with(".localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(bind: &str, public_url: &str, smtp_url: &str, proxies: &str) -> Config {
        Config {
            database_url: Secret::new(String::new()),
            replica_url: None,
            bind: bind.parse().unwrap(),
            public_url: public_url.to_owned(),
            web_dir: PathBuf::new(),
            master_key_file: PathBuf::new(),
            smtp_url: Secret::new(smtp_url.to_owned()),
            mail_from: String::new(),
            contact_email: String::new(),
            remind_after: TimeDelta::days(7),
            data_dir: None,
            font_dir: PathBuf::new(),
            index_dir: PathBuf::new(),
            map_tiles: None,
            trusted_proxies: TrustedProxies::parse(proxies, "").unwrap(),
            drain: Duration::ZERO,
            finish_within: Duration::ZERO,
            password_cost: PasswordCost::default(),
            body_pace: Pace::default(),
            clock_shift: TimeDelta::zero(),
        }
    }

    #[test]
    fn reminders_come_after_whole_days() {
        assert_eq!(remind_after(REMINDER_DAYS), Ok(TimeDelta::days(7)));
        for days in ["0", "91", "-1", "a week", ""] {
            assert!(remind_after(days).is_err(), "{days}");
        }
    }

    #[test]
    fn only_a_server_for_tests_lives_on_another_day() {
        let (here, public) = ("http://127.0.0.1:8080", "https://gm.example");
        assert_eq!(clock_shift("-86400", here), Ok(TimeDelta::days(-1)));
        assert_eq!(clock_shift("0", public), Ok(TimeDelta::zero()));
        for (seconds, url) in [("1", public), ("3155760000", here), ("tomorrow", here), ("9223372036854775807", here)] {
            assert!(clock_shift(seconds, url).is_err(), "{seconds} at {url}");
        }
    }

    #[test]
    fn what_is_not_safe_for_others_is_said_at_the_start() {
        let said = |bind: &str, public_url: &str, smtp_url: &str, proxies: &str| {
            let warnings = config(bind, public_url, smtp_url, proxies).warnings();
            warnings.iter().map(|sentence| sentence.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let local = "127.0.0.1:8080";
        let nothing: [&str; 0] = [];
        assert_eq!(said(local, "http://127.0.0.1:8080", "smtp://127.0.0.1:1025", ""), nothing);
        assert_eq!(said(local, "http://[::1]:8080", "smtp://localhost", ""), nothing);
        assert_eq!(said(local, "https://gm.example", "smtps://u:p@mail.example", "127.0.0.1"), nothing);
        assert_eq!(said(local, "https://gm.example", "smtp://mail.example?tls=required", "127.0.0.1"), nothing);
        assert_eq!(said(local, "http://gm.example", "smtps://mail.example", "127.0.0.1"), ["GM_PUBLIC_URL"]);
        assert_eq!(said("0.0.0.0:80", "http://10.1.2.3", "smtps://mail.example", ""), ["GM_PUBLIC_URL"]);
        assert_eq!(said(local, "https://gm.example", "smtp://u:p@mail.example:25", "127.0.0.1"), ["SMTP_URL"]);
        assert_eq!(said(local, "https://gm.example", "smtp://127.0.0.1@mail.example", "127.0.0.1"), ["SMTP_URL"]);
        assert_eq!(said("0.0.0.0:8080", "https://gm.example", "smtps://mail.example", ""), ["GM_TRUSTED_PROXIES"]);
        assert_eq!(
            said(local, "http://localhost.gm.example", "smtp://mail.example", ""),
            ["GM_PUBLIC_URL", "SMTP_URL", "GM_TRUSTED_PROXIES"]
        );
    }

    #[test]
    fn tiles_are_an_address_with_a_place_and_a_credit() {
        let tiles = MapTiles::parse("https://tiles.example:8443/std/{z}/{x}/{y}.png", "© Somebody").unwrap();
        assert_eq!(tiles.origin, "https://tiles.example:8443");
        for (url, credit) in [
            ("https://tiles.example/{z}/{x}.png", "©"),
            ("ftp://tiles.example/{z}/{x}/{y}.png", "©"),
            ("https:///{z}/{x}/{y}.png", "©"),
            ("https://a;script-src/{z}/{x}/{y}.png", "©"),
            ("https://tiles.example/{z}/{x}/{y}.png", ""),
        ] {
            assert!(MapTiles::parse(url, credit).is_err(), "{url}");
        }
    }
}
