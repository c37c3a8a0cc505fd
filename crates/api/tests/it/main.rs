//! The API from outside: real HTTP, a real database for every test, real mail.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy's own exception for tests does not reach their helpers")]

mod change_request;
mod contract;
mod doctor;
mod inquiry;
mod organization;
mod platform;
mod registration;
mod support;
