//! The API from outside: real HTTP, a real database for every test, real mail.

mod contract;
mod organization;
mod platform;
mod support;
