//! The state that the five steps share: signals, the worker, and the state that is stored for a reload.

use domain::{
    custom_field::CustomField,
    ids::ImportId,
    import::{CheckContext, ColumnNotation, Mapping, MappingProblem},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use spreadsheet::{
    Progress, ReadError,
    protocol::{Answer, Opened, Request, Snapshot, Totals, Words, WorkerError},
};

use crate::{
    api::imports::ImportResult,
    i18n::Messages,
    ui::{
        browser::import_worker::{FileBytes, ImportWorker, PickedFile, keep_state},
        shell::live::{LiveStream, use_live},
    },
};

use super::words;

/// The five steps, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    #[default]
    File,
    Columns,
    Check,
    Import,
    Result,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 5] = [Self::File, Self::Columns, Self::Check, Self::Import, Self::Result];

    /// Returns the step's part of message names, such as `file` in `import-step-file`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Columns => "columns",
            Self::Check => "check",
            Self::Import => "import",
            Self::Result => "result",
        }
    }
}

/// The work that the worker is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    Reading,
    Checking,
}

/// The state that is stored for a reload, in addition to the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StoredImport {
    pub step: Step,
    pub snapshot: Snapshot,
    /// The id of the import, once it was begun.
    pub id: Option<ImportId>,
    pub result: Option<ImportResult>,
}

/// The progress of sending and committing rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sending {
    pub done: u32,
    pub total: u32,
    /// Whether the server has all rows and is committing them.
    pub committing: bool,
    /// Whether the server cannot be reached and requests are being repeated.
    pub offline: bool,
}

/// The state of the wizard. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct Wizard {
    pub messages: Messages,
    pub live: LiveStream,
    /// The key under which this person's import is stored.
    pub key: StoredValue<String>,
    pub step: RwSignal<Step>,
    pub busy: RwSignal<Option<Busy>>,
    pub progress: RwSignal<(u32, u32)>,
    /// The error to show, as a sentence.
    pub trouble: RwSignal<Option<String>>,
    /// Whether the worker died while a file was open, which can then be read again.
    pub died: RwSignal<bool>,
    /// The notice to show, as a sentence.
    pub notice: RwSignal<Option<String>>,
    pub file_name: RwSignal<String>,
    pub opened: RwSignal<Option<Opened>>,
    pub mapping: RwSignal<Mapping>,
    pub problems: RwSignal<Vec<MappingProblem>>,
    /// How the columns of numbers and dates are read.
    pub notations: RwSignal<Vec<ColumnNotation>>,
    pub totals: RwSignal<Totals>,
    pub unclear: RwSignal<Words>,
    /// The number of changes to the rows; the table loads its rows again when it changes.
    pub changes: RwSignal<u32>,
    pub context: StoredValue<CheckContext>,
    /// The account's custom fields, loaded when a file is opened.
    pub fields: RwSignal<Vec<CustomField>>,
    pub import_id: RwSignal<Option<ImportId>>,
    pub sending: RwSignal<Sending>,
    pub result: RwSignal<Option<ImportResult>>,
    /// Whether a cancel request is under way; nothing else is sent meanwhile.
    pub cancelling: RwSignal<bool>,
    /// The number of files that were opened.
    files: StoredValue<u32>,
    worker: StoredValue<Option<ImportWorker>>,
    /// Whether the worker has not been given a file yet.
    idle: StoredValue<bool>,
    keeps: StoredValue<u32>,
    /// The step that the wizard is about to show, while its state is being stored.
    next_step: StoredValue<Option<Step>>,
    /// The number of snapshots that were begun, and the number of the last one that was stored.
    snapshots: StoredValue<(u32, u32)>,
}

impl Wizard {
    /// Creates the state at the first step, without a file.
    pub fn new(messages: Messages, key: String) -> Self {
        Self {
            messages,
            live: use_live(),
            key: StoredValue::new(key),
            step: RwSignal::new(Step::File),
            busy: RwSignal::new(None),
            progress: RwSignal::new((0, 0)),
            trouble: RwSignal::new(None),
            died: RwSignal::new(false),
            notice: RwSignal::new(None),
            file_name: RwSignal::new(String::new()),
            opened: RwSignal::new(None),
            mapping: RwSignal::new(Mapping::default()),
            problems: RwSignal::new(Vec::new()),
            notations: RwSignal::new(Vec::new()),
            totals: RwSignal::new(Totals::default()),
            unclear: RwSignal::new(Words::default()),
            changes: RwSignal::new(0),
            context: StoredValue::new(CheckContext::default()),
            fields: RwSignal::new(Vec::new()),
            import_id: RwSignal::new(None),
            sending: RwSignal::new(Sending::default()),
            result: RwSignal::new(None),
            cancelling: RwSignal::new(false),
            files: StoredValue::new(0),
            worker: StoredValue::new(None),
            idle: StoredValue::new(false),
            keeps: StoredValue::new(0),
            next_step: StoredValue::new(None),
            snapshots: StoredValue::new((0, 0)),
        }
    }

    /// Starts a worker in advance, so that its code is loaded when a file is chosen. If it cannot be started, the first
    /// request reports the error.
    pub fn prepare(self) {
        if self.worker.with_value(Option::is_none)
            && let Ok(worker) = ImportWorker::start()
        {
            self.worker.set_value(Some(worker));
            self.idle.set_value(true);
        }
    }

    /// Returns a function that says whether the file is still the same: another may be opened while something is
    /// awaited.
    pub fn same_file(self) -> impl Fn() -> bool {
        let file = self.files.get_value();
        move || self.files.try_get_value() == Some(file)
    }

    /// Sends a request to the worker. A request with a file goes to a new worker unless the current one has no file
    /// yet.
    pub async fn ask(self, request: Request, bytes: Option<FileBytes>) -> Result<Answer, WorkerError> {
        if bytes.is_some() && !self.idle.try_update_value(std::mem::take).unwrap_or(false) {
            self.end_worker();
            self.worker.set_value(Some(ImportWorker::start()?));
        }
        let worker = self.worker.get_value().ok_or(WorkerError::TooEarly)?;
        let progress = self.progress;
        let on_progress = move |Progress { done, total }: Progress| {
            let short = |bytes: u64| u32::try_from(bytes).unwrap_or(u32::MAX);
            progress.try_set((short(done), short(total)));
        };
        worker.ask(request, bytes, Box::new(on_progress)).await
    }

    /// Ends the worker and its current work.
    pub fn end_worker(self) {
        self.idle.try_set_value(false);
        if let Some(worker) = self.worker.try_update_value(Option::take).flatten() {
            worker.end();
        }
    }

    /// Shows why a request to the worker failed; shows nothing if it was cancelled.
    pub fn worker_failed(self, error: &WorkerError) {
        self.busy.try_set(None);
        if *error == WorkerError::Read(ReadError::Cancelled) {
            return;
        }
        if matches!(error, WorkerError::Died | WorkerError::OutOfMemory) {
            // The worker cannot be used any more; the file can be read again by another.
            self.end_worker();
            let was_open = self.opened.try_get_untracked().flatten().is_some();
            self.died.try_set(was_open);
            self.opened.try_set(None);
            self.show_step(Step::File);
        }
        self.trouble.try_set(Some(words::worker_error(self.messages, error)));
    }

    /// Shows a step at once, and cancels a change to another step that is under way.
    pub fn show_step(self, step: Step) {
        self.next_step.try_set_value(None);
        self.step.try_set(step);
    }

    /// Shows a step once its state is stored: the step that a person sees survives a reload.
    pub fn go(self, step: Step) {
        self.trouble.set(None);
        self.notice.set(None);
        // Cancels a delayed store, which would overwrite this step with the current one.
        self.keeps.update_value(|number| *number = number.wrapping_add(1));
        self.next_step.set_value(Some(step));
        leptos::task::spawn_local(async move {
            self.keep_as(step).await;
            if self.next_step.try_get_value().flatten() == Some(step) {
                self.show_step(step);
            }
        });
    }

    /// Stores the state of the import after 300 ms without another call.
    pub fn keep(self) {
        let number = self.keeps.try_update_value(|number| {
            *number = number.wrapping_add(1);
            *number
        });
        let later = move || {
            if self.keeps.try_get_value() == number {
                leptos::task::spawn_local(self.keep_now());
            }
        };
        let _ = set_timeout(later, std::time::Duration::from_millis(300));
    }

    /// Stores the state of the import.
    pub async fn keep_now(self) {
        let next_step = self.next_step.try_get_value().flatten();
        if let Some(step) = next_step.or_else(|| self.step.try_get_untracked()) {
            self.keep_as(step).await;
        }
    }

    async fn keep_as(self, step: Step) {
        let begun = self.snapshots.try_update_value(|(begun, _)| {
            *begun = begun.wrapping_add(1);
            *begun
        });
        let Ok(Answer::Snapshot(snapshot)) = self.ask(Request::Snapshot, None).await else {
            return;
        };
        let Some(key) = self.key.try_get_value() else {
            return;
        };
        let kept = StoredImport {
            step,
            snapshot: *snapshot,
            id: self.import_id.try_get_untracked().flatten(),
            result: self.result.try_get_untracked().flatten(),
        };
        // A snapshot that took longer than a later one is out of date.
        let newest = self.snapshots.try_update_value(|(_, last)| {
            let newest = begun.is_some_and(|begun| begun > *last);
            *last = (*last).max(begun.unwrap_or_default());
            newest
        });
        if let (Some(true), Ok(json)) = (newest, serde_json::to_string(&kept)) {
            keep_state(&key, &json).await;
        }
    }

    /// Shows the file as the worker has read it.
    pub fn use_opened(self, opened: Opened) {
        if let Ok(table) = &opened.table {
            self.mapping.set(table.mapping.clone());
            self.problems.set(table.mapping.problems());
        }
        self.opened.set(Some(opened));
    }

    /// Resets everything but the file's name.
    pub fn clear(self) {
        self.files.update_value(|files| *files = files.wrapping_add(1));
        self.trouble.set(None);
        self.died.set(false);
        self.notice.set(None);
        self.opened.set(None);
        self.mapping.set(Mapping::default());
        self.problems.set(Vec::new());
        self.notations.set(Vec::new());
        self.totals.set(Totals::default());
        self.unclear.set(Words::default());
        self.import_id.set(None);
        self.sending.set(Sending::default());
        self.result.set(None);
    }
}

/// Returns a file name without its extension, for the name of the fix-it file.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Refuses a file that is too large before any of it is read.
pub fn within_limit(file: &PickedFile) -> Result<(), WorkerError> {
    let limit = spreadsheet::limits::MAX_FILE_BYTES as u64;
    if file.size() > limit {
        return Err(WorkerError::Read(ReadError::TooLarge { limit }));
    }
    Ok(())
}
