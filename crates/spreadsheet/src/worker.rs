//! The interface of the import worker: JSON in, JSON out. `import-worker.js` beside the crate passes the messages.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;

use crate::options::{Progress, ReadOptions};
use crate::protocol::{Answer, Numbered, Request, WorkerError};
use crate::session::Session;

/// The text that is read for warming up: plain and quoted cells, Polish letters, numbers.
const WARMING_ROW: &str = "Oferta,\"Łódź, \"\"duża\"\"\",1234.5,2026-02-28,\r\nPlan,zażółć gęślą,7,tak,x\r\n";
const WARMING_ROWS: usize = 10_000;

/// The worker of one import.
#[wasm_bindgen]
#[derive(Default)]
pub struct ImportWorker {
    session: Session,
}

#[wasm_bindgen]
impl ImportWorker {
    /// Returns a worker without a file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads generated rows, so that the browser has optimised the reader's code before a file is chosen; browsers
    /// first compile WebAssembly quickly and unoptimised.
    #[wasm_bindgen(js_name = warmUp)]
    pub fn warm_up(&self) {
        let rows = WARMING_ROW.repeat(WARMING_ROWS).into_bytes();
        let options = ReadOptions::default();
        Session::default().handle(Request::Open { options }, Some(rows), &mut |_| ());
    }

    /// Handles a request. Calls `progress` with JSON while it works.
    pub fn handle(&mut self, request: &str, bytes: Option<Vec<u8>>, progress: &Function) -> String {
        let Ok(Numbered { id, message }) = serde_json::from_str::<Numbered<Request>>(request) else {
            return to_json(
                0,
                Answer::Failed {
                    error: WorkerError::Malformed,
                },
            );
        };
        let mut report = |done: Progress| {
            let json = to_json(id, Answer::Progress(done));
            // If the page is gone, the error is ignored: the browser terminates the worker.
            let _ = progress.call1(&JsValue::NULL, &JsString::from(json));
        };
        let answer = self.session.handle(message, bytes, &mut report);
        to_json(id, answer)
    }
}

fn to_json(id: u32, message: Answer) -> String {
    serde_json::to_string(&Numbered { id, message }).unwrap_or_default()
}
