//! Short messages about what was just done, with Undo where it can be taken back.

use std::time::Duration;

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::i18n::use_messages;

const SHORT: Duration = Duration::from_secs(6);
const LONG: Duration = Duration::from_secs(10);

#[derive(Clone)]
struct Toast {
    key: u32,
    text: String,
    action: Option<Act>,
    failed: bool,
}

/// What a toast offers: the button's label and what it does.
#[derive(Clone)]
struct Act {
    /// None for Undo.
    label: Option<String>,
    run: Callback<()>,
}

/// Says things in the corner of the page. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    /// The pointer or the focus is on them: they wait.
    held: RwSignal<bool>,
}

impl Toasts {
    /// Gives the page its toasts; the application does it once.
    pub fn provide() {
        provide_context(Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            held: RwSignal::new(false),
        });
    }

    /// Says what was done.
    pub fn say(self, text: String) {
        self.add(text, None, false);
    }

    /// Says what was done and offers for ten seconds to take it back.
    pub fn say_with_undo(self, text: String, undo: Callback<()>) {
        let act = Act { label: None, run: undo };
        self.add(text, Some(act), false);
    }

    /// Says what was done and offers for ten seconds to do something about it.
    pub fn say_with(self, text: String, label: String, run: Callback<()>) {
        let label = Some(label);
        self.add(text, Some(Act { label, run }), false);
    }

    /// Says what went wrong; stays until it is closed.
    pub fn fail(self, text: String) {
        self.add(text, None, true);
    }

    fn add(self, text: String, action: Option<Act>, failed: bool) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let stays = if action.is_some() { LONG } else { SHORT };
        let toast = Toast {
            key,
            text,
            action,
            failed,
        };
        // One with a button makes way for the next, so that Undo is always about the last act.
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

    fn close_after(self, key: u32, time: Duration) {
        let _ = set_timeout(
            move || match self.held.try_get_untracked() {
                Some(true) => self.close_after(key, Duration::from_secs(2)),
                Some(false) => self.close(key),
                None => {}
            },
            time,
        );
    }

    fn close(self, key: u32) {
        self.list.update(|list| list.retain(|toast| toast.key != key));
        // The one under the pointer is gone without a word from the pointer.
        self.held.set(false);
    }
}

/// The page's toasts.
pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

/// Where they show.
#[component]
pub fn ToastsRegion() -> impl IntoView {
    let toasts = use_toasts();
    let hold = move |held: bool| toasts.held.set(held);
    view! {
        <div
            class="toasts"
            on:mouseenter=move |_| hold(true)
            on:mouseleave=move |_| hold(false)
            on:focusin=move |_| hold(true)
            on:focusout=move |_| hold(false)
        >
            <For each=move || toasts.list.get() key=|toast| toast.key children=move |toast| one(toasts, toast)/>
        </div>
    }
    .into_any()
}

fn one(toasts: Toasts, toast: Toast) -> AnyView {
    let messages = use_messages();
    let Toast {
        key,
        text,
        action,
        failed,
    } = toast;
    let glyph = if failed { Glyph::Warning } else { Glyph::Check };
    let action = action.map(|Act { label, run }| {
        view! {
            <button
                type="button"
                class="toast-action"
                on:click=move |_| {
                    toasts.close(key);
                    run.run(());
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
