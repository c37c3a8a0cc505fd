//! A new access token from the refresh cookie: once at a time in this tab, and one tab at a time.
//!
//! The refresh token rotates and its reuse ends the whole session, so two tabs that refreshed at once would sign the person out.
//! A Web Lock makes them take turns; the second then sends the cookie that the first one got.

use super::request::{Raw, raw};
use super::{ClientError, token};
use js_sys::{Function, Promise, Reflect};
use serde::Deserialize;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

const LOCK: &str = "gm_refresh";

type Hook = Box<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

thread_local! {
    /// The refresh under way in this tab; later callers wait for it.
    static UNDER_WAY: RefCell<Option<Promise>> = const { RefCell::new(None) };
    static EXPIRED: RefCell<Option<Hook>> = const { RefCell::new(None) };
    static UNPROVEN: RefCell<Option<Hook>> = const { RefCell::new(None) };
}

/// Sets what happens when the session is over although the person was signed in: ask them to sign in again, and say whether they did.
pub fn set_expired_hook(hook: Hook) {
    EXPIRED.with_borrow_mut(|slot| *slot = Some(hook));
}

/// Sets what happens when the server asks who is there before an act: ask for the password, and say whether it was right.
pub fn set_unproven_hook(hook: Hook) {
    UNPROVEN.with_borrow_mut(|slot| *slot = Some(hook));
}

pub(super) async fn ask_to_sign_in() -> bool {
    ask(EXPIRED.with_borrow(|hook| hook.as_ref().map(|hook| hook()))).await
}

pub(super) async fn ask_for_proof() -> bool {
    ask(UNPROVEN.with_borrow(|hook| hook.as_ref().map(|hook| hook()))).await
}

async fn ask(asked: Option<Pin<Box<dyn Future<Output = bool>>>>) -> bool {
    match asked {
        Some(answer) => answer.await,
        None => false,
    }
}

/// Gets a new access token. `Ok(false)`: there is no session any more.
///
/// # Errors
/// When the server was not reached or failed; the session may still be good.
pub async fn refresh() -> Result<bool, ClientError> {
    let promise = UNDER_WAY.with_borrow_mut(|slot| {
        slot.get_or_insert_with(|| {
            future_to_promise(async {
                let outcome = in_turn().await;
                UNDER_WAY.with_borrow_mut(|slot| *slot = None);
                outcome
            })
        })
        .clone()
    });
    match JsFuture::from(promise).await {
        Ok(signed_in) => Ok(signed_in.is_truthy()),
        Err(_) => Err(ClientError::Offline),
    }
}

/// Holds the lock of all tabs while refreshing; without the Web Locks API (insecure origins) goes on without.
async fn in_turn() -> Result<JsValue, JsValue> {
    let locks = web_sys::window().and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok()).filter(JsValue::is_object);
    let request = locks.as_ref().and_then(|locks| Reflect::get(locks, &"request".into()).ok()?.dyn_into::<Function>().ok());
    let (Some(locks), Some(request)) = (locks, request) else { return exchange().await };
    let work = Closure::once(|| future_to_promise(exchange()));
    let held: Promise = request.call2(&locks, &LOCK.into(), work.as_ref())?.into();
    let outcome = JsFuture::from(held).await;
    drop(work);
    outcome
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

async fn exchange() -> Result<JsValue, JsValue> {
    let refresh = crate::paths::api::refresh_session();
    let answer = raw(&Raw { method: reqwest::Method::POST, path: refresh.address(), ..Raw::default() }).await;
    match answer {
        Ok(reply) if reply.status == 200 || reply.status == 201 => match super::json::from_slice::<Token>(&reply.body) {
            Ok(new) => {
                token::set(new.access_token);
                Ok(JsValue::TRUE)
            }
            Err(_) => Err(JsValue::NULL),
        },
        Ok(reply) if (400..500).contains(&reply.status) && reply.status != 429 => {
            token::clear();
            Ok(JsValue::FALSE)
        }
        _ => Err(JsValue::NULL),
    }
}
