//! The names in the file. Only these are looked up in the account.

use std::collections::HashSet;

use domain::fold::fold;
use domain::ids::FieldId;
use domain::import::{FileNames, Target, person_keys};
use domain::text;

use super::Session;

/// The names that were looked up, in comparable form.
#[derive(Default)]
pub(super) struct LookedUp {
    spaces: HashSet<String>,
    people: HashSet<(String, String)>,
    /// The custom fields whose values are people.
    fields: Vec<FieldId>,
}

impl Session {
    /// Returns every name of the file once.
    pub(super) fn file_names(&mut self, people: Vec<FieldId>) -> FileNames {
        self.looked_up = LookedUp {
            fields: people,
            ..LookedUp::default()
        };
        let mut names = FileNames {
            ids: self.mapping.defaults.owner.into_iter().collect(),
            ..FileNames::default()
        };
        for index in 0..self.rows() {
            self.add_names(index, &mut names);
        }
        names
    }

    /// Returns the names of one row that were not looked up yet, and marks them as looked up.
    pub(super) fn not_looked_up(&mut self, index: usize) -> FileNames {
        let mut names = FileNames::default();
        // Before the check no name was looked up.
        if self.checker.is_some() {
            self.add_names(index, &mut names);
        }
        names
    }

    fn add_names(&mut self, index: usize, names: &mut FileNames) {
        let mut looked_up = std::mem::take(&mut self.looked_up);
        for (column, target) in self.mapping.columns.iter().enumerate() {
            let cell = self.cell(index, column);
            let mut person = |word: &str| {
                if !word.trim().is_empty() && looked_up.people.insert(person_keys(word)) {
                    names.people.push(word.trim().to_owned());
                }
            };
            match target {
                Some(Target::Name) => {
                    let name = text::line(cell, usize::MAX).unwrap_or_default();
                    if !name.is_empty() && looked_up.spaces.insert(fold(&name)) {
                        names.spaces.push(name);
                    }
                }
                Some(Target::Owner) => person(cell),
                Some(Target::People) => self.mapping.separators.split(cell).for_each(person),
                Some(Target::Custom(field)) if looked_up.fields.contains(field) => person(cell),
                _ => {}
            }
        }
        self.looked_up = looked_up;
    }
}
