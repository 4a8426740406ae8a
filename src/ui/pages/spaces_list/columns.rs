//! The columns of the table: their names and classes, and what stands in their cells.

use domain::{
    column::{Column, Columns},
    custom_field::{CustomField, Held, Kind},
    person::PersonRef,
    space::{RowDetails, SpaceRow},
};
use leptos::prelude::*;

use crate::{
    i18n::Messages,
    ui::components::{FieldValue, GroupPill, PersonCircle, Relative, TagPill},
};

/// How many tags a row shows; the rest is told by their number.
const TAGS_SHOWN: usize = 3;
/// How many groups a row shows.
const GROUPS_SHOWN: usize = 2;

/// What a page of rows has columns for.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    pub columns: Columns,
    pub fields: Vec<CustomField>,
    pub people: Vec<PersonRef>,
}

/// The column's name; a custom field is called by its label.
pub fn label(messages: Messages, column: Column, fields: &[CustomField]) -> String {
    match column {
        Column::Field(id) => fields
            .iter()
            .find(|field| field.id == id)
            .map_or_else(|| "…".to_owned(), |field| field.label.clone()),
        column => messages.text(&format!("list-column-{}", column.word())),
    }
}

/// The class of the column's cells.
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
        Column::Field(id) => match fields.iter().find(|field| field.id == id) {
            Some(field) if field.kind.is_number() => "cell-field number",
            Some(field) if matches!(field.kind, Kind::Date | Kind::YesNo) => "cell-field short",
            _ => "cell-field",
        },
    }
}

/// The cells of a row. What its viewer may not know is blank.
pub fn cells(messages: Messages, shown: &Shown, row: &SpaceRow, now: i64) -> Vec<AnyView> {
    let named = !shown.columns.are_usual();
    let cell = |column: &Column| {
        // On a telephone there is no header: there a chosen column is told by its name.
        let name = named.then(|| label(messages, *column, &shown.fields));
        view! {
            <td class=class(*column, &shown.fields) data-label=name>{content(messages, *column, shown, row, now)}</td>
        }
        .into_any()
    };
    shown.columns.all().iter().map(cell).collect()
}

fn content(messages: Messages, column: Column, shown: &Shown, row: &SpaceRow, now: i64) -> Option<AnyView> {
    match column {
        Column::Groups => Some(groups(row)),
        Column::Owner => Some(person(row.owner.clone())),
        Column::Visibility => {
            let word = messages.text(&format!("visibility-{}", row.visibility.as_str()));
            Some(view! { <span class="cell-line">{word}</span> }.into_any())
        }
        _ => detail(messages, column, shown, row.details.as_ref()?, now),
    }
}

/// What only those see who may open the space.
fn detail(messages: Messages, column: Column, shown: &Shown, details: &RowDetails, now: i64) -> Option<AnyView> {
    match column {
        Column::Tags => Some(tags(&details.tags)),
        Column::People => Some(details.people.into_any()),
        Column::LastActivity => Some(view! { <Relative at=details.last_activity now/> }.into_any()),
        Column::Created => Some(view! { <Relative at=details.created now/> }.into_any()),
        Column::CreatedBy => details.created_by.clone().map(person),
        Column::Description => {
            let text = one_line(details.description.as_deref()?);
            Some(view! { <span class="cell-line" title=text.clone()>{text.clone()}</span> }.into_any())
        }
        Column::Field(id) => {
            let value = details.fields.get(&id)?.clone();
            let field = shown.fields.iter().find(|field| field.id == id)?.clone();
            let person = match &value {
                domain::custom_field::Value::Person(id) => shown.people.iter().find(|person| person.id == *id).cloned(),
                _ => None,
            };
            let held = Held { field, value, person };
            Some(view! { <span class="cell-line"><FieldValue held messages/></span> }.into_any())
        }
        Column::Groups | Column::Owner | Column::Visibility => None,
    }
}

fn groups(row: &SpaceRow) -> AnyView {
    let rest = rest(row.groups.iter().map(|group| group.name.as_str()), GROUPS_SHOWN);
    let groups = row.groups.iter().take(GROUPS_SHOWN).cloned();
    view! {
        <span class="pills">
            {groups.map(|group| view! { <GroupPill group/> }).collect_view()}
            {rest.map(|(count, names)| view! { <Rest count names/> })}
        </span>
    }
    .into_any()
}

fn tags(tags: &[String]) -> AnyView {
    let rest = rest(tags.iter().map(String::as_str), TAGS_SHOWN);
    let tags = tags.iter().take(TAGS_SHOWN).cloned();
    view! {
        <span class="pills">
            {tags.map(|tag| view! { <TagPill tag/> }).collect_view()}
            {rest.map(|(count, names)| view! { <Rest count names/> })}
        </span>
    }
    .into_any()
}

fn person(person: PersonRef) -> AnyView {
    let name = person.name.clone();
    view! {
        <span class="owner">
            <PersonCircle person/>
            <span class="owner-name" title=name.clone()>{name.clone()}</span>
        </span>
    }
    .into_any()
}

/// A text of several lines as one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many are not shown, and their names for the tooltip.
fn rest<'a>(names: impl ExactSizeIterator<Item = &'a str>, shown: usize) -> Option<(usize, String)> {
    let count = names.len().checked_sub(shown).filter(|count| *count > 0)?;
    Some((count, names.skip(shown).collect::<Vec<_>>().join(", ")))
}

#[component]
fn Rest(count: usize, names: String) -> impl IntoView {
    view! {
        <span class="rest" title=names.clone()>
            <span aria-hidden="true">{format!("+{count}")}</span>
            <span class="visually-hidden">{names.clone()}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::person::Language;

    #[test]
    fn what_does_not_fit_is_told_by_number() {
        let names = ["a", "b", "c", "d"];
        assert_eq!(rest(names.into_iter(), 2), Some((2, "c, d".into())));
        assert_eq!(rest(names.into_iter(), 4), None);
        assert_eq!(rest([].into_iter(), 3), None);
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
