//! The permissions table of the settings, computed from the access rule.

use crate::{
    access::{AccessFacts, AccountAction, Action, Viewer, decide, decide_account},
    account_rules::AccountRules,
    ids::UserId,
    person::Role,
    space::SpaceState,
    visibility::Visibility,
};

/// A person's relation to a space: a column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    OutsiderOfHidden,
    OutsiderOfPrivate,
    AnyoneOnPublic,
    Member,
    Owner,
    Administrator,
}

impl Relation {
    pub const ALL: [Relation; 6] = [
        Self::OutsiderOfHidden,
        Self::OutsiderOfPrivate,
        Self::AnyoneOnPublic,
        Self::Member,
        Self::Owner,
        Self::Administrator,
    ];

    /// Returns the word in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OutsiderOfHidden => "outsider-hidden",
            Self::OutsiderOfPrivate => "outsider-private",
            Self::AnyoneOnPublic => "anyone-public",
            Self::Member => "member",
            Self::Owner => "owner",
            Self::Administrator => "administrator",
        }
    }

    fn viewer(self) -> Viewer {
        Viewer {
            id: UserId(uuid::Uuid::nil()),
            role: match self {
                Self::Administrator => Role::Administrator,
                _ => Role::User,
            },
        }
    }

    /// Returns the facts for the most closed level with this relation. A member, owner or administrator has the same
    /// permissions at every level.
    fn access_facts(self) -> AccessFacts {
        AccessFacts {
            visibility: match self {
                Self::AnyoneOnPublic => Visibility::Public,
                Self::OutsiderOfPrivate => Visibility::Private,
                _ => Visibility::Hidden,
            },
            state: SpaceState::Active,
            owner: self == Self::Owner,
            member: self == Self::Member,
        }
    }
}

/// Returns which relations permit the action on an active space.
pub fn of_space(action: Action) -> [bool; Relation::ALL.len()] {
    Relation::ALL.map(|relation| decide(&relation.viewer(), &relation.access_facts(), action).is_ok())
}

/// Returns which relations permit the action in the account.
pub fn of_account(rules: &AccountRules, action: AccountAction) -> [bool; Relation::ALL.len()] {
    Relation::ALL.map(|relation| decide_account(&relation.viewer(), rules, action).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account_rules::Who;

    #[test]
    fn the_table_has_the_documented_permissions() {
        let [no, yes] = [false, true];
        assert_eq!(of_space(Action::Find), [no, yes, yes, yes, yes, yes]);
        assert_eq!(of_space(Action::Open), [no, no, yes, yes, yes, yes]);
        assert_eq!(of_space(Action::Edit), [no, no, no, yes, yes, yes]);
        for action in [
            Action::ManagePeople,
            Action::ChangeVisibility,
            Action::HandOver,
            Action::Delete,
        ] {
            assert_eq!(of_space(action), [no, no, no, no, yes, yes], "{action:?}");
        }
    }

    #[test]
    fn people_of_a_space_have_the_same_permissions_at_every_level() {
        for relation in [Relation::Member, Relation::Owner, Relation::Administrator] {
            for action in Action::ALL {
                let rights = Visibility::ALL.map(|visibility| {
                    let facts = AccessFacts {
                        visibility,
                        ..relation.access_facts()
                    };
                    decide(&relation.viewer(), &facts, action)
                });
                assert!(
                    rights.iter().all(|right| *right == rights[0]),
                    "{relation:?} {action:?}"
                );
            }
        }
    }

    #[test]
    fn a_permission_reserved_for_administrators_is_only_theirs() {
        let open = AccountRules::default();
        let kept = AccountRules {
            add_spaces: Who::Administrators,
            ..open
        };
        assert_eq!(of_account(&open, AccountAction::AddSpace), [true; 6]);
        let administrator_alone = Relation::ALL.map(|relation| relation == Relation::Administrator);
        assert_eq!(of_account(&kept, AccountAction::AddSpace), administrator_alone);
        assert_eq!(of_account(&kept, AccountAction::EditGroups), [true; 6]);
    }
}
