//! The browser client of GM Network.
//!
//! Invariants: it holds no rule of its own (the domain decides, the server records), no token outlives the tab, and no inline style or script is
//! needed, so that the content security policy can forbid them.

mod app;
mod client;
mod components;
mod crash;
mod i18n;
mod pages;
mod paths;
mod state;
mod take_over;

use leptos::prelude::*;

fn main() {
    crash::install();
    i18n::init();
    take_over::draw(|root| mount_to(root, app::App).forget());
}
