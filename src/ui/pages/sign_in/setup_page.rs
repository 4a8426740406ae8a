//! `/setup`: the first run, which creates the first administrator.

use domain::{limits, person::Language};
use leptos::prelude::*;

use super::{EntryError, EntryField, EntryNote, EntryPage, entry_page::native_name, entry_query::EntryQuery};
use crate::i18n::use_messages;

/// The form if the address contains the set-up token; otherwise a note that says where to find the link.
#[component]
pub fn SetupPage() -> impl IntoView {
    let messages = use_messages();
    let query = EntryQuery::from_address();
    let body = if query.token.is_empty() {
        let used = query.wrong.is_some();
        view! {
            {used.then(|| view! { <EntryNote text=messages.text("setup-used")/> })}
            <p class="entry-help">{messages.text("setup-needs-link")}</p>
        }
        .into_any()
    } else {
        view! { <SetupForm query/> }.into_any()
    };
    view! { <EntryPage title=messages.text("setup-title")>{body}</EntryPage> }
}

#[component]
fn SetupForm(query: EntryQuery) -> impl IntoView {
    let messages = use_messages();
    let (name_error, email_error, password_error) = (
        query.field_error(messages, &[EntryError::Name]),
        query.field_error(messages, &[EntryError::Email, EntryError::Taken]),
        query.field_error(messages, &[EntryError::Password]),
    );
    let (email_focus, password_focus) = (email_error.is_some(), password_error.is_some());
    let note = query.wrong.filter(|wrong| wrong.is_about_form());
    view! {
        <p class="entry-help">{messages.text("setup-help")}</p>
        <form class="form" method="post" action="/setup">
            {note.map(|wrong| view! { <EntryNote text=wrong.sentence(messages)/> })}
            <input type="hidden" name="token" value=query.token/>
            <EntryField
                label=messages.text("entry-name")
                name="name"
                autocomplete="name"
                value=query.name
                error=name_error
                autofocus=!email_focus && !password_focus
                max=limits::PERSON_NAME
            />
            <EntryField
                label=messages.text("entry-email")
                name="email"
                kind="email"
                autocomplete="username"
                value=query.email
                error=email_error
                autofocus=email_focus
                max=limits::EMAIL
            />
            <EntryField
                label=messages.text("entry-password")
                name="password"
                kind="password"
                autocomplete="new-password"
                error=password_error
                help=messages.with("entry-password-help", [("min", limits::PASSWORD_MIN)])
                autofocus=password_focus
                min=limits::PASSWORD_MIN
                max=limits::PASSWORD_MAX
            />
            <LanguageChoice/>
            <button type="submit" class="button primary">{messages.text("setup-create")}</button>
        </form>
    }
}

/// The choice of the account's language, initially the page's.
#[component]
fn LanguageChoice() -> impl IntoView {
    let messages = use_messages();
    view! {
        <fieldset class="field">
            <legend class="field-label">{messages.text("entry-language")}</legend>
            {Language::ALL.map(|language| view! {
                <label class="choice" lang=language.tag()>
                    <input
                        type="radio"
                        name="language"
                        value=language.tag()
                        checked=language == messages.0
                    />
                    <span>{native_name(language)}</span>
                </label>
            })}
        </fieldset>
    }
}
