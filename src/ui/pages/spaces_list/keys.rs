//! Single keys on the list: `j` and `k` move between rows, `x` ticks one; Enter on a row's link opens it by itself.

use domain::ids::SpaceId;
use leptos::{
    ev::KeyboardEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{row::link_id, state::ListState, table::switch_on};
use crate::ui::shell::session::use_session;

/// Where single keys are somebody else's.
const BUSY: &str =
    "input:not([type=checkbox]), textarea, select, dialog, [contenteditable], [role=menu], [role=listbox]";

/// Listens as long as the calling component stands, if the person has not switched single keys off.
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

/// Which row has the focus, itself or in one of its parts.
fn focused(rows: &[SpaceId]) -> Option<usize> {
    let row = document().active_element()?.closest("[data-space]").ok().flatten()?;
    let id: SpaceId = row.get_attribute("data-space")?.parse().ok()?;
    rows.iter().position(|row| *row == id)
}

/// The row after or before this one; the first where none has the focus.
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
        // A row that cannot take the focus is no reason to stop.
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
