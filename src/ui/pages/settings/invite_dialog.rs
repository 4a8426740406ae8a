//! The dialog that invites a person and shows the link for them.

use domain::{
    error::{AppError, Field, FieldError},
    limits,
    person::{NewPerson, Role},
};
use leptos::prelude::*;

use super::{link_note::LinkNote, user_row::role_name};
use crate::{
    api::people,
    i18n::use_messages,
    ui::{
        browser::focus_first_wrong,
        components::{Dialog, SelectField, TextField, use_toasts},
        errors,
    },
};

/// The state of the dialog, which survives an accidental closing.
#[derive(Clone, Copy)]
struct Invitation {
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
    wrong: RwSignal<Vec<FieldError>>,
    sending: RwSignal<bool>,
    link: RwSignal<Option<String>>,
}

impl Invitation {
    fn new() -> Self {
        Self {
            name: RwSignal::default(),
            email: RwSignal::default(),
            role: RwSignal::new(Role::User.as_str().to_owned()),
            wrong: RwSignal::default(),
            sending: RwSignal::new(false),
            link: RwSignal::new(None),
        }
    }

    fn clear(self) {
        self.name.set(String::new());
        self.email.set(String::new());
        self.role.set(Role::User.as_str().to_owned());
        self.wrong.set(Vec::new());
        self.link.set(None);
    }

    fn person(self) -> NewPerson {
        NewPerson {
            name: self.name.get_untracked(),
            email: self.email.get_untracked(),
            role: Role::from_storage(&self.role.get_untracked()),
        }
    }
}

/// The dialog 'Invite user': first the form, then the link.
#[component]
pub fn InviteDialog(open: RwSignal<bool>, invited: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let invitation = Invitation::new();
    // The next invitation must not start with the link of the previous one.
    Effect::new(move |_| {
        if !open.get() && invitation.link.get_untracked().is_some() {
            invitation.clear();
        }
    });
    view! {
        <Dialog title=messages.text("users-invite") open=open>
            {move || match invitation.link.get() {
                Some(link) => view! { <LinkNote link name=invitation.name.get_untracked()/> }.into_any(),
                None => view! { <InviteForm invitation invited open/> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn InviteForm(invitation: Invitation, invited: Callback<()>, open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let error =
        move |field: Field| Signal::derive(move || errors::field_error(messages, &invitation.wrong.get(), field));
    let roles = [Role::User, Role::Administrator]
        .map(|role| (role.as_str().to_owned(), role_name(messages, role)))
        .to_vec();
    let send = send_callback(invitation, invited);
    view! {
        <form
            class="form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <TextField
                label=messages.text("entry-name") value=invitation.name error=error(Field::Name)
                name="name" autofocus=true required=true max=limits::PERSON_NAME
            />
            <TextField
                label=messages.text("entry-email") value=invitation.email error=error(Field::Email)
                name="email" kind="email" required=true max=limits::EMAIL
            />
            <SelectField
                label=messages.text("users-role") value=invitation.role options=roles
                error=error(Field::Role) help=messages.text("users-role-help")
            />
            <div class="dialog-foot">
                <button type="submit" class="button primary" disabled=move || invitation.sending.get()>
                    {messages.text("users-invite-submit")}
                </button>
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {messages.text("settings-cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Returns the callback that checks the form by the domain's rules and requests the link.
fn send_callback(invitation: Invitation, invited: Callback<()>) -> Callback<()> {
    let messages = use_messages();
    let toasts = use_toasts();
    Callback::new(move |()| {
        if invitation.sending.get_untracked() {
            return;
        }
        let person = match invitation.person().checked() {
            Ok(person) => person,
            Err(wrong) => {
                invitation.wrong.set(wrong);
                focus_first_wrong();
                return;
            }
        };
        invitation.wrong.set(Vec::new());
        invitation.sending.set(true);
        leptos::task::spawn_local(async move {
            match people::invite_user(person).await {
                Ok(link) => {
                    invitation.link.set(Some(link));
                    invited.run(());
                }
                Err(failure) => match failure.0 {
                    AppError::Invalid(wrong) => {
                        invitation.wrong.set(wrong);
                        focus_first_wrong();
                    }
                    error => toasts.show_error(errors::sentence(messages, &error)),
                },
            }
            invitation.sending.set(false);
        });
    })
}
