//! The fields that quick add hides behind a button: description, tags, and optional custom fields.

use domain::{error::Field, ids::UserId};
use leptos::prelude::*;

use super::{
    custom::{CustomFields, Part},
    state::FormState,
    suggest,
};
use crate::{
    i18n::use_messages,
    ui::{
        browser,
        components::{Chips, Glyph, Icon, TextArea},
    },
};

/// Whether the optional fields are shown. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct More {
    state: FormState,
    /// The button's state; `None` in a form that has no button and shows everything.
    button: Option<Button>,
}

#[derive(Clone, Copy)]
struct Button {
    open: RwSignal<bool>,
    /// The local storage key that remembers whether it was open.
    key: StoredValue<String>,
}

impl More {
    /// Creates the state of a form that shows everything and has no button.
    pub fn open(state: FormState) -> Self {
        Self { state, button: None }
    }

    /// Creates the state of a form with the button, open if this person left it open the last time. Reads local
    /// storage, so the form must not be rendered on the server.
    pub fn collapsed(state: FormState, me: UserId) -> Self {
        let key = format!("spaces.more-fields.{me}");
        Self {
            state,
            button: Some(Button {
                open: RwSignal::new(browser::stored(&key).is_some()),
                key: StoredValue::new(key),
            }),
        }
    }

    /// Returns whether the field is hidden. A field is never hidden while it is required or wrong, or if the form was
    /// filled with something other than its default: from a draft, or with the tags of the space added before.
    pub fn hides(self, field: Field) -> Signal<bool> {
        let Some(Button { open, .. }) = self.button else {
            return Signal::stored(false);
        };
        let state = self.state;
        Signal::derive(move || {
            // `base` is set each time the form is filled. Typing is not tracked: a field would vanish when its last
            // letter is deleted.
            state.base.track();
            let wrong = state
                .errors
                .with(|errors| errors.iter().any(|error| error.field == field));
            !open.get() && !wrong && !untrack(|| state.needs(field))
        })
    }
}

/// The button and the optional fields; only the fields if the form has no button.
#[component]
pub fn MoreFields(state: FormState, more: More) -> impl IntoView {
    let id = browser::new_id();
    view! {
        {more.button.map(|button| view! { <MoreButton button controls=id.clone()/> })}
        <div id=id class="form-parts">
            <Description state more/>
            <Tags state more/>
            <CustomFields state more part=Part::Optional/>
        </div>
    }
    .into_any()
}

#[component]
fn MoreButton(button: Button, controls: String) -> impl IntoView {
    let Button { open, key } = button;
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        key.with_value(|key| match open.get_untracked() {
            true => browser::store(key, "open"),
            false => browser::forget(key),
        });
    };
    view! {
        <button
            type="button"
            class="button quiet more-fields"
            aria-expanded=move || open.get().to_string()
            aria-controls=controls
            on:click=toggle
        >
            <Icon glyph=Glyph::ChevronRight/>
            {use_messages().text("space-more-fields")}
        </button>
    }
}

#[component]
fn Description(state: FormState, more: More) -> impl IntoView {
    let messages = use_messages();
    let hidden = more.hides(Field::Description);
    view! {
        <div class="form-part" hidden=move || hidden.get()>
            <TextArea
                label=messages.text("space-description")
                value=state.description
                error=state.error(messages, Field::Description)
                rows=5
            />
        </div>
    }
}

#[component]
fn Tags(state: FormState, more: More) -> impl IntoView {
    let messages = use_messages();
    let hidden = more.hides(Field::Tags);
    view! {
        <div class="form-part" hidden=move || hidden.get()>
            <Chips
                label=messages.text("space-tags")
                chosen=state.tags
                suggest=suggest::tags()
                allow_new=true
                create_label=messages.text("space-create-tag")
                error=state.error(messages, Field::Tags)
                help=messages.text("space-tags-help")
            />
        </div>
    }
}
