//! What is kept of unfinished uploads in IndexedDB: a text, and the file or the handle by which the browser finds it again.

use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use super::{
    super::database::Database,
    bytes::{Held, held, put, set_stored},
    picked::Handle,
};

const UPLOADS: Database = Database {
    name: "spaces-uploads",
    store: "uploads",
};

/// The largest file that is kept itself, in bytes. The browser copies it to its own storage.
const KEPT_FILE: f64 = 8.0 * 1024.0 * 1024.0;
/// Maximum size of the files that are kept of one list of uploads, in bytes.
const KEPT_FILES: f64 = 64.0 * 1024.0 * 1024.0;

/// Keeps uploads, each with its key and its text. Of files without a handle, small ones are kept themselves.
pub async fn keep(uploads: Vec<(String, Uuid, String)>) {
    let mut room = KEPT_FILES;
    let (mut entries, mut stored) = (Vec::with_capacity(uploads.len()), Vec::new());
    for (key, upload, text) in uploads {
        let before = room;
        if let Some(value) = value(upload, &text, &mut room) {
            entries.push((key, value));
        }
        if room < before {
            stored.push(upload);
        }
    }
    if UPLOADS.put_all(&entries).await.is_ok() {
        stored.into_iter().for_each(set_stored);
    }
}

fn value(upload: Uuid, text: &str, room: &mut f64) -> Option<JsValue> {
    let value = Object::new();
    let set = |name: &str, what: &JsValue| Reflect::set(&value, &name.into(), what).ok();
    set("text", &text.into())?;
    let held = held(upload).unwrap_or_default();
    match (held.handle, held.file) {
        (Some(handle), _) => {
            let below: Array = handle.below.iter().map(|name| JsValue::from_str(name)).collect();
            set("handle", &handle.handle)?;
            set("below", &below)?;
        }
        (None, Some(file)) if file.size() <= KEPT_FILE.min(*room) => {
            *room -= file.size().max(1.0);
            set("file", &file)?;
        }
        _ => {}
    }
    Some(value.into())
}

/// Returns the kept uploads whose keys begin with a text, each with its key and text, and puts at hand what is known of
/// their files. `id` finds the id of an upload in its text.
pub async fn kept(start: &str, id: impl Fn(&str) -> Option<Uuid>) -> Vec<(String, String)> {
    let found = UPLOADS.all(start).await.unwrap_or_default();
    let mut uploads = Vec::with_capacity(found.len());
    for (key, value) in found {
        let get = |name: &str| {
            Reflect::get(&value, &name.into())
                .ok()
                .filter(|found| !found.is_undefined())
        };
        let Some((key, text)) = key.as_string().zip(get("text").and_then(|text| text.as_string())) else {
            continue;
        };
        let Some(upload) = id(&text) else { continue };
        if held(upload).is_none() {
            let below = get("below").and_then(|below| below.dyn_into::<Array>().ok());
            let handle = get("handle").zip(below).map(|(handle, below)| Handle {
                handle: Rc::new(handle),
                below: below.iter().filter_map(|name| name.as_string()).collect(),
            });
            let file = get("file").and_then(|file| file.dyn_into::<File>().ok());
            let stored = file.is_some();
            put(upload, Held { file, handle, stored });
        }
        uploads.push((key, text));
    }
    uploads
}

/// Removes kept uploads.
pub async fn forget(keys: Vec<String>) {
    let _ = UPLOADS.remove_all(&keys).await;
}
