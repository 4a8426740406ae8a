//! Drafts: what stands in a form is kept in this browser until it is saved, and comes back when the form opens again.

use leptos::prelude::*;

use crate::{i18n::use_messages, ui::browser};

/// Where the draft of one form is kept. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct DraftPlace {
    key: StoredValue<String>,
    /// Whether the form began with a draft that came back.
    restored: RwSignal<bool>,
}

impl DraftPlace {
    /// Under this key, which names the person: people who share a browser do not share drafts.
    pub fn new(key: String) -> Self {
        Self {
            key: StoredValue::new(key),
            restored: RwSignal::new(false),
        }
    }

    /// Brings the draft back when the form opens, and keeps from then on what `draft` says, which is tracked: none where
    /// nothing is worth keeping. `restore` says whether what was kept could be used.
    pub fn follow(self, restore: impl Fn(&str) -> bool + 'static, draft: impl Fn() -> Option<String> + 'static) {
        Effect::new(move |opened: Option<()>| {
            if opened.is_none() {
                let kept = self.key.try_with_value(|key| browser::stored(key)).flatten();
                self.restored.set(kept.is_some_and(|kept| restore(&kept)));
            }
            let draft = draft();
            if opened.is_some() {
                self.keep(draft);
            }
        });
    }

    fn keep(self, draft: Option<String>) {
        let Some(key) = self.key.try_get_value() else { return };
        match draft {
            Some(text) => browser::store(&key, &text),
            None => browser::forget(&key),
        }
    }

    /// Forgets the draft: it was saved, or is not wanted.
    pub fn forget(self) {
        self.keep(None);
    }
}

/// Says that a draft came back, and throws it away on demand: `discard` puts back what the form would have begun with.
#[component]
pub fn DraftNote(place: DraftPlace, discard: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let throw_away = move |_| {
        discard.run(());
        place.restored.set(false);
    };
    // The region stands from the start, so that what appears in it is read out.
    view! {
        <div class="draft-note" role="status">
            {move || {
                place
                    .restored
                    .get()
                    .then(|| {
                        view! {
                            <p class="note">
                                <span>{messages.text("draft-restored")}</span>
                                <button type="button" class="button quiet" on:click=throw_away>
                                    {messages.text("draft-discard")}
                                </button>
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
