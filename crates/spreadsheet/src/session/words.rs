//! The words of the file that have no meaning yet.

use std::collections::HashMap;

use domain::fold::fold;
use domain::ids::FieldId;
use domain::import::{Checker, Target};
use domain::text::{is_blank, without_invisible};

use super::Session;
use crate::protocol::{ChoiceWord, VisibilityWord, Word, Words, WorkerError};

const MAX_WORDS: usize = 300;

/// Words by normalized text, in the order of their first occurrence.
#[derive(Default)]
struct Counter {
    places: HashMap<String, usize>,
    words: Vec<(String, Word)>,
}

impl Counter {
    fn count(&mut self, word: &str) {
        let word = without_invisible(word);
        let key = fold(word.trim());
        match self.places.get(&key) {
            Some(place) => {
                if let Some((_, word)) = self.words.get_mut(*place) {
                    word.rows += 1;
                }
            }
            None if self.words.len() < MAX_WORDS => {
                self.places.insert(key.clone(), self.words.len());
                self.words.push((
                    key,
                    Word {
                        word: word.trim().to_owned(),
                        rows: 1,
                    },
                ));
            }
            None => {}
        }
    }

    fn into_words(self) -> Vec<Word> {
        self.words.into_iter().map(|(_, word)| word).collect()
    }
}

impl Session {
    pub(super) fn words(&self) -> Result<Words, WorkerError> {
        let checker = self.checker.as_ref().ok_or(WorkerError::TooEarly)?;
        let (mut visibility, mut groups, mut people) = (Counter::default(), Counter::default(), Counter::default());
        let custom = self.mapping.columns.iter().enumerate();
        // Mapped words are counted separately, so that they do not use up the limit of the others.
        let mut custom: Vec<(usize, FieldId, Counter, Counter)> = custom
            .filter_map(|(column, target)| match target {
                Some(Target::Custom(id)) => Some((column, *id, Counter::default(), Counter::default())),
                _ => None,
            })
            .collect();
        let mut without = self.mapping.clone();
        without.visibility_words.clear();
        for index in (0..self.rows()).filter(|index| !self.is_left_out(*index)) {
            for column in self.mapping.columns_of(Target::Visibility) {
                let word = self.cell(index, column);
                if !is_blank(word) && Checker::visibility_of(word, &without).is_none() {
                    visibility.count(word);
                }
            }
            for column in self.mapping.columns_of(Target::Groups) {
                let named = self.mapping.separators.split(self.cell(index, column));
                named
                    .filter(|name| checker.group_named(name).is_none())
                    .for_each(|name| groups.count(name));
            }
            for column in self.mapping.columns_of(Target::Owner) {
                let word = self.cell(index, column);
                if !is_blank(word) && checker.person_named(word).is_err() {
                    people.count(word);
                }
            }
            for column in self.mapping.columns_of(Target::People) {
                let named = self.mapping.separators.split(self.cell(index, column));
                named
                    .filter(|name| checker.person_named(name).is_err())
                    .for_each(|name| people.count(name));
            }
            for (column, field, mapped, unmapped) in &mut custom {
                let words = self.mapping.choice_words.get(field);
                for word in checker.unknown_choices(*field, self.cell(index, *column), &self.mapping) {
                    match words.is_some_and(|words| words.contains_key(&fold(word))) {
                        true => mapped.count(word),
                        false => unmapped.count(word),
                    }
                }
            }
        }
        let words = visibility.words.into_iter().map(|(key, word)| VisibilityWord {
            means: self.mapping.visibility_words.get(&key).copied(),
            word: word.word,
            key,
            rows: word.rows,
        });
        let choices = custom.into_iter().flat_map(|(_, field, mapped, unmapped)| {
            let means = self.mapping.choice_words.get(&field);
            let words = mapped.words.into_iter().chain(unmapped.words);
            words.map(move |(key, word)| ChoiceWord {
                field,
                means: means.and_then(|means| means.get(&key).copied()),
                word: word.word,
                key,
                rows: word.rows,
            })
        });
        Ok(Words {
            visibility: words.collect(),
            groups: groups.into_words(),
            people: people.into_words(),
            choices: choices.collect(),
        })
    }
}
