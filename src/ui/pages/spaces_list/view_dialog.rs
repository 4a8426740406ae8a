//! The dialogs about saved views: save the current list, rename and share, delete.

use domain::{
    error::{AppError, Field},
    list_query::ListQuery,
    saved_view::{SavedView, ViewForm, kept_query},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    state::{DialogState, use_list},
    views::ViewAct,
};
use crate::{
    api::views,
    i18n::use_messages,
    ui::{
        components::{Checkbox, ConfirmDialog, Dialog, TextField, use_toasts},
        errors::{field_error, sentence},
    },
};

#[component]
pub fn ViewDialog(dialog: DialogState<ViewAct>) -> impl IntoView {
    let open = dialog.open;
    move || {
        dialog.about.get().map(|act| match act {
            ViewAct::Save => view! { <NameDialog view=None open/> }.into_any(),
            ViewAct::Edit(view) => view! { <NameDialog view=Some(view) open/> }.into_any(),
            ViewAct::Delete(view) => view! { <DeleteDialog view open/> }.into_any(),
        })
    }
}

#[component]
fn NameDialog(view: Option<SavedView>, open: RwSignal<bool>) -> impl IntoView {
    let title = match &view {
        None => "views-save-title",
        Some(_) => "views-edit",
    };
    view! {
        <Dialog title=use_messages().text(title) open>
            <NameForm view=view.clone() open/>
        </Dialog>
    }
}

/// The form for name and sharing. A new view gets the current list; an existing one keeps its list.
#[component]
fn NameForm(view: Option<SavedView>, open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let toasts = use_toasts();
    let started = view.as_ref().map(SavedView::form).unwrap_or_else(|| ViewForm {
        query: list.query.with_untracked(kept_query),
        ..ViewForm::default()
    });
    let id = view.map(|view| view.id);
    let name = RwSignal::new(started.name.clone());
    let shared = RwSignal::new(started.shared);
    let wrong = RwSignal::new(None::<String>);
    let fail = move |error: AppError| {
        let of_name = match &error {
            AppError::Invalid(errors) => field_error(messages, errors, Field::Name),
            _ => None,
        };
        wrong.try_set(Some(of_name.unwrap_or_else(|| sentence(messages, &error))));
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let form = ViewForm {
            name: name.get_untracked(),
            shared: shared.get_untracked(),
            ..started.clone()
        };
        let form = match form.checked() {
            Ok(form) => form,
            Err(errors) => return fail(AppError::Invalid(errors)),
        };
        spawn_local(async move {
            let (called, query) = (form.name.clone(), form.query.clone());
            let saved = match id {
                Some(id) => views::change_view(id, form).await.map(|()| id),
                None => views::add_view(form).await,
            };
            match saved {
                Err(failure) => return fail(failure.0),
                Ok(_) if id.is_some() => toasts.show_status(messages.with("views-edited", [("name", called)])),
                Ok(new) => {
                    toasts.show_status(messages.with("views-saved", [("name", called)]));
                    let (query, _) = ListQuery::from_query(&query);
                    list.replace(&ListQuery {
                        view: Some(new),
                        ..query
                    });
                }
            }
            open.try_set(false);
            list.views.refetch();
        });
    };
    let (hint, verb) = match id {
        None => (Some(messages.text("views-save-hint")), messages.text("views-save")),
        Some(_) => (None, messages.text("views-edit-save")),
    };
    view! {
        <form class="form" method="post" novalidate on:submit=save>
            {hint.map(|hint| view! { <p class="muted">{hint}</p> })}
            <TextField label=messages.text("views-name") value=name error=wrong max=domain::limits::VIEW_NAME/>
            <Checkbox label=messages.text("views-share") checked=shared/>
            <p class="muted">{messages.text("views-share-hint")}</p>
            <div class="form-actions">
                <button type="submit" class="button primary">{verb}</button>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
}

#[component]
fn DeleteDialog(view: SavedView, open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let toasts = use_toasts();
    let (id, name) = (view.id, view.name.clone());
    let title = messages.with("views-delete-title", [("name", name.clone())]);
    let text = if view.shared {
        messages.text("views-delete-shared")
    } else {
        messages.text("views-delete-own")
    };
    let delete = Callback::new(move |()| {
        let name = name.clone();
        spawn_local(async move {
            match views::delete_view(id).await {
                Ok(()) => {
                    toasts.show_status(messages.with("views-deleted", [("name", name)]));
                    let query = list.query.get_untracked();
                    if query.view == Some(id) {
                        list.replace(&query.without_view());
                    }
                }
                Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
            }
            list.views.refetch();
        });
    });
    view! {
        <ConfirmDialog
            title
            text
            confirm=messages.text("views-delete-confirm")
            open
            on_confirm=delete
            danger=true
        />
    }
}
