//! `/setup`: the first run asks for the first administrator and nothing else.

use domain::{limits, person::Language};
use leptos::prelude::*;

use super::{EntryField, EntryNote, EntryPage, Wrong, entry_page::own_name, wrong::Came};
use crate::i18n::use_messages;

/// The form where the link has its token; else where to find that link.
#[component]
pub fn SetupPage() -> impl IntoView {
    let messages = use_messages();
    let came = Came::here();
    let body = if came.token.is_empty() {
        let used = came.wrong.is_some();
        view! {
            {used.then(|| view! { <EntryNote text=messages.text("setup-used")/> })}
            <p class="entry-help">{messages.text("setup-needs-link")}</p>
        }
        .into_any()
    } else {
        view! { <SetupForm came/> }.into_any()
    };
    view! { <EntryPage title=messages.text("setup-title")>{body}</EntryPage> }
}

#[component]
fn SetupForm(came: Came) -> impl IntoView {
    let messages = use_messages();
    let (name_error, email_error, password_error) = (
        came.beside(messages, &[Wrong::Name]),
        came.beside(messages, &[Wrong::Email, Wrong::Taken]),
        came.beside(messages, &[Wrong::Password]),
    );
    let (email_focus, password_focus) = (email_error.is_some(), password_error.is_some());
    let note = came.wrong.filter(|wrong| wrong.of_the_form());
    view! {
        <p class="entry-help">{messages.text("setup-help")}</p>
        <form class="form" method="post" action="/setup">
            {note.map(|wrong| view! { <EntryNote text=wrong.sentence(messages)/> })}
            <input type="hidden" name="token" value=came.token/>
            <EntryField
                label=messages.text("entry-name")
                name="name"
                autocomplete="name"
                value=came.name
                error=name_error
                autofocus=!email_focus && !password_focus
                max=limits::PERSON_NAME
            />
            <EntryField
                label=messages.text("entry-email")
                name="email"
                kind="email"
                autocomplete="username"
                value=came.email
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

/// The account's language; it starts as the page's.
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
                    <span>{own_name(language)}</span>
                </label>
            })}
        </fieldset>
    }
}
