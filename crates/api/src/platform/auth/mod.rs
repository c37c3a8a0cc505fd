//! Who is asking: passwords, tokens, signing keys, second factor, and the gates that handlers stand behind.

pub mod gate;
pub mod keys;
pub mod known_browser;
pub mod officer;
pub mod password;
pub mod secret;
pub mod session;
pub mod token;
pub mod totp;

pub use gate::{Anyone, Authorized, Enrolling, Proven, Signed};
pub use known_browser::KnownBrowser;
