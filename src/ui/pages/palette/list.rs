//! The list of the palette: its parts with their rows, for pointers and for screen readers.

use leptos::{ev::MouseEvent, prelude::*};

use super::{
    rows::{Row, Section},
    state::State,
};
use crate::{
    i18n::Messages,
    ui::{components::Icon, pages::search::marked},
};

/// Returns the list's content: each part with its heading.
pub fn parts(state: State) -> AnyView {
    let rows = state.shown.with(|shown| shown.rows().to_vec());
    let mut parts: Vec<(Section, Vec<(usize, Row)>)> = Vec::new();
    for (place, row) in rows.into_iter().enumerate() {
        match parts.last_mut() {
            Some((section, rows)) if *section == row.section => rows.push((place, row)),
            _ => parts.push((row.section, vec![(place, row)])),
        }
    }
    parts
        .into_iter()
        .map(|(section, rows)| part(state, section, rows))
        .collect_view()
        .into_any()
}

fn part(state: State, section: Section, rows: Vec<(usize, Row)>) -> AnyView {
    let id = state.id(&format!("part-{}", section_word(section)));
    view! {
        <div role="group" aria-labelledby=id class="palette-part">
            <div id=id.clone() role="presentation" class="palette-heading">{heading(state.messages, section)}</div>
            {rows.into_iter().map(|(place, row)| option(state, place, row)).collect_view()}
        </div>
    }
    .into_any()
}

fn option(state: State, place: usize, row: Row) -> AnyView {
    let key = StoredValue::new(row.key);
    let press = move |event: MouseEvent| {
        // Another button than the first and the middle one.
        if event.button() > 1 {
            return;
        }
        event.prevent_default();
        let in_tab = event.ctrl_key() || event.meta_key() || event.button() == 1;
        let chosen = state
            .shown
            .with_untracked(|shown| key.with_value(|key| shown.for_click(key, event.time_stamp()).cloned()));
        if let Some(row) = chosen {
            state.run(row, in_tab);
        }
    };
    let note = (!row.note.is_empty()).then(|| view! { <span class="palette-note">{row.note}</span> });
    view! {
        <div
            role="option"
            id=state.row_id(place)
            class="palette-row"
            aria-selected=move || (state.marked.get() == Some(place)).to_string()
            // The field keeps the focus.
            on:mousedown=|event| event.prevent_default()
            on:click=press
            on:auxclick=press
        >
            <Icon glyph=row.glyph/>
            <span class="palette-title">{marked(row.title)}</span>
            {note}
        </div>
    }
    .into_any()
}

fn section_word(section: Section) -> &'static str {
    match section {
        Section::Recent => "recent",
        Section::Page => "page",
        Section::Add => "add",
        Section::Go => "go",
        Section::Account => "account",
        Section::Found(group) => group.as_str(),
        Section::Search => "search",
    }
}

fn heading(messages: Messages, section: Section) -> String {
    match section {
        Section::Found(group) => messages.text(&format!("search-group-{}", group.as_str())),
        section => messages.text(&format!("palette-{}", section_word(section))),
    }
}
