//! What stands in the form, as plain data: from a space, to what is sent, to a draft and back.

use domain::{
    person::PersonRef,
    space::{SpaceDetail, SpaceForm},
    visibility::{Visibility, VisibilityRules},
};
use serde::{Deserialize, Serialize};

use super::typed_fields::{DraftField, TypedFields};
use crate::ui::components::Choice;

/// The form's content. Chosen groups and people carry their names, which the domain's form does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    pub name: String,
    pub description: String,
    pub groups: Vec<Choice>,
    pub tags: Vec<Choice>,
    pub visibility: Visibility,
    pub people: Vec<Choice>,
    /// What stands in the custom fields, and how it is read.
    pub fields: TypedFields,
    pub version: i64,
}

impl Typed {
    /// An empty form.
    pub fn new(visibility: Visibility, fields: TypedFields) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            groups: Vec::new(),
            tags: Vec::new(),
            visibility,
            people: Vec::new(),
            fields,
            version: 0,
        }
    }

    /// The form that edits this space.
    pub fn of(space: &SpaceDetail, fields: TypedFields) -> Self {
        Self {
            name: space.name.clone(),
            description: space.description.clone(),
            groups: space.groups.iter().map(|group| chosen(group.id, &group.name)).collect(),
            tags: space.tags.iter().map(|tag| tag_choice(tag)).collect(),
            visibility: space.visibility,
            people: space.members.iter().map(person_choice).collect(),
            fields: fields.filled(&space.fields),
            version: space.version,
        }
    }

    /// The form for the next space: the texts gone, the custom fields as at first, the rest kept.
    pub fn next(self) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            fields: self.fields.next(),
            version: 0,
            ..self
        }
    }

    /// What is sent. A choice without an id (a group that is not added yet) is left out.
    pub fn form(&self) -> SpaceForm {
        SpaceForm {
            name: self.name.clone(),
            description: self.description.clone(),
            groups: ids(&self.groups),
            tags: self.tags.iter().map(|tag| tag.label.clone()).collect(),
            visibility: self.visibility,
            people: ids(&self.people),
            fields: self.fields.values(),
            version: self.version,
        }
    }

    /// Whether there is text that would be a pity to lose.
    pub fn has_text(&self) -> bool {
        !self.name.trim().is_empty() || !self.description.trim().is_empty() || self.fields.are_touched()
    }
}

fn ids<T: std::str::FromStr>(choices: &[Choice]) -> Vec<T> {
    choices.iter().filter_map(|choice| choice.value.parse().ok()).collect()
}

/// A choice with an id.
pub fn chosen(id: impl std::fmt::Display, name: &str) -> Choice {
    Choice {
        value: id.to_string(),
        label: name.to_owned(),
    }
}

/// A person as a choice.
pub fn person_choice(person: &PersonRef) -> Choice {
    chosen(person.id, &person.name)
}

/// A tag as a choice: its text is its id.
pub fn tag_choice(tag: &str) -> Choice {
    chosen(tag, tag)
}

/// The levels that may be chosen: those that the account offers, and the one that the space has already.
pub fn levels(rules: &VisibilityRules, current: Option<Visibility>) -> Vec<Visibility> {
    Visibility::ALL
        .into_iter()
        .filter(|level| rules.allowed.contains(level) || current == Some(*level))
        .collect()
}

/// A form as it is kept in the browser until it is saved.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    name: String,
    description: String,
    groups: Vec<Choice>,
    tags: Vec<String>,
    visibility: Visibility,
    people: Vec<Choice>,
    #[serde(default)]
    fields: Vec<DraftField>,
    /// What an edit started from; none for a new space.
    base: Option<SpaceForm>,
}

impl Draft {
    /// The draft of a form with text in it, or of an edit that changed something; nothing is kept of others.
    pub fn of(typed: &Typed, base: Option<&SpaceForm>) -> Option<Self> {
        let worth_keeping = base.map_or_else(
            || typed.has_text(),
            |base| typed.form() != *base || !typed.fields.wrong().is_empty(),
        );
        worth_keeping.then(|| Self {
            name: typed.name.clone(),
            description: typed.description.clone(),
            groups: typed.groups.clone(),
            tags: typed.tags.iter().map(|tag| tag.label.clone()).collect(),
            visibility: typed.visibility,
            people: typed.people.clone(),
            fields: typed.fields.draft(),
            base: base.cloned(),
        })
    }

    /// Reads what was kept; what cannot be read, from another version perhaps, is no draft.
    pub fn read(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// As it is kept.
    pub fn write(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// The form again, and what its edit started from. In a new space a level that is no longer offered gives way
    /// to the account's default.
    pub fn restore(self, rules: &VisibilityRules, fields: TypedFields) -> (Typed, Option<SpaceForm>) {
        let visibility = if self.base.is_some() || rules.allowed.contains(&self.visibility) {
            self.visibility
        } else {
            rules.default
        };
        let typed = Typed {
            name: self.name,
            description: self.description,
            groups: self.groups,
            tags: self.tags.iter().map(|tag| tag_choice(tag)).collect(),
            visibility,
            people: self.people,
            fields: fields.drafted(self.fields),
            version: self.base.as_ref().map_or(0, |base| base.version),
        };
        (typed, self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        Typed {
            name: "Wdrożenie".into(),
            description: "a\nb".into(),
            groups: vec![
                chosen("018f0000-0000-7000-8000-000000000001", "Sales"),
                Choice {
                    value: String::new(),
                    label: "New".into(),
                },
            ],
            tags: vec![
                tag_choice("crm"),
                Choice {
                    value: String::new(),
                    label: "nowy".into(),
                },
            ],
            visibility: Visibility::Hidden,
            people: vec![chosen("018f0000-0000-7000-8000-000000000002", "Jan Kot")],
            fields: TypedFields::default(),
            version: 3,
        }
    }

    #[test]
    fn the_request_holds_ids_and_the_words_of_all_tags() {
        let form = typed().form();
        assert_eq!(form.groups.len(), 1, "a group without an id is added first");
        assert_eq!(form.tags, ["crm", "nowy"]);
        assert_eq!(form.people.len(), 1);
        assert_eq!((form.visibility, form.version), (Visibility::Hidden, 3));
    }

    #[test]
    fn people_of_a_public_space_are_kept() {
        let public = Typed {
            visibility: Visibility::Public,
            ..typed()
        };
        assert_eq!(public.form().people.len(), 1);
    }

    #[test]
    fn the_next_space_keeps_all_but_the_texts() {
        let next = typed().next();
        assert_eq!((next.name.as_str(), next.description.as_str()), ("", ""));
        assert_eq!(next.groups, typed().groups);
        assert_eq!(next.tags, typed().tags);
        assert_eq!(next.people, typed().people);
        assert_eq!((next.visibility, next.version), (Visibility::Hidden, 0));
    }

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let kept = Draft::of(&typed(), None).unwrap().write().unwrap();
        let (back, base) = Draft::read(&kept)
            .unwrap()
            .restore(&VisibilityRules::default(), TypedFields::default());
        let mut expected = typed();
        expected.version = 0;
        expected.tags = vec![tag_choice("crm"), tag_choice("nowy")];
        assert_eq!((back, base), (expected, None));
    }

    #[test]
    fn an_edit_is_kept_with_what_it_started_from() {
        let base = typed().form();
        assert_eq!(Draft::of(&typed(), Some(&base)), None, "nothing changed");
        let changed = Typed {
            description: String::new(),
            ..typed()
        };
        let draft = Draft::of(&changed, Some(&base)).unwrap();
        let (back, started) = draft.restore(&VisibilityRules::default(), TypedFields::default());
        assert_eq!((back.version, back.description.as_str()), (3, ""));
        assert_eq!(started, Some(base));
    }

    #[test]
    fn a_draft_never_restores_a_level_that_is_not_offered() {
        let rules = VisibilityRules {
            allowed: vec![Visibility::Private],
            default: Visibility::Private,
        };
        let (back, _) = Draft::of(&typed(), None)
            .unwrap()
            .restore(&rules, TypedFields::default());
        assert_eq!(back.visibility, Visibility::Private);
    }

    #[test]
    fn without_text_there_is_no_draft() {
        let blank = Typed {
            name: "  ".into(),
            description: "\n".into(),
            ..typed()
        };
        assert_eq!(Draft::of(&blank, None), None);
        assert_eq!(Draft::read("{}"), None);
        assert_eq!(Draft::read("not json"), None);
    }

    #[test]
    fn a_level_no_longer_offered_stays_selectable() {
        let rules = VisibilityRules {
            allowed: vec![Visibility::Private],
            default: Visibility::Private,
        };
        assert_eq!(levels(&rules, None), [Visibility::Private]);
        assert_eq!(
            levels(&rules, Some(Visibility::Public)),
            [Visibility::Public, Visibility::Private]
        );
    }
}
