//! Step 4: the progress of sending and importing the rows.

use leptos::prelude::*;

use crate::ui::components::ProgressBar;

use super::{page::HEADING, sending, wizard::Wizard};

/// The step with the progress and a button to cancel.
#[component]
pub fn ImportStep() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let sending = wizard.sending;
    let counted = move || {
        let now = sending.get();
        let name = if now.committing {
            "import-coming-in"
        } else {
            "import-sent"
        };
        messages.with(
            name,
            [
                ("done", now.done),
                ("left", now.total.saturating_sub(now.done)),
                ("total", now.total),
            ],
        )
    };
    view! {
        <section class="import-body">
            <h2 id=HEADING tabindex="-1">{messages.text("import-import-heading")}</h2>
            <ProgressBar
                label=messages.text("import-progress")
                done=Signal::derive(move || sending.get().done)
                total=Signal::derive(move || sending.get().total)
            />
            <p>{counted}</p>
            <div role="status">
                <Show when=move || sending.get().offline>
                    <p class="import-note">{messages.text("import-offline")}</p>
                </Show>
            </div>
            <p class="import-buttons">
                <button
                    type="button"
                    class="button"
                    disabled=move || wizard.cancelling.get()
                    on:click=move |_| sending::cancel(wizard)
                >
                    {messages.text("import-cancel")}
                </button>
            </p>
        </section>
    }
}
