//! The import worker as the page sees it: questions go out, answers come back, a dead worker is an answer too.
//!
//! The worker keeps the file's rows; ending it gives its memory back at once.

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
    protocol::{Answer, Ask, Numbered, WorkerError},
};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{WORKER_META, document::meta};

pub use files::{
    FileBytes, PickedFile, carries_file, chosen_file, dropped_file, focus, offer_download, pass_on, scroll_to,
    scrolled, take_passed_on, wait, waiting_file,
};
pub use store::{forget, keep_file, keep_state, kept};

/// What hears an event of the worker as long as it lives.
type Listener<E> = Closure<dyn FnMut(E)>;

/// Hears how far the worker is.
pub type Heard = Box<dyn Fn(Progress)>;

struct Waiting {
    answer: oneshot::Sender<Result<Answer, WorkerError>>,
    heard: Heard,
}

#[derive(Default)]
struct Questions {
    next: Cell<u32>,
    waiting: RefCell<HashMap<u32, Waiting>>,
    /// Why no question is answered any more.
    over: RefCell<Option<WorkerError>>,
}

impl Questions {
    fn answered(&self, text: &str) {
        let Ok(Numbered { id, message }) = serde_json::from_str::<Numbered<Answer>>(text) else {
            self.end(WorkerError::Malformed);
            return;
        };
        if let Answer::Progress(progress) = message {
            if let Some(waiting) = self.waiting.borrow().get(&id) {
                (waiting.heard)(progress);
            }
            return;
        }
        let answer = match message {
            Answer::Failed { error } => Err(error),
            answer => Ok(answer),
        };
        let waiting = self.waiting.borrow_mut().remove(&id);
        if let Some(waiting) = waiting {
            let _ = waiting.answer.send(answer);
        }
    }

    fn end(&self, why: WorkerError) {
        self.over.borrow_mut().get_or_insert_with(|| why.clone());
        let waiting: Vec<Waiting> = self.waiting.borrow_mut().drain().map(|(_, waiting)| waiting).collect();
        for waiting in waiting {
            let _ = waiting.answer.send(Err(why.clone()));
        }
    }
}

struct Running {
    worker: Worker,
    questions: Rc<Questions>,
    _listeners: (Listener<MessageEvent>, Listener<ErrorEvent>),
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// A worker with at most one file. Wrapped, so that the wizard keeps it the same way in both builds.
#[derive(Clone)]
pub struct ImportWorker(SendWrapper<Rc<Running>>);

impl ImportWorker {
    /// Starts a worker without a file.
    pub fn start() -> Result<Self, WorkerError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let script = meta(WORKER_META).ok_or(WorkerError::Died)?;
        let worker = Worker::new_with_options(&script, &options).map_err(|_| WorkerError::Died)?;
        let questions = Rc::new(Questions::default());
        let said = Closure::new({
            let questions = Rc::clone(&questions);
            move |event: MessageEvent| questions.answered(&event.data().as_string().unwrap_or_default())
        });
        let failed = Closure::new({
            let questions = Rc::clone(&questions);
            move |event: ErrorEvent| {
                event.prevent_default();
                questions.end(WorkerError::Died);
            }
        });
        worker.set_onmessage(Some(said.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Ok(Self(SendWrapper::new(Rc::new(Running {
            worker,
            questions,
            _listeners: (said, failed),
        }))))
    }

    /// Asks; `bytes` are transferred, not copied. Hears progress until the answer is there.
    pub async fn ask(&self, ask: Ask, bytes: Option<FileBytes>, heard: Heard) -> Result<Answer, WorkerError> {
        let questions = &self.0.questions;
        if let Some(why) = questions.over.borrow().clone() {
            return Err(why);
        }
        let id = questions.next.get().wrapping_add(1);
        questions.next.set(id);
        let json = serde_json::to_string(&Numbered { id, message: ask }).map_err(|_| WorkerError::Malformed)?;
        let (answer, answered) = oneshot::channel();
        questions.waiting.borrow_mut().insert(id, Waiting { answer, heard });
        if self.post(&json, bytes).is_err() {
            questions.waiting.borrow_mut().remove(&id);
            return Err(WorkerError::Died);
        }
        answered.await.unwrap_or(Err(WorkerError::Died))
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

    /// Ends the worker; what is still asked is answered 'cancelled'.
    pub fn end(&self) {
        self.0.worker.terminate();
        self.0.questions.end(WorkerError::Read(ReadError::Cancelled));
    }
}
