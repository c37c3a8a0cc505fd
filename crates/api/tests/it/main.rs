//! The API from outside: real HTTP, a real database for every test, real mail.

mod change_request;
mod contract;
mod organization;
mod platform;
mod registration;
mod support;
