//! The palette's dialog: a combobox with a list (ARIA Authoring Practices, 'Combobox' with a listbox).

use domain::limits;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use super::{
    PaletteParts,
    actions::{Place, actions},
    list::parts,
    recent,
    state::{Offered, State},
};
use crate::{
    i18n::use_messages,
    ui::{browser::page_actions, components::Dialog, shell::session::use_session},
};

/// The palette. Each opening begins anew, with the actions of the page over which it opens.
#[component]
pub fn Palette(parts: PaletteParts) -> impl IntoView {
    let messages = use_messages();
    let session = use_session();
    let (path, search) = (use_location().pathname, use_location().search);
    let navigate = use_navigate();
    let content = move || {
        let place = Place {
            path: path.get_untracked(),
            search: search.get_untracked(),
            page_actions: page_actions(),
        };
        let person = session.me.id;
        let actions = actions(messages, &session, &place);
        let recent = recent::rows(person, &actions);
        let navigate = navigate.clone();
        let go = Callback::new(move |address: String| navigate(&address, Default::default()));
        let offered = Offered { recent, actions };
        let state = State::new(parts, (person, messages), (place, offered), go);
        view! { <Field state/> }
    };
    view! {
        <Dialog title=messages.text("palette-title") open=parts.open>
            {content()}
        </Dialog>
    }
    .into_any()
}

/// The field, the list that follows it, and what is announced.
#[component]
fn Field(state: State) -> impl IntoView {
    let messages = state.messages;
    let list = state.id("list");
    let marked = move || state.marked.get().map(|place| state.row_id(place));
    view! {
        <div class="palette">
            <input
                type="text"
                class="input palette-input"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                maxlength=limits::SEARCH.to_string()
                data-autofocus=""
                aria-label=messages.text("palette-field")
                placeholder=messages.text("palette-field")
                aria-autocomplete="list"
                aria-expanded="true"
                aria-controls=list.clone()
                aria-activedescendant=marked
                prop:value=move || state.text.get()
                on:input=move |event| state.typed(event_target_value(&event))
                on:keydown=move |event| state.key(&event)
            />
            <p class="visually-hidden" role="status">{move || state.note.get()}</p>
            <div class="palette-list" role="listbox" id=list aria-label=messages.text("palette-rows")>
                {move || parts(state)}
            </div>
            <p class="palette-help" aria-hidden="true">
                <kbd>"↑"</kbd> <kbd>"↓"</kbd> <kbd>"Enter"</kbd> <span>{messages.text("palette-help-open")}</span>
                <kbd>"Ctrl+Enter"</kbd> <span>{messages.text("palette-help-tab")}</span>
            </p>
        </div>
    }
    .into_any()
}
