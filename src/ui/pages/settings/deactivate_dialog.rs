//! The dialog that deactivates a person and hands over what they own.

use std::sync::Arc;

use domain::{
    error::{AppError, Field, FieldError, Reason},
    ids::UserId,
    person::UserRow,
};
use leptos::prelude::*;

use crate::{
    api::people,
    i18n::use_messages,
    ui::{
        components::{Chips, Choice, Dialog, SuggestFn, use_toasts},
        errors,
    },
};

/// The dialog. It asks for a new owner only if the person owns spaces or deals.
#[component]
pub fn DeactivateDialog(row: UserRow, open: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let title = messages.with("users-deactivate-title", [("name", row.name.clone())]);
    let row = StoredValue::new(row);
    let heir = RwSignal::new(Vec::<Choice>::new());
    let wrong = RwSignal::new(Vec::<FieldError>::new());
    let deactivate = deactivator(row, heir, wrong, open, changed);
    view! {
        <Dialog title=title open=open>
            <p>{messages.text("users-deactivate-help")}</p>
            {move || {
                let (owned, deals) = row.with_value(|row| (row.owned_spaces, row.owned_deals));
                let note = |count: u32, name| (count > 0).then(|| view! { <p>{messages.with(name, [("count", count)])}</p> });
                (owned + deals > 0).then(|| view! {
                    {note(owned, "users-hand-over-help")}
                    {note(deals, "users-hand-over-deals")}
                    <Chips
                        label=messages.text("users-heir")
                        chosen=heir
                        suggest=suggest_heirs(row.with_value(|row| row.id))
                        error=Signal::derive(move || errors::field_error(messages, &wrong.get(), Field::Owner))
                        single=true
                    />
                })
            }}
            <div class="dialog-foot">
                <button type="button" class="button danger" on:click=move |_| deactivate.run(())>
                    {messages.text("users-deactivate")}
                </button>
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {messages.text("settings-cancel")}
                </button>
            </div>
        </Dialog>
    }
}

/// Returns suggestions of active people other than the person to be deactivated.
fn suggest_heirs(deactivated: UserId) -> SuggestFn {
    Arc::new(move |text| {
        Box::pin(async move {
            people::suggest_people(text)
                .await
                .unwrap_or_default()
                .into_iter()
                .filter(|person| person.id != deactivated)
                .map(|person| Choice {
                    value: person.id.to_string(),
                    label: person.name,
                })
                .collect()
        })
    })
}

fn deactivator(
    row: StoredValue<UserRow>,
    heir: RwSignal<Vec<Choice>>,
    wrong: RwSignal<Vec<FieldError>>,
    open: RwSignal<bool>,
    changed: Callback<()>,
) -> Callback<()> {
    let messages = use_messages();
    let toasts = use_toasts();
    let sending = StoredValue::new(false);
    Callback::new(move |()| {
        let row = row.get_value();
        let to: Option<UserId> =
            heir.with_untracked(|chosen| chosen.first().and_then(|choice| choice.value.parse().ok()));
        if row.owned_spaces + row.owned_deals > 0 && to.is_none() {
            wrong.set(vec![FieldError {
                field: Field::Owner,
                reason: Reason::Required,
            }]);
            return;
        }
        if sending.get_value() {
            return;
        }
        sending.set_value(true);
        leptos::task::spawn_local(async move {
            match people::deactivate_user(row.id, to).await {
                Ok(()) => {
                    open.set(false);
                    toasts.show_status(messages.with("users-deactivated", [("name", row.name)]));
                    changed.run(());
                }
                Err(failure) => match failure.0 {
                    AppError::Invalid(errors) if errors.iter().any(|error| error.field == Field::Owner) => {
                        wrong.set(errors);
                    }
                    error => toasts.show_error(errors::sentence(messages, &error)),
                },
            }
            sending.set_value(false);
        });
    })
}
