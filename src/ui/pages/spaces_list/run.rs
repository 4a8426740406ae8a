//! Applies operations and takes them back, following the long ones to their end.

use std::time::Duration;

use domain::{
    ids::OperationId,
    operation::{Operation, OperationKind, Outcome, Progress, Selection},
};
use leptos::{prelude::*, task::spawn_local};

use super::{selection::Ticks, state::ListState};
use crate::{
    api::{Answer, operations},
    i18n::{FluentValue, Messages, skipped, use_messages},
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
        }
    }

    /// Does it, says what was done, offers the way back.
    pub fn apply(self, selection: Selection, operation: Operation) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let id = OperationId(browser::new_uuid());
        let kind = operation.kind();
        spawn_local(async move {
            let answer = operations::apply_operation(id, selection, operation).await;
            self.follow(id, answer, move |outcome| self.applied(id, kind, &outcome));
        });
    }

    /// Takes one's own operation back.
    pub fn undo(self, id: OperationId) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = operations::undo_operation(id).await;
            self.follow(id, answer, move |outcome| self.undone(&outcome));
        });
    }

    fn follow(self, id: OperationId, answer: Answer<Progress<Outcome>>, then: impl FnOnce(Outcome) + 'static) {
        match answer.map_err(|failure| failure.0) {
            Ok(Progress::Running { done, total }) => {
                // The page may be gone meanwhile; the server goes on, and 'Recent operations' tells the end.
                if self.progress.try_set(Some((done, total))).is_some() {
                    return;
                }
                set_timeout(
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
                then(outcome);
            }
            Ok(Progress::Failed(error)) | Err(error) => {
                self.stop();
                self.toasts.fail(sentence(self.messages, &error));
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
        for words in skipped::were(self.messages, outcome) {
            said.push(' ');
            said.push_str(&words);
        }
        self.toasts.say(said);
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
            ("operation", FluentValue::from(kind_words(messages, kind))),
            ("count", FluentValue::from(outcome.changed)),
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
