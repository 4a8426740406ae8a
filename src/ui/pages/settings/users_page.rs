//! `/settings/users`: who is in the account, for its administrators.

use domain::{error::AppError, ids::UserId, person::Role, person::UserRow};
use leptos::prelude::*;

use super::{
    SettingsNav, browser, deactivate_dialog::DeactivateDialog, invite_dialog::InviteDialog, link_note::LinkDialog,
    user_row::UserRowView,
};
use crate::{
    api::people,
    i18n::use_messages,
    ui::{
        components::{FailureNote, Glyph, Icon, NoAccess, Page, Skeleton, use_toasts},
        errors,
        shell::session::use_session,
    },
};

/// What an administrator chose to do with a row.
#[derive(Clone, Debug)]
pub enum Act {
    ChangeRole(Role),
    NewLink,
    Deactivate,
    Activate,
}

/// The dialog that stands open because of a row.
#[derive(Clone, Debug)]
enum Asked {
    Deactivate(UserRow),
    Link { name: String, link: String },
}

/// The users page, or for others who can open it.
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
    let asked = RwSignal::new(None::<Asked>);
    let open = RwSignal::new(false);
    let act = acts(me, asked, open, changed);
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
        {move || asked.get().map(|asked| match asked {
            Asked::Deactivate(row) => view! { <DeactivateDialog row open changed/> }.into_any(),
            Asked::Link { name, link } => view! { <LinkDialog name link open/> }.into_any(),
        })}
    }
}

/// What happens when something is chosen in a row's menu.
fn acts(
    me: UserId,
    asked: RwSignal<Option<Asked>>,
    open: RwSignal<bool>,
    changed: Callback<()>,
) -> Callback<(UserRow, Act)> {
    let messages = use_messages();
    let toasts = use_toasts();
    let fail = move |error: &AppError| toasts.fail(errors::sentence(messages, error));
    Callback::new(move |(row, act): (UserRow, Act)| {
        if matches!(act, Act::Deactivate) {
            asked.set(Some(Asked::Deactivate(row)));
            open.set(true);
            return;
        }
        leptos::task::spawn_local(async move {
            let name = row.name.clone();
            match act {
                Act::NewLink => match people::new_link(row.id).await {
                    Ok(link) => {
                        asked.set(Some(Asked::Link { name, link }));
                        open.set(true);
                    }
                    Err(failure) => fail(&failure.0),
                },
                Act::ChangeRole(role) => match people::change_role(row.id, role).await {
                    // One's own rights shape the whole page.
                    Ok(()) if row.id == me => browser::load("/settings/profile"),
                    Ok(()) => {
                        toasts.say(messages.with("users-role-changed", [("name", name)]));
                        changed.run(());
                    }
                    Err(failure) => fail(&failure.0),
                },
                Act::Activate => match people::activate_user(row.id).await {
                    Ok(()) => {
                        toasts.say(messages.with("users-activated", [("name", name)]));
                        changed.run(());
                    }
                    Err(failure) => fail(&failure.0),
                },
                Act::Deactivate => {}
            }
        });
    })
}
