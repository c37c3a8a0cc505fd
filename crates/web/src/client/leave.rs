//! Requests sent while a page is being closed: the browser completes them afterwards, and the answer is not read.

use super::token;
use crate::i18n::locale;
use crate::paths::api::Put;
use js_sys::{Function, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// Replaces, provided that nobody else did since `etag` was read. A body of more than 64 KiB is not sent: browsers refuse it (Fetch Standard,
/// "inflight keepalive bytes").
pub(super) fn put_on_leave(operation: Put, body: &impl Serialize, etag: &str) {
    let Ok(body) = serde_json::to_string(body) else { return };
    let _ = send(operation.address(), &body, etag);
}

fn send(address: &str, body: &str, etag: &str) -> Result<(), JsValue> {
    let set = |object: &Object, key: &str, value: &JsValue| Reflect::set(object, &key.into(), value);
    let headers = Object::new();
    set(&headers, "content-type", &"application/json".into())?;
    set(&headers, "accept-language", &locale().tag().into())?;
    set(&headers, "if-match", &etag.into())?;
    if let Some(token) = token::get() {
        set(&headers, "authorization", &(String::from("Bearer ") + &token).into())?;
    }
    let init = Object::new();
    set(&init, "method", &"PUT".into())?;
    set(&init, "headers", &headers)?;
    set(&init, "body", &body.into())?;
    set(&init, "keepalive", &JsValue::TRUE)?;
    let window: JsValue = web_sys::window().into();
    let fetch = Reflect::get(&window, &"fetch".into())?.dyn_into::<Function>()?;
    fetch.call2(&window, &address.into(), &init).map(drop)
}
