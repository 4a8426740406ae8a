//! A link that works once, to be copied and handed over: e-mail comes later.

use leptos::prelude::*;

use super::browser;
use crate::{
    i18n::use_messages,
    ui::components::{Dialog, Glyph, Icon, use_toasts},
};

/// The link in a field that can be selected, with 'Copy link'.
#[component]
pub fn LinkNote(
    link: String,
    /// Whom it is for.
    name: String,
) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let field = NodeRef::<leptos::html::Input>::new();
    let shown = link.clone();
    let copy = move |_| {
        let link = link.clone();
        // The selection stays for Ctrl+C where the browser gives no clipboard (plain http).
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        leptos::task::spawn_local(async move {
            if browser::copy(&link).await {
                toasts.say(messages.text("users-link-copied"));
            } else {
                toasts.fail(messages.text("users-link-not-copied"));
            }
        });
    };
    view! {
        <p>{messages.with("users-link-help", [("name", name)])}</p>
        <div class="field">
            <label class="field-label" for="user-link">{messages.text("users-link")}</label>
            <input id="user-link" class="input" type="text" readonly=true value=shown node_ref=field/>
        </div>
        <div class="dialog-foot">
            <button type="button" class="button primary" on:click=copy>
                <Icon glyph=Glyph::Link/>
                <span>{messages.text("users-copy-link")}</span>
            </button>
        </div>
    }
    .into_any()
}

/// The same in a dialog of its own.
#[component]
pub fn LinkDialog(link: String, name: String, open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    view! {
        <Dialog title=messages.text("users-link-title") open=open>
            <LinkNote link=link.clone() name=name.clone()/>
        </Dialog>
    }
}
