//! The dialog 'Columns': which columns the list shows, and in which order. Applying it changes the address.

use domain::{
    column::{Column, Columns},
    custom_field::CustomField,
};
use leptos::{html, prelude::*};

use super::super::lazy::{LazyDialog, LazyDialogKind};
use super::{columns::label, state::use_list};
use crate::{
    i18n::use_messages,
    ui::components::{Checkbox, Dialog, Glyph, Icon, moved},
};

/// The button 'Columns' with its dialog.
#[component]
pub fn ColumnsButton() -> impl IntoView {
    let messages = use_messages();
    let open = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="button short-of-room"
            title=messages.text("columns-title")
            aria-haspopup="dialog"
            on:click=move |_| open.set(true)
        >
            <Icon glyph=Glyph::Columns/>
            <span>{messages.text("columns-title")}</span>
        </button>
        <LazyDialog dialog=LazyDialogKind::Columns(open)/>
    }
}

#[component]
pub fn ColumnsDialog(open: RwSignal<bool>) -> impl IntoView {
    let list = use_list();
    // The custom fields are loaded after the rows. If the dialog is opened before, its form is rendered again with
    // them.
    view! {
        <Dialog title=use_messages().text("columns-title") open>
            <ColumnsForm open fields=list.fields.get()/>
        </Dialog>
    }
}

/// A line of the dialog: a column that may be shown.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Line {
    column: Column,
    on: RwSignal<bool>,
}

/// The lines of the dialog, which can be reordered.
#[derive(Clone, Copy)]
struct Lines {
    all: RwSignal<Vec<Line>>,
    dragged: RwSignal<Option<Column>>,
    fields: StoredValue<Vec<CustomField>>,
    /// The announcement of the last move for screen readers.
    announcement: RwSignal<String>,
}

/// Returns all columns: the chosen ones first in their order, then the others.
fn offered(chosen: &Columns, fields: &[CustomField]) -> Vec<(Column, bool)> {
    let custom = fields.iter().map(|field| Column::Field(field.id));
    let all: Vec<Column> = Column::ALL.into_iter().chain(custom).collect();
    let shown = chosen.all().iter().filter(|column| all.contains(column));
    let rest = all.iter().filter(|column| !chosen.has(**column));
    shown
        .map(|column| (*column, true))
        .chain(rest.map(|column| (*column, false)))
        .collect()
}

impl Lines {
    fn new(chosen: &Columns, fields: Vec<CustomField>) -> Self {
        let line = |(column, on)| Line {
            column,
            on: RwSignal::new(on),
        };
        Self {
            all: RwSignal::new(offered(chosen, &fields).into_iter().map(line).collect()),
            dragged: RwSignal::new(None),
            fields: StoredValue::new(fields),
            announcement: RwSignal::new(String::new()),
        }
    }

    fn place(self, column: Column) -> usize {
        self.all
            .with(|all| all.iter().position(|line| line.column == column))
            .unwrap_or_default()
    }

    fn last(self) -> usize {
        self.all.with(Vec::len).saturating_sub(1)
    }

    fn shift(self, column: Column, to: usize) {
        let from = untrack(|| self.place(column));
        self.all.update(|all| *all = moved(std::mem::take(all), from, to));
    }

    fn columns(self) -> Columns {
        let all = self.all.get_untracked();
        let on = all.into_iter().filter(|line| line.on.get_untracked());
        on.map(|line| line.column).collect::<Vec<_>>().into()
    }
}

/// The form, initially with the columns in the address.
#[component]
fn ColumnsForm(open: RwSignal<bool>, fields: Vec<CustomField>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let lines = Lines::new(&list.query.with_untracked(|query| query.columns.clone()), fields);
    let show = move |columns: Columns| {
        open.set(false);
        list.change(|query| query.columns = columns);
    };
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        show(lines.columns());
    };
    view! {
        <form class="form columns-form" on:submit=apply>
            <p class="muted">{messages.text("columns-hint")}</p>
            <ol class="column-lines" aria-label=messages.text("columns-title")>
                <li class="column-line">
                    <label class="check">
                        <input type="checkbox" checked=true disabled=true/>
                        <span>{messages.text("list-column-name")}</span>
                    </label>
                </li>
                <For
                    each=move || lines.all.get()
                    key=|line| line.column
                    children=move |line| view! { <ColumnLine line lines/> }
                />
            </ol>
            <p class="visually-hidden" role="status">{move || lines.announcement.get()}</p>
            <div class="form-actions">
                <button type="submit" class="button primary">{messages.text("columns-apply")}</button>
                <button type="button" class="button quiet" on:click=move |_| show(Columns::default())>
                    {messages.text("columns-usual")}
                </button>
            </div>
        </form>
    }
}

/// A line with its checkbox and buttons to move it; it can be dragged as well.
#[component]
fn ColumnLine(line: Line, lines: Lines) -> impl IntoView {
    let messages = use_messages();
    let column = line.column;
    let name = lines.fields.with_value(|fields| label(messages, column, fields));
    let over = RwSignal::new(false);
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(dragged) = lines.dragged.get_untracked() {
            lines.shift(dragged, untrack(|| lines.place(column)));
        }
        lines.dragged.set(None);
    };
    let (up, down) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
    view! {
        <li
            class="column-line"
            class:over=move || over.get()
            draggable="true"
            on:dragstart=move |_| lines.dragged.set(Some(column))
            on:dragend=move |_| lines.dragged.set(None)
            on:dragover=move |event| {
                if lines.dragged.get_untracked().is_some() {
                    event.prevent_default();
                    over.set(true);
                }
            }
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <Checkbox label=name.clone() checked=line.on/>
            <span class="column-grip"><Icon glyph=Glyph::Grip/></span>
            <MoveButton column name=name.clone() lines back=true node=up other=down/>
            <MoveButton column name lines back=false node=down other=up/>
        </li>
    }
}

#[component]
fn MoveButton(
    column: Column,
    name: String,
    lines: Lines,
    /// Whether the button moves the column toward the start.
    back: bool,
    node: NodeRef<html::Button>,
    /// The button for the other direction.
    other: NodeRef<html::Button>,
) -> impl IntoView {
    let messages = use_messages();
    let to = move || {
        let (place, last) = (lines.place(column), lines.last());
        if back {
            place.checked_sub(1)
        } else {
            (place < last).then_some(place + 1)
        }
    };
    let (message, glyph) = if back {
        ("columns-up", Glyph::ArrowUp)
    } else {
        ("columns-down", Glyph::ArrowDown)
    };
    let announced_name = name.clone();
    let shift = move |_| {
        let Some(place) = untrack(to) else { return };
        lines.shift(column, place);
        // Positions count from 1, and the name column is always the first.
        let (place, all) = (place + 2, untrack(|| lines.last()) + 2);
        let name = announced_name.clone();
        lines.announcement.set(messages.with(
            "columns-moved",
            [("name", name), ("place", place.to_string()), ("all", all.to_string())],
        ));
        // Moving removes the focus. At the end of the list this button is disabled, so the other one takes it.
        let ends = untrack(to).is_none();
        let _ = set_timeout(
            move || {
                let button = if ends { other } else { node };
                if let Some(Some(button)) = button.try_get_untracked() {
                    let _ = button.focus();
                }
            },
            std::time::Duration::ZERO,
        );
    };
    let words = messages.with(message, [("name", name)]);
    view! {
        <button
            type="button"
            class="button icon quiet"
            aria-label=words.clone()
            title=words
            disabled=move || to().is_none()
            node_ref=node
            on:click=shift
        >
            <Icon glyph/>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_columns_come_first_and_all_others_follow() {
        let chosen = Columns::from(vec![Column::Created, Column::Tags]);
        let offered = offered(&chosen, &[]);
        assert_eq!(
            offered[..3],
            [(Column::Created, true), (Column::Tags, true), (Column::Groups, false)]
        );
        assert_eq!(offered.len(), Column::ALL.len());
    }

    #[test]
    fn an_entry_is_moved_and_the_others_keep_their_order() {
        assert_eq!(moved(vec![1, 2, 3, 4], 0, 2), [2, 3, 1, 4]);
        assert_eq!(moved(vec![1, 2, 3, 4], 3, 0), [4, 1, 2, 3]);
        assert_eq!(moved(vec![1, 2], 1, 2), [1, 2]);
    }
}
