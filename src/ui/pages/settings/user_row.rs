//! A row of the users page.

use domain::person::{PersonRef, Role, UserRow, UserStatus};
use leptos::prelude::*;

use super::users_page::RowAction;
use crate::{
    i18n::{Messages, use_messages},
    ui::components::{ExactTime, Glyph, Menu, MenuItem, PersonCircle},
};

/// A person with role, status and the menu of actions.
#[component]
pub fn UserRowView(row: UserRow, own: bool, act: Callback<(UserRow, RowAction)>) -> impl IntoView {
    let messages = use_messages();
    let person = PersonRef {
        id: row.id,
        name: row.name.clone(),
        active: row.status != UserStatus::Deactivated,
    };
    let status_class = match row.status {
        UserStatus::Invited => "status status-invited",
        UserStatus::Active => "status status-active",
        UserStatus::Deactivated => "status status-deactivated",
    };
    let last_seen = match row.last_seen {
        Some(at) => view! { <ExactTime at=at/> }.into_any(),
        None => view! { <span class="muted">{messages.text("users-never-seen")}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <span class="person">
                    <span aria-hidden="true">
                        <PersonCircle person=person/>
                    </span>
                    <span>{row.name.clone()}</span>
                    {own.then(|| view! { <span class="muted">{messages.text("users-you")}</span> })}
                </span>
            </th>
            <td>{row.email.clone()}</td>
            <td>{role_name(messages, row.role)}</td>
            <td><span class=status_class>{status_name(messages, row.status)}</span></td>
            <td data-label=messages.text("users-last-seen")>{last_seen}</td>
            <td class="row-menu"><RowMenu row own act/></td>
        </tr>
    }
    .into_any()
}

#[component]
fn RowMenu(row: UserRow, own: bool, act: Callback<(UserRow, RowAction)>) -> impl IntoView {
    let messages = use_messages();
    let row = StoredValue::new(row);
    let (name, role, status) = row.with_value(|row| (row.name.clone(), row.role, row.status));
    let choose = move |chosen: RowAction| Callback::new(move |()| act.run((row.get_value(), chosen.clone())));
    let (other, other_label) = match role {
        Role::Administrator => (Role::User, "users-make-user"),
        Role::User => (Role::Administrator, "users-make-administrator"),
    };
    let off = status == UserStatus::Deactivated;
    view! {
        <Menu label=messages.with("users-actions-of", [("name", name)]) glyph=Glyph::More icon_only=true class="button quiet icon">
            {off.then(|| view! {
                <MenuItem label=messages.text("users-activate") on_select=choose(RowAction::Activate) glyph=Glyph::Undo/>
            })}
            {(!off).then(|| view! {
                <MenuItem label=messages.text(other_label) on_select=choose(RowAction::ChangeRole(other)) glyph=Glyph::Key/>
                <MenuItem label=messages.text("users-new-link") on_select=choose(RowAction::NewLink) glyph=Glyph::Link/>
            })}
            // Administrators cannot deactivate themselves by mistake; another administrator can do it.
            {(!off && !own).then(|| view! {
                <MenuItem label=messages.text("users-deactivate") on_select=choose(RowAction::Deactivate) glyph=Glyph::X/>
            })}
        </Menu>
    }
    .into_any()
}

/// Returns the name of the role.
pub fn role_name(messages: Messages, role: Role) -> String {
    match role {
        Role::Administrator => messages.text("users-role-administrator"),
        Role::User => messages.text("users-role-user"),
    }
}

fn status_name(messages: Messages, status: UserStatus) -> String {
    match status {
        UserStatus::Invited => messages.text("users-status-invited"),
        UserStatus::Active => messages.text("users-status-active"),
        UserStatus::Deactivated => messages.text("users-status-deactivated"),
    }
}
