//! Checking rows: first the meaning of their words, then the permission of the person who imports.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    marker::PhantomData,
};

use super::reading::RowReading;
use super::{
    Cells, CheckContext, CurrentSpace, FoundNames, GroupChoice, ImportRow, KnownSpace, Mapping, RowAction, RowVerdict,
    Target, WrongCell,
};
use super::{notations::notation_of, people::PeopleIndex};
use crate::{
    access::may_choose_visibility,
    custom_field::CustomField,
    error::{Field, FieldError, Reason},
    fold::fold,
    group::group_name,
    ids::{FieldId, GroupId, SpaceId, UserId},
    limits,
    notation::Notation,
    person::Language,
    space::clean_tags,
    text,
    visibility::{Visibility, VisibilityRules},
};

/// The words for the levels, folded, in both languages and all genders.
const VISIBILITY_WORDS: &[(Visibility, &[&str])] = &[
    (Visibility::Public, &["public", "publiczna", "publiczny", "publiczne"]),
    (
        Visibility::Private,
        &["private", "niepubliczna", "niepubliczny", "niepubliczne"],
    ),
    (Visibility::Hidden, &["hidden", "ukryta", "ukryty", "ukryte"]),
];

/// A checker of many rows against one context.
pub struct Checker {
    pub(super) people: PeopleIndex,
    /// The names of people to whom spaces refer and the file does not.
    names: HashMap<UserId, String>,
    groups_by_name: HashMap<String, GroupId>,
    pub(super) groups: HashMap<GroupId, String>,
    pub(super) rules: VisibilityRules,
    pub(super) current: HashMap<SpaceId, CurrentSpace>,
    pub(super) closed: HashSet<SpaceId>,
    pub(super) fields: Vec<CustomField>,
    pub(super) may_add_choices: bool,
    pub(super) language: Language,
    notations: HashMap<FieldId, Notation>,
    adding_refused: bool,
    pub(super) new_groups_refused: bool,
    spaces: Vec<KnownSpace>,
    spaces_by_name: HashMap<String, Vec<usize>>,
    spaces_by_id: HashMap<SpaceId, usize>,
}

impl Checker {
    /// Returns a checker with indexes of the context.
    pub fn new(context: CheckContext) -> Self {
        let names = context.named.people.into_iter();
        let mut checker = Self {
            names: names.map(|person| (person.id, person.name)).collect(),
            people: PeopleIndex::new(&context.people),
            groups_by_name: context
                .groups
                .iter()
                .map(|group| (fold(&group.name), group.id))
                .collect(),
            groups: context.groups.into_iter().map(|group| (group.id, group.name)).collect(),
            rules: context.visibility,
            current: (context.named.current.into_iter())
                .map(|space| (space.id, space))
                .collect(),
            closed: context.named.closed.into_iter().collect(),
            fields: context.fields,
            may_add_choices: context.may_add_choices,
            language: context.language,
            notations: HashMap::new(),
            adding_refused: context.adding_refused,
            new_groups_refused: context.new_groups_refused,
            spaces: Vec::with_capacity(context.spaces.len()),
            spaces_by_name: HashMap::with_capacity(context.spaces.len()),
            spaces_by_id: HashMap::with_capacity(context.spaces.len()),
        };
        let named = context.named.spaces.into_iter();
        context
            .spaces
            .into_iter()
            .chain(named)
            .for_each(|space| checker.add_space(space));
        checker
    }

    /// Adds people and spaces that were found later.
    pub fn learn(&mut self, found: FoundNames) {
        found.people.iter().for_each(|person| self.people.add(person));
        found.spaces.into_iter().for_each(|space| self.add_space(space));
        self.names
            .extend(found.owners.into_iter().map(|person| (person.id, person.name)));
    }

    fn add_space(&mut self, space: KnownSpace) {
        let place = self.spaces.len();
        if let Entry::Vacant(entry) = self.spaces_by_id.entry(space.id) {
            entry.insert(place);
            self.spaces_by_name.entry(fold(&space.name)).or_default().push(place);
            self.spaces.push(space);
        }
    }

    /// Returns the name of the person.
    pub(super) fn person_name(&self, id: UserId) -> &str {
        let known = self.people.name(id);
        match known.is_empty() {
            true => self.names.get(&id).map_or("", String::as_str),
            false => known,
        }
    }

    /// Sets the notations of the columns of these fields. Other columns are read in the notation of the language.
    pub fn set_notations(&mut self, notations: impl IntoIterator<Item = (FieldId, Notation)>) {
        self.notations = notations.into_iter().collect();
    }

    /// Returns the notation of the field's column.
    pub(super) fn notation(&self, field: FieldId) -> Notation {
        let found = self.notations.get(&field).copied();
        found.unwrap_or_else(|| notation_of(self.language))
    }

    /// Returns the custom fields of the account.
    pub fn fields(&self) -> &[CustomField] {
        &self.fields
    }

    /// Returns the language in which numbers are written.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the level that a word means, in either language or by the mapping.
    pub fn visibility_of(word: &str, mapping: &Mapping) -> Option<Visibility> {
        let folded = fold(word.trim());
        if let Some(level) = mapping.visibility_words.get(&folded) {
            return Some(*level);
        }
        let known = VISIBILITY_WORDS
            .iter()
            .find(|(_, words)| words.contains(&folded.as_str()));
        known.map(|(level, _)| *level)
    }

    /// Returns the group with that name.
    pub fn group_named(&self, name: &str) -> Option<GroupId> {
        self.groups_by_name.get(&fold(name.trim())).copied()
    }

    /// Returns the person with this e-mail or name, or why there is none.
    pub fn person_named(&self, word: &str) -> Result<UserId, Reason> {
        self.people.find(word)
    }

    /// Returns the space with that id if it may be updated.
    pub(super) fn space(&self, id: SpaceId) -> Option<&KnownSpace> {
        self.spaces.get(*self.spaces_by_id.get(&id)?)
    }

    /// Returns the spaces with that name that may be updated.
    pub fn spaces_named(&self, name: &str) -> impl Iterator<Item = &KnownSpace> {
        let name = text::line(name, usize::MAX).unwrap_or_default();
        let found = self.spaces_by_name.get(&fold(&name)).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|index| self.spaces.get(*index))
    }

    /// Checks a row of the file.
    pub fn check<'a>(&self, row: u32, cells: &impl Cells<'a>, mapping: &Mapping) -> RowVerdict {
        let mut reading = RowReading {
            checker: self,
            mapping,
            cells,
            lifetime: PhantomData,
            kept: Vec::new(),
            wrong: Vec::new(),
        };
        let read = reading.read(row);
        let mut wrong = reading.wrong;
        if wrong.is_empty() {
            // Rows that were read without errors must also pass the server's rules.
            let errors = self.verify(&read).into_iter();
            wrong = errors.map(|error| place(error, mapping)).collect();
        }
        if wrong.is_empty() {
            RowVerdict::Right(read)
        } else {
            RowVerdict::Wrong(wrong)
        }
    }

    /// Returns what is wrong with a row that was valid before. It is empty unless something changed meanwhile.
    pub fn verify(&self, row: &ImportRow) -> Vec<FieldError> {
        let mut wrong = Vec::new();
        let mut expect = |field, result: Result<(), Reason>| {
            if let Err(reason) = result {
                wrong.push(FieldError { field, reason });
            }
        };
        let updated = match row.action {
            RowAction::Skip { .. } | RowAction::Unchanged { .. } => return wrong,
            RowAction::Create { .. } => None,
            RowAction::Update { space, .. } => self.space(space),
        };
        expect(Field::Name, same(&row.name, text::line(&row.name, limits::SPACE_NAME)));
        expect(Field::Name, self.verify_action(row, updated));
        if let Some(description) = &row.description {
            expect(
                Field::Description,
                same(description, text::block(description, limits::DESCRIPTION)),
            );
        }
        if let Some(groups) = &row.groups {
            expect(Field::Groups, self.verify_groups(groups));
        }
        if let Some(tags) = &row.tags {
            expect(Field::Tags, same(tags, clean_tags(tags)));
        }
        if let Some(visibility) = row.visibility {
            expect(Field::Visibility, self.verify_visibility(visibility, updated));
        }
        if let Some(owner) = row.owner {
            expect(Field::Owner, self.verify_owner(owner, updated));
        }
        if let Some(people) = &row.people {
            expect(Field::People, self.verify_people(people, updated));
        }
        wrong.extend(self.verify_fields(row));
        wrong
    }

    fn verify_action(&self, row: &ImportRow, updated: Option<&KnownSpace>) -> Result<(), Reason> {
        match row.action {
            RowAction::Create { .. } if self.adding_refused => Err(Reason::NotAllowed),
            RowAction::Create { anyway: false } if self.spaces_by_name.contains_key(&fold(&row.name)) => {
                Err(Reason::Taken)
            }
            RowAction::Update { version, .. } if updated.is_none_or(|space| space.version != version) => {
                Err(Reason::Unknown {
                    value: row.name.clone(),
                })
            }
            _ => Ok(()),
        }
    }

    fn verify_groups(&self, groups: &[GroupChoice]) -> Result<(), Reason> {
        if groups.len() > limits::GROUPS_A_SPACE {
            return Err(Reason::TooMany {
                max: limits::GROUPS_A_SPACE,
            });
        }
        for group in groups {
            match group {
                GroupChoice::Existing(id) if !self.groups.contains_key(id) => {
                    return Err(Reason::Unknown { value: id.to_string() });
                }
                GroupChoice::Existing(_) => {}
                GroupChoice::New(_) if self.new_groups_refused => return Err(Reason::NotAllowed),
                GroupChoice::New(name) => same(name, group_name(name))?,
            }
        }
        Ok(())
    }

    fn verify_visibility(&self, level: Visibility, updated: Option<&KnownSpace>) -> Result<(), Reason> {
        let now = updated.map(|space| space.visibility);
        if now != Some(level) {
            may_give_access(updated)?;
        }
        if may_choose_visibility(&self.rules, now, level) {
            Ok(())
        } else {
            Err(Reason::NotOffered)
        }
    }

    fn verify_owner(&self, owner: UserId, updated: Option<&KnownSpace>) -> Result<(), Reason> {
        if updated.is_some_and(|space| space.owner == owner) {
            return Ok(());
        }
        may_give_access(updated)?;
        self.people.verify(owner)
    }

    fn verify_people(&self, people: &[UserId], updated: Option<&KnownSpace>) -> Result<(), Reason> {
        may_give_access(updated)?;
        if people.len() > limits::MEMBERS_A_SPACE {
            return Err(Reason::TooMany {
                max: limits::MEMBERS_A_SPACE,
            });
        }
        people.iter().try_for_each(|person| self.people.verify(*person))
    }
}

/// Checks the permission to give and remove access, which members who may edit do not have.
fn may_give_access(updated: Option<&KnownSpace>) -> Result<(), Reason> {
    if updated.is_none_or(|space| space.may_give_access) {
        Ok(())
    } else {
        Err(Reason::NotAllowed)
    }
}

/// Checks that a sent text is already normalized.
fn same<T: PartialEq>(sent: &T, clean: Result<T, Reason>) -> Result<(), Reason> {
    if clean? == *sent {
        Ok(())
    } else {
        Err(Reason::Malformed)
    }
}

fn place(error: FieldError, mapping: &Mapping) -> WrongCell {
    let target = match error.field {
        Field::Custom(id) => Some(Target::Custom(id)),
        field => Target::ALL.into_iter().find(|target| target.field() == field),
    };
    WrongCell {
        column: target.and_then(|target| mapping.column_of(target)),
        field: error.field,
        reason: error.reason,
    }
}
