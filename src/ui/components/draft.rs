//! Drafts: the contents of a form are kept in this browser's local storage until they are saved, and restored when the
//! form is opened again.

use leptos::prelude::*;

use crate::{i18n::use_messages, ui::browser};

/// The storage of a form's draft. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct DraftPlace {
    key: StoredValue<String>,
    /// Whether a draft was restored when the form was opened.
    restored: RwSignal<bool>,
}

impl DraftPlace {
    /// Creates the storage under a key. The key must contain the person's id: people who share a browser do not share
    /// drafts.
    pub fn new(key: String) -> Self {
        Self {
            key: StoredValue::new(key),
            restored: RwSignal::new(false),
        }
    }

    /// Restores the draft when the form opens, and from then on stores what `draft` returns each time a signal that it
    /// reads changes; `None` removes the draft. `restore` puts a stored text into the form and returns whether it could
    /// be used.
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

    /// Removes the draft.
    pub fn forget(self) {
        self.keep(None);
    }
}

/// A note that a draft was restored, with a button to discard it. `discard` resets the form to its initial values.
#[component]
pub fn DraftNote(place: DraftPlace, discard: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let discard_draft = move |_| {
        discard.run(());
        place.restored.set(false);
    };
    // The live region exists from the start, so that screen readers announce what appears in it.
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
                                <button type="button" class="button quiet" on:click=discard_draft>
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
