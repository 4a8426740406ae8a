//! What stands in which column, in the words that an import takes for the same again.

use domain::{
    custom_field::{CustomField, Decimal, Held, Kind, Value},
    export::{person_cell, several_cell},
};

use super::sheet::Cell;
use crate::{
    i18n::Speech,
    server::store::{
        Zone,
        space_export::{ExportRow, Open},
    },
};

/// The messages of the headers before the custom fields.
const HEADERS: [&str; 11] = [
    "import-target-id",
    "import-target-version",
    "import-target-name",
    "import-target-description",
    "import-target-groups",
    "import-target-tags",
    "import-target-visibility",
    "import-target-owner",
    "import-target-people",
    "export-column-created",
    "export-column-activity",
];
/// What XML cannot carry.
const NOT_IN_XML: [char; 2] = ['\u{fffe}', '\u{ffff}'];

/// The columns of a file.
pub struct Columns {
    speech: Speech,
    fields: Vec<CustomField>,
}

impl Columns {
    /// The usual columns, then these fields.
    pub fn new(speech: Speech, fields: Vec<CustomField>) -> Self {
        Self { speech, fields }
    }

    /// The first row.
    pub fn header(&self) -> Vec<Cell> {
        let usual = HEADERS.iter().map(|name| self.speech.text(name));
        let custom = self.fields.iter().map(|field| field.label.clone());
        usual.chain(custom).map(text).collect()
    }

    /// A space's row. What the viewer may not see is blank.
    pub fn row(&self, zone: &Zone, of: &ExportRow) -> Vec<Cell> {
        let ExportRow { row, open } = of;
        let visibility = self.speech.text(&format!("visibility-{}", row.visibility.as_str()));
        let groups: Vec<&str> = row.groups.iter().map(|group| group.name.as_str()).collect();
        let (Some(open), Some(details)) = (open, &row.details) else {
            let outline = [
                (2, row.name.clone()),
                (4, several_cell(&groups)),
                (6, visibility),
                (7, row.owner.name.clone()),
            ];
            let mut cells = vec![Cell::blank(); HEADERS.len() + self.fields.len()];
            for (place, value) in outline {
                cells[place] = text(value);
            }
            return cells;
        };
        let people: Vec<String> = open
            .people
            .iter()
            .map(|(name, email)| person_cell(name, email))
            .collect();
        let mut cells: Vec<Cell> = [
            row.id.to_string(),
            open.version.to_string(),
            row.name.clone(),
            open.description.clone(),
            several_cell(&groups),
            several_cell(&details.tags),
            visibility,
            person_cell(&row.owner.name, &open.owner),
            several_cell(&people),
            zone.written(details.created),
            zone.written(details.last_activity),
        ]
        .map(text)
        .into();
        if let Some(version) = cells.get_mut(1) {
            *version = Cell::Number(Decimal(open.version.saturating_mul(1_000_000)));
        }
        cells.extend(self.fields.iter().map(|field| self.value(field, open)));
        cells
    }

    fn value(&self, field: &CustomField, open: &Open) -> Cell {
        let Some(held) = open.values.iter().find(|held| held.field.id == field.id) else {
            return Cell::blank();
        };
        match &held.value {
            Value::Number(number) => Cell::Number(*number),
            Value::Choices(chosen) if field.kind == Kind::SeveralChoices => {
                text(several_cell(&field.choice_labels(chosen)))
            }
            Value::Person(person) => {
                let name = held.person.as_ref().map_or("", |person| &person.name);
                let email = open.named.get(person).map_or("", String::as_str);
                text(person_cell(name, email))
            }
            value => text(written(self.speech, held, value)),
        }
    }
}

fn written(speech: Speech, held: &Held, value: &Value) -> String {
    held.field.written(value, speech.0, "")
}

fn text(value: String) -> Cell {
    Cell::Text(if value.contains(NOT_IN_XML) {
        value.replace(NOT_IN_XML, "")
    } else {
        value
    })
}
