//! Browser's implementation: files that are picked, dropped and pasted for uploads, their bytes, requests with progress, and
//! what is kept of uploads for the next page. The server's is in `uploading_server`.

mod bytes;
mod hashing;
mod kept;
mod picked;
mod requests;
mod tabs;

pub use bytes::{add_again, allow, comes_back, hold, release};
pub use hashing::sha256;
pub use kept::{forget, keep, kept};
pub use picked::{PickedFile, carries_files, choose, dropped, offer, pasted, picked};
pub use requests::{abort, encoded, send};
pub use tabs::{TakenOver, hold_tab, on_unload, on_wake, take_over};

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Calls a method that not every browser has. Returns `None` without it, or if it fails at once.
fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function = Reflect::get(object, &method.into()).ok()?;
    let function = function.dyn_into::<js_sys::Function>().ok()?;
    let list: js_sys::Array = arguments.iter().collect();
    function.apply(object, &list).ok()
}

/// Calls a method that not every browser has, and waits for the promise that it returns.
async fn call_and_wait(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let promise = call(object, method, arguments)?.dyn_into::<Promise>().ok()?;
    JsFuture::from(promise).await.ok()
}
