//! Signed-in browsers: rotating refresh tokens in a cookie that scripts cannot read.
