//! Filters of a saved view that its reader cannot see: they stay hidden and still apply.

use std::collections::HashSet;

use super::ListQuery;
use crate::{
    custom_field::{FieldFilter, FieldTest},
    fold::fold,
    ids::{FieldId, GroupId, UserId, ViewId},
};

/// The tags, groups, people and fields that a reader can see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisibleItems {
    /// The folded texts of the tags.
    pub tags: HashSet<String>,
    pub groups: HashSet<GroupId>,
    pub people: HashSet<UserId>,
    pub fields: HashSet<FieldId>,
}

impl VisibleItems {
    /// Returns the list of a saved view without the filters that the reader cannot see, and with a reference to the
    /// view instead.
    pub fn masked(&self, list: &ListQuery, view: ViewId) -> ListQuery {
        if self.hidden(list) == ListQuery::default() {
            return list.clone();
        }
        let mut masked = list.clone();
        masked.tags.retain(|tag| self.sees_tag(tag));
        masked.groups.retain(|group| self.groups.contains(group));
        masked.owner = list.owner.filter(|person| self.people.contains(person));
        masked.created_by = list.created_by.filter(|person| self.people.contains(person));
        masked.fields.retain(|filter| self.sees_field(filter));
        masked.add_unseen(Some(view));
        masked
    }

    /// Returns only the filters that the reader cannot see.
    pub fn hidden(&self, list: &ListQuery) -> ListQuery {
        let mut hidden = list.named();
        hidden.tags.retain(|tag| !self.sees_tag(tag));
        hidden.groups.retain(|group| !self.groups.contains(group));
        hidden.owner = list.owner.filter(|person| !self.people.contains(person));
        hidden.created_by = list.created_by.filter(|person| !self.people.contains(person));
        hidden.fields.retain(|filter| !self.sees_field(filter));
        hidden
    }

    fn sees_tag(&self, tag: &str) -> bool {
        self.tags.contains(&fold(tag))
    }

    fn sees_field(&self, filter: &FieldFilter) -> bool {
        let person = match filter.test {
            FieldTest::Person(person) => self.people.contains(&person),
            _ => true,
        };
        person && self.fields.contains(&filter.field)
    }
}

impl ListQuery {
    /// Returns only the filters by tags, groups, people and fields.
    pub fn named(&self) -> Self {
        Self {
            tags: self.tags.clone(),
            groups: self.groups.clone(),
            owner: self.owner,
            created_by: self.created_by,
            fields: self.fields.clone(),
            ..Self::default()
        }
    }

    /// Adds these filters to the list. The tags and groups of both are united; a space must match all other filters of
    /// both.
    pub fn narrow_by(&mut self, other: Self) {
        self.tags.extend(other.tags);
        self.groups.extend(other.groups);
        self.fields.extend(other.fields);
        for (own, other) in [(&mut self.owner, other.owner), (&mut self.created_by, other.created_by)] {
            match (*own, other) {
                (Some(own), Some(other)) if own != other => self.fields.push(FieldFilter::nothing()),
                (None, other) => *own = other,
                _ => {}
            }
        }
    }
}

impl FieldFilter {
    /// Returns a filter that matches no space.
    pub fn nothing() -> Self {
        Self {
            field: FieldId(uuid::Uuid::nil()),
            test: FieldTest::Filled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn list() -> ListQuery {
        ListQuery {
            search: "offer".into(),
            tags: vec!["known".into(), "secret".into()],
            groups: vec![GroupId(Uuid::from_u128(1)), GroupId(Uuid::from_u128(2))],
            owner: Some(UserId(Uuid::from_u128(3))),
            created_by: Some(UserId(Uuid::from_u128(4))),
            fields: vec![
                FieldFilter {
                    field: FieldId(Uuid::from_u128(5)),
                    test: FieldTest::Words("secret".into()),
                },
                FieldFilter {
                    field: FieldId(Uuid::from_u128(6)),
                    test: FieldTest::Person(UserId(Uuid::from_u128(4))),
                },
            ],
            ..ListQuery::default()
        }
    }

    fn view() -> ViewId {
        ViewId(Uuid::from_u128(9))
    }

    #[test]
    fn hidden_filters_of_a_view_are_not_in_its_address() {
        let visible = VisibleItems {
            tags: ["known".to_owned()].into(),
            groups: [GroupId(Uuid::from_u128(1))].into(),
            people: [UserId(Uuid::from_u128(3))].into(),
            fields: [FieldId(Uuid::from_u128(6))].into(),
        };
        let masked = visible.masked(&list(), view());
        assert_eq!(
            masked,
            ListQuery {
                search: "offer".into(),
                tags: vec!["known".into()],
                groups: vec![GroupId(Uuid::from_u128(1))],
                owner: Some(UserId(Uuid::from_u128(3))),
                unseen: vec![view()],
                ..ListQuery::default()
            }
        );
        // With the hidden filters it is the original list again.
        let mut whole = masked;
        whole.unseen.clear();
        whole.narrow_by(visible.hidden(&list()));
        assert_eq!(whole, list());
    }

    #[test]
    fn a_view_without_hidden_filters_is_unchanged() {
        let visible = VisibleItems {
            tags: ["known".to_owned(), "secret".to_owned()].into(),
            groups: list().groups.into_iter().collect(),
            people: [UserId(Uuid::from_u128(3)), UserId(Uuid::from_u128(4))].into(),
            fields: [FieldId(Uuid::from_u128(5)), FieldId(Uuid::from_u128(6))].into(),
        };
        assert_eq!(visible.masked(&list(), view()), list());
    }

    #[test]
    fn filters_by_two_owners_match_nothing() {
        let mut one = ListQuery {
            owner: Some(UserId(Uuid::from_u128(1))),
            ..ListQuery::default()
        };
        one.narrow_by(ListQuery {
            owner: Some(UserId(Uuid::from_u128(2))),
            ..ListQuery::default()
        });
        assert_eq!(one.fields, [FieldFilter::nothing()]);
    }
}
