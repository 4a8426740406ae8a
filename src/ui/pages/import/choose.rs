//! A select whose choice is told at once.

use leptos::prelude::*;

/// One of a few; `on_change` hears the value that was chosen.
#[component]
pub fn Choose(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    options: Vec<(String, String)>,
    on_change: Callback<String>,
    #[prop(optional)] label_hidden: bool,
) -> impl IntoView {
    let options = options.into_iter().map(|(key, name)| {
        let is_now = {
            let key = key.clone();
            move || value.with(|now| *now == key)
        };
        view! {
            <option value=key selected=is_now.clone() prop:selected=is_now>
                {name}
            </option>
        }
    });
    view! {
        <label class="field import-choose">
            <span class="field-label" class:visually-hidden=label_hidden>
                {label}
            </span>
            <select class="input select" on:change=move |event| on_change.run(event_target_value(&event))>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_any()
}
