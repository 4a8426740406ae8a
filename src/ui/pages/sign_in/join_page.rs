//! `/join`: an invitation, or a new password for somebody who forgot theirs. Both are a link that works once.

use domain::limits;
use leptos::prelude::*;

use super::{EntryField, EntryNote, EntryPage, Wrong, wrong::Came};
use crate::i18n::use_messages;

/// Asks for a password; without a working link says who gives one.
#[component]
pub fn JoinPage() -> impl IntoView {
    let messages = use_messages();
    let came = Came::here();
    let dead = came.token.is_empty() || came.wrong == Some(Wrong::Used);
    let body = if dead {
        view! {
            <EntryNote text=messages.text("entry-wrong-used")/>
            <a class="button" href="/sign-in">{messages.text("join-to-sign-in")}</a>
        }
        .into_any()
    } else {
        view! { <JoinForm came/> }.into_any()
    };
    view! { <EntryPage title=messages.text("join-title")>{body}</EntryPage> }
}

#[component]
fn JoinForm(came: Came) -> impl IntoView {
    let messages = use_messages();
    let error = came.beside(messages, &[Wrong::Password]);
    let note = came.wrong.filter(|wrong| wrong.of_the_form());
    view! {
        <p class="entry-help">{messages.text("join-help")}</p>
        <form class="form" method="post" action="/join">
            {note.map(|wrong| view! { <EntryNote text=wrong.sentence(messages)/> })}
            <input type="hidden" name="token" value=came.token/>
            <EntryField
                label=messages.text("entry-password")
                name="password"
                kind="password"
                autocomplete="new-password"
                error=error
                help=messages.with("entry-password-help", [("min", limits::PASSWORD_MIN)])
                autofocus=true
                min=limits::PASSWORD_MIN
                max=limits::PASSWORD_MAX
            />
            <button type="submit" class="button primary">{messages.text("join-save")}</button>
        </form>
    }
}
