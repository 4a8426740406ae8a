//! The files of the uploads of this tab, and their bytes.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{ArrayBuffer, Object, Reflect};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{
    super::tus::{Access, Unreadable},
    PickedFile, call_and_wait,
    picked::Handle,
};

/// What is known of the file of an upload.
#[derive(Clone, Default)]
pub(super) struct Held {
    pub file: Option<File>,
    pub handle: Option<Handle>,
    /// Whether the file itself is in the browser's storage.
    pub stored: bool,
}

thread_local! {
    static FILES: RefCell<HashMap<Uuid, Held>> = RefCell::new(HashMap::new());
}

/// Keeps the file of an upload at hand.
pub fn hold(upload: Uuid, file: &PickedFile) {
    let held = Held {
        file: Some(file.file.clone()),
        handle: file.handle.clone(),
        stored: false,
    };
    put(upload, held);
}

/// Returns whether the next page can get at the file of an upload without the person choosing it again.
pub fn comes_back(upload: Uuid) -> bool {
    held(upload).is_some_and(|held| held.handle.is_some() || held.stored)
}

/// Lets go of the file of an upload.
pub fn release(upload: Uuid) {
    FILES.with_borrow_mut(|files| files.remove(&upload));
}

/// Gives an upload of an earlier page the file that was chosen again, if it is the same one.
pub fn add_again(upload: Uuid, file: &PickedFile, size: i64, modified: i64) -> bool {
    let same = file.size() == size && file.modified() == modified;
    if same {
        hold(upload, file);
    }
    same
}

pub(super) fn put(upload: Uuid, held: Held) {
    FILES.with_borrow_mut(|files| files.insert(upload, held));
}

/// Notes that the file of an upload is in the browser's storage.
pub(super) fn set_stored(upload: Uuid) {
    FILES.with_borrow_mut(|files| {
        if let Some(held) = files.get_mut(&upload) {
            held.stored = true;
        }
    });
}

pub(super) fn held(upload: Uuid) -> Option<Held> {
    FILES.with_borrow(|files| files.get(&upload).cloned())
}

pub(super) fn file(upload: Uuid) -> Option<File> {
    held(upload)?.file
}

/// Gets the file of an upload by its handle. With `ask`, which is allowed during an event of the person, the browser may
/// ask for the permission. The file must not have changed.
pub async fn allow(upload: Uuid, ask: bool, size: i64, modified: i64) -> Access {
    let Some(held) = held(upload) else {
        return Access::Choose;
    };
    if held.file.is_some() {
        return Access::Ready;
    }
    let Some(handle) = held.handle else {
        return Access::Choose;
    };
    let method = if ask { "requestPermission" } else { "queryPermission" };
    let state = call_and_wait(&handle.handle, method, &[reading().into()]).await;
    match state.and_then(|state| state.as_string()).as_deref() {
        Some("granted") => {}
        Some("prompt") => return Access::Asks,
        _ => return Access::Choose,
    }
    match find(&handle).await {
        Some(file) if file.size() as i64 == size && file.last_modified() as i64 == modified => {
            let held = Held {
                file: Some(file),
                handle: Some(handle),
                stored: false,
            };
            put(upload, held);
            Access::Ready
        }
        _ => Access::Choose,
    }
}

fn reading() -> Object {
    let options = Object::new();
    let _ = Reflect::set(&options, &"mode".into(), &"read".into());
    options
}

async fn find(handle: &Handle) -> Option<File> {
    let mut at: JsValue = (*handle.handle).clone();
    for (place, name) in handle.below.iter().enumerate() {
        let last = place + 1 == handle.below.len();
        let method = if last { "getFileHandle" } else { "getDirectoryHandle" };
        at = call_and_wait(&at, method, &[name.as_str().into()]).await?;
    }
    call_and_wait(&at, "getFile", &[]).await?.dyn_into().ok()
}

/// Reads a part of the file of an upload.
pub(super) async fn read(upload: Uuid, from: i64, length: i64) -> Result<ArrayBuffer, Unreadable> {
    let file = file(upload).ok_or(Unreadable)?;
    let part = file.slice_with_f64_and_f64(from as f64, (from + length) as f64);
    let buffer = JsFuture::from(part.map_err(|_| Unreadable)?.array_buffer()).await;
    buffer.map(JsCast::unchecked_into).map_err(|_| Unreadable)
}
