//! `/sign-in`.

use leptos::prelude::*;

use super::{EntryError, EntryField, EntryNote, EntryPage, entry_query::EntryQuery};
use crate::i18n::use_messages;

/// The form with e-mail and password.
#[component]
pub fn SignInPage() -> impl IntoView {
    let messages = use_messages();
    let query = EntryQuery::from_address();
    let email_error = query.field_error(messages, &[EntryError::Email]);
    // The page does not reveal which of the two was wrong.
    let note = query.wrong.filter(|_| email_error.is_none()).map(|wrong| match wrong {
        EntryError::Password => EntryError::Pair,
        other => other,
    });
    // After a refused try the e-mail is filled in, and the password gets the focus.
    let again = !query.email.is_empty() && email_error.is_none();
    view! {
        <EntryPage title=messages.text("sign-in-title")>
            <form class="form" method="post" action="/sign-in">
                {note.map(|wrong| view! { <EntryNote text=wrong.sentence(messages)/> })}
                <input type="hidden" name="next" value=query.next/>
                <EntryField
                    label=messages.text("entry-email")
                    name="email"
                    kind="email"
                    autocomplete="username"
                    value=query.email
                    error=email_error
                    autofocus=!again
                />
                <EntryField
                    label=messages.text("entry-password")
                    name="password"
                    kind="password"
                    autocomplete="current-password"
                    autofocus=again
                />
                <button type="submit" class="button primary">{messages.text("sign-in")}</button>
            </form>
            <p class="entry-help">{messages.text("sign-in-help")}</p>
        </EntryPage>
    }
}
