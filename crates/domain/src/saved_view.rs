//! Saved views: lists of spaces that a person saves under a name, for themselves or for everyone.
//!
//! A view is only an address and grants no access. Everybody who opens it sees the part of the list that they may see.

use serde::{Deserialize, Serialize};

use crate::{
    access::{Denied, Viewer},
    error::{Field, FieldError, Reason},
    ids::{UserId, ViewId},
    limits,
    list_query::{ListQuery, Place},
    person::PersonRef,
    text,
};

/// A view as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pub id: ViewId,
    pub name: String,
    /// The query of the list's address.
    pub query: String,
    /// Whether everyone sees it.
    pub shared: bool,
    pub owner: PersonRef,
    /// Whether the reader may change and delete it.
    pub may_change: bool,
    pub version: i64,
}

/// The form for a new or changed view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewForm {
    pub name: String,
    pub query: String,
    pub shared: bool,
    /// The version from which the change started; 0 for a new view.
    pub version: i64,
}

impl SavedView {
    /// Returns the list of the view, with a reference to the view.
    pub fn list(&self) -> ListQuery {
        ListQuery {
            view: Some(self.id),
            ..ListQuery::from_query(&self.query).0
        }
    }

    /// Returns whether the list differs from the saved one.
    pub fn differs(&self, list: &ListQuery) -> bool {
        self.list().without_view() != list.without_view()
    }

    /// Returns the form for changing the view.
    pub fn form(&self) -> ViewForm {
        ViewForm {
            name: self.name.clone(),
            query: self.query.clone(),
            shared: self.shared,
            version: self.version,
        }
    }
}

/// Returns the query of a list in the form that a view stores: without a page, and without the view from which it was
/// opened.
pub fn kept_query(list: &ListQuery) -> String {
    list.without_view().to_query(&Place::First)
}

impl ViewForm {
    /// Returns the same form with a trimmed name and only the known parts of the query, or everything that is wrong
    /// with it.
    pub fn checked(self) -> Result<Self, Vec<FieldError>> {
        let wrong = |reason| {
            vec![FieldError {
                field: Field::Name,
                reason,
            }]
        };
        let name = text::line(&self.name, limits::VIEW_NAME).map_err(wrong)?;
        let query = kept_query(&ListQuery::from_query(&self.query).0);
        if query.chars().count() > limits::VIEW_QUERY {
            let max = limits::VIEW_QUERY;
            return Err(vec![FieldError {
                field: Field::Search,
                reason: Reason::TooLong { max },
            }]);
        }
        Ok(Self { name, query, ..self })
    }
}

/// Checks whether the person may change or delete a view: their own, or as an administrator a shared one. Another
/// person's own view is not found.
pub fn decide(viewer: &Viewer, owner: UserId, shared: bool) -> Result<(), Denied> {
    if viewer.id == owner || (shared && viewer.is_admin()) {
        Ok(())
    } else if shared {
        Err(Denied::NotAllowed)
    } else {
        Err(Denied::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::Role;
    use uuid::Uuid;

    fn viewer(number: u128, role: Role) -> Viewer {
        Viewer {
            id: UserId(Uuid::from_u128(number)),
            role,
        }
    }

    #[test]
    fn a_view_is_changed_by_its_owner_and_a_shared_one_also_by_administrators() {
        let owner = UserId(Uuid::from_u128(1));
        let (own, other, admin) = (
            viewer(1, Role::User),
            viewer(2, Role::User),
            viewer(3, Role::Administrator),
        );
        for shared in [true, false] {
            assert_eq!(decide(&own, owner, shared), Ok(()));
        }
        assert_eq!(decide(&other, owner, true), Err(Denied::NotAllowed));
        assert_eq!(decide(&other, owner, false), Err(Denied::NotFound));
        assert_eq!(decide(&admin, owner, true), Ok(()));
        assert_eq!(decide(&admin, owner, false), Err(Denied::NotFound));
    }

    #[test]
    fn a_view_stores_the_known_parts_of_the_query_and_no_page() {
        let form = ViewForm {
            name: "  Mine ".into(),
            query: "?q=a&unknown=x&after=0.1&view=00000000-0000-0000-0000-000000000001&columns=tags".into(),
            ..ViewForm::default()
        };
        let form = form.checked().unwrap();
        assert_eq!((form.name.as_str(), form.query.as_str()), ("Mine", "q=a&columns=tags"));
    }

    #[test]
    fn the_name_of_a_view_has_a_maximum_length() {
        let named = |name: &str| ViewForm {
            name: name.into(),
            ..ViewForm::default()
        };
        assert_eq!(named(" ").checked().unwrap_err()[0].reason, Reason::Required);
        assert!(named(&"ł".repeat(80)).checked().is_ok());
        assert_eq!(
            named(&"ł".repeat(81)).checked().unwrap_err()[0].reason,
            Reason::TooLong { max: 80 }
        );
    }

    #[test]
    fn a_list_that_was_changed_differs_from_its_view() {
        let view = SavedView {
            id: ViewId(Uuid::from_u128(1)),
            name: "Mine".into(),
            query: "q=a&columns=tags".into(),
            shared: false,
            owner: PersonRef {
                id: UserId(Uuid::from_u128(1)),
                name: "Anna".into(),
                active: true,
            },
            may_change: true,
            version: 1,
        };
        let mut list = view.list();
        assert!(!view.differs(&list));
        list.search = "b".into();
        assert!(view.differs(&list));
    }
}
