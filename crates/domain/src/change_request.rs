//! change_request
