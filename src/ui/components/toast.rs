//! Toasts: short messages about what was just done, with a button for Undo if it can be undone.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::{i18n::use_messages, ui::browser::after};

const SHORT_MS: u32 = 6_000;
const LONG_MS: u32 = 10_000;

/// What the button of a toast does. The toast owns it, because the element that showed the toast may be gone, and with it
/// every `Callback` that was created there.
pub type PressFn = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    key: u32,
    text: String,
    action: Option<ToastAction>,
    failed: bool,
}

/// A toast's button.
#[derive(Clone)]
struct ToastAction {
    /// The label; `None` for 'Undo'.
    label: Option<String>,
    run: PressFn,
}

/// The toasts of the page, shown in its corner. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    /// Whether the pointer or the focus is on the toasts, which keeps them open.
    paused: RwSignal<bool>,
}

impl Toasts {
    /// Provides the toasts as a context; the application calls it once.
    pub fn provide() {
        provide_context(Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            paused: RwSignal::new(false),
        });
    }

    /// Shows what was done, for 6 seconds.
    pub fn show_status(self, text: String) {
        self.add(text, None, false);
    }

    /// Shows what was done, for 10 seconds, with a button to undo it.
    pub fn show_with_undo(self, text: String, undo: PressFn) {
        let toast_action = ToastAction { label: None, run: undo };
        self.add(text, Some(toast_action), false);
    }

    /// Shows what was done, for 10 seconds, with a button for a further action.
    pub fn show_with_action(self, text: String, label: String, run: PressFn) {
        let label = Some(label);
        self.add(text, Some(ToastAction { label, run }), false);
    }

    /// Shows what went wrong, until it is closed.
    pub fn show_error(self, text: String) {
        self.add(text, None, true);
    }

    fn add(self, text: String, action: Option<ToastAction>, failed: bool) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let stays = if action.is_some() { LONG_MS } else { SHORT_MS };
        let toast = Toast {
            key,
            text,
            action,
            failed,
        };
        // A toast with a button replaces the previous one with a button, so that Undo always refers to the last action.
        self.list.update(|list| {
            list.retain(|other| other.action.is_none() || toast.action.is_none());
            if list.len() > 3 {
                list.remove(0);
            }
            list.push(toast);
        });
        if !failed {
            self.close_after(key, stays);
        }
    }

    fn close_after(self, key: u32, milliseconds: u32) {
        after(milliseconds, move || match self.paused.try_get_untracked() {
            Some(true) => self.close_after(key, 2_000),
            Some(false) => self.close(key),
            None => {}
        });
    }

    fn close(self, key: u32) {
        self.list.update(|list| list.retain(|toast| toast.key != key));
        // No `mouseleave` event follows when the toast under the pointer is removed.
        self.paused.set(false);
    }
}

/// Returns the page's toasts.
pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

/// The corner of the page in which toasts appear.
#[component]
pub fn ToastsRegion() -> impl IntoView {
    let toasts = use_toasts();
    let hold = move |paused: bool| toasts.paused.set(paused);
    view! {
        <div
            class="toasts"
            on:mouseenter=move |_| hold(true)
            on:mouseleave=move |_| hold(false)
            on:focusin=move |_| hold(true)
            on:focusout=move |_| hold(false)
        >
            <For each=move || toasts.list.get() key=|toast| toast.key children=move |toast| toast_view(toasts, toast)/>
        </div>
    }
    .into_any()
}

fn toast_view(toasts: Toasts, toast: Toast) -> AnyView {
    let messages = use_messages();
    let Toast {
        key,
        text,
        action,
        failed,
    } = toast;
    let glyph = if failed { Glyph::Warning } else { Glyph::Check };
    let action = action.map(|ToastAction { label, run }| {
        view! {
            <button
                type="button"
                class="toast-action"
                on:click=move |_| {
                    toasts.close(key);
                    run();
                }
            >
                {label.unwrap_or_else(|| messages.text("undo"))}
            </button>
        }
    });
    view! {
        <div class="toast" class:failed=failed role=if failed { "alert" } else { "status" }>
            <Icon glyph=glyph/>
            <span class="toast-text">{text}</span>
            {action}
            <button
                type="button"
                class="toast-close"
                aria-label=messages.text("close")
                title=messages.text("close")
                on:click=move |_| toasts.close(key)
            >
                <Icon glyph=Glyph::X/>
            </button>
        </div>
    }
    .into_any()
}
