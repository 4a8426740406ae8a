//! The columns of the table: their names, their CSS classes and the contents of their cells.

use domain::{
    column::{Column, Columns},
    custom_field::{CustomField, Kind, Value},
    person::PersonRef,
    space::{RowDetails, SpaceRow},
};
use leptos::prelude::*;

use crate::{api::session::UtcOffsets, i18n::Messages, ui::components::Html};

/// Maximum number of tags that a row shows. The number of further ones follows.
const TAGS_SHOWN: usize = 3;
/// Maximum number of groups that a row shows.
const GROUPS_SHOWN: usize = 2;

/// The columns of a page of rows, and the data that all its cells need.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    pub columns: Columns,
    pub fields: Vec<CustomField>,
    pub people: Vec<PersonRef>,
    /// The server's time, milliseconds since the Unix epoch.
    pub now: i64,
    /// The UTC offsets of the viewer's time zone.
    pub offsets: UtcOffsets,
}

/// Returns the name of the column. That of a custom field is its label.
pub fn label(messages: Messages, column: Column, fields: &[CustomField]) -> String {
    match column {
        Column::Field(id) => fields
            .iter()
            .find(|field| field.id == id)
            .map_or_else(|| "…".to_owned(), |field| field.label.clone()),
        column => messages.text(&format!("list-column-{}", column.word())),
    }
}

/// Returns the CSS class of the column's cells.
pub fn class(column: Column, fields: &[CustomField]) -> &'static str {
    match column {
        Column::Groups => "cell-groups",
        Column::Tags => "cell-tags",
        Column::Owner => "cell-owner",
        Column::People => "cell-people",
        Column::LastActivity => "cell-activity",
        Column::Visibility => "cell-visibility",
        Column::Created => "cell-created",
        Column::CreatedBy => "cell-by",
        Column::Description => "cell-description",
        Column::Preset => "cell-visibility",
        Column::Field(id) => match fields.iter().find(|field| field.id == id) {
            Some(field) if field.kind.is_number() => "cell-field number",
            Some(field) if matches!(field.kind, Kind::Date | Kind::YesNo) => "cell-field short",
            _ => "cell-field",
        },
    }
}

/// A cell of a row, as HTML.
pub struct Cell {
    class: &'static str,
    /// The name of the column, if narrow screens show it beside the value.
    label: Option<String>,
    html: Html,
}

impl Cell {
    /// Creates a cell with this CSS class.
    pub fn new(class: &'static str, html: Html) -> Self {
        Self {
            class,
            label: None,
            html,
        }
    }

    /// Adds the cell to a row that is written as HTML.
    pub fn write(self, row: &mut Html) {
        row.raw(r#"<td class=""#).raw(self.class).raw(r#"""#);
        if let Some(label) = &self.label {
            row.raw(r#" data-label=""#).value(label).raw(r#"""#);
        }
        row.raw(">").html(&self.html).raw("</td>");
    }

    /// Returns the cell for a row that is a view.
    pub fn view(self) -> AnyView {
        let Self { class, label, html } = self;
        view! { <td class=class data-label=label inner_html=html.into_string()></td> }.into_any()
    }
}

/// Returns the cells of a row. Cells whose contents the viewer may not know are blank.
pub fn cells<'a>(messages: Messages, shown: &'a Shown, row: &'a SpaceRow) -> impl Iterator<Item = Cell> + 'a {
    let named = !shown.columns.are_usual();
    shown.columns.all().iter().map(move |column| {
        let mut html = Html::with_room(300);
        write(&mut html, messages, *column, shown, row);
        Cell {
            // Narrow screens show no header, so cells of chosen columns contain the column's name.
            label: named.then(|| label(messages, *column, &shown.fields)),
            ..Cell::new(class(*column, &shown.fields), html)
        }
    })
}

fn write(html: &mut Html, messages: Messages, column: Column, shown: &Shown, row: &SpaceRow) {
    match column {
        Column::Groups => groups(html, row),
        Column::Owner => person(html, messages, &row.owner),
        Column::Visibility => {
            let word = messages.text(&format!("visibility-{}", row.visibility.as_str()));
            html.raw(r#"<span class="cell-line">"#).value(&word).raw("</span>");
        }
        _ => {
            if let Some(details) = &row.details {
                detail(html, messages, column, shown, details);
            }
        }
    }
}

/// Writes the contents of a cell that only people who may open the space see.
fn detail(html: &mut Html, messages: Messages, column: Column, shown: &Shown, details: &RowDetails) {
    let instant = |html: &mut Html, at| {
        html.relative(messages, at, shown.now, shown.offsets.at(at));
    };
    match column {
        Column::Tags => tags(html, &details.tags),
        Column::People => {
            html.number(details.people);
        }
        Column::LastActivity => instant(html, details.last_activity),
        Column::Created => instant(html, details.created),
        Column::CreatedBy => {
            if let Some(by) = &details.created_by {
                person(html, messages, by);
            }
        }
        Column::Description => {
            if let Some(text) = &details.description {
                let text = one_line(text);
                html.raw(r#"<span class="cell-line" title=""#).value(&text).raw(r#"">"#);
                html.value(&text).raw("</span>");
            }
        }
        Column::Preset => {
            if let Some(preset) = details.preset {
                let word = messages.text(&format!("preset-{}", preset.as_str()));
                html.raw(r#"<span class="cell-line">"#).value(&word).raw("</span>");
            }
        }
        Column::Field(id) => {
            let field = shown.fields.iter().find(|field| field.id == id);
            if let Some((value, field)) = details.fields.get(&id).zip(field) {
                let person = match value {
                    Value::Person(id) => shown.people.iter().find(|person| person.id == *id),
                    _ => None,
                };
                html.raw(r#"<span class="cell-line">"#)
                    .field_value(messages, field, value, person);
                html.raw("</span>");
            }
        }
        Column::Groups | Column::Owner | Column::Visibility => {}
    }
}

fn groups(html: &mut Html, row: &SpaceRow) {
    html.raw(r#"<span class="pills">"#);
    for group in row.groups.iter().take(GROUPS_SHOWN) {
        html.group_pill(group);
    }
    rest(html, row.groups.iter().map(|group| group.name.as_str()), GROUPS_SHOWN);
    html.raw("</span>");
}

fn tags(html: &mut Html, tags: &[String]) {
    html.raw(r#"<span class="pills">"#);
    for tag in tags.iter().take(TAGS_SHOWN) {
        html.tag_pill(tag);
    }
    rest(html, tags.iter().map(String::as_str), TAGS_SHOWN);
    html.raw("</span>");
}

fn person(html: &mut Html, messages: Messages, person: &PersonRef) {
    html.raw(r#"<span class="owner">"#).person_circle(messages, person);
    html.raw(r#"<span class="owner-name" title=""#)
        .value(&person.name)
        .raw(r#"">"#);
    html.value(&person.name).raw("</span></span>");
}

/// Returns a text of several lines as one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds the number of entries that are not shown, with their names as the tooltip.
fn rest<'a>(html: &mut Html, names: impl ExactSizeIterator<Item = &'a str>, shown: usize) {
    let count = names.len().saturating_sub(shown);
    if count == 0 {
        return;
    }
    let names = names.skip(shown).collect::<Vec<_>>().join(", ");
    html.raw(r#"<span class="rest" title=""#)
        .value(&names)
        .raw(r#""><span aria-hidden="true">+"#);
    html.number(u32::try_from(count).unwrap_or(u32::MAX));
    html.raw(r#"</span><span class="visually-hidden">"#)
        .value(&names)
        .raw("</span></span>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::person::Language;

    #[test]
    fn entries_that_are_not_shown_are_counted() {
        let html = |names: &[&str], shown| {
            let mut html = Html::default();
            rest(&mut html, names.iter().copied(), shown);
            html.into_string()
        };
        let names = ["a", "b", "c", "<d>"];
        let two = html(&names, 2);
        assert!(two.contains(">+2<") && two.contains("c, &lt;d&gt;"), "{two}");
        assert_eq!(html(&names, 4), "");
        assert_eq!(html(&[], 3), "");
    }

    #[test]
    fn every_column_has_its_name_in_both_languages() {
        for language in [Language::Pl, Language::En] {
            for column in Column::ALL {
                let name = label(Messages(language), column, &[]);
                assert!(!name.starts_with("list-"), "{name}");
            }
        }
    }
}
