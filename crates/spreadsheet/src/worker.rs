//! The import worker's shell: JSON in, JSON out. `import-worker.js` beside the crate carries the messages.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;

use crate::options::{Progress, ReadOptions};
use crate::protocol::{Answer, Ask, Numbered, WorkerError};
use crate::session::Session;

/// What is read to warm up: plain and quoted cells, Polish letters, numbers.
const WARMING_ROW: &str = "Oferta,\"Łódź, \"\"duża\"\"\",1234.5,2026-02-28,\r\nPlan,zażółć gęślą,7,tak,x\r\n";
const WARMING_ROWS: usize = 10_000;

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

    /// Reads rows of its own making, so that the browser has compiled what reads them well by the time that a file is
    /// picked: at first it compiles quickly instead.
    #[wasm_bindgen(js_name = warmUp)]
    pub fn warm_up(&self) {
        let rows = WARMING_ROW.repeat(WARMING_ROWS).into_bytes();
        let options = ReadOptions::default();
        Session::default().handle(Ask::Open { options }, Some(rows), &mut |_| ());
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
