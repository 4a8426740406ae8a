//! The page with the list of custom fields and the dialogs that its rows open.

use domain::{access::AccountAction, custom_field::CustomField, error::AppError, ids::FieldId};
use leptos::{prelude::*, task::spawn_local};

use super::{
    dialog::FieldDialog,
    form::FieldSignals,
    row::{FieldRow, Moves, RowAction},
};
use crate::{
    api::{Answer, fields},
    i18n::{Argument, Messages, use_messages},
    ui::{
        components::{
            ConfirmDialog, EmptyState, FailureNote, Glyph, Icon, NoAccess, Page, Skeleton, Toasts, moved, use_toasts,
        },
        errors::sentence,
        pages::settings::SettingsNav,
        shell::session::use_session,
    },
};

/// The page for administrators; for others a note that says who can open it.
#[component]
pub fn FieldsPage() -> impl IntoView {
    let messages = use_messages();
    if use_session().may(AccountAction::ManageSettings) {
        return view! { <Fields/> }.into_any();
    }
    view! {
        <Page title=messages.text("fields-title")>
            <SettingsNav/>
            <NoAccess title=messages.text("fields-no-access") help=messages.text("fields-no-access-help")/>
        </Page>
    }
    .into_any()
}

#[component]
fn Fields() -> impl IntoView {
    let messages = use_messages();
    let known = Resource::new(|| (), |()| fields::list_all_fields());
    let again = Callback::new(move |()| known.refetch());
    let form = FieldSignals::new();
    let focus = RwSignal::new(None);
    let open = RwSignal::new(false);
    let add = move || {
        view! {
            <button
                type="button"
                class="button primary"
                on:click=move |_| {
                    // A new field that was begun before the dialog was closed is continued.
                    match form.edited.with_untracked(Option::is_some) {
                        true => form.begin(None),
                        false => form.clear_errors(),
                    }
                    open.set(true);
                }
            >
                <Icon glyph=Glyph::Plus/>
                <span>{messages.text("fields-add")}</span>
            </button>
        }
    };
    view! {
        <Page title=messages.text("fields-title") action=ViewFn::from(add)>
            <SettingsNav/>
            <p class="settings-lead">{messages.text("fields-lead")}</p>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || known.get().map(|answer| match answer {
                    Ok(fields) if fields.is_empty() => view! {
                        <EmptyState title=messages.text("fields-none")>
                            <p>{messages.text("fields-none-help")}</p>
                        </EmptyState>
                    }
                    .into_any(),
                    Ok(fields) => view! { <FieldList fields form open focus changed=again/> }.into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
            <FieldDialog form open saved=again/>
        </Page>
    }
}

#[component]
fn FieldList(
    fields: Vec<CustomField>,
    form: FieldSignals,
    open: RwSignal<bool>,
    focus: RwSignal<Option<(FieldId, bool)>>,
    changed: Callback<()>,
) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let pending_delete = RwSignal::new(None::<(CustomField, u32)>);
    let asking = RwSignal::new(false);
    let order = StoredValue::new(fields.iter().map(|field| field.id).collect::<Vec<_>>());
    let move_to = Callback::new(move |(from, to): (usize, usize)| {
        let order = moved(order.get_value(), from, to);
        spawn_local(async move {
            if let Err(failure) = fields::order_fields(order).await {
                toasts.show_error(sentence(messages, &failure.0));
            }
            changed.run(());
        });
    });
    let act = Callback::new(move |(field, act): (CustomField, RowAction)| match act {
        RowAction::Edit => {
            form.begin(Some(field));
            open.set(true);
        }
        RowAction::Archive => run_and_reload(messages, toasts, changed, async move {
            fields::archive_field(field.id).await
        }),
        RowAction::Restore => run_and_reload(messages, toasts, changed, async move {
            fields::restore_field(field.id).await
        }),
        RowAction::Delete => spawn_local(async move {
            match fields::count_field_values(field.id).await {
                Ok(count) => {
                    pending_delete.set(Some((field, count)));
                    asking.set(true);
                }
                Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
            }
        }),
    });
    let moves = Moves {
        last: fields.len().saturating_sub(1),
        dragged: RwSignal::new(None),
        move_to,
        focus,
    };
    view! {
        <ol class="field-rows" aria-label=messages.text("fields-title")>
            {fields
                .into_iter()
                .enumerate()
                .map(|(place, field)| view! { <FieldRow field place moves act/> })
                .collect_view()}
        </ol>
        {move || pending_delete.get().map(|(field, count)| {
            let arguments = [
                ("name", Argument::from(field.label.clone())),
                ("count", Argument::from(count)),
            ];
            let id = field.id;
            view! {
                <ConfirmDialog
                    title=messages.with("fields-delete-title", [("name", field.label)])
                    text=messages.with("fields-delete-text", arguments)
                    confirm=messages.text("fields-delete-confirm")
                    open=asking
                    on_confirm=Callback::new(move |()| {
                        run_and_reload(messages, toasts, changed, async move { fields::delete_field(id, count).await });
                    })
                    danger=true
                />
            }
        })}
    }
}

/// Awaits the request, shows its error if it failed, and reloads the list.
fn run_and_reload(
    messages: Messages,
    toasts: Toasts,
    changed: Callback<()>,
    request: impl Future<Output = Answer<()>> + 'static,
) {
    spawn_local(async move {
        if let Err(failure) = request.await {
            toasts.show_error(words(messages, &failure.0));
        }
        changed.run(());
    });
}

fn words(messages: Messages, error: &AppError) -> String {
    match error {
        AppError::Conflict(_) => messages.text("fields-delete-more"),
        error => sentence(messages, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_field_moves_to_the_place_where_it_is_dropped() {
        let order: Vec<FieldId> = (0..4).map(|number| FieldId(Uuid::from_u128(number))).collect();
        let places = |from, to| {
            let order = moved(order.clone(), from, to);
            order.iter().map(|id| id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(places(0, 2), [1, 2, 0, 3]);
        assert_eq!(places(3, 0), [3, 0, 1, 2]);
        assert_eq!(places(4, 0), [0, 1, 2, 3]);
    }
}
