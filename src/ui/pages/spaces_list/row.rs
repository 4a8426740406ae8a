//! A row of the list: its cells and its menu.

use std::sync::Arc;

use domain::{
    ids::SpaceId,
    space::{SpaceRow, SpaceState},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    columns::{Cell, Shown, cells},
    state::{DialogState, ListState, use_list},
    ticking, unread_rows,
};
use crate::{
    api::{Answer, spaces},
    i18n::{Messages, use_messages},
    ui::{
        components::{ConfirmDialog, Glyph, Html, Menu, MenuItem, MenuLink, Toasts, use_toasts},
        errors::sentence,
    },
};

/// Returns the id of the link in a row, by which keyboard shortcuts find it.
pub fn link_id(id: SpaceId) -> String {
    format!("space-{id}")
}

/// A row for one space. Cells whose contents the viewer may not know are blank. Only a row with a menu contains views.
#[component]
pub fn Row(row: SpaceRow, shown: StoredValue<Shown>) -> impl IntoView {
    let messages = use_messages();
    let id = row.id.to_string();
    let class = unread_rows::class(is_unread(&row));
    let mut row_cells = vec![ticking::cell(messages, &row.name), name_cell(messages, &row)];
    shown.with_value(|shown| row_cells.extend(cells(messages, shown, &row)));
    if row.rights.edit || row.rights.manage {
        let row_cells = row_cells.into_iter().map(Cell::view).collect_view();
        view! {
            <tr class=class data-space=id>
                {row_cells}
                <td class="cell-menu"><RowMenu row/></td>
            </tr>
        }
        .into_any()
    } else {
        let mut html = Html::with_room(2_000);
        row_cells.into_iter().for_each(|cell| cell.write(&mut html));
        html.raw(r#"<td class="cell-menu"></td>"#);
        view! { <tr class=class data-space=id inner_html=html.into_string()></tr> }.into_any()
    }
}

fn is_unread(row: &SpaceRow) -> bool {
    row.details.as_ref().is_some_and(|details| details.unread)
}

/// Returns the cell with the name.
fn name_cell(messages: Messages, row: &SpaceRow) -> Cell {
    let mut html = Html::with_room(700);
    html.raw(r#"<span class="name-line">"#);
    if is_unread(row) {
        unread_rows::mark(&mut html, messages);
    }
    html.visibility_mark(messages, row.visibility);
    html.raw(r#"<a id=""#).value(&link_id(row.id));
    html.raw(r#"" class="space-name" href="/spaces/"#)
        .value(&row.id.to_string());
    html.raw(r#"" title=""#)
        .value(&row.name)
        .raw(r#"">"#)
        .value(&row.name)
        .raw("</a>");
    if row.state != SpaceState::Active {
        let state = messages.text(&format!("list-state-{}", row.state.as_str()));
        html.raw(r#"<span class="state-mark">"#).value(&state).raw("</span>");
    }
    html.raw("</span>");
    Cell::new("cell-name", html)
}

#[component]
fn RowMenu(row: SpaceRow) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let toasts = use_toasts();
    let label = messages.with("list-row-menu", [("name", row.name.clone())]);
    let row = StoredValue::new(row);
    let (id, state, rights) = row.with_value(|row| (row.id, row.state, row.rights));
    let act = move |act: Act| Callback::new(move |()| act.run(list, messages, toasts, &row.get_value()));
    let edits = rights.edit && state != SpaceState::Trash;
    view! {
        <Menu label glyph=Glyph::More class="button icon quiet" icon_only=true>
            {edits
                .then(|| {
                    view! { <MenuLink label=messages.text("list-edit") href=format!("/spaces/{id}/edit") glyph=Glyph::Pencil/> }
                })}
            {(rights.manage && state == SpaceState::Active)
                .then(|| {
                    view! {
                        <MenuItem label=messages.text("operation-archive") on_select=act(Act::Archive) glyph=Glyph::Archive/>
                    }
                })}
            {(rights.manage && state != SpaceState::Active)
                .then(|| {
                    view! {
                        <MenuItem label=messages.text("operation-restore") on_select=act(Act::Restore) glyph=Glyph::Undo/>
                    }
                })}
            {(rights.manage && state != SpaceState::Trash)
                .then(|| {
                    let delete = Callback::new(move |()| list.pending_delete.open_for(row.get_value()));
                    view! { <MenuItem label=messages.text("operation-delete") on_select=delete glyph=Glyph::Trash/> }
                })}
        </Menu>
    }
}

/// An action of a row's menu that needs no confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Archive,
    Restore,
    Delete,
}

impl Act {
    async fn send(self, id: SpaceId) -> Answer<()> {
        match self {
            Act::Archive => spaces::archive_space(id).await,
            Act::Restore => spaces::restore_space(id).await,
            Act::Delete => spaces::delete_space(id).await,
        }
    }

    fn opposite(self) -> Act {
        match self {
            Act::Archive | Act::Delete => Act::Restore,
            Act::Restore => Act::Archive,
        }
    }

    fn status(self, messages: Messages, name: &str) -> String {
        match self {
            Act::Archive => messages.with("list-archived", [("name", name)]),
            Act::Restore => messages.with("list-restored", [("name", name)]),
            Act::Delete => messages.with("list-deleted", [("name", name)]),
        }
    }

    /// Sends the action, and shows a toast with undo, or the error.
    fn run(self, list: ListState, messages: Messages, toasts: Toasts, row: &SpaceRow) {
        let (id, name) = (row.id, row.name.clone());
        spawn_local(async move {
            if let Err(failure) = self.send(id).await {
                return toasts.show_error(sentence(messages, &failure.0));
            }
            list.refresh();
            let undo = Arc::new(move || {
                spawn_local(async move {
                    match self.opposite().send(id).await {
                        Ok(()) => list.refresh(),
                        Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
                    }
                });
            });
            toasts.show_with_undo(self.status(messages, &name), undo);
        });
    }
}

/// The dialog that asks before a space is moved to the trash.
#[component]
pub fn DeleteSpace(dialog: DialogState<SpaceRow>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let toasts = use_toasts();
    move || {
        dialog.about.get().map(|row| {
            let title = messages.with("list-delete-title", [("name", row.name.clone())]);
            let delete = Callback::new(move |()| Act::Delete.run(list, messages, toasts, &row));
            view! {
                <ConfirmDialog
                    title
                    text=messages.text("list-delete-text")
                    confirm=messages.text("operation-delete")
                    open=dialog.open
                    on_confirm=delete
                    danger=true
                />
            }
        })
    }
}
