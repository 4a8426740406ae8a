//! The toolbar (ARIA Authoring Practices, 'Toolbar').

use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::{
    super::{Glyph, Icon, Move},
    edits::Format,
};
use crate::{i18n::use_messages, ui::browser::move_focus};

fn glyph(format: Format) -> Glyph {
    match format {
        Format::Bold => Glyph::Bold,
        Format::Italic => Glyph::Italic,
        Format::List => Glyph::List,
        Format::Numbered => Glyph::ListOrdered,
        Format::Quote => Glyph::Quote,
        Format::Code => Glyph::Code,
        Format::Link => Glyph::Link,
        Format::Table => Glyph::Table,
    }
}

/// The keys that do the same as the button, in the notation of `aria-keyshortcuts`.
fn keys(format: Format) -> Option<&'static str> {
    match format {
        Format::Bold => Some("Control+B"),
        Format::Italic => Some("Control+I"),
        _ => None,
    }
}

/// The buttons. One of them is in the order of the Tab key; arrow keys move among them.
#[component]
pub(super) fn Toolbar(
    press: Callback<Format>,
    /// Lets the person choose files; `None` if the box takes none.
    attach: Option<Callback<()>>,
    controls: String,
) -> impl IntoView {
    let messages = use_messages();
    let bar = NodeRef::<html::Div>::new();
    let reached = RwSignal::new(0_usize);
    let on_key = move |event: KeyboardEvent| {
        let Some(to) = Move::in_row(&event.key()) else { return };
        event.prevent_default();
        if let Some(bar) = bar.get_untracked() {
            move_focus(&bar, "button", to);
        }
    };
    let button = move |at: usize, message: &str, glyph: Glyph, keys: Option<&'static str>, act: Callback<()>| {
        let name = messages.text(message);
        view! {
            <button
                type="button"
                class="button icon quiet"
                aria-label=name.clone()
                title=name
                aria-keyshortcuts=keys
                tabindex=move || if reached.get() == at { "0" } else { "-1" }
                // The text keeps its focus and selection.
                on:mousedown=|event| event.prevent_default()
                on:focus=move |_| reached.set(at)
                on:click=move |_| act.run(())
            >
                <Icon glyph/>
            </button>
        }
    };
    let formats = Format::ALL.into_iter().enumerate().map(|(at, format)| {
        let act = Callback::new(move |()| press.run(format));
        button(at, format.message(), glyph(format), keys(format), act)
    });
    let formats = formats.collect_view();
    let attach = attach.map(|attach| button(Format::ALL.len(), "writing-attach", Glyph::Paperclip, None, attach));
    view! {
        <div
            class="writing-tools"
            role="toolbar"
            aria-label=messages.text("writing-tools")
            aria-controls=controls
            node_ref=bar
            on:keydown=on_key
        >
            {formats}
            {attach}
        </div>
    }
    .into_any()
}
