//! Merging of a space that two people changed at the same time, as plain functions.

use std::collections::BTreeSet;

use domain::{
    error::Field,
    ids::{FieldId, GroupId, UserId},
    space::SpaceForm,
};

use super::typed::Typed;

/// The fields of every form in their order; custom fields follow.
const FIELDS: [Field; 7] = [
    Field::Name,
    Field::Visibility,
    Field::People,
    Field::Groups,
    Field::Preset,
    Field::Description,
    Field::Tags,
];

/// A field in which the saved space and the form differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: Field,
    /// Whether this person changed the field; if not, only somebody else did.
    pub mine: bool,
}

/// Returns the fields in which `theirs` and `mine`, both derived from `base`, differ.
pub fn differences(base: &SpaceForm, mine: &SpaceForm, theirs: &SpaceForm) -> Vec<Difference> {
    let custom: BTreeSet<FieldId> = mine.fields.keys().chain(theirs.fields.keys()).copied().collect();
    FIELDS
        .into_iter()
        .chain(custom.into_iter().map(Field::Custom))
        .filter(|field| !same(*field, mine, theirs))
        .map(|field| Difference {
            field,
            mine: !same(field, base, mine),
        })
        .collect()
}

/// Returns `theirs` with the fields that this person changed; changes of others to other fields are kept.
pub fn keep_mine(differences: &[Difference], mine: &Typed, theirs: &Typed) -> Typed {
    let mut kept = theirs.clone();
    for difference in differences.iter().filter(|difference| difference.mine) {
        match difference.field {
            Field::Name => kept.name.clone_from(&mine.name),
            Field::Description => kept.description.clone_from(&mine.description),
            Field::Groups => kept.groups.clone_from(&mine.groups),
            Field::Tags => kept.tags.clone_from(&mine.tags),
            Field::Visibility => kept.visibility = mine.visibility,
            Field::Preset => kept.preset = mine.preset,
            Field::People => kept.people.clone_from(&mine.people),
            Field::Custom(id) => kept.fields.take(id, &mine.fields),
            _ => {}
        }
    }
    kept
}

fn same(field: Field, one: &SpaceForm, other: &SpaceForm) -> bool {
    match field {
        Field::Name => one.name.trim() == other.name.trim(),
        Field::Description => one.description.trim() == other.description.trim(),
        Field::Groups => groups(one) == groups(other),
        Field::Tags => tags(one) == tags(other),
        Field::Visibility => one.visibility == other.visibility,
        Field::Preset => one.preset == other.preset,
        Field::People => people(one) == people(other),
        Field::Custom(id) => one.fields.get(&id) == other.fields.get(&id),
        _ => true,
    }
}

// Groups, tags and people are compared without regard to their order.

fn groups(form: &SpaceForm) -> Vec<GroupId> {
    sorted(form.groups.clone())
}

fn people(form: &SpaceForm) -> Vec<UserId> {
    sorted(form.people.clone())
}

fn tags(form: &SpaceForm) -> Vec<String> {
    sorted(form.tags.iter().map(|tag| domain::fold::fold(tag)).collect())
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list
}

#[cfg(test)]
mod tests {
    use domain::visibility::Visibility;

    use super::*;

    fn base() -> SpaceForm {
        SpaceForm {
            name: "Offer".into(),
            description: "Old".into(),
            groups: Vec::new(),
            tags: vec!["b".into(), "a".into()],
            visibility: Visibility::Public,
            preset: None,
            people: Vec::new(),
            fields: Default::default(),
            version: 1,
        }
    }

    #[test]
    fn a_difference_says_whether_this_person_changed_the_field() {
        let mine = SpaceForm {
            name: "My offer".into(),
            tags: vec!["a".into(), "b".into()],
            ..base()
        };
        let theirs = SpaceForm {
            name: "Their offer".into(),
            description: "New".into(),
            version: 2,
            ..base()
        };
        assert_eq!(
            differences(&base(), &mine, &theirs),
            [
                Difference {
                    field: Field::Name,
                    mine: true
                },
                Difference {
                    field: Field::Description,
                    mine: false
                },
            ]
        );
    }

    #[test]
    fn keeping_mine_keeps_changes_of_others_to_other_fields() {
        let start = Typed::new(Visibility::Public, Default::default());
        let mine = Typed {
            name: "My offer".into(),
            ..start.clone()
        };
        let theirs = Typed {
            name: "Their offer".into(),
            description: "New".into(),
            visibility: Visibility::Hidden,
            version: 2,
            ..start.clone()
        };
        let found = differences(&start.form(), &mine.form(), &theirs.form());
        let kept = keep_mine(&found, &mine, &theirs);
        assert_eq!(kept.name, "My offer");
        assert_eq!(kept.description, "New");
        assert_eq!(kept.visibility, Visibility::Hidden);
        assert_eq!(kept.version, 2);
    }
}
