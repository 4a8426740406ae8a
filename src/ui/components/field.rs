//! Form fields: the label above, help or an error below.

use leptos::{ev, html, prelude::*};

use crate::ui::browser::new_id;

/// Returns the help or error below a field. The element always exists, so that the field can always refer to it.
pub(super) fn note(id: String, error: Signal<Option<String>>, help: Option<String>) -> AnyView {
    view! {
        <p class="field-note" class:wrong=move || error.get().is_some() id=id>
            {move || error.get().or_else(|| help.clone())}
        </p>
    }
    .into_any()
}

pub(super) fn invalid(error: Signal<Option<String>>) -> impl Fn() -> Option<&'static str> + Clone {
    move || error.get().map(|_| "true")
}

/// Keeps the field and its signal equal, without losing text that was typed before hydration.
macro_rules! keep_equal {
    ($node:expr, $value:expr) => {
        let initial = $value.get_untracked();
        Effect::new(move |before: Option<()>| {
            let wanted = $value.get();
            let Some(field) = $node.get() else { return };
            let shown = field.value();
            if before.is_none() && !shown.is_empty() && shown != initial && wanted == initial {
                $value.set(shown);
            } else if shown != wanted {
                field.set_value(&wanted);
            }
        });
    };
}

pub(super) use keep_equal;

/// A field for one line of text.
#[component]
pub fn TextField(
    /// The label above the field.
    #[prop(into)]
    label: String,
    /// The field's text.
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] help: Option<String>,
    /// The input's type: text, email, password, search or date.
    #[prop(optional)]
    kind: Option<&'static str>,
    #[prop(optional)] name: Option<&'static str>,
    /// The `autocomplete` attribute, by which browsers and password managers recognise the field (HTML, autofill).
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether the field takes the focus once it is rendered. The `autofocus` attribute is not used: browsers log a
    /// warning when another element, such as the button that opened a dialog, has the focus.
    #[prop(optional)]
    autofocus: bool,
    #[prop(optional)] required: bool,
    /// The maximum number of characters. A counter appears from 90% on; text over the limit is not cut.
    #[prop(optional)]
    max: Option<usize>,
) -> impl IntoView {
    let (id, note_id) = (new_id(), new_id());
    let node = NodeRef::<html::Input>::new();
    keep_equal!(node, value);
    if autofocus {
        Effect::new(move |_| {
            if let Some(field) = node.get() {
                let _ = field.focus();
            }
        });
    }
    let counter = max.map(|max| {
        move || {
            let length = value.with(|text| text.trim().chars().count());
            (length * 10 >= max * 9).then(|| {
                view! {
                    <span class="field-count" class:wrong={length > max}>
                        {format!("{length} / {max}")}
                    </span>
                }
            })
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <input
                id=id
                class="input"
                type=kind.unwrap_or("text")
                name=name
                value=value.get_untracked()
                required=required
                data-autofocus=autofocus.then_some("")
                autocomplete=autocomplete
                aria-invalid=invalid(error)
                aria-describedby=note_id.clone()
                node_ref=node
                on:input=move |event| value.set(event_target_value(&event))
            />
            {counter}
            {note(note_id, error, help)}
        </div>
    }
    .into_any()
}

/// A field for several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(default = 4)] rows: u8,
) -> impl IntoView {
    let (id, note_id) = (new_id(), new_id());
    let node = NodeRef::<html::Textarea>::new();
    keep_equal!(node, value);
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <textarea
                id=id
                class="input"
                rows=rows.to_string()
                aria-invalid=invalid(error)
                aria-describedby=note_id.clone()
                node_ref=node
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            {note(note_id, error, help)}
        </div>
    }
    .into_any()
}

/// A select field. Each option is a pair of value and label.
#[component]
pub fn SelectField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(into)] options: Vec<(String, String)>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional)] name: Option<&'static str>,
) -> impl IntoView {
    let (id, note_id) = (new_id(), new_id());
    let node = NodeRef::<html::Select>::new();
    keep_equal!(node, value);
    let initial = value.get_untracked();
    let options = options
        .into_iter()
        .map(|(word, text)| {
            let selected = word == initial;
            view! { <option value=word selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <select
                id=id
                class="input select"
                name=name
                aria-invalid=invalid(error)
                aria-describedby=note_id.clone()
                node_ref=node
                on:change=move |event| value.set(event_target_value(&event))
            >
                {options}
            </select>
            {note(note_id, error, help)}
        </div>
    }
    .into_any()
}

/// A checkbox with its label. With a name, a form that is sent without hydration contains its value '1'.
#[component]
pub fn Checkbox(
    #[prop(into)] label: String,
    checked: RwSignal<bool>,
    #[prop(optional)] name: Option<&'static str>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                value=name.map(|_| "1")
                checked=checked.get_untracked()
                prop:checked=move || checked.get()
                on:change=move |event: ev::Event| checked.set(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
