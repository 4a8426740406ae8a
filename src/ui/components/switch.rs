//! A switch, which takes effect at once: unlike a checkbox in a form it needs no button.

use leptos::{ev, prelude::*};

/// A switch with its label. `on_change` may set `on` back, for example when saving fails.
#[component]
pub fn Switch(
    #[prop(into)] label: String,
    on: RwSignal<bool>,
    on_change: Callback<bool>,
    /// The id of an element with a description.
    #[prop(optional, into)]
    described_by: Option<String>,
) -> impl IntoView {
    view! {
        <label class="switch">
            <input
                type="checkbox"
                role="switch"
                checked=on.get_untracked()
                prop:checked=move || on.get()
                aria-describedby=described_by
                on:change=move |event: ev::Event| {
                    let wanted = event_target_checked(&event);
                    on.set(wanted);
                    on_change.run(wanted);
                }
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
