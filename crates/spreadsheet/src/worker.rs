//! The import worker's shell: JSON in, JSON out. `public/import-worker.js` carries the messages.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;

use crate::options::Progress;
use crate::protocol::{Answer, Ask, Numbered, WorkerError};
use crate::session::Session;

/// One import.
#[wasm_bindgen]
#[derive(Default)]
pub struct ImportWorker {
    session: Session,
}

#[wasm_bindgen]
impl ImportWorker {
    /// Without a file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Does what is asked; `progress` is called with JSON in between.
    pub fn handle(&mut self, ask: &str, bytes: Option<Vec<u8>>, progress: &Function) -> String {
        let Ok(Numbered { id, message }) = serde_json::from_str::<Numbered<Ask>>(ask) else {
            return to_json(
                0,
                Answer::Failed {
                    error: WorkerError::Malformed,
                },
            );
        };
        let mut report = |done: Progress| {
            let json = to_json(id, Answer::Progress(done));
            // The page being gone is no reason to stop: it ends the worker itself.
            let _ = progress.call1(&JsValue::NULL, &JsString::from(json));
        };
        let answer = self.session.handle(message, bytes, &mut report);
        to_json(id, answer)
    }
}

fn to_json(id: u32, message: Answer) -> String {
    serde_json::to_string(&Numbered { id, message }).unwrap_or_default()
}
