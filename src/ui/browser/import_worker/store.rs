//! Stores an unfinished import in IndexedDB, so that it survives a reload: a file and a state text per person.
//!
//! IndexedDB may be missing or full (private windows). The import then works all the same but is lost by a reload.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use super::PickedFile;

const DATABASE: &str = "spaces-import";
const STORE: &str = "imports";

/// Stores the file itself; the browser writes it to disk without copying its bytes into the page's memory.
pub async fn keep_file(key: &str, file: &PickedFile) {
    let file: &web_sys::File = file.0.as_ref();
    let _ = put(&file_key(key), file).await;
}

/// Stores the state of the import.
pub async fn keep_state(key: &str, state: &str) {
    let _ = put(&state_key(key), &JsValue::from_str(state)).await;
}

/// Returns the stored file and state, if both are there.
pub async fn load_kept(key: &str) -> Option<(PickedFile, String)> {
    let state = get(&state_key(key)).await.ok()?.as_string()?;
    let file: web_sys::File = get(&file_key(key)).await.ok()?.dyn_into().ok()?;
    Some((PickedFile(file.into()), state))
}

/// Deletes the stored file and state.
pub async fn forget(key: &str) {
    if let Ok(store) = store(IdbTransactionMode::Readwrite).await {
        for key in [state_key(key), file_key(key)] {
            if let Ok(request) = store.delete(&key) {
                let _ = settle(&request).await;
            }
        }
    }
}

fn file_key(key: &str) -> JsValue {
    format!("{key}:file").into()
}

fn state_key(key: &str) -> JsValue {
    format!("{key}:state").into()
}

async fn put(key: &JsValue, value: &JsValue) -> Result<JsValue, JsValue> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    settle(&store.put_with_key(value, key)?).await
}

async fn get(key: &JsValue) -> Result<JsValue, JsValue> {
    let store = store(IdbTransactionMode::Readonly).await?;
    settle(&store.get(key)?).await
}

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
    // The transaction still completes after this.
    database.close();
    transaction.object_store(STORE)
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let factory = window.indexed_db()?.ok_or(JsValue::NULL)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let fresh = request.clone();
    let make = Closure::once(move |_: JsValue| {
        if let Some(database) = fresh
            .result()
            .ok()
            .and_then(|found| found.dyn_into::<IdbDatabase>().ok())
        {
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    settle(&request).await?.dyn_into()
}

/// Waits for the request and returns its result.
async fn settle(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(done).await?;
    request.result()
}
