//! Giving the person a file.

use wasm_bindgen::JsCast;

/// Saves `text` as a file; nothing happens where the browser refuses.
pub fn download(name: &str, media_type: &str, text: &str) {
    let _ = try_download(name, media_type, &text.into());
}

/// Saves bytes as a file; nothing happens where the browser refuses.
pub fn download_bytes(name: &str, media_type: &str, bytes: &[u8]) {
    let _ = try_download(name, media_type, &js_sys::Uint8Array::from(bytes).into());
}

fn try_download(name: &str, media_type: &str, content: &wasm_bindgen::JsValue) -> Option<()> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(content);
    // One sequence of parts, whatever they are; the bindings have a name for each kind.
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address).ok()
}
