//! Single-key shortcuts of the list: `j` and `k` move between rows, `x` selects a row. Enter on a row's link opens it
//! by itself.

use domain::ids::SpaceId;
use leptos::{
    ev::KeyboardEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{row::link_id, state::ListState, table::switch_on};
use crate::ui::shell::session::use_session;

/// Selector of elements that handle keys themselves.
const BUSY: &str =
    "input:not([type=checkbox]), textarea, select, dialog, [contenteditable], [role=menu], [role=listbox]";

/// Listens for the keys until the calling component is removed, unless the person has switched single keys off.
pub fn listen(list: ListState) {
    if !use_session().me.shortcuts {
        return;
    }
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::keydown, move |event| press(list, &event));
        on_cleanup(move || handle.remove());
    });
}

fn press(list: ListState, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() || is_busy(event) {
        return;
    }
    let rows = list.shown.get_untracked();
    let here = focused(&rows);
    match event.key().as_str() {
        "j" => focus(&rows, step(rows.len(), here, true)),
        "k" => focus(&rows, step(rows.len(), here, false)),
        "x" => {
            let Some(id) = here.and_then(|row| rows.get(row).copied()) else {
                return;
            };
            list.ticks.update(|ticks| ticks.toggle(&rows, id));
            switch_on(list);
        }
        _ => return,
    }
    event.prevent_default();
}

fn is_busy(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest(BUSY).ok().flatten())
        .is_some()
}

/// Returns the index of the row that contains the focus.
fn focused(rows: &[SpaceId]) -> Option<usize> {
    let row = document().active_element()?.closest("[data-space]").ok().flatten()?;
    let id: SpaceId = row.get_attribute("data-space")?.parse().ok()?;
    rows.iter().position(|row| *row == id)
}

/// Returns the index of the next or previous row; 0 if no row has the focus.
fn step(rows: usize, here: Option<usize>, down: bool) -> usize {
    match here {
        None => 0,
        Some(row) if down => (row + 1).min(rows.saturating_sub(1)),
        Some(row) => row.saturating_sub(1),
    }
}

fn focus(rows: &[SpaceId], row: usize) {
    let link = rows
        .get(row)
        .and_then(|id| document().get_element_by_id(&link_id(*id)))
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(link) = link {
        // A failure is ignored: the row may have been removed.
        let _ = link.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focus_stays_on_the_page() {
        assert_eq!(step(3, None, true), 0);
        assert_eq!(step(3, Some(0), true), 1);
        assert_eq!(step(3, Some(2), true), 2);
        assert_eq!(step(3, Some(0), false), 0);
        assert_eq!(step(3, Some(2), false), 1);
    }
}
