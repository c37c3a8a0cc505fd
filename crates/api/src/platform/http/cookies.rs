//! The cookies of a request.

use actix_web::{HttpRequest, http::header};

/// Names and values, in the order in which they came. What is no pair is passed over, so that another site's broken cookie on the same
/// domain does not sign anybody out.
pub fn of_request(request: &HttpRequest) -> impl Iterator<Item = (&str, &str)> {
    let lines = request.headers().get_all(header::COOKIE).filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}
