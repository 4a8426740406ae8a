//! Stores an unfinished import in IndexedDB, so that it survives a reload: a file and a state text per person. Without
//! IndexedDB, the import works all the same but is lost by a reload.

use wasm_bindgen::prelude::*;

use super::{super::database::Database, PickedFile};

const IMPORTS: Database = Database {
    name: "spaces-import",
    store: "imports",
};

/// Stores the file itself; the browser writes it to disk without copying its bytes into the page's memory.
pub async fn keep_file(key: &str, file: &PickedFile) {
    let file: &web_sys::File = file.0.as_ref();
    let _ = IMPORTS.put(&file_key(key), file).await;
}

/// Stores the state of the import.
pub async fn keep_state(key: &str, state: &str) {
    let _ = IMPORTS.put(&state_key(key), &JsValue::from_str(state)).await;
}

/// Returns the stored file and state, if both are there.
pub async fn load_kept(key: &str) -> Option<(PickedFile, String)> {
    let state = IMPORTS.get(&state_key(key)).await.ok()?.as_string()?;
    let file: web_sys::File = IMPORTS.get(&file_key(key)).await.ok()?.dyn_into().ok()?;
    Some((PickedFile(file.into()), state))
}

/// Deletes the stored file and state.
pub async fn forget(key: &str) {
    for key in [state_key(key), file_key(key)] {
        let _ = IMPORTS.remove(&key).await;
    }
}

fn file_key(key: &str) -> String {
    format!("{key}:file")
}

fn state_key(key: &str) -> String {
    format!("{key}:state")
}
