//! Applies and undoes operations, and follows the progress of long ones.

use std::sync::Arc;

use domain::{
    error::{AppError, Field, Reason},
    ids::OperationId,
    operation::{Operation, OperationKind, Outcome, Progress, Selection},
};
use leptos::{prelude::*, task::spawn_local};

use super::{selection::Ticks, state::ListState};
use crate::{
    api::{Answer, operations},
    i18n::{Argument, Messages, skipped, use_messages},
    ui::{
        browser,
        components::{Toasts, use_toasts},
        errors::sentence,
        shell::live::{Heard, LiveStream, use_live},
    },
};

/// Runs one operation at a time.
#[derive(Clone, Copy)]
pub struct Runner {
    list: ListState,
    live: LiveStream,
    messages: Messages,
    toasts: Toasts,
    /// Whether an operation is running.
    pub busy: RwSignal<bool>,
    /// Progress of a long operation: the numbers of done and of all spaces.
    pub progress: RwSignal<Option<(u32, u32)>>,
    /// Whether 'Recent operations' is open.
    pub recent: RwSignal<bool>,
}

impl Runner {
    /// Creates the runner of a page.
    pub fn new(list: ListState) -> Self {
        Self {
            list,
            live: use_live(),
            messages: use_messages(),
            toasts: use_toasts(),
            busy: RwSignal::new(false),
            progress: RwSignal::new(None),
            recent: RwSignal::new(false),
        }
    }

    /// Applies an operation and shows a toast with undo. `seen` is the fingerprint of its preview: if the operation
    /// would now do something else, nothing is done and `ask_again` is called with the reason.
    pub fn apply(self, selection: Selection, operation: Operation, seen: String, ask_again: Callback<String>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let id = OperationId(browser::new_uuid());
        let kind = operation.kind();
        let heard = self.live.progress(id.0);
        spawn_local(async move {
            let answer = operations::apply_operation(id, selection, operation, Some(seen)).await;
            let then = |ended| match ended {
                Ok(outcome) => self.applied(id, kind, &outcome),
                Err(error) if error == AppError::field(Field::Rows, Reason::ChangedMeanwhile) => {
                    self.list.refresh();
                    ask_again.try_run(sentence(self.messages, &error));
                }
                Err(error) => self.toasts.show_error(sentence(self.messages, &error)),
            };
            self.follow(id, answer, heard, then).await;
        });
    }

    /// Undoes the person's own operation, or tries again for the spaces that an earlier undo skipped.
    pub fn undo(self, id: OperationId) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let heard = self.live.progress(id.0);
        spawn_local(async move {
            let answer = operations::undo_operation(id).await;
            let then = |ended| match ended {
                Ok(outcome) => self.undone(&outcome),
                Err(error) => self.toasts.show_error(sentence(self.messages, &error)),
            };
            self.follow(id, answer, heard, then).await;
        });
    }

    /// Follows the operation to its end. The page may be left meanwhile; the server continues, and 'Recent operations'
    /// shows the outcome.
    async fn follow(
        self,
        id: OperationId,
        answer: Answer<Progress<Outcome>>,
        mut heard: Heard,
        then: impl FnOnce(Result<Outcome, AppError>),
    ) {
        let mut answer = answer.map_err(|failure| failure.0);
        while let Ok(Progress::Running { done, total }) = answer {
            if self.progress.try_set(Some((done, total))).is_some() {
                return;
            }
            answer = match heard.next().await {
                Some((done, total)) => Ok(Progress::Running { done, total }),
                None => operations::operation_progress(id).await.map_err(|failure| failure.0),
            };
        }
        self.stop();
        match answer {
            Ok(Progress::Done(outcome)) => then(Ok(outcome)),
            Ok(Progress::Failed(error)) | Err(error) => then(Err(error)),
            Ok(Progress::Running { .. }) => {}
        }
    }

    fn stop(self) {
        self.busy.try_set(false);
        self.progress.try_set(None);
    }

    fn applied(self, id: OperationId, kind: OperationKind, outcome: &Outcome) {
        self.list.ticks.set(Ticks::default());
        self.list.refresh();
        let message = done_words(self.messages, kind, outcome);
        if outcome.changed == 0 {
            self.toasts.show_status(message);
        } else {
            self.toasts.show_with_undo(message, Arc::new(move || self.undo(id)));
        }
    }

    fn undone(self, outcome: &Outcome) {
        self.list.refresh();
        let mut message = self.messages.with("list-undone", [("count", outcome.changed)]);
        for words in skipped::sentences_after(self.messages, outcome) {
            message.push(' ');
            message.push_str(&words);
        }
        if outcome.left() == 0 {
            return self.toasts.show_status(message);
        }
        let show = self.messages.text("list-undo-show");
        let open = Arc::new(move || {
            self.recent.try_set(true);
        });
        self.toasts.show_with_action(message, show, open);
    }
}

/// Returns the runner from the context.
pub fn use_runner() -> Runner {
    use_context::<Runner>().unwrap_or_else(|| Runner::new(super::state::use_list()))
}

/// Returns the name of the operation.
pub fn kind_words(messages: Messages, kind: OperationKind) -> String {
    messages.text(&format!("operation-{}", kind.as_str()))
}

/// Returns a sentence about the applied operation.
fn done_words(messages: Messages, kind: OperationKind, outcome: &Outcome) -> String {
    messages.with(
        "list-operation-done",
        [
            ("operation", Argument::from(kind_words(messages, kind))),
            ("count", Argument::from(outcome.changed)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::person::Language;

    #[test]
    fn every_operation_has_a_name_in_both_languages() {
        for messages in Language::ALL.map(Messages) {
            for kind in OperationKind::ALL {
                assert_ne!(kind_words(messages, kind), format!("operation-{}", kind.as_str()));
            }
        }
    }
}
