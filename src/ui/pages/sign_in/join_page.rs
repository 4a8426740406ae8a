//! `/join`: accepts an invitation, or sets a new password for a person who forgot theirs. Both need a link that works
//! once.

use domain::limits;
use leptos::prelude::*;

use super::{EntryError, EntryField, EntryNote, EntryPage, entry_query::EntryQuery};
use crate::i18n::use_messages;

/// The form for a new password; without a valid link, a note that says who can give a new one.
#[component]
pub fn JoinPage() -> impl IntoView {
    let messages = use_messages();
    let query = EntryQuery::from_address();
    let invalid_link = query.token.is_empty() || query.wrong == Some(EntryError::Used);
    let body = if invalid_link {
        view! {
            <EntryNote text=messages.text("entry-wrong-used")/>
            <a class="button" href="/sign-in">{messages.text("join-to-sign-in")}</a>
        }
        .into_any()
    } else {
        view! { <JoinForm query/> }.into_any()
    };
    view! { <EntryPage title=messages.text("join-title")>{body}</EntryPage> }
}

#[component]
fn JoinForm(query: EntryQuery) -> impl IntoView {
    let messages = use_messages();
    let error = query.field_error(messages, &[EntryError::Password]);
    let note = query.wrong.filter(|wrong| wrong.is_about_form());
    view! {
        <p class="entry-help">{messages.text("join-help")}</p>
        <form class="form" method="post" action="/join">
            {note.map(|wrong| view! { <EntryNote text=wrong.sentence(messages)/> })}
            <input type="hidden" name="token" value=query.token/>
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
