//! The contents of the form as plain data: made from a space, turned into a request, stored as a draft.

use domain::{
    preset::Preset,
    space::{SpaceDetail, SpaceForm},
    visibility::{Visibility, VisibilityRules},
};
use serde::{Deserialize, Serialize};

use super::typed_fields::{DraftField, TypedFields};
use crate::ui::components::Choice;

/// The contents of the form. Chosen groups and people include their names, which the domain's form does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    pub name: String,
    pub description: String,
    pub groups: Vec<Choice>,
    pub tags: Vec<Choice>,
    pub visibility: Visibility,
    pub preset: Option<Preset>,
    pub people: Vec<Choice>,
    /// The contents and definitions of the custom fields.
    pub fields: TypedFields,
    pub version: i64,
}

impl Typed {
    /// Creates the contents of an empty form.
    pub fn new(visibility: Visibility, fields: TypedFields) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            groups: Vec::new(),
            tags: Vec::new(),
            visibility,
            preset: None,
            people: Vec::new(),
            fields,
            version: 0,
        }
    }

    /// Returns the contents of the form that edits this space.
    pub fn of(space: &SpaceDetail, fields: TypedFields) -> Self {
        Self {
            name: space.name.clone(),
            description: space.description.clone(),
            groups: space
                .groups
                .iter()
                .map(|group| Choice::new(group.id, &group.name))
                .collect(),
            tags: space.tags.iter().map(|tag| Choice::tag(tag)).collect(),
            visibility: space.visibility,
            preset: space.preset,
            people: space.members.iter().map(Choice::person).collect(),
            fields: fields.filled(&space.fields),
            version: space.version,
        }
    }

    /// Returns the contents for the next space: without texts, custom fields reset, the rest kept.
    pub fn next(self) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            fields: self.fields.next(),
            version: 0,
            ..self
        }
    }

    /// Returns the form to be sent. Groups without an id, which are not added yet, are left out.
    pub fn form(&self) -> SpaceForm {
        SpaceForm {
            name: self.name.clone(),
            description: self.description.clone(),
            groups: Choice::ids(&self.groups),
            tags: self.tags.iter().map(|tag| tag.label.clone()).collect(),
            visibility: self.visibility,
            preset: self.preset,
            people: Choice::ids(&self.people),
            fields: self.fields.values(),
            version: self.version,
        }
    }

    /// Returns whether there is text worth keeping as a draft.
    pub fn has_text(&self) -> bool {
        !self.name.trim().is_empty() || !self.description.trim().is_empty() || self.fields.are_touched()
    }
}

/// Returns the levels that may be chosen: those that the account allows, and the space's current one.
pub fn levels(rules: &VisibilityRules, current: Option<Visibility>) -> Vec<Visibility> {
    Visibility::ALL
        .into_iter()
        .filter(|level| rules.allowed.contains(level) || current == Some(*level))
        .collect()
}

/// The contents of a form as local storage keeps them until they are saved.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    name: String,
    description: String,
    groups: Vec<Choice>,
    tags: Vec<String>,
    visibility: Visibility,
    #[serde(default)]
    preset: Option<Preset>,
    people: Vec<Choice>,
    #[serde(default)]
    fields: Vec<DraftField>,
    /// The contents that an edit started from; `None` for a new space.
    base: Option<SpaceForm>,
}

impl Draft {
    /// Returns the draft of a new space with text, or of an edit with changes; `None` for other forms.
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
            preset: typed.preset,
            people: typed.people.clone(),
            fields: typed.fields.draft(),
            base: base.cloned(),
        })
    }

    /// Parses a stored draft; `None` if it cannot be parsed, for example because another version has written it.
    pub fn read(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// Returns the draft as it is stored.
    pub fn write(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// Returns the contents of the form, and what an edit started from. In a new space, a level that is no longer
    /// allowed is replaced by the account's default.
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
            tags: self.tags.iter().map(|tag| Choice::tag(tag)).collect(),
            visibility,
            preset: self.preset,
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
                Choice::new("018f0000-0000-7000-8000-000000000001", "Sales"),
                Choice {
                    value: String::new(),
                    label: "New".into(),
                },
            ],
            tags: vec![
                Choice::tag("crm"),
                Choice {
                    value: String::new(),
                    label: "nowy".into(),
                },
            ],
            visibility: Visibility::Hidden,
            preset: Some(Preset::Project),
            people: vec![Choice::new("018f0000-0000-7000-8000-000000000002", "Jan Kot")],
            fields: TypedFields::default(),
            version: 3,
        }
    }

    #[test]
    fn a_request_has_ids_of_groups_and_people_and_all_tags() {
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
    fn the_next_space_keeps_everything_except_texts() {
        let next = typed().next();
        assert_eq!((next.name.as_str(), next.description.as_str()), ("", ""));
        assert_eq!(next.groups, typed().groups);
        assert_eq!(next.tags, typed().tags);
        assert_eq!(next.people, typed().people);
        assert_eq!((next.visibility, next.version), (Visibility::Hidden, 0));
    }

    #[test]
    fn a_draft_is_restored_unchanged() {
        let kept = Draft::of(&typed(), None).unwrap().write().unwrap();
        let (restored, base) = Draft::read(&kept)
            .unwrap()
            .restore(&VisibilityRules::default(), TypedFields::default());
        let mut expected = typed();
        expected.version = 0;
        expected.tags = vec![Choice::tag("crm"), Choice::tag("nowy")];
        assert_eq!((restored, base), (expected, None));
    }

    #[test]
    fn the_draft_of_an_edit_includes_its_base() {
        let base = typed().form();
        assert_eq!(Draft::of(&typed(), Some(&base)), None, "nothing changed");
        let changed = Typed {
            description: String::new(),
            ..typed()
        };
        let draft = Draft::of(&changed, Some(&base)).unwrap();
        let (restored, started) = draft.restore(&VisibilityRules::default(), TypedFields::default());
        assert_eq!((restored.version, restored.description.as_str()), (3, ""));
        assert_eq!(started, Some(base));
    }

    #[test]
    fn a_draft_never_restores_a_level_that_is_not_allowed() {
        let rules = VisibilityRules {
            allowed: vec![Visibility::Private],
            default: Visibility::Private,
        };
        let (restored, _) = Draft::of(&typed(), None)
            .unwrap()
            .restore(&rules, TypedFields::default());
        assert_eq!(restored.visibility, Visibility::Private);
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
    fn the_current_level_stays_selectable_when_it_is_no_longer_allowed() {
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
