//! Requests of uploads, with progress while their bytes are sent.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use futures::channel::oneshot;
use js_sys::{ArrayBuffer, Uint8Array};
use uuid::Uuid;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest};

use super::{
    super::{
        after,
        tus::{HEADERS, Request, Response, Unreadable},
    },
    bytes::read,
    hashing::give_up,
};

/// Time after which a request that makes no progress is aborted, in milliseconds. The server may need a while for the last
/// part of a large file.
const STALLED_MS: f64 = 180_000.0;
/// How often a request is looked at for that, in milliseconds.
const LOOK_EVERY_MS: u32 = 15_000;

thread_local! {
    static RUNNING: RefCell<HashMap<Uuid, XmlHttpRequest>> = RefCell::new(HashMap::new());
}

/// Aborts what is done for an upload: its request, and the computing of its hash.
pub fn abort(upload: Uuid) {
    give_up(upload);
    let running = RUNNING.with_borrow_mut(|running| running.remove(&upload));
    if let Some(running) = running {
        let _ = running.abort();
    }
}

/// Sends a request and waits for its response. `on_progress` gets the number of bytes of the part that were sent.
///
/// # Errors
///
/// If the file cannot be read.
pub async fn send(request: Request, on_progress: impl Fn(i64) + 'static) -> Result<Response, Unreadable> {
    let body = match request.part {
        Some((from, length)) => Some(read(request.upload, from, length).await?),
        None => None,
    };
    let checksum = match &body {
        Some(body) => checksum(body).await,
        None => None,
    };
    let response = exchange(&request, body, checksum, on_progress).await;
    Ok(response.unwrap_or_default())
}

async fn exchange(
    request: &Request,
    body: Option<ArrayBuffer>,
    checksum: Option<String>,
    on_progress: impl Fn(i64) + 'static,
) -> Option<Response> {
    let http = XmlHttpRequest::new().ok()?;
    http.open_with_async(request.method.name(), &request.url, true).ok()?;
    for (name, value) in &request.headers {
        http.set_request_header(name, value).ok()?;
    }
    if let Some(checksum) = checksum {
        http.set_request_header("upload-checksum", &checksum).ok()?;
    }
    let moved = Rc::new(Cell::new(js_sys::Date::now()));
    let sent = {
        let moved = Rc::clone(&moved);
        Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            moved.set(js_sys::Date::now());
            on_progress(event.loaded() as i64);
        })
    };
    if body.is_some() {
        // Otherwise the browser would not report progress.
        http.upload().ok()?.set_onprogress(Some(sent.as_ref().unchecked_ref()));
    }
    let (done, ended) = oneshot::channel::<()>();
    let finish = Closure::once(move || {
        let _ = done.send(());
    });
    http.set_onloadend(Some(finish.as_ref().unchecked_ref()));
    RUNNING.with_borrow_mut(|running| running.insert(request.upload, http.clone()));
    http.send_with_opt_buffer_source(body.as_ref().map(AsRef::as_ref))
        .ok()?;
    drop(body);
    let watch = watch(http.clone(), moved);
    let _ = ended.await;
    watch.set(true);
    forget(request.upload, &http);
    http.set_onloadend(None);
    Some(Response {
        status: http.status().unwrap_or_default(),
        headers: HEADERS.map(|name| http.get_response_header(name).ok().flatten()),
        body: http.response_text().ok().flatten().unwrap_or_default(),
    })
}

/// Removes a request, unless another one of the same upload runs by now.
fn forget(upload: Uuid, http: &XmlHttpRequest) {
    RUNNING.with_borrow_mut(|running| {
        if running.get(&upload) == Some(http) {
            running.remove(&upload);
        }
    });
}

/// Aborts a request that makes no progress. Returns the signal that it has ended.
fn watch(http: XmlHttpRequest, moved: Rc<Cell<f64>>) -> Rc<Cell<bool>> {
    fn look(http: XmlHttpRequest, moved: Rc<Cell<f64>>, ended: Rc<Cell<bool>>) {
        after(LOOK_EVERY_MS, move || {
            if ended.get() {
                return;
            }
            if js_sys::Date::now() - moved.get() > STALLED_MS {
                let _ = http.abort();
            } else {
                look(http, moved, ended);
            }
        });
    }
    let ended = Rc::new(Cell::new(false));
    look(http, moved, Rc::clone(&ended));
    ended
}

/// Returns the SHA-256 of a part as the header has it. Without HTTPS, browsers do not compute it.
async fn checksum(part: &ArrayBuffer) -> Option<String> {
    let crypto = web_sys::window()?.crypto().ok()?.subtle();
    if crypto.is_undefined() {
        return None;
    }
    let digest = crypto.digest_with_str_and_buffer_source("SHA-256", part).ok()?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec();
    Some(format!("sha256 {}", encoded(&digest)))
}

/// Returns bytes as Base64.
pub fn encoded(bytes: &[u8]) -> String {
    let text: String = bytes.iter().copied().map(char::from).collect();
    let coded = web_sys::window().and_then(|window| window.btoa(&text).ok());
    coded.unwrap_or_default()
}
