//! A row of the list of custom fields.

use domain::{custom_field::CustomField, ids::FieldId};
use leptos::prelude::*;

use crate::{
    i18n::use_messages,
    ui::components::{Glyph, Icon, Menu, MenuItem},
};

/// An action in a row's menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowAction {
    Edit,
    Archive,
    Restore,
    Delete,
}

/// The state and callbacks for reordering rows.
#[derive(Clone, Copy)]
pub struct Moves {
    pub last: usize,
    /// The index of the row that is being dragged.
    pub dragged: RwSignal<Option<usize>>,
    pub move_to: Callback<(usize, usize)>,
    /// The button to focus after the list was rendered again: the field, and whether its button is 'up'.
    pub focus: RwSignal<Option<(FieldId, bool)>>,
}

/// A row with the field's name, facts and menu. It can be moved by dragging or by its buttons.
#[component]
pub fn FieldRow(
    field: CustomField,
    place: usize,
    moves: Moves,
    act: Callback<(CustomField, RowAction)>,
) -> impl IntoView {
    let messages = use_messages();
    let (id, dragged) = (field.id, moves.dragged);
    let over = RwSignal::new(false);
    let (name, what, archived) = (field.label.clone(), facts(messages, &field), field.archived);
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(from) = dragged.get_untracked().filter(|from| *from != place) {
            moves.move_to.run((from, place));
        }
        dragged.set(None);
    };
    view! {
        <li
            class="field-row"
            class:over=move || over.get()
            class:archived=archived
            draggable="true"
            on:dragstart=move |_| dragged.set(Some(place))
            on:dragend=move |_| dragged.set(None)
            on:dragover=move |event| {
                if dragged.get_untracked().is_some() {
                    event.prevent_default();
                    over.set(true);
                }
            }
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <span class="field-grip"><Icon glyph=Glyph::Grip/></span>
            <span class="field-what">
                <strong>{name.clone()}</strong>
                <span class="muted">{what}</span>
            </span>
            <MoveButton id name=name.clone() up=true from=place moves/>
            <MoveButton id name up=false from=place moves/>
            <RowMenu field act/>
        </li>
    }
    .into_any()
}

/// Returns the field's type and section, and whether it is required or archived.
fn facts(messages: crate::i18n::Messages, field: &CustomField) -> String {
    let mut facts = vec![messages.text(&format!("field-kind-{}", field.kind.as_str()))];
    if !field.section.is_empty() {
        facts.push(field.section.clone());
    }
    if field.required {
        facts.push(messages.text("fields-is-required"));
    }
    if field.archived {
        facts.push(messages.text("fields-is-archived"));
    }
    facts.join(" · ")
}

#[component]
fn MoveButton(id: FieldId, name: String, up: bool, from: usize, moves: Moves) -> impl IntoView {
    let messages = use_messages();
    let to = if up {
        from.checked_sub(1)
    } else {
        (from < moves.last).then_some(from + 1)
    };
    let node = NodeRef::<leptos::html::Button>::new();
    Effect::new(move |_| {
        let Some(button) = node.get() else { return };
        if moves.focus.get_untracked() == Some((id, up)) {
            moves.focus.set(None);
            let _ = button.focus();
        }
    });
    let (message, glyph) = if up {
        ("fields-move-up", Glyph::ArrowUp)
    } else {
        ("fields-move-down", Glyph::ArrowDown)
    };
    let label = messages.with(message, [("name", name)]);
    view! {
        <button
            type="button"
            class="button icon quiet"
            aria-label=label.clone()
            title=label
            disabled=to.is_none()
            node_ref=node
            on:click=move |_| {
                if let Some(to) = to {
                    // At either end of the list one button is disabled, so the other takes the focus.
                    let ends = to == 0 || to == moves.last;
                    moves.focus.set(Some((id, up != ends)));
                    moves.move_to.run((from, to));
                }
            }
        >
            <Icon glyph/>
        </button>
    }
}

#[component]
fn RowMenu(field: CustomField, act: Callback<(CustomField, RowAction)>) -> impl IntoView {
    let messages = use_messages();
    let name = field.label.clone();
    let archived = field.archived;
    let field = StoredValue::new(field);
    let choose = move |chosen: RowAction| Callback::new(move |()| act.run((field.get_value(), chosen)));
    view! {
        <Menu label=messages.with("fields-actions-of", [("name", name)]) glyph=Glyph::More icon_only=true class="button quiet icon">
            <MenuItem label=messages.text("fields-edit") on_select=choose(RowAction::Edit) glyph=Glyph::Pencil/>
            {(!archived).then(|| view! {
                <MenuItem label=messages.text("fields-archive") on_select=choose(RowAction::Archive) glyph=Glyph::Archive/>
            })}
            {archived.then(|| view! {
                <MenuItem label=messages.text("fields-restore") on_select=choose(RowAction::Restore) glyph=Glyph::Undo/>
            })}
            <MenuItem label=messages.text("fields-delete") on_select=choose(RowAction::Delete) glyph=Glyph::Trash/>
        </Menu>
    }
    .into_any()
}
