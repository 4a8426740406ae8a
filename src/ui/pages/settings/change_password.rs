//! Changing a person's own password. The current one is required, so that nobody can change it at an unlocked computer.

use domain::{
    error::{AppError, Field, FieldError},
    limits,
    person::check_password,
};
use leptos::prelude::*;

use crate::{
    api::session,
    i18n::use_messages,
    ui::{
        browser::focus_first_wrong,
        components::{TextField, use_toasts},
        errors,
    },
};

/// The form 'Change password'.
#[component]
pub fn ChangePassword(
    /// The person's e-mail, for password managers, which store a password with its user name.
    email: String,
) -> impl IntoView {
    let messages = use_messages();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(Vec::<FieldError>::new());
    let sending = RwSignal::new(false);
    let error = move |field: Field| Signal::derive(move || errors::field_error(messages, &wrong.get(), field));
    let change = changer(current, new, wrong, sending);
    view! {
        <section class="settings-section" aria-labelledby="password-title">
            <h2 id="password-title">{messages.text("profile-password")}</h2>
            <form
                class="form"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    change.run(());
                }
            >
                <input type="text" class="visually-hidden" autocomplete="username" value=email readonly=true tabindex="-1" aria-hidden="true"/>
                <TextField
                    label=messages.text("profile-password-current") value=current kind="password"
                    autocomplete="current-password"
                    name="current-password" error=error(Field::CurrentPassword) required=true
                />
                <TextField
                    label=messages.text("profile-password-new") value=new kind="password"
                    autocomplete="new-password"
                    name="new-password" error=error(Field::Password) required=true
                    help=messages.with("entry-password-help", [("min", limits::PASSWORD_MIN)])
                />
                <div class="form-actions">
                    <button type="submit" class="button" disabled=move || sending.get()>
                        {messages.text("profile-password-change")}
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn changer(
    current: RwSignal<String>,
    new: RwSignal<String>,
    wrong: RwSignal<Vec<FieldError>>,
    sending: RwSignal<bool>,
) -> Callback<()> {
    let messages = use_messages();
    let toasts = use_toasts();
    Callback::new(move |()| {
        if sending.get_untracked() {
            return;
        }
        if let Err(error) = check_password(&new.get_untracked()) {
            wrong.set(vec![error]);
            focus_first_wrong();
            return;
        }
        wrong.set(Vec::new());
        sending.set(true);
        leptos::task::spawn_local(async move {
            match session::change_password(current.get_untracked(), new.get_untracked()).await {
                Ok(()) => {
                    current.set(String::new());
                    new.set(String::new());
                    toasts.show_status(messages.text("profile-password-changed"));
                }
                Err(failure) => match failure.0 {
                    AppError::Invalid(errors) => {
                        wrong.set(errors);
                        focus_first_wrong();
                    }
                    error => toasts.show_error(errors::sentence(messages, &error)),
                },
            }
            sending.set(false);
        });
    })
}
