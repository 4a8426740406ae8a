//! The fields that quick add keeps behind a button: description, tags, and custom fields that are not required.

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

/// Whether the fields that are not always needed are shown. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct More {
    state: FormState,
    /// The button's state; none in a form that has no button and shows everything.
    button: Option<Button>,
}

#[derive(Clone, Copy)]
struct Button {
    open: RwSignal<bool>,
    /// Where the browser keeps whether it was open.
    key: StoredValue<String>,
}

impl More {
    /// Shows everything, without a button.
    pub fn open(state: FormState) -> Self {
        Self { state, button: None }
    }

    /// Shows what is needed, and the rest where this person left it open the last time. Reads the browser's storage, so
    /// the form must not be rendered on the server.
    pub fn folded(state: FormState, me: UserId) -> Self {
        let key = format!("spaces.more-fields.{me}");
        Self {
            state,
            button: Some(Button {
                open: RwSignal::new(browser::stored(&key).is_some()),
                key: StoredValue::new(key),
            }),
        }
    }

    /// Whether the field is hidden. A field is never hidden while it is required or wrong, or when the form begins with
    /// something in it that is not its default: a draft, or the tags of the space added before.
    pub fn hides(self, field: Field) -> Signal<bool> {
        let Some(Button { open, .. }) = self.button else {
            return Signal::stored(false);
        };
        let state = self.state;
        Signal::derive(move || {
            // The base is set whenever something else is put into the form. What is typed is not followed: a field would
            // vanish while its last letter is deleted.
            state.base.track();
            let wrong = state
                .errors
                .with(|errors| errors.iter().any(|error| error.field == field));
            !open.get() && !wrong && !untrack(|| state.needs(field))
        })
    }
}

/// The button and the fields behind it, or the fields alone where the form has no button.
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
