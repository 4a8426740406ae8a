//! People in files: by e-mail, or by a name that only one active person has.

use std::collections::HashMap;

use super::KnownPerson;
use crate::{error::Reason, fold::fold, ids::UserId, letters::lowercase, text::without_invisible};

/// An index of people by the words of a file.
pub struct PeopleIndex {
    by_id: HashMap<UserId, (bool, String)>,
    by_email: HashMap<String, (UserId, bool)>,
    by_name: HashMap<String, Vec<(UserId, bool)>>,
}

impl PeopleIndex {
    pub fn new(people: &[KnownPerson]) -> Self {
        let mut index = Self {
            by_id: HashMap::with_capacity(people.len()),
            by_email: HashMap::with_capacity(people.len()),
            by_name: HashMap::with_capacity(people.len()),
        };
        people.iter().for_each(|person| index.add(person));
        index
    }

    /// Adds a person. If they are already known by id, the e-mail is added too.
    pub fn add(&mut self, person: &KnownPerson) {
        let email = email_key(&person.email);
        if !email.is_empty() {
            self.by_email.insert(email, (person.id, person.active));
        }
        let known = self.by_id.insert(person.id, (person.active, person.name.clone()));
        if known.is_none() {
            let named = self.by_name.entry(name_key(&person.name)).or_default();
            named.push((person.id, person.active));
        }
    }

    /// Returns the person, or why there is none.
    pub fn find(&self, word: &str) -> Result<UserId, Reason> {
        let value = || without_invisible(word).trim().to_owned();
        if let Some((id, active)) = self.by_email.get(&email_key(email_in(word))) {
            return if *active { Ok(*id) } else { Err(Reason::Deactivated) };
        }
        let named = self.by_name.get(&name_key(word)).map_or(&[][..], Vec::as_slice);
        let mut active = named.iter().filter(|(_, active)| *active);
        match (active.next(), active.next()) {
            (Some((id, _)), None) => Ok(*id),
            (Some(_), Some(_)) => Err(Reason::Ambiguous { value: value() }),
            (None, _) if !named.is_empty() => Err(Reason::Deactivated),
            (None, _) => Err(Reason::Unknown { value: value() }),
        }
    }

    /// Returns the same, but also accepts people in `kept`, who already have access and may be deactivated.
    pub fn find_kept(&self, word: &str, kept: &[UserId]) -> Result<UserId, Reason> {
        let found = self.find(word);
        let by_email = self.by_email.get(&email_key(email_in(word)));
        match (&found, by_email) {
            (Err(Reason::Deactivated), Some((id, _))) if kept.contains(id) => Ok(*id),
            _ => found,
        }
    }

    /// Returns the name of the person.
    pub fn name(&self, id: UserId) -> &str {
        self.by_id.get(&id).map_or("", |(_, name)| name)
    }

    /// Checks that the person still exists and is active.
    pub fn verify(&self, id: UserId) -> Result<(), Reason> {
        match self.by_id.get(&id) {
            Some((true, _)) => Ok(()),
            Some((false, _)) => Err(Reason::Deactivated),
            None => Err(Reason::Unknown { value: id.to_string() }),
        }
    }
}

/// Returns the e-mail and the name that a word may be, in comparable form. Equal words have equal keys.
pub fn person_keys(word: &str) -> (String, String) {
    (email_key(email_in(word)), name_key(word))
}

/// Returns the address in 'Jan Nowak <jan@firma.pl>'.
fn email_in(word: &str) -> &str {
    let inside = word.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or(word, |(email, _)| email).trim()
}

fn email_key(email: &str) -> String {
    lowercase(without_invisible(email).trim())
}

fn name_key(name: &str) -> String {
    fold(&name.split_whitespace().collect::<Vec<_>>().join(" "))
}
