//! Reading one row: the meaning of its words by the mapping and the account.

use std::{collections::HashSet, marker::PhantomData};

use super::{
    Cells, Checker, ExistingName, GroupChoice, ImportRow, KnownSpace, Mapping, RowAction, RowChoice, Target,
    UnknownGroups, WrongCell,
};
use crate::{
    error::Reason, fold::fold, group::group_name, ids::UserId, limits, preset::Preset, space::clean_tags, text,
    visibility::Visibility,
};

/// A row while it is read.
pub(super) struct RowReading<'r, 'a, C: Cells<'a>> {
    pub(super) checker: &'r Checker,
    pub(super) mapping: &'r Mapping,
    pub(super) cells: &'r C,
    pub(super) lifetime: PhantomData<&'a str>,
    /// People who already have access to the space. They need not be active.
    pub(super) kept: Vec<UserId>,
    pub(super) wrong: Vec<WrongCell>,
}

impl<'a, C: Cells<'a>> RowReading<'_, 'a, C> {
    /// Returns the row, and records what is wrong with it in `wrong`.
    pub(super) fn read(&mut self, row: u32) -> ImportRow {
        if let Some(read) = self.known_row(row) {
            return read;
        }
        let name = self.one(Target::Name, |text| text::line(text, limits::SPACE_NAME));
        let action = self.action(row, name.as_deref().unwrap_or_default());
        let creates = matches!(action, RowAction::Create { .. });
        let mut read = ImportRow::named(row, action, name.unwrap_or_default());
        // A skipped row need not be valid.
        if matches!(action, RowAction::Skip { .. }) {
            return read;
        }
        let description = self.one(Target::Description, |text| text::block(text, limits::DESCRIPTION));
        read.description = description.or(creates.then(String::new));
        read.groups = self.groups(creates);
        read.tags = self.tags(creates);
        read.visibility = self.visibility(creates);
        read.preset = self.preset(creates);
        read.owner = self.owner(creates);
        read.people = self.people(creates, read.owner);
        read.fields = self.custom_fields(creates);
        read
    }

    pub(super) fn note(&mut self, column: Option<usize>, target: Target, reason: Reason) {
        self.wrong.push(WrongCell {
            column,
            field: target.field(),
            reason,
        });
    }

    /// Reads the only column with this target; `None` if it is empty or wrong.
    pub(super) fn one<T>(&mut self, target: Target, read: impl Fn(&str) -> Result<T, Reason>) -> Option<T> {
        let column = self.mapping.column_of(target);
        let text = column.map_or("", |column| self.cells.text(column));
        if text::is_blank(text) && target != Target::Name {
            return None;
        }
        match read(text) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.note(column, target, reason);
                None
            }
        }
    }

    /// Returns the separate values of the columns with this target, keeping known values whole; `None` if all are
    /// empty.
    fn several(&self, target: Target, known: impl Fn(&str) -> bool) -> Option<Vec<(usize, &'a str)>> {
        let mut values = Vec::new();
        for column in self.mapping.columns_of(target) {
            let parts = self.mapping.separators.split_known(self.cells.text(column), &known);
            values.extend(parts.into_iter().map(|value| (column, value)));
        }
        if values.is_empty() { None } else { Some(values) }
    }

    fn action(&mut self, row: u32, name: &str) -> RowAction {
        let mut found = self.checker.spaces_named(name);
        let (first, second) = (found.next(), found.next());
        let update = |space: &KnownSpace| RowAction::Update {
            space: space.id,
            version: space.version,
        };
        let chosen = self.mapping.choices.get(&row).copied();
        let column = self.mapping.column_of(Target::Name);
        match (chosen, self.mapping.existing, first) {
            (Some(RowChoice::Create), _, _) => RowAction::Create { anyway: true },
            (Some(RowChoice::Skip), _, _) => RowAction::Skip {
                space: first.map(|space| space.id),
            },
            (Some(RowChoice::Update(id)), _, _) => match self.checker.space(id) {
                Some(space) => update(space),
                None => {
                    self.note(column, Target::Name, Reason::Unknown { value: name.to_owned() });
                    RowAction::Create { anyway: true }
                }
            },
            (None, ExistingName::Create, _) => RowAction::Create { anyway: true },
            (None, _, None) => RowAction::Create { anyway: false },
            (None, _, Some(_)) if second.is_some() => {
                self.note(column, Target::Name, Reason::Ambiguous { value: name.to_owned() });
                RowAction::Create { anyway: true }
            }
            (None, ExistingName::Skip, Some(space)) => RowAction::Skip { space: Some(space.id) },
            (None, ExistingName::Update, Some(space)) => update(space),
        }
    }

    pub(super) fn groups(&mut self, creates: bool) -> Option<Vec<GroupChoice>> {
        // The name of a group may contain a separator.
        let named = self.several(Target::Groups, |name| self.checker.group_named(name).is_some());
        let defaults = || {
            self.mapping
                .defaults
                .groups
                .iter()
                .map(|name| (None, name.as_str()))
                .collect()
        };
        let named: Vec<(Option<usize>, &str)> = match named {
            Some(named) => named.into_iter().map(|(column, name)| (Some(column), name)).collect(),
            None if creates => defaults(),
            None => return None,
        };
        let unknown = self.mapping.unknown_groups.within(!self.checker.new_groups_refused);
        let mut seen = HashSet::new();
        let mut groups = Vec::with_capacity(named.len());
        for (column, raw) in named {
            if let Some(id) = self.checker.group_named(raw) {
                if seen.insert(fold(raw.trim())) {
                    groups.push(GroupChoice::Existing(id));
                }
                continue;
            }
            if unknown == UnknownGroups::LeaveOut {
                continue;
            }
            match group_name(raw) {
                // With normalized white space it may be an existing group.
                Ok(name) if seen.insert(fold(&name)) => {
                    let known = self.checker.group_named(&name);
                    groups.push(known.map_or(GroupChoice::New(name), GroupChoice::Existing));
                }
                Ok(_) => {}
                Err(reason) => self.note(column, Target::Groups, reason),
            }
        }
        // If all groups were left out, the cell is treated as missing and not as empty.
        (creates || !groups.is_empty()).then_some(groups)
    }

    pub(super) fn tags(&mut self, creates: bool) -> Option<Vec<String>> {
        let (column, raw): (_, Vec<String>) = match self.several(Target::Tags, |_| false) {
            Some(tags) => (
                tags.first().map(|(column, _)| *column),
                tags.into_iter().map(|(_, tag)| tag.to_owned()).collect(),
            ),
            None if creates => (None, self.mapping.defaults.tags.clone()),
            None => return None,
        };
        match clean_tags(&raw) {
            Ok(tags) => Some(tags),
            Err(reason) => {
                self.note(column, Target::Tags, reason);
                None
            }
        }
    }

    pub(super) fn visibility(&mut self, creates: bool) -> Option<Visibility> {
        let mapping = self.mapping;
        let before = self.wrong.len();
        let read = self.one(Target::Visibility, |word| {
            Checker::visibility_of(word, mapping).ok_or_else(|| Reason::Unknown {
                value: text::without_invisible(word).trim().to_owned(),
            })
        });
        if self.wrong.len() > before || !creates {
            return read;
        }
        read.or(mapping.defaults.visibility)
            .or(Some(self.checker.rules.default))
    }

    pub(super) fn preset(&mut self, creates: bool) -> Option<Preset> {
        let before = self.wrong.len();
        let read = self.one(Target::Preset, |word| {
            Preset::of_word(word).ok_or_else(|| Reason::Unknown {
                value: text::without_invisible(word).trim().to_owned(),
            })
        });
        if self.wrong.len() > before || !creates {
            return read;
        }
        read.or(self.mapping.defaults.preset)
    }

    pub(super) fn owner(&mut self, creates: bool) -> Option<UserId> {
        let (checker, kept) = (self.checker, std::mem::take(&mut self.kept));
        let before = self.wrong.len();
        let read = self.one(Target::Owner, |word| checker.people.find_kept(word, &kept));
        self.kept = kept;
        if self.wrong.len() > before || !creates {
            return read;
        }
        read.or(self.mapping.defaults.owner)
    }

    pub(super) fn people(&mut self, creates: bool, owner: Option<UserId>) -> Option<Vec<UserId>> {
        let Some(named) = self.several(Target::People, |_| false) else {
            return creates.then(Vec::new);
        };
        let mut seen = owner.into_iter().collect::<HashSet<_>>();
        let mut people = Vec::with_capacity(named.len());
        for (column, word) in named {
            match self.checker.people.find_kept(word, &self.kept) {
                Ok(id) if seen.insert(id) => people.push(id),
                Ok(_) => {}
                Err(reason) => self.note(Some(column), Target::People, reason),
            }
        }
        Some(people)
    }
}
