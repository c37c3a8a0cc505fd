//! The API from outside: real HTTP, a real database for every test, real mail.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy's own exception for tests does not reach their helpers")]

mod accounts;
mod atlas;
mod change_request;
mod contact;
mod contract;
mod demo;
mod directory;
mod doctor;
mod inquiry;
mod matching;
mod opening;
mod organization;
mod ownership;
mod places;
mod planning;
mod platform;
mod priority_area;
mod registration;
mod registry;
mod site;
mod subsidy;
mod support;
mod support_application;
