//! `/sign-in`.

use leptos::prelude::*;

use super::{EntryField, EntryNote, EntryPage, Wrong, wrong::Came};
use crate::i18n::use_messages;

/// E-mail and password.
#[component]
pub fn SignInPage() -> impl IntoView {
    let messages = use_messages();
    let came = Came::here();
    let email_error = came.beside(messages, &[Wrong::Email]);
    // Which of the two is wrong is nobody's business.
    let note = came.wrong.filter(|_| email_error.is_none()).map(|wrong| match wrong {
        Wrong::Password => Wrong::Pair,
        other => other,
    });
    // Whoever comes back with an e-mail wants to type the password.
    let again = !came.email.is_empty() && email_error.is_none();
    view! {
        <EntryPage title=messages.text("sign-in-title")>
            <form class="form" method="post" action="/sign-in">
                {note.map(|wrong| view! { <EntryNote text=wrong.sentence(messages)/> })}
                <input type="hidden" name="next" value=came.next/>
                <EntryField
                    label=messages.text("entry-email")
                    name="email"
                    kind="email"
                    autocomplete="username"
                    value=came.email
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
