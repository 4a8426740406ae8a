//! A select field without a signal of its own.

use leptos::prelude::*;

/// A select field that shows `value` and reports each choice to `on_change`.
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
