//! A field of a form that the browser itself submits. No signal holds the text, so it also works before hydration.

use leptos::prelude::*;

/// A labelled input with its error or help below.
#[component]
pub fn EntryField(
    label: String,
    name: &'static str,
    #[prop(default = "text")] kind: &'static str,
    /// The `autocomplete` attribute, by which browsers and password managers recognise the field (HTML, autofill).
    autocomplete: &'static str,
    #[prop(optional)] value: String,
    #[prop(default = None)] error: Option<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] min: Option<usize>,
    #[prop(optional)] max: Option<usize>,
) -> impl IntoView {
    let id = format!("entry-{name}");
    let note_id = format!("entry-{name}-note");
    let wrong = error.is_some();
    let note = error.or(help);
    let described_by = note.is_some().then(|| note_id.clone());
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <input
                id=id
                class="input"
                type=kind
                name=name
                value=value
                autocomplete=autocomplete
                autofocus=autofocus
                required=true
                minlength=min.map(|min| min.to_string())
                maxlength=max.map(|max| max.to_string())
                aria-invalid=wrong.then_some("true")
                aria-describedby=described_by
            />
            {note.map(|note| view! { <p class="field-note" class:wrong=wrong id=note_id>{note}</p> })}
        </div>
    }
    .into_any()
}
