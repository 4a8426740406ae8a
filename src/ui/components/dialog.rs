//! Native modal dialogs: Esc closes them, and the focus returns to the element that had it before.

use std::time::Duration;

use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys};

use super::{Glyph, Icon, use_waiting};
use crate::{i18n::use_messages, ui::browser::new_id};

/// A modal dialog. Its content exists only while it is open.
#[component]
pub fn Dialog(
    /// The heading, which is also the accessible name.
    #[prop(into)]
    title: String,
    open: RwSignal<bool>,
    children: ChildrenFn,
    #[prop(optional)] wide: bool,
) -> impl IntoView {
    let (messages, waiting) = (use_messages(), use_waiting());
    let node = NodeRef::<html::Dialog>::new();
    let heading = new_id();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if wanted && !dialog.open() {
            // A dialog that is still loading would open over this one.
            waiting.cancel_dialogs_except(open);
            // Only once the content is rendered: opening moves the focus to an element of it.
            let _ = set_timeout(
                move || {
                    if open.try_get_untracked() == Some(true) && dialog.is_connected() && dialog.show_modal().is_ok() {
                        focus_first(&dialog);
                    }
                },
                Duration::ZERO,
            );
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let content = move || {
        open.get().then(|| {
            view! {
                <div class="dialog-body">{children()}</div>
            }
        })
    };
    view! {
        <dialog
            class="dialog"
            class:wide=wide
            aria-labelledby=heading
            node_ref=node
            on:close=move |_| open.set(false)
        >
            <div class="dialog-head">
                <h2 id=heading.clone()>{title}</h2>
                <button
                    type="button"
                    class="button icon quiet"
                    aria-label=messages.text("close")
                    title=messages.text("close")
                    on:click=move |_| open.set(false)
                >
                    <Icon glyph=Glyph::X size=18/>
                </button>
            </div>
            {content}
        </dialog>
    }
    .into_any()
}

/// Focuses the first field or button of the content, rather than the close button in the corner.
fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    let find = |selector| dialog.query_selector(selector).ok().flatten();
    let first = find(".dialog-body [data-autofocus]")
        .or_else(|| find(".dialog-body :is(input:not([type=hidden]), select, textarea, button, a[href])"));
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

/// A dialog that says what an action will do and asks for confirmation.
#[component]
pub fn ConfirmDialog(
    #[prop(into)] title: String,
    /// The description of the action's effect.
    #[prop(into)]
    text: String,
    /// The label of the confirming button.
    #[prop(into)]
    confirm: String,
    open: RwSignal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    let messages = use_messages();
    let class = if danger { "button danger" } else { "button primary" };
    let content: ChildrenFn = std::sync::Arc::new(move || {
        view! {
            <p class="dialog-text">{text.clone()}</p>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {messages.text("cancel")}
                </button>
                <button
                    type="button"
                    class=class
                    on:click=move |_| {
                        open.set(false);
                        on_confirm.run(());
                    }
                >
                    {confirm.clone()}
                </button>
            </div>
        }
        .into_any()
    });
    view! { <Dialog title=title open=open children=content/> }.into_any()
}
