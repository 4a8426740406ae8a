//! The checkboxes that tick rows. They are plain HTML, with one listener and one effect for the whole table.

use domain::ids::SpaceId;
use leptos::{
    ev::MouseEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

use super::{columns::Cell, selection::Ticks, state::ListState, table::switch_on};
use crate::{i18n::Messages, ui::components::Html};

/// The attribute of a row that holds its space's id.
const SPACE: &str = "data-space";
const ROW: &str = "[data-space]";
const BOX: &str = "input.tick";

/// Returns the cell with the checkbox.
pub fn cell(messages: Messages, name: &str) -> Cell {
    let label = messages.with("list-select-row", [("name", name)]);
    let mut html = Html::with_room(150);
    html.raw(r#"<input type="checkbox" class="tick" aria-label=""#);
    html.value(&label).raw(r#"">"#);
    Cell::new("cell-tick", html)
}

/// Ticks or unticks the row whose checkbox was clicked. With Shift, does the same for all rows from the previously
/// clicked one.
pub fn clicked(list: ListState, page: &[SpaceId], event: &MouseEvent) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = target.filter(|input| input.matches(BOX).unwrap_or_default()) else {
        return;
    };
    let row = input.closest(ROW).ok().flatten();
    let Some(id) = row.and_then(|row| space_of(&row)) else {
        return;
    };
    list.ticks.update(|ticks| {
        if event.shift_key() {
            ticks.range(page, id);
        } else {
            ticks.toggle(page, id);
        }
    });
    // The browser has already toggled the checkbox, but a range may not change this row.
    input.set_checked(list.ticks.with_untracked(|ticks| ticks.has(id)));
    switch_on(list);
}

/// Updates the rows of a table to show which of them are ticked.
pub fn show(rows: &Element, ticks: &Ticks) {
    let mut next = rows.first_element_child();
    while let Some(row) = next {
        let ticked = space_of(&row).is_some_and(|id| ticks.has(id));
        // This fails only for an invalid class name.
        let _ = row.class_list().toggle_with_force("ticked", ticked);
        let input = row.query_selector(BOX).ok().flatten();
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            input.set_checked(ticked);
        }
        next = row.next_element_sibling();
    }
}

/// Returns the space of a row.
pub fn space_of(row: &Element) -> Option<SpaceId> {
    row.get_attribute(SPACE)?.parse().ok()
}
