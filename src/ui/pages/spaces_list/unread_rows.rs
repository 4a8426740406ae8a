//! The mark of rows with unread topics. Rows are plain HTML: one effect updates those of the whole table.

use domain::ids::SpaceId;
use leptos::web_sys::Element;

use super::ticking::space_of;
use crate::{i18n::Messages, ui::components::Html};

const MARK: &str = ".unread-mark";
const LINE: &str = ".name-line";

/// Returns the classes of a row.
pub fn class(unread: bool) -> &'static str {
    if unread { "space-row unread" } else { "space-row" }
}

/// Adds the mark, a dot with a word for screen readers.
pub fn mark(html: &mut Html, messages: Messages) {
    html.raw(r#"<span class="unread-mark" role="img" aria-label=""#);
    html.value(&messages.text("list-unread")).raw(r#""></span>"#);
}

/// Updates the rows of a table to show which of them have unread topics.
pub fn show(rows: &Element, messages: Messages, unread: &[SpaceId]) {
    let mut next = rows.first_element_child();
    while let Some(row) = next {
        let wanted = space_of(&row).is_some_and(|id| unread.contains(&id));
        let line = row.query_selector(LINE).ok().flatten();
        if wanted != row.class_list().contains("unread")
            && let Some(line) = line
        {
            // These fail only for invalid class names, positions and selectors.
            let _ = row.class_list().toggle_with_force("unread", wanted);
            if wanted {
                let mut html = Html::default();
                mark(&mut html, messages);
                let _ = line.insert_adjacent_html("afterbegin", &html.into_string());
            } else if let Ok(Some(mark)) = line.query_selector(MARK) {
                mark.remove();
            }
        }
        next = row.next_element_sibling();
    }
}
