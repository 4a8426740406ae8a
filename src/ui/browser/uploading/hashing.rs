//! The hash of a whole file, computed in a worker.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use futures::channel::oneshot;
use js_sys::{Object, Reflect};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, File, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{
    super::{WORKER_META, document::meta},
    bytes::file,
};

/// The name of the worker's script, which is in the folder of the import worker's.
const SCRIPT: &str = "hashing-worker.js";

struct Wanted {
    /// `None` if the hash cannot be computed.
    hash: oneshot::Sender<Option<String>>,
    on_progress: Rc<dyn Fn(i64)>,
}

thread_local! {
    /// The worker of the tab; `Err` if it cannot run. It is started with the first file.
    static WORKER: RefCell<Option<Result<Worker, ()>>> = const { RefCell::new(None) };
    static WANTED: RefCell<HashMap<Uuid, Wanted>> = RefCell::new(HashMap::new());
}

/// Returns the SHA-256 of the file of an upload in hexadecimal; `None` if this browser cannot compute it. `on_progress` gets
/// the number of bytes that were read.
pub async fn sha256(upload: Uuid, on_progress: impl Fn(i64) + 'static) -> Option<String> {
    let (hash, hashed) = oneshot::channel();
    let on_progress = Rc::new(on_progress);
    let wanted = Wanted { hash, on_progress };
    WANTED.with_borrow_mut(|all| all.insert(upload, wanted));
    if post(upload, file(upload)).is_none() {
        end(upload, None);
    }
    hashed.await.ok().flatten()
}

/// Gives up the hash of an upload.
pub(super) fn give_up(upload: Uuid) {
    if WANTED.with_borrow(|all| all.contains_key(&upload)) {
        post(upload, None);
        end(upload, None);
    }
}

fn post(upload: Uuid, file: Option<File>) -> Option<()> {
    WORKER.with_borrow_mut(|worker| {
        let worker = worker.get_or_insert_with(|| start().ok_or(()));
        let message = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&message, &name.into(), value).ok();
        set("id", &upload.to_string().into())?;
        if let Some(file) = &file {
            set("file", file)?;
        }
        worker.as_ref().ok()?.post_message(&message).ok()
    })
}

fn start() -> Option<Worker> {
    let script = meta(WORKER_META)?;
    let folder = script.rfind('/').map_or("", |at| &script[..=at]);
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&format!("{folder}{SCRIPT}"), &options).ok()?;
    let take = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        take(&event.data());
    });
    worker.set_onmessage(Some(take.as_ref().unchecked_ref()));
    let died = Closure::<dyn Fn(Event)>::new(|event: Event| {
        event.prevent_default();
        // Uploads go on without the hash of the whole; the parts have theirs.
        WORKER.set(Some(Err(())));
        let all = WANTED.with_borrow_mut(std::mem::take);
        all.into_values().for_each(|wanted| drop(wanted.hash.send(None)));
    });
    worker.set_onerror(Some(died.as_ref().unchecked_ref()));
    // The listeners live as long as the page.
    take.forget();
    died.forget();
    Some(worker)
}

fn take(message: &JsValue) -> Option<()> {
    let get = |name: &str| Reflect::get(message, &name.into()).ok();
    let upload = get("id")?.as_string()?.parse().ok()?;
    if let Some(read) = get("read").and_then(|read| read.as_f64()) {
        let on_progress = WANTED.with_borrow(|all| Some(Rc::clone(&all.get(&upload)?.on_progress)))?;
        on_progress(read as i64);
        return Some(());
    }
    end(upload, get("hash").and_then(|hash| hash.as_string()));
    Some(())
}

fn end(upload: Uuid, hash: Option<String>) {
    let wanted = WANTED.with_borrow_mut(|all| all.remove(&upload));
    if let Some(wanted) = wanted {
        let _ = wanted.hash.send(hash);
    }
}
