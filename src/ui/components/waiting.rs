//! The sign that the page waits for code that a click needs: of a page, or of a dialog.

use std::time::Duration;

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

use crate::i18n::use_messages;

/// Time after which waiting is shown.
const SHOWN_AFTER: Duration = Duration::from_millis(300);

/// What the page waits for. Copy it into closures freely.
///
/// At most one dialog is waited for: another one, Escape or another page cancels the dialog, which then does not open.
#[derive(Clone, Copy)]
pub struct Waiting {
    /// Number of the things that are waited for.
    count: RwSignal<u32>,
    /// Whether the dialog that is waited for is open.
    dialog: RwSignal<Option<RwSignal<bool>>>,
    /// Whether waiting has taken so long that it is shown.
    shown: RwSignal<bool>,
}

/// A thing that is waited for until this is dropped.
pub struct Wait {
    waiting: Waiting,
    dialog: Option<RwSignal<bool>>,
}

impl Waiting {
    /// Provides what the page waits for as a context; the application calls it once.
    pub fn provide() {
        provide_context(Self {
            count: RwSignal::new(0),
            dialog: RwSignal::new(None),
            shown: RwSignal::new(false),
        });
    }

    /// Returns whether waiting is shown.
    pub fn is_shown(self) -> bool {
        self.shown.get()
    }

    /// Begins to wait for a page.
    pub fn begin(self) -> Wait {
        self.wait(None)
    }

    /// Begins to wait for the dialog that is open while `open` is true. Cancels the dialog that was waited for before.
    pub fn begin_dialog(self, open: RwSignal<bool>) -> Wait {
        self.cancel_dialogs_except(open);
        self.dialog.set(Some(open));
        self.wait(Some(open))
    }

    /// Cancels the dialog that is waited for, unless it is the one with this signal.
    pub fn cancel_dialogs_except(self, open: RwSignal<bool>) {
        if self.dialog.get_untracked() != Some(open) {
            self.cancel_dialog();
        }
    }

    /// Cancels the dialog that is waited for. Returns whether there was one.
    fn cancel_dialog(self) -> bool {
        let Some(open) = self.dialog.get_untracked() else {
            return false;
        };
        self.dialog.set(None);
        // The page with the dialog may have been left.
        open.try_set(false).is_none()
    }

    fn wait(self, dialog: Option<RwSignal<bool>>) -> Wait {
        self.count.update(|count| *count += 1);
        Wait { waiting: self, dialog }
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let Waiting { count, dialog, .. } = self.waiting;
        // The application may have been disposed of.
        count.try_update(|count| *count = count.saturating_sub(1));
        if self.dialog.is_some() && dialog.try_get_untracked() == Some(self.dialog) {
            dialog.set(None);
        }
    }
}

/// Returns what the page waits for.
pub fn use_waiting() -> Waiting {
    expect_context::<Waiting>()
}

/// A line at the top of the window that shows and announces that the page has waited for 300 ms.
#[component]
pub fn WaitingLine() -> impl IntoView {
    let (messages, waiting) = (use_messages(), use_waiting());
    show_after_a_while(waiting);
    cancel_by_escape_or_page(waiting);
    let word = move || {
        let text = messages.text("loading");
        waiting
            .is_shown()
            .then(|| view! { <span class="visually-hidden">{text}</span> })
    };
    view! {
        <div class="waiting-line" class:shown=move || waiting.is_shown() aria-live="polite">
            {word}
        </div>
    }
    .into_any()
}

fn show_after_a_while(waiting: Waiting) {
    let waits = Memo::new(move |_| waiting.count.get() > 0);
    Effect::new(move |_| {
        if !waits.get() {
            return waiting.shown.set(false);
        }
        let timer = set_timeout(move || waiting.shown.set(true), SHOWN_AFTER);
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
}

fn cancel_by_escape_or_page(waiting: Waiting) {
    let path = use_location().pathname;
    Effect::new(move |before: Option<()>| {
        path.track();
        if before.is_some() {
            waiting.cancel_dialog();
        }
    });
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && waiting.cancel_dialog() {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    });
}
