//! A link that works once, to be copied and passed on. A server that sends e-mail mails another one.

use leptos::prelude::*;

use super::browser;
use crate::{
    i18n::use_messages,
    ui::{
        components::{Dialog, Glyph, Icon, use_toasts},
        shell::session::use_session,
    },
};

/// The link in a read-only field, with the button 'Copy link'.
#[component]
pub fn LinkNote(
    link: String,
    /// The name of the person that the link is for.
    name: String,
) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let field = NodeRef::<leptos::html::Input>::new();
    let shown = link.clone();
    let mailed = use_session().mail.then(|| {
        view! { <p>{messages.with("users-link-mailed", [("name", name.clone())])}</p> }
    });
    let copy = move |_| {
        let link = link.clone();
        // The selected text can be copied by Ctrl+C where the browser provides no clipboard (plain HTTP).
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        leptos::task::spawn_local(async move {
            if browser::copy(&link).await {
                toasts.show_status(messages.text("users-link-copied"));
            } else {
                toasts.show_error(messages.text("users-link-not-copied"));
            }
        });
    };
    view! {
        <p>{messages.with("users-link-help", [("name", name)])}</p>
        {mailed}
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

/// The link in a dialog.
#[component]
pub fn LinkDialog(link: String, name: String, open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    view! {
        <Dialog title=messages.text("users-link-title") open=open>
            <LinkNote link=link.clone() name=name.clone()/>
        </Dialog>
    }
}
