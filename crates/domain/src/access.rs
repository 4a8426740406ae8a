//! Who may do what with a space. All access decisions about spaces are made here.
//!
//! Reads call [`visible`], writes call [`decide`]. The store repeats `visible` as SQL; a property test checks that both
//! agree.

use serde::{Deserialize, Serialize};

use crate::{
    account_rules::{AccountRules, Who},
    error::AppError,
    ids::UserId,
    person::{Me, Role},
    space_state::SpaceState,
    visibility::{Visibility, VisibilityRules},
};

/// The active, signed-in person of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Viewer {
    pub id: UserId,
    pub role: Role,
}

impl Viewer {
    /// Returns whether this person is an administrator of the account.
    pub fn is_admin(&self) -> bool {
        self.role == Role::Administrator
    }
}

/// The facts about a space and one viewer that the rule needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessFacts {
    pub visibility: Visibility,
    pub state: SpaceState,
    pub owner: bool,
    pub member: bool,
}

/// How much of a space a viewer may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Visible {
    /// The space does not exist for the viewer.
    Nothing,
    /// Only name, owner, groups and the lock.
    Outline,
    /// All of the space.
    Full,
}

/// An action on one space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Know that it exists, and see its outline.
    Find,
    /// Read it.
    Open,
    /// Add topics and replies, and react.
    Discuss,
    /// End the own membership.
    Leave,
    /// Change name, description, groups and tags.
    Edit,
    /// Give people access or remove it.
    ManagePeople,
    /// Change who may see it.
    ChangeVisibility,
    /// Make another person its owner.
    HandOver,
    /// Archive it.
    Archive,
    /// Restore it from the archive or the trash.
    Restore,
    /// Move it to the trash.
    Delete,
}

impl Action {
    pub const ALL: [Action; 11] = [
        Self::Find,
        Self::Open,
        Self::Discuss,
        Self::Leave,
        Self::Edit,
        Self::ManagePeople,
        Self::ChangeVisibility,
        Self::HandOver,
        Self::Archive,
        Self::Restore,
        Self::Delete,
    ];
}

/// Why an action is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Denied {
    /// The viewer may not know of the space. The answer is the same as for an unknown id.
    NotFound,
    /// The viewer knows of the space and may not do this.
    NotAllowed,
}

/// Returns how much of the space `viewer` may see.
pub fn visible(viewer: &Viewer, space: &AccessFacts) -> Visible {
    let manager = viewer.is_admin() || space.owner;
    match (space.state, space.visibility) {
        (SpaceState::Trash, _) if manager => Visible::Full,
        (SpaceState::Trash, _) => Visible::Nothing,
        (_, Visibility::Public) => Visible::Full,
        _ if manager || space.member => Visible::Full,
        (_, Visibility::Private) => Visible::Outline,
        (_, Visibility::Hidden) => Visible::Nothing,
    }
}

/// Checks whether `viewer` may do `action` with the space.
pub fn decide(viewer: &Viewer, space: &AccessFacts, action: Action) -> Result<(), Denied> {
    let seen = visible(viewer, space);
    if seen == Visible::Nothing {
        return Err(Denied::NotFound);
    }
    let manager = viewer.is_admin() || space.owner;
    let in_trash = space.state == SpaceState::Trash;
    let allowed = match action {
        Action::Find => true,
        Action::Open => seen == Visible::Full,
        Action::Discuss => seen == Visible::Full && space.state == SpaceState::Active,
        Action::Leave => space.member && !in_trash,
        Action::Edit => (manager || space.member) && !in_trash,
        Action::ManagePeople | Action::ChangeVisibility | Action::HandOver | Action::Archive | Action::Delete => {
            manager && !in_trash
        }
        Action::Restore => manager,
    };
    allowed.then_some(()).ok_or(Denied::NotAllowed)
}

/// An action in the account as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountAction {
    /// Read lists, see colleagues' names, change the own profile.
    UseAccount,
    AddSpace,
    AddDeal,
    Import,
    /// Download lists as files.
    Export,
    /// Add, rename and colour groups.
    EditGroups,
    /// Delete and order groups.
    ManageGroups,
    ManageUsers,
    ManageSettings,
    ReadAuditLog,
}

impl AccountAction {
    pub const ALL: [AccountAction; 10] = [
        Self::UseAccount,
        Self::AddSpace,
        Self::AddDeal,
        Self::Import,
        Self::Export,
        Self::EditGroups,
        Self::ManageGroups,
        Self::ManageUsers,
        Self::ManageSettings,
        Self::ReadAuditLog,
    ];
}

/// Checks whether `viewer` may do `action` in the account with these rules.
pub fn decide_account(viewer: &Viewer, rules: &AccountRules, action: AccountAction) -> Result<(), Denied> {
    let who = match action {
        AccountAction::UseAccount | AccountAction::AddDeal => Who::Everybody,
        AccountAction::AddSpace => rules.add_spaces,
        AccountAction::Import | AccountAction::Export => rules.import_and_export,
        AccountAction::EditGroups => rules.edit_groups,
        AccountAction::ManageGroups
        | AccountAction::ManageUsers
        | AccountAction::ManageSettings
        | AccountAction::ReadAuditLog => Who::Administrators,
    };
    let allowed = who == Who::Everybody || viewer.is_admin();
    allowed.then_some(()).ok_or(Denied::NotAllowed)
}

/// Returns whether a space may get the level `wanted`: a level that the account uses, or the present level `now` of the
/// space.
pub fn may_choose_visibility(rules: &VisibilityRules, now: Option<Visibility>, wanted: Visibility) -> bool {
    rules.allowed.contains(&wanted) || now == Some(wanted)
}

/// Returns whether opening the space is recorded in the audit log, which is so if an administrator opens a closed space
/// of others.
pub fn opening_is_audited(viewer: &Viewer, space: &AccessFacts) -> bool {
    viewer.is_admin() && !space.owner && !space.member && space.visibility != Visibility::Public
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotFound => Self::NotFound,
            Denied::NotAllowed => Self::NotAllowed,
        }
    }
}

impl Me {
    /// The person as a viewer for the access rules.
    pub fn viewer(&self) -> Viewer {
        Viewer {
            id: self.id,
            role: self.role,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn viewer(role: Role) -> Viewer {
        Viewer {
            id: UserId(Uuid::nil()),
            role,
        }
    }

    fn all_facts() -> impl Iterator<Item = AccessFacts> {
        Visibility::ALL.into_iter().flat_map(|visibility| {
            SpaceState::ALL.into_iter().flat_map(move |state| {
                [(false, false), (false, true), (true, false)]
                    .into_iter()
                    .map(move |(owner, member)| AccessFacts {
                        visibility,
                        state,
                        owner,
                        member,
                    })
            })
        })
    }

    #[test]
    fn an_administrator_and_an_owner_see_everything() {
        for space in all_facts() {
            assert_eq!(visible(&viewer(Role::Administrator), &space), Visible::Full);
            if space.owner {
                assert_eq!(visible(&viewer(Role::User), &space), Visible::Full);
            }
        }
    }

    #[test]
    fn every_action_on_an_invisible_space_is_not_found() {
        for space in all_facts() {
            for action in Action::ALL {
                let answer = decide(&viewer(Role::User), &space, action);
                if visible(&viewer(Role::User), &space) == Visible::Nothing {
                    assert_eq!(answer, Err(Denied::NotFound));
                } else {
                    assert_ne!(answer, Err(Denied::NotFound));
                }
            }
        }
    }

    #[test]
    fn a_stranger_never_changes_anything() {
        for space in all_facts().filter(|space| !space.owner && !space.member) {
            for action in Action::ALL
                .into_iter()
                .filter(|action| !matches!(action, Action::Find | Action::Open | Action::Discuss))
            {
                assert!(
                    decide(&viewer(Role::User), &space, action).is_err(),
                    "{space:?} {action:?}"
                );
            }
        }
    }

    #[test]
    fn a_member_edits_and_does_not_manage() {
        for space in all_facts().filter(|space| space.member && space.state != SpaceState::Trash) {
            assert_eq!(decide(&viewer(Role::User), &space, Action::Edit), Ok(()));
            assert_eq!(
                decide(&viewer(Role::User), &space, Action::Delete),
                Err(Denied::NotAllowed)
            );
        }
    }

    #[test]
    fn only_the_owner_and_administrators_see_the_trash() {
        for space in all_facts().filter(|space| space.state == SpaceState::Trash) {
            let expected = if space.owner { Visible::Full } else { Visible::Nothing };
            assert_eq!(visible(&viewer(Role::User), &space), expected);
        }
    }

    #[test]
    fn a_level_that_is_not_offered_can_be_kept_but_not_chosen() {
        let rules = VisibilityRules {
            allowed: vec![Visibility::Private],
            default: Visibility::Private,
        };
        for wanted in Visibility::ALL {
            let offered = wanted == Visibility::Private;
            assert_eq!(may_choose_visibility(&rules, None, wanted), offered);
            for now in Visibility::ALL {
                let may = may_choose_visibility(&rules, Some(now), wanted);
                assert_eq!(may, offered || now == wanted, "{now:?} {wanted:?}");
            }
        }
    }

    fn kept() -> AccountRules {
        AccountRules {
            add_spaces: Who::Administrators,
            edit_groups: Who::Administrators,
            import_and_export: Who::Administrators,
        }
    }

    #[test]
    fn only_administrators_manage_the_account() {
        for rules in [AccountRules::default(), kept()] {
            for action in AccountAction::ALL {
                assert_eq!(decide_account(&viewer(Role::Administrator), &rules, action), Ok(()));
            }
            for action in [
                AccountAction::ManageGroups,
                AccountAction::ManageUsers,
                AccountAction::ManageSettings,
                AccountAction::ReadAuditLog,
            ] {
                let answer = decide_account(&viewer(Role::User), &rules, action);
                assert_eq!(answer, Err(Denied::NotAllowed), "{action:?}");
            }
        }
    }

    #[test]
    fn rights_of_everybody_can_be_reserved_for_administrators() {
        for action in [
            AccountAction::AddSpace,
            AccountAction::Import,
            AccountAction::Export,
            AccountAction::EditGroups,
        ] {
            let user = viewer(Role::User);
            assert_eq!(decide_account(&user, &AccountRules::default(), action), Ok(()));
            assert_eq!(decide_account(&user, &kept(), action), Err(Denied::NotAllowed));
        }
        assert_eq!(
            decide_account(&viewer(Role::User), &kept(), AccountAction::UseAccount),
            Ok(())
        );
    }
}
