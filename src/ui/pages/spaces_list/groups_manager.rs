//! The dialog 'Manage groups': add, rename, colour, order and delete groups.

use std::future::Future;

use domain::{
    access::AccountAction,
    error::{AppError, Field},
    group::{GroupRef, Hue, group_name},
    ids::GroupId,
};
use leptos::{prelude::*, task::spawn_local};

use super::state::{DialogState, ListState, use_list};
use crate::{
    api::{Answer, groups},
    i18n::{Messages, use_messages},
    ui::{
        components::{self, ConfirmDialog, Dialog, Glyph, Icon, SelectField, TextField, use_toasts},
        errors::{reason, sentence},
        shell::session::use_session,
    },
};

/// The dialog with the form for a new group and the existing groups.
#[component]
pub fn GroupsManager(open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let pending_delete = DialogState::<GroupRef>::default();
    view! {
        <Dialog title=messages.text("list-manage-groups") open wide=true>
            <NewGroup/>
            <GroupRows pending_delete/>
        </Dialog>
        <DeleteGroup pending_delete/>
    }
}

#[component]
fn NewGroup() -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let name = RwSignal::new(String::new());
    let hue = RwSignal::new(Hue::default().as_str().to_owned());
    let error = RwSignal::new(None::<String>);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match group_name(&name.get_untracked()) {
            Err(wrong) => error.set(Some(reason(messages, &wrong))),
            Ok(new_name) => spawn_local(async move {
                match groups::add_group(new_name, Hue::from_storage(&hue.get_untracked())).await {
                    Ok(_) => {
                        error.set(None);
                        name.set(String::new());
                        list.refresh();
                    }
                    Err(failure) => error.set(Some(name_sentence(messages, &failure.0))),
                }
            }),
        }
    };
    view! {
        <form class="group-new" on:submit=add>
            <TextField label=messages.text("list-group-name") value=name error max=domain::limits::GROUP_NAME/>
            <SelectField label=messages.text("list-group-colour") value=hue options=hues(messages)/>
            <button type="submit" class="button primary">{messages.text("list-group-add")}</button>
        </form>
    }
}

/// Returns the error of the group's name, or else the sentence for the whole error.
fn name_sentence(messages: Messages, error: &AppError) -> String {
    let AppError::Invalid(errors) = error else {
        return sentence(messages, error);
    };
    let of_name = errors.iter().find(|error| error.field == Field::Name);
    of_name.map_or_else(|| sentence(messages, error), |error| reason(messages, &error.reason))
}

fn hues(messages: Messages) -> Vec<(String, String)> {
    Hue::ALL
        .into_iter()
        .map(|hue| {
            (
                hue.as_str().to_owned(),
                messages.text(&format!("list-hue-{}", hue.as_str())),
            )
        })
        .collect()
}

#[component]
fn GroupRows(pending_delete: DialogState<GroupRef>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let may_manage = use_session().may(AccountAction::ManageGroups);
    let rows = move || {
        let groups = list.known_groups();
        if groups.is_empty() {
            return view! { <p class="muted">{messages.text("list-no-groups-yet")}</p> }.into_any();
        }
        let last = groups.len() - 1;
        let rows = groups
            .into_iter()
            .enumerate()
            .map(|(place, group)| view! { <GroupRow group place last may_manage pending_delete/> })
            .collect_view();
        view! { <ul class="group-rows">{rows}</ul> }.into_any()
    };
    view! { <Transition>{rows}</Transition> }
}

#[component]
fn GroupRow(
    group: GroupRef,
    place: usize,
    last: usize,
    may_manage: bool,
    pending_delete: DialogState<GroupRef>,
) -> impl IntoView {
    let messages = use_messages();
    let id = group.id;
    let named = |message: &str| messages.with(message, [("name", group.name.clone())]);
    let (delete, up, down) = (
        named("list-group-delete"),
        named("list-group-up"),
        named("list-group-down"),
    );
    let pending_group = group.clone();
    view! {
        <li class="group-row">
            <GroupFields group/>
            {may_manage
                .then(|| {
                    view! {
                        <MoveButton label=up glyph=Glyph::ArrowUp id from=place to=place.checked_sub(1)/>
                        <MoveButton label=down glyph=Glyph::ArrowDown id from=place to=(place < last).then_some(place + 1)/>
                        <button
                            type="button"
                            class="button icon quiet"
                            aria-label=delete.clone()
                            title=delete
                            on:click=move |_| pending_delete.open_for(pending_group.clone())
                        >
                            <Icon glyph=Glyph::Trash/>
                        </button>
                    }
                })}
        </li>
    }
}

#[component]
fn MoveButton(label: String, glyph: Glyph, id: GroupId, from: usize, to: Option<usize>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let toasts = use_toasts();
    let shift = move |_| {
        let Some(to) = to else { return };
        let known = list.groups.get_untracked().and_then(Result::ok).unwrap_or_default();
        let order = moved(known.into_iter().map(|group| group.id).collect(), id, from, to);
        spawn_local(async move {
            if let Err(failure) = groups::order_groups(order).await {
                toasts.show_error(sentence(messages, &failure.0));
            }
            list.refresh();
        });
    };
    view! {
        <button
            type="button"
            class="button icon quiet"
            aria-label=label.clone()
            title=label
            disabled=to.is_none()
            on:click=shift
        >
            <Icon glyph/>
        </button>
    }
}

/// Returns the order with the group moved; unchanged if the group is no longer at `from`.
fn moved(order: Vec<GroupId>, id: GroupId, from: usize, to: usize) -> Vec<GroupId> {
    if order.get(from) == Some(&id) {
        components::moved(order, from, to)
    } else {
        order
    }
}

/// The fields for name and colour of a group, each saved when it is changed.
#[component]
fn GroupFields(group: GroupRef) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let toasts = use_toasts();
    let id = group.id;
    let label = |message: &str| messages.with(message, [("name", group.name.clone())]);
    let (name_label, hue_label) = (label("list-group-name-of"), label("list-group-colour-of"));
    let name = RwSignal::new(group.name.clone());
    let hue = RwSignal::new(group.hue);
    let wrong = RwSignal::new(None::<String>);
    let save = move || match group_name(&name.get_untracked()) {
        Err(error) => wrong.set(Some(reason(messages, &error))),
        Ok(new_name) => save_group(
            list,
            groups::change_group(id, new_name, hue.get_untracked()),
            move |error| match error {
                Some(error @ AppError::Invalid(_)) => wrong.set(Some(name_sentence(messages, &error))),
                Some(error) => toasts.show_error(sentence(messages, &error)),
                None => wrong.set(None),
            },
        ),
    };
    let wrong_id = format!("group-wrong-{id}");
    view! {
        <span class=move || format!("group-dot hue-{}", hue.get().as_str()) aria-hidden="true"></span>
        <span class="group-row-name">
            <input
                type="text"
                class="input"
                aria-label=name_label
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=wrong_id.clone()
                maxlength=domain::limits::GROUP_NAME.to_string()
                prop:value=move || name.get()
                value=group.name.clone()
                on:change=move |event| {
                    name.set(event_target_value(&event));
                    save();
                }
            />
            <span id=wrong_id class="field-error">{move || wrong.get()}</span>
        </span>
        <select
            class="input"
            aria-label=hue_label
            on:change=move |event| {
                hue.set(Hue::from_storage(&event_target_value(&event)));
                save();
            }
        >
            {hues(messages)
                .into_iter()
                .map(|(value, words)| {
                    let selected = value == group.hue.as_str();
                    view! { <option value=value selected=selected>{words}</option> }
                })
                .collect_view()}
        </select>
    }
}

fn save_group(
    list: ListState,
    saving: impl Future<Output = Answer<()>> + 'static,
    then: impl FnOnce(Option<AppError>) + 'static,
) {
    spawn_local(async move {
        let answer = saving.await;
        if answer.is_ok() {
            list.refresh();
        }
        then(answer.err().map(|failure| failure.0));
    });
}

/// The dialog that asks before a group is deleted, and says that its spaces are kept.
#[component]
fn DeleteGroup(pending_delete: DialogState<GroupRef>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let toasts = use_toasts();
    let delete = move |id: GroupId| {
        spawn_local(async move {
            match groups::delete_group(id).await {
                Ok(()) => list.refresh(),
                Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
            }
        });
    };
    move || {
        pending_delete.about.get().map(|group| {
            let id = group.id;
            view! {
                <ConfirmDialog
                    title=messages.with("list-group-delete-title", [("name", group.name)])
                    text=messages.text("list-group-delete-text")
                    confirm=messages.text("list-group-delete-confirm")
                    open=pending_delete.open
                    on_confirm=Callback::new(move |()| delete(id))
                    danger=true
                />
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_group_moves_one_place() {
        let order: Vec<GroupId> = (0..3).map(|number| GroupId(Uuid::from_u128(number))).collect();
        assert_eq!(moved(order.clone(), order[2], 2, 1), [order[0], order[2], order[1]]);
        assert_eq!(moved(order.clone(), order[0], 0, 1), [order[1], order[0], order[2]]);
        // The order has changed since the button was rendered.
        assert_eq!(moved(order.clone(), order[0], 2, 1), order);
    }
}
