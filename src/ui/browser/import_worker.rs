//! The page's side of the import worker: sends requests to it and receives responses; a worker that crashed is reported
//! as an error.
//!
//! The worker holds the file's rows; ending it frees their memory at once.

mod files;
mod store;

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use futures::channel::oneshot;
use js_sys::{Array, Object, Reflect};
use send_wrapper::SendWrapper;
use spreadsheet::{
    Progress, ReadError,
    protocol::{Answer, Numbered, Request, WorkerError},
};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{WORKER_META, document::meta};

pub use files::{
    FileBytes, PickedFile, carries_file, chosen_file, dropped_file, focus, offer_download, pass_on, scroll_to,
    scrolled, take_passed_on, wait, waiting_file,
};
pub use store::{forget, keep_file, keep_state, load_kept};

/// A callback for the worker's events, kept as long as the worker runs.
type Listener<E> = Closure<dyn FnMut(E)>;

/// A callback that receives the worker's progress.
pub type OnProgress = Box<dyn Fn(Progress)>;

struct PendingRequest {
    answer: oneshot::Sender<Result<Answer, WorkerError>>,
    on_progress: OnProgress,
}

#[derive(Default)]
struct Requests {
    next: Cell<u32>,
    pending: RefCell<HashMap<u32, PendingRequest>>,
    /// Why the worker answers no more requests; `None` while it runs.
    ended: RefCell<Option<WorkerError>>,
}

impl Requests {
    fn receive(&self, text: &str) {
        let Ok(Numbered { id, message }) = serde_json::from_str::<Numbered<Answer>>(text) else {
            self.end(WorkerError::Malformed);
            return;
        };
        if let Answer::Progress(progress) = message {
            if let Some(pending) = self.pending.borrow().get(&id) {
                (pending.on_progress)(progress);
            }
            return;
        }
        let answer = match message {
            Answer::Failed { error } => Err(error),
            answer => Ok(answer),
        };
        let pending = self.pending.borrow_mut().remove(&id);
        if let Some(pending) = pending {
            let _ = pending.answer.send(answer);
        }
    }

    fn end(&self, why: WorkerError) {
        self.ended.borrow_mut().get_or_insert_with(|| why.clone());
        let pending: Vec<PendingRequest> = self.pending.borrow_mut().drain().map(|(_, pending)| pending).collect();
        for pending in pending {
            let _ = pending.answer.send(Err(why.clone()));
        }
    }
}

struct Running {
    worker: Worker,
    requests: Rc<Requests>,
    _listeners: (Listener<MessageEvent>, Listener<ErrorEvent>),
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// A worker with at most one file. `SendWrapper` lets the wizard store it in the same way in both builds.
#[derive(Clone)]
pub struct ImportWorker(SendWrapper<Rc<Running>>);

impl ImportWorker {
    /// Starts a worker without a file.
    pub fn start() -> Result<Self, WorkerError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let script = meta(WORKER_META).ok_or(WorkerError::Died)?;
        let worker = Worker::new_with_options(&script, &options).map_err(|_| WorkerError::Died)?;
        let requests = Rc::new(Requests::default());
        let on_message = Closure::new({
            let requests = Rc::clone(&requests);
            move |event: MessageEvent| requests.receive(&event.data().as_string().unwrap_or_default())
        });
        let on_error = Closure::new({
            let requests = Rc::clone(&requests);
            move |event: ErrorEvent| {
                event.prevent_default();
                requests.end(WorkerError::Died);
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self(SendWrapper::new(Rc::new(Running {
            worker,
            requests,
            _listeners: (on_message, on_error),
        }))))
    }

    /// Sends a request and waits for its response. `bytes` are transferred, not copied. Progress until the response
    /// goes to `on_progress`.
    pub async fn ask(
        &self,
        request: Request,
        bytes: Option<FileBytes>,
        on_progress: OnProgress,
    ) -> Result<Answer, WorkerError> {
        let requests = &self.0.requests;
        if let Some(why) = requests.ended.borrow().clone() {
            return Err(why);
        }
        let id = requests.next.get().wrapping_add(1);
        requests.next.set(id);
        let json = serde_json::to_string(&Numbered { id, message: request }).map_err(|_| WorkerError::Malformed)?;
        let (answer, response) = oneshot::channel();
        requests
            .pending
            .borrow_mut()
            .insert(id, PendingRequest { answer, on_progress });
        if self.post(&json, bytes).is_err() {
            requests.pending.borrow_mut().remove(&id);
            return Err(WorkerError::Died);
        }
        response.await.unwrap_or(Err(WorkerError::Died))
    }

    fn post(&self, json: &str, bytes: Option<FileBytes>) -> Result<(), JsValue> {
        let message = Object::new();
        Reflect::set(&message, &"json".into(), &json.into())?;
        let transfer = Array::new();
        if let Some(FileBytes(bytes)) = bytes {
            Reflect::set(&message, &"bytes".into(), &bytes)?;
            transfer.push(&bytes);
        }
        self.0.worker.post_message_with_transfer(&message, &transfer)
    }

    /// Ends the worker; pending requests fail with `Cancelled`.
    pub fn end(&self) {
        self.0.worker.terminate();
        self.0.requests.end(WorkerError::Read(ReadError::Cancelled));
    }
}
