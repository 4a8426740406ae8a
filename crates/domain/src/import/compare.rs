//! Rows of an exported file: the space is found by its id, and only differences are changed.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{
    Cells, Checker, FieldCell, GroupChoice, ImportRow, KnownSpace, Mapping, RowAction, RowChoice, Target,
    reading::RowReading,
};
use crate::{
    custom_field::{Value, Values},
    error::{Field, Reason},
    fold::fold,
    ids::{GroupId, SpaceId, UserId},
    limits,
    person::PersonRef,
    preset::Preset,
    text,
};

/// The present state of a space that the person may edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrentSpace {
    pub id: SpaceId,
    pub description: String,
    pub groups: Vec<GroupId>,
    pub tags: Vec<String>,
    /// Members, without the owner.
    pub people: Vec<UserId>,
    pub fields: Values,
}

/// The spaces to which a file refers by id and of which the person may know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NamedSpaces {
    /// The spaces that the person may edit.
    pub spaces: Vec<KnownSpace>,
    /// The present state of these spaces.
    pub current: Vec<CurrentSpace>,
    /// The people to whom these spaces refer.
    pub people: Vec<PersonRef>,
    /// The spaces that the person may know of and may not edit. Their rows are skipped, whatever they contain.
    pub closed: Vec<SpaceId>,
}

/// The comparison of a row with its space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The differences.
    pub differences: Vec<Difference>,
    /// Whether the space was changed after it was exported.
    pub changed_since: bool,
    /// Whether the person may not edit the space.
    pub closed: bool,
}

/// A cell that differs from the space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub column: Option<usize>,
    pub field: Field,
    /// The text for the space's value; for a visibility or a preset the word in storage.
    pub before: String,
}

impl<'a, C: Cells<'a>> RowReading<'_, 'a, C> {
    /// Returns the row if it names its space, and records what is wrong with it.
    pub(super) fn known_row(&mut self, row: u32) -> Option<ImportRow> {
        let column = self.mapping.column_of(Target::Id)?;
        let word = self.cells.text(column).trim();
        if word.is_empty() {
            return None;
        }
        let checker = self.checker;
        let id: Option<SpaceId> = word.parse().ok();
        let found = id.and_then(|id| checker.space(id).zip(checker.current.get(&id)));
        let mut read = ImportRow::named(row, RowAction::Skip { space: None }, String::new());
        match (self.mapping.choices.get(&row), found) {
            (Some(RowChoice::Create), _) => return None,
            (Some(RowChoice::Skip), _) => {
                read.action = RowAction::Skip {
                    space: found.map(|(space, _)| space.id),
                };
            }
            (_, None) if id.is_some_and(|id| checker.closed.contains(&id)) => {
                read.action = RowAction::Skip { space: id };
            }
            // The id of a space that the person may not know of is treated like an unknown id.
            (_, None) => self.note(Some(column), Target::Id, Reason::Unknown { value: word.to_owned() }),
            (_, Some((space, current))) => self.differing(&mut read, space, current),
        }
        Some(read)
    }

    /// Keeps only the values that differ from the space.
    fn differing(&mut self, read: &mut ImportRow, space: &KnownSpace, current: &CurrentSpace) {
        let person = |value: &Value| match value {
            Value::Person(person) => Some(*person),
            _ => None,
        };
        self.kept.push(space.owner);
        self.kept.extend(&current.people);
        self.kept.extend(current.fields.values().filter_map(person));
        read.name = match self.mapping.column_of(Target::Name) {
            Some(_) => self
                .one(Target::Name, |raw| text::line(raw, limits::SPACE_NAME))
                .unwrap_or_default(),
            None => space.name.clone(),
        };
        let description = self.one(Target::Description, |raw| text::block(raw, limits::DESCRIPTION));
        read.description = self
            .or_emptied(Target::Description, description)
            .filter(|new| *new != current.description);
        let groups = self.groups(false);
        read.groups = self
            .or_emptied(Target::Groups, groups)
            .filter(|new| !same_groups(new, &current.groups));
        let tags = self.tags(false);
        read.tags = self
            .or_emptied(Target::Tags, tags)
            .filter(|new| tag_set(new) != tag_set(&current.tags));
        read.visibility = self.visibility(false).filter(|new| *new != space.visibility);
        read.preset = self.preset(false).filter(|new| Some(*new) != space.preset);
        read.owner = self.owner(false).filter(|new| *new != space.owner);
        // An empty cell removes nobody's access.
        let owner = read.owner.unwrap_or(space.owner);
        let set = |people: &[UserId]| people.iter().copied().filter(|id| *id != owner).collect::<HashSet<_>>();
        read.people = self
            .people(false, Some(owner))
            .filter(|new| set(new) != set(&current.people));
        read.fields = self.differing_fields(current);
        let same = read.name == space.name
            && read.description.is_none()
            && read.groups.is_none()
            && read.tags.is_none()
            && read.visibility.is_none()
            && read.preset.is_none()
            && read.owner.is_none()
            && read.people.is_none()
            && read.fields.is_empty();
        read.action = match same {
            true => RowAction::Unchanged { space: space.id },
            false => RowAction::Update {
                space: space.id,
                version: space.version,
            },
        };
    }

    /// Treats an empty cell of an exported row as an empty value.
    fn or_emptied<T: Default>(&self, target: Target, read: Option<T>) -> Option<T> {
        read.or_else(|| self.is_emptied(target).then(T::default))
    }

    fn is_emptied(&self, target: Target) -> bool {
        let mut columns = self.mapping.columns_of(target).peekable();
        columns.peek().is_some() && columns.all(|column| self.cells.text(column).trim().is_empty())
    }

    fn differing_fields(&mut self, current: &CurrentSpace) -> Vec<FieldCell> {
        let mut cells = self.custom_fields(false);
        cells.retain(|cell| !cell.new_choices.is_empty() || cell.value.as_ref() != current.fields.get(&cell.field));
        let emptied = current
            .fields
            .keys()
            .filter(|field| self.is_emptied(Target::Custom(**field)));
        cells.extend(emptied.map(|field| FieldCell {
            field: *field,
            value: None,
            new_choices: Vec::new(),
        }));
        cells
    }
}

impl Checker {
    /// Returns the space of a cell with an id, as the only candidate, or `None` if the cell has no id, as in a new row.
    pub fn space_of(&self, id: &str) -> Option<Vec<SpaceId>> {
        let id = id.trim().parse().ok()?;
        let closed = self.closed.contains(&id).then(Vec::new);
        self.space(id).map(|space| vec![space.id]).or(closed)
    }

    /// Compares a row with its space. Returns `None` if the row does not name one.
    pub fn compare<'a>(&self, row: &ImportRow, cells: &impl Cells<'a>, mapping: &Mapping) -> Option<Comparison> {
        let column = mapping.column_of(Target::Id)?;
        let id: SpaceId = cells.text(column).trim().parse().ok()?;
        if self.closed.contains(&id) {
            return Some(Comparison {
                closed: true,
                ..Comparison::default()
            });
        }
        let (space, current) = self.space(id).zip(self.current.get(&id))?;
        let exported = mapping
            .column_of(Target::Version)
            .and_then(|column| cells.text(column).trim().parse::<i64>().ok());
        let mut differences = Vec::new();
        if matches!(row.action, RowAction::Update { .. }) {
            let mut differ = |target: Target, differs: bool, before: &dyn Fn() -> String| {
                if differs {
                    differences.push(Difference {
                        column: mapping.column_of(target),
                        field: target.field(),
                        before: before(),
                    });
                }
            };
            let people = |ids: &[UserId]| {
                ids.iter()
                    .map(|id| self.person_name(*id))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            differ(Target::Name, row.name != space.name, &|| space.name.clone());
            differ(Target::Description, row.description.is_some(), &|| {
                current.description.clone()
            });
            differ(Target::Groups, row.groups.is_some(), &|| {
                self.group_names(&current.groups)
            });
            differ(Target::Tags, row.tags.is_some(), &|| current.tags.join(", "));
            differ(Target::Visibility, row.visibility.is_some(), &|| {
                space.visibility.as_str().to_owned()
            });
            differ(Target::Preset, row.preset.is_some(), &|| {
                space.preset.map_or("", Preset::as_str).to_owned()
            });
            differ(Target::Owner, row.owner.is_some(), &|| people(&[space.owner]));
            differ(Target::People, row.people.is_some(), &|| people(&current.people));
            for changed in &row.fields {
                differ(Target::Custom(changed.field), true, &|| self.written(current, changed));
            }
        }
        Some(Comparison {
            differences,
            changed_since: exported.is_some_and(|version| version != space.version),
            closed: false,
        })
    }

    fn group_names(&self, groups: &[GroupId]) -> String {
        let names = groups.iter().filter_map(|id| self.groups.get(id));
        names.map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    fn written(&self, current: &CurrentSpace, changed: &FieldCell) -> String {
        let field = self.fields.iter().find(|field| field.id == changed.field);
        let Some((field, value)) = field.zip(current.fields.get(&changed.field)) else {
            return String::new();
        };
        let name = match value {
            Value::Person(person) => self.person_name(*person),
            _ => "",
        };
        field.written(value, self.language, name)
    }
}

fn same_groups(new: &[GroupChoice], now: &[GroupId]) -> bool {
    let existing: HashSet<GroupId> = new
        .iter()
        .filter_map(|choice| match choice {
            GroupChoice::Existing(id) => Some(*id),
            GroupChoice::New(_) => None,
        })
        .collect();
    existing.len() == new.len() && existing == now.iter().copied().collect()
}

fn tag_set(tags: &[String]) -> HashSet<String> {
    tags.iter().map(|tag| fold(tag)).collect()
}
