//! A lost race, as plain data: what is now, what was typed, and what came of both.

use std::collections::BTreeSet;

use domain::{
    error::Field,
    ids::{FieldId, GroupId, UserId},
    space::SpaceForm,
};

use super::typed::Typed;

/// The fields that every form has, in its order; custom fields follow.
const FIELDS: [Field; 6] = [
    Field::Name,
    Field::Visibility,
    Field::People,
    Field::Groups,
    Field::Description,
    Field::Tags,
];

/// A field in which the space now and the form disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: Field,
    /// Whether this person changed it; where not, only somebody else did.
    pub mine: bool,
}

/// Where `theirs` and `mine`, both made from `base`, disagree.
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

/// What this person changed over what the space is now: nobody's change is reverted without being seen.
pub fn keep_mine(differences: &[Difference], mine: &Typed, theirs: &Typed) -> Typed {
    let mut kept = theirs.clone();
    for difference in differences.iter().filter(|difference| difference.mine) {
        match difference.field {
            Field::Name => kept.name.clone_from(&mine.name),
            Field::Description => kept.description.clone_from(&mine.description),
            Field::Groups => kept.groups.clone_from(&mine.groups),
            Field::Tags => kept.tags.clone_from(&mine.tags),
            Field::Visibility => kept.visibility = mine.visibility,
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
        Field::People => people(one) == people(other),
        Field::Custom(id) => one.fields.get(&id) == other.fields.get(&id),
        _ => true,
    }
}

// The order of groups, tags and people means nothing.

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
            people: Vec::new(),
            fields: Default::default(),
            version: 1,
        }
    }

    #[test]
    fn only_what_disagrees_is_shown_and_by_whom() {
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
    fn keeping_mine_reverts_nothing_that_i_left_alone() {
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
