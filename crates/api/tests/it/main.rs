//! The API from outside: real HTTP, a real database for every test, real mail.

mod change_request;
mod contract;
mod doctor;
mod inquiry;
mod organization;
mod platform;
mod registration;
mod support;
