//! Replacements in the field, which the browser can undo.

use leptos::web_sys::HtmlTextAreaElement;

use super::edits::{Edit, units_at};
use crate::ui::browser::writing::replace_text;

/// Makes a replacement in the field.
pub(super) fn apply(field: &HtmlTextAreaElement, edit: &Edit) {
    let before = field.value();
    let range = (units_at(&before, edit.range.start), units_at(&before, edit.range.end));
    let after = format!("{}{}", before.get(..edit.range.start).unwrap_or_default(), edit.text);
    let rest = before.get(edit.range.end..).unwrap_or_default();
    let whole = after + rest;
    let select = (units_at(&whole, edit.select.start), units_at(&whole, edit.select.end));
    replace_text(field, range, &edit.text, select);
}
