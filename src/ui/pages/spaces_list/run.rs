//! Applies operations and takes them back, following the long ones to their end.

use std::time::Duration;

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
    },
};

/// How long to wait before asking again how far a long operation is.
const POLL: Duration = Duration::from_millis(300);

/// Runs one operation at a time.
#[derive(Clone, Copy)]
pub struct Runner {
    list: ListState,
    messages: Messages,
    toasts: Toasts,
    /// An operation is on its way.
    pub busy: RwSignal<bool>,
    /// How far a long one is: done, of how many.
    pub progress: RwSignal<Option<(u32, u32)>>,
    /// Whether 'Recent operations' is open.
    pub recent: RwSignal<bool>,
}

impl Runner {
    /// For one page.
    pub fn new(list: ListState) -> Self {
        Self {
            list,
            messages: use_messages(),
            toasts: use_toasts(),
            busy: RwSignal::new(false),
            progress: RwSignal::new(None),
            recent: RwSignal::new(false),
        }
    }

    /// Applies what was `seen` in its preview, says what was done, offers Undo. Where it would do something else by now,
    /// nothing is done and `ask_again` is called with why.
    pub fn apply(self, selection: Selection, operation: Operation, seen: String, ask_again: Callback<String>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let id = OperationId(browser::new_uuid());
        let kind = operation.kind();
        spawn_local(async move {
            let answer = operations::apply_operation(id, selection, operation, Some(seen)).await;
            self.follow(id, answer, move |ended| match ended {
                Ok(outcome) => self.applied(id, kind, &outcome),
                Err(error) if error == AppError::field(Field::Rows, Reason::ChangedMeanwhile) => {
                    self.list.refresh();
                    ask_again.try_run(sentence(self.messages, &error));
                }
                Err(error) => self.toasts.fail(sentence(self.messages, &error)),
            });
        });
    }

    /// Undoes one's own operation; again for the spaces that an earlier undo skipped.
    pub fn undo(self, id: OperationId) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = operations::undo_operation(id).await;
            self.follow(id, answer, move |ended| match ended {
                Ok(outcome) => self.undone(&outcome),
                Err(error) => self.toasts.fail(sentence(self.messages, &error)),
            });
        });
    }

    fn follow(
        self,
        id: OperationId,
        answer: Answer<Progress<Outcome>>,
        then: impl FnOnce(Result<Outcome, AppError>) + 'static,
    ) {
        match answer.map_err(|failure| failure.0) {
            Ok(Progress::Running { done, total }) => {
                // The page may be gone meanwhile; the server goes on, and 'Recent operations' tells the end.
                if self.progress.try_set(Some((done, total))).is_some() {
                    return;
                }
                let _ = set_timeout(
                    move || {
                        spawn_local(async move {
                            let answer = operations::operation_progress(id).await;
                            self.follow(id, answer, then);
                        });
                    },
                    POLL,
                );
            }
            Ok(Progress::Done(outcome)) => {
                self.stop();
                then(Ok(outcome));
            }
            Ok(Progress::Failed(error)) | Err(error) => {
                self.stop();
                then(Err(error));
            }
        }
    }

    fn stop(self) {
        self.busy.try_set(false);
        self.progress.try_set(None);
    }

    fn applied(self, id: OperationId, kind: OperationKind, outcome: &Outcome) {
        self.list.ticks.set(Ticks::default());
        self.list.refresh();
        let said = done_words(self.messages, kind, outcome);
        if outcome.changed == 0 {
            self.toasts.say(said);
        } else {
            self.toasts.say_with_undo(said, Callback::new(move |()| self.undo(id)));
        }
    }

    fn undone(self, outcome: &Outcome) {
        self.list.refresh();
        let mut said = self.messages.with("list-undone", [("count", outcome.changed)]);
        for words in skipped::sentences_after(self.messages, outcome) {
            said.push(' ');
            said.push_str(&words);
        }
        if outcome.left() == 0 {
            return self.toasts.say(said);
        }
        let show = self.messages.text("list-undo-show");
        let open = Callback::new(move |()| {
            self.recent.try_set(true);
        });
        self.toasts.say_with(said, show, open);
    }
}

/// The runner from context.
pub fn use_runner() -> Runner {
    use_context::<Runner>().unwrap_or_else(|| Runner::new(super::state::use_list()))
}

/// The operation's name as people read it.
pub fn kind_words(messages: Messages, kind: OperationKind) -> String {
    messages.text(&format!("operation-{}", kind.as_str()))
}

/// What was done, in a sentence.
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
    fn every_operation_has_its_words_in_both_languages() {
        for messages in Language::ALL.map(Messages) {
            for kind in OperationKind::ALL {
                assert_ne!(kind_words(messages, kind), format!("operation-{}", kind.as_str()));
            }
        }
    }
}
