//! The contents of the columns of an exported file, in the words that an import recognises.

use domain::{
    column::{self, Column},
    custom_field::{CustomField, Decimal, Kind, Value},
    export::{person_cell, several_cell},
    space::{RowDetails, SpaceRow},
};

use super::sheet::Cell;
use crate::{
    i18n::Messages,
    server::store::{
        Zone,
        spaces::export::{ExportRow, Open},
    },
};

/// Every column except custom fields, in the default order.
const ALL: [Column; 10] = [
    Column::Description,
    Column::Groups,
    Column::Tags,
    Column::Visibility,
    Column::Preset,
    Column::Owner,
    Column::People,
    Column::Created,
    Column::CreatedBy,
    Column::LastActivity,
];
/// Characters that XML does not permit.
const NOT_IN_XML: [char; 2] = ['\u{fffe}', '\u{ffff}'];

/// The columns of a file: id and version, by which an import recognises the space, the name, then these.
pub struct Columns {
    messages: Messages,
    columns: Vec<Column>,
    fields: Vec<CustomField>,
}

impl Columns {
    /// Returns all columns, or those that were chosen.
    pub fn new(messages: Messages, fields: Vec<CustomField>, chosen: Option<&column::Columns>) -> Self {
        let custom = || fields.iter().map(|field| Column::Field(field.id));
        let columns = match chosen {
            None => ALL.into_iter().chain(custom()).collect(),
            Some(chosen) => {
                let known = chosen.known(|id| fields.iter().any(|field| field.id == id));
                known.all().to_vec()
            }
        };
        Self {
            messages,
            columns,
            fields,
        }
    }

    /// Returns the header row.
    pub fn header(&self) -> Vec<Cell> {
        let first = ["import-target-id", "import-target-version", "import-target-name"];
        let first = first.into_iter().map(|name| self.messages.text(name));
        let chosen = self.columns.iter().map(|column| self.label(*column));
        first.chain(chosen).map(text).collect()
    }

    fn label(&self, column: Column) -> String {
        match column {
            Column::Created | Column::CreatedBy | Column::LastActivity => {
                self.messages.text(&format!("list-column-{}", column.word()))
            }
            Column::Field(_) => self.field(column).map(|field| field.label.clone()).unwrap_or_default(),
            column => self.messages.text(&format!("import-target-{}", column.word())),
        }
    }

    fn field(&self, column: Column) -> Option<&CustomField> {
        self.fields.iter().find(|field| Column::Field(field.id) == column)
    }

    /// Returns the row of a space. Columns that the viewer may not see are blank; the id is also in the links of the
    /// list.
    pub fn row(&self, zone: &Zone, of: &ExportRow) -> Vec<Cell> {
        let ExportRow { row, open } = of;
        let seen = open.as_ref().zip(row.details.as_ref());
        let mut cells = match seen {
            Some((open, _)) => vec![
                text(row.id.to_string()),
                Cell::Number(Decimal(open.version.saturating_mul(1_000_000))),
            ],
            None => vec![text(row.id.to_string()), Cell::blank()],
        };
        cells.push(text(row.name.clone()));
        cells.extend(self.columns.iter().map(|column| match seen {
            Some((open, details)) => self.whole(zone, *column, row, open, details),
            None => self.outline(*column, row),
        }));
        cells
    }

    fn outline(&self, column: Column, row: &SpaceRow) -> Cell {
        match column {
            Column::Groups => groups(row),
            Column::Visibility => self.visibility(row),
            Column::Owner => text(row.owner.name.clone()),
            _ => Cell::blank(),
        }
    }

    fn whole(&self, zone: &Zone, column: Column, row: &SpaceRow, open: &Open, details: &RowDetails) -> Cell {
        let people = || {
            let people = open.people.iter().map(|(name, email)| person_cell(name, email));
            several_cell(&people.collect::<Vec<_>>())
        };
        match column {
            Column::Groups => groups(row),
            Column::Visibility => self.visibility(row),
            Column::Owner => text(person_cell(&row.owner.name, &open.owner)),
            Column::Description => text(open.description.clone()),
            Column::Tags => text(several_cell(&details.tags)),
            Column::People => text(people()),
            Column::Created => Cell::Date(zone.written(details.created)),
            Column::CreatedBy => text(open.created_by.clone()),
            Column::LastActivity => Cell::Date(zone.written(details.last_activity)),
            Column::Preset => match open.preset {
                Some(preset) => text(self.messages.text(&format!("preset-{}", preset.as_str()))),
                None => Cell::blank(),
            },
            Column::Field(_) => match self.field(column) {
                Some(field) => self.value(field, open),
                None => Cell::blank(),
            },
        }
    }

    fn visibility(&self, row: &SpaceRow) -> Cell {
        text(self.messages.text(&format!("visibility-{}", row.visibility.as_str())))
    }

    fn value(&self, field: &CustomField, open: &Open) -> Cell {
        let Some(held) = open.values.iter().find(|held| held.field.id == field.id) else {
            return Cell::blank();
        };
        match &held.value {
            Value::Number(number) => Cell::Number(*number),
            Value::Date(day) => Cell::Date(day.to_string()),
            Value::Text(phone) if field.kind == Kind::Phone && is_no_formula(phone) => Cell::Plain(phone.clone()),
            Value::Person(person) => {
                let name = held.person.as_ref().map_or("", |person| &person.name);
                let email = open.named.get(person).map_or("", String::as_str);
                text(person_cell(name, email))
            }
            value => text(held.field.written(value, self.messages.0, "")),
        }
    }
}

/// Returns whether no spreadsheet program would evaluate the phone number: '+48 601 100 200' is safe, '+48-601' is not.
fn is_no_formula(phone: &str) -> bool {
    phone.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' '))
}

fn groups(row: &SpaceRow) -> Cell {
    let names: Vec<&str> = row.groups.iter().map(|group| group.name.as_str()).collect();
    text(several_cell(&names))
}

fn text(value: String) -> Cell {
    Cell::Text(if value.contains(NOT_IN_XML) {
        value.replace(NOT_IN_XML, "")
    } else {
        value
    })
}
