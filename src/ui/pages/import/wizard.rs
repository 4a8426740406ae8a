//! What the five steps share: signals, the worker, and what is kept for a reload.

use domain::{
    custom_field::CustomField,
    ids::ImportId,
    import::{CheckContext, ColumnNotation, Mapping, MappingProblem},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use spreadsheet::{
    Progress, ReadError,
    protocol::{Answer, Ask, Opened, Snapshot, Totals, Words, WorkerError},
};

use crate::{
    api::imports::ImportResult,
    i18n::Messages,
    ui::browser::import_worker::{FileBytes, ImportWorker, PickedFile, keep_state},
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
    /// All of them.
    pub const ALL: [Self; 5] = [Self::File, Self::Columns, Self::Check, Self::Import, Self::Result];

    /// The word in message names: `import-step-file`.
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

/// What the worker is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    Reading,
    Checking,
}

/// What is kept for a reload, beside the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub step: Step,
    pub snapshot: Snapshot,
    /// The import that was begun.
    pub id: Option<ImportId>,
    pub result: Option<ImportResult>,
}

/// How the sending of rows is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sending {
    pub done: u32,
    pub total: u32,
    /// Whether all rows are there and come in now.
    pub committing: bool,
    /// Whether the server cannot be reached and is tried again.
    pub offline: bool,
}

/// The state of the wizard. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct Wizard {
    pub messages: Messages,
    /// Under which this person's import is kept.
    pub key: StoredValue<String>,
    pub step: RwSignal<Step>,
    pub busy: RwSignal<Option<Busy>>,
    pub progress: RwSignal<(u32, u32)>,
    /// What went wrong, as a sentence.
    pub trouble: RwSignal<Option<String>>,
    /// Whether the worker died with a file that waits to be read again.
    pub died: RwSignal<bool>,
    /// What is good to know, as a sentence.
    pub notice: RwSignal<Option<String>>,
    pub file_name: RwSignal<String>,
    pub opened: RwSignal<Option<Opened>>,
    pub mapping: RwSignal<Mapping>,
    pub problems: RwSignal<Vec<MappingProblem>>,
    /// How the columns of numbers and dates are read.
    pub notations: RwSignal<Vec<ColumnNotation>>,
    pub totals: RwSignal<Totals>,
    pub unclear: RwSignal<Words>,
    /// Counts what changed the rows, so that the table asks again.
    pub changes: RwSignal<u32>,
    pub context: StoredValue<CheckContext>,
    /// The account's custom fields, known once a file was opened.
    pub fields: RwSignal<Vec<CustomField>>,
    pub import_id: RwSignal<Option<ImportId>>,
    pub sending: RwSignal<Sending>,
    pub result: RwSignal<Option<ImportResult>>,
    /// Whether the server is being asked to cancel: nothing is sent meanwhile.
    pub cancelling: RwSignal<bool>,
    /// Counts the files that were opened.
    files: StoredValue<u32>,
    worker: StoredValue<Option<ImportWorker>>,
    /// Whether the worker was started before there was a file for it.
    idle: StoredValue<bool>,
    keeps: StoredValue<u32>,
    /// The step that it goes to, from when that is said until it is shown.
    heading: StoredValue<Option<Step>>,
    /// How many snapshots were begun, and the last one that was kept.
    snapshots: StoredValue<(u32, u32)>,
}

impl Wizard {
    /// At the first step, without a file.
    pub fn new(messages: Messages, key: String) -> Self {
        Self {
            messages,
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
            heading: StoredValue::new(None),
            snapshots: StoredValue::new((0, 0)),
        }
    }

    /// Starts a worker for the file that will come, so that its code is there by then. Where it cannot be started,
    /// asking it says so.
    pub fn prepare(self) {
        if self.worker.with_value(Option::is_none)
            && let Ok(worker) = ImportWorker::start()
        {
            self.worker.set_value(Some(worker));
            self.idle.set_value(true);
        }
    }

    /// Tells later whether the file is still this one: another may be opened while something is waited for.
    pub fn same_file(self) -> impl Fn() -> bool {
        let file = self.files.get_value();
        move || self.files.try_get_value() == Some(file)
    }

    /// Asks the worker; a file that comes along gets one that has read nothing yet.
    pub async fn ask(self, ask: Ask, bytes: Option<FileBytes>) -> Result<Answer, WorkerError> {
        if bytes.is_some() && !self.idle.try_update_value(std::mem::take).unwrap_or(false) {
            self.end_worker();
            self.worker.set_value(Some(ImportWorker::start()?));
        }
        let worker = self.worker.get_value().ok_or(WorkerError::TooEarly)?;
        let progress = self.progress;
        let heard = move |Progress { done, total }: Progress| {
            let short = |bytes: u64| u32::try_from(bytes).unwrap_or(u32::MAX);
            progress.try_set((short(done), short(total)));
        };
        worker.ask(ask, bytes, Box::new(heard)).await
    }

    /// Ends the worker and with it what it is busy with.
    pub fn end_worker(self) {
        self.idle.try_set_value(false);
        if let Some(worker) = self.worker.try_update_value(Option::take).flatten() {
            worker.end();
        }
    }

    /// Says why the worker could not do it; being cancelled needs no saying.
    pub fn worker_failed(self, error: &WorkerError) {
        self.busy.try_set(None);
        if *error == WorkerError::Read(ReadError::Cancelled) {
            return;
        }
        if matches!(error, WorkerError::Died | WorkerError::OutOfMemory) {
            // Nothing more can be asked of it; the file waits to be read again.
            self.end_worker();
            let was_open = self.opened.try_get_untracked().flatten().is_some();
            self.died.try_set(was_open);
            self.opened.try_set(None);
            self.stand(Step::File);
        }
        self.trouble.try_set(Some(words::worker_error(self.messages, error)));
    }

    /// Is at a step at once; what was on its way to another stays here.
    pub fn stand(self, step: Step) {
        self.heading.try_set_value(None);
        self.step.try_set(step);
    }

    /// Goes to a step once it is kept: what is shown survives a reload.
    pub fn go(self, step: Step) {
        self.trouble.set(None);
        self.notice.set(None);
        // What waits to be kept would name the step that is being left, later than this names the next.
        self.keeps.update_value(|turn| *turn = turn.wrapping_add(1));
        self.heading.set_value(Some(step));
        leptos::task::spawn_local(async move {
            self.keep_as(step).await;
            if self.heading.try_get_value().flatten() == Some(step) {
                self.stand(step);
            }
        });
    }

    /// Keeps where the import stands, once no more changes come for a moment.
    pub fn keep(self) {
        let turn = self.keeps.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        let later = move || {
            if self.keeps.try_get_value() == turn {
                leptos::task::spawn_local(self.keep_now());
            }
        };
        let _ = set_timeout(later, std::time::Duration::from_millis(300));
    }

    /// Keeps where the import stands.
    pub async fn keep_now(self) {
        let heading = self.heading.try_get_value().flatten();
        if let Some(step) = heading.or_else(|| self.step.try_get_untracked()) {
            self.keep_as(step).await;
        }
    }

    async fn keep_as(self, step: Step) {
        let begun = self.snapshots.try_update_value(|(begun, _)| {
            *begun = begun.wrapping_add(1);
            *begun
        });
        let Ok(Answer::Snapshot(snapshot)) = self.ask(Ask::Snapshot, None).await else {
            return;
        };
        let Some(key) = self.key.try_get_value() else {
            return;
        };
        let kept = Kept {
            step,
            snapshot: *snapshot,
            id: self.import_id.try_get_untracked().flatten(),
            result: self.result.try_get_untracked().flatten(),
        };
        // One that took longer than a later one is out of date.
        let newest = self.snapshots.try_update_value(|(_, last)| {
            let newest = begun.is_some_and(|begun| begun > *last);
            *last = (*last).max(begun.unwrap_or_default());
            newest
        });
        if let (Some(true), Ok(json)) = (newest, serde_json::to_string(&kept)) {
            keep_state(&key, &json).await;
        }
    }

    /// Takes over what the worker found in the file.
    pub fn use_opened(self, opened: Opened) {
        if let Ok(table) = &opened.table {
            self.mapping.set(table.mapping.clone());
            self.problems.set(table.mapping.problems());
        }
        self.opened.set(Some(opened));
    }

    /// Clears everything but the file's name.
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

/// Reads a picked file's name without its ending, for the fix-it file.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Refuses what is too large before a byte of it is read.
pub fn within_limit(file: &PickedFile) -> Result<(), WorkerError> {
    let limit = spreadsheet::limits::MAX_FILE_BYTES as u64;
    if file.size() > limit {
        return Err(WorkerError::Read(ReadError::TooLarge { limit }));
    }
    Ok(())
}
