//! `/settings/users`: the users of the account, for administrators.

use domain::{error::AppError, ids::UserId, person::Role, person::UserRow};
use leptos::prelude::*;

use super::{
    SettingsNav, deactivate_dialog::DeactivateDialog, invite_dialog::InviteDialog, link_note::LinkDialog,
    user_row::UserRowView,
};
use crate::{
    api::people,
    i18n::use_messages,
    ui::{
        browser,
        components::{FailureNote, Glyph, Icon, NoAccess, Page, Skeleton, use_toasts},
        errors,
        shell::session::use_session,
    },
};

/// An action in a row's menu.
#[derive(Clone, Debug)]
pub enum RowAction {
    ChangeRole(Role),
    NewLink,
    Deactivate,
    Activate,
}

/// The dialog that an action has opened.
#[derive(Clone, Debug)]
enum OpenDialog {
    Deactivate(UserRow),
    Link { name: String, link: String },
}

/// The users page for administrators; for others a note that says who can open it.
#[component]
pub fn UsersPage() -> impl IntoView {
    let messages = use_messages();
    let administers = use_session().me.role == Role::Administrator;
    if administers {
        return view! { <Users/> }.into_any();
    }
    view! {
        <Page title=messages.text("settings-users")>
            <SettingsNav/>
            <NoAccess title=messages.text("users-no-access") help=messages.text("users-no-access-help")/>
        </Page>
    }
    .into_any()
}

#[component]
fn Users() -> impl IntoView {
    let messages = use_messages();
    let users = Resource::new(|| (), |()| people::list_users());
    let inviting = RwSignal::new(false);
    let again = Callback::new(move |()| users.refetch());
    let invite = move || {
        view! {
            <button type="button" class="button primary" on:click=move |_| inviting.set(true)>
                <Icon glyph=Glyph::Plus/>
                <span>{messages.text("users-invite")}</span>
            </button>
        }
    };
    view! {
        <Page title=messages.text("settings-users") action=ViewFn::from(invite)>
            <SettingsNav/>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || users.get().map(|answer| match answer {
                    Ok(rows) => view! { <UserTable rows changed=again/> }.into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
            <InviteDialog open=inviting invited=again/>
        </Page>
    }
}

#[component]
fn UserTable(rows: Vec<UserRow>, changed: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let me = use_session().me.id;
    let dialog = RwSignal::new(None::<OpenDialog>);
    let open = RwSignal::new(false);
    let act = action_callback(me, dialog, open, changed);
    view! {
        <div class="table-scroll">
            <table class="table users-table stacked">
                <caption class="visually-hidden">{messages.text("settings-users")}</caption>
                <thead>
                    <tr>
                        {["users-name", "users-email", "users-role", "users-status", "users-last-seen"]
                            .map(|name| view! { <th scope="col">{messages.text(name)}</th> })}
                        <th scope="col"><span class="visually-hidden">{messages.text("users-actions")}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|row| view! { <UserRowView own=row.id == me row act/> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
        {move || dialog.get().map(|dialog| match dialog {
            OpenDialog::Deactivate(row) => view! { <DeactivateDialog row open changed/> }.into_any(),
            OpenDialog::Link { name, link } => view! { <LinkDialog name link open/> }.into_any(),
        })}
    }
}

/// Returns the callback that carries out an action of a row's menu.
fn action_callback(
    me: UserId,
    dialog: RwSignal<Option<OpenDialog>>,
    open: RwSignal<bool>,
    changed: Callback<()>,
) -> Callback<(UserRow, RowAction)> {
    let messages = use_messages();
    let toasts = use_toasts();
    let fail = move |error: &AppError| toasts.show_error(errors::sentence(messages, error));
    Callback::new(move |(row, act): (UserRow, RowAction)| {
        if matches!(act, RowAction::Deactivate) {
            dialog.set(Some(OpenDialog::Deactivate(row)));
            open.set(true);
            return;
        }
        leptos::task::spawn_local(async move {
            let name = row.name.clone();
            match act {
                RowAction::NewLink => match people::new_link(row.id).await {
                    Ok(link) => {
                        dialog.set(Some(OpenDialog::Link { name, link }));
                        open.set(true);
                    }
                    Err(failure) => fail(&failure.0),
                },
                RowAction::ChangeRole(role) => match people::change_role(row.id, role).await {
                    // The person's own role affects the whole page, so it is loaded again.
                    Ok(()) if row.id == me => browser::load_page("/settings/profile"),
                    Ok(()) => {
                        toasts.show_status(messages.with("users-role-changed", [("name", name)]));
                        changed.run(());
                    }
                    Err(failure) => fail(&failure.0),
                },
                RowAction::Activate => match people::activate_user(row.id).await {
                    Ok(()) => {
                        toasts.show_status(messages.with("users-activated", [("name", name)]));
                        changed.run(());
                    }
                    Err(failure) => fail(&failure.0),
                },
                RowAction::Deactivate => {}
            }
        });
    })
}
