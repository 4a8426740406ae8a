//! Who may do what with a deal. All access decisions about deals are made here.
//!
//! A deal is visible to its owner, its people and administrators. The store repeats [`sees`] as SQL; a property test
//! checks that both agree.

use serde::{Deserialize, Serialize};

use super::DealState;
use crate::access::{Denied, Viewer};

/// The facts about a deal and one viewer that the rule needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealAccessFacts {
    pub state: DealState,
    pub owner: bool,
    pub person: bool,
}

/// The facts about a file of a deal and one viewer that the rule needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealFileFacts {
    pub deal: DealAccessFacts,
    /// Whether a note has the file. Until its note is added, a file exists only for the person who uploaded it.
    pub in_note: bool,
    pub uploader: bool,
}

/// An action on one deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealAction {
    /// Read it with its notes and its activity.
    Open,
    /// Change everything except its owner and its people.
    Edit,
    /// Mark it as won or lost, or reopen it.
    Close,
    /// Add a note.
    WriteNote,
    /// Add a space for its project. Only for a won deal.
    CreateSpace,
    /// Change its owner and its people.
    ManagePeople,
    /// Delete it permanently.
    Delete,
}

impl DealAction {
    pub const ALL: [DealAction; 7] = [
        Self::Open,
        Self::Edit,
        Self::Close,
        Self::WriteNote,
        Self::CreateSpace,
        Self::ManagePeople,
        Self::Delete,
    ];
}

/// Returns whether the deal is visible to `viewer`.
pub fn sees(viewer: &Viewer, deal: &DealAccessFacts) -> bool {
    viewer.is_admin() || deal.owner || deal.person
}

/// Checks whether `viewer` may do `action` with the deal.
pub fn decide(viewer: &Viewer, deal: &DealAccessFacts, action: DealAction) -> Result<(), Denied> {
    if !sees(viewer, deal) {
        return Err(Denied::NotFound);
    }
    let allowed = match action {
        DealAction::Open | DealAction::Edit | DealAction::Close | DealAction::WriteNote => true,
        DealAction::CreateSpace => deal.state == DealState::Won,
        DealAction::ManagePeople | DealAction::Delete => viewer.is_admin() || deal.owner,
    };
    allowed.then_some(()).ok_or(Denied::NotAllowed)
}

/// Checks whether `viewer` may read a file of a deal.
pub fn decide_file(viewer: &Viewer, file: &DealFileFacts) -> Result<(), Denied> {
    if !file.in_note && !file.uploader {
        return Err(Denied::NotFound);
    }
    decide(viewer, &file.deal, DealAction::Open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::UserId, person::Role};
    use uuid::Uuid;

    fn viewer(role: Role) -> Viewer {
        Viewer {
            id: UserId(Uuid::nil()),
            role,
        }
    }

    fn access_facts(state: DealState, owner: bool, person: bool) -> DealAccessFacts {
        DealAccessFacts { state, owner, person }
    }

    #[test]
    fn every_action_of_a_stranger_on_a_deal_is_not_found() {
        for state in DealState::ALL {
            for action in DealAction::ALL {
                let answer = decide(&viewer(Role::User), &access_facts(state, false, false), action);
                assert_eq!(answer, Err(Denied::NotFound), "{state:?} {action:?}");
            }
        }
    }

    #[test]
    fn people_of_a_deal_edit_it_and_do_not_manage_it() {
        let deal = access_facts(DealState::Open, false, true);
        for action in [
            DealAction::Open,
            DealAction::Edit,
            DealAction::Close,
            DealAction::WriteNote,
        ] {
            assert_eq!(decide(&viewer(Role::User), &deal, action), Ok(()));
        }
        for action in [DealAction::ManagePeople, DealAction::Delete] {
            assert_eq!(decide(&viewer(Role::User), &deal, action), Err(Denied::NotAllowed));
        }
    }

    #[test]
    fn only_a_won_deal_gets_a_space() {
        for state in DealState::ALL {
            let answer = decide(
                &viewer(Role::Administrator),
                &access_facts(state, false, false),
                DealAction::CreateSpace,
            );
            assert_eq!(answer.is_ok(), state == DealState::Won);
        }
    }

    #[test]
    fn the_owner_and_administrators_manage_a_deal() {
        for action in [DealAction::ManagePeople, DealAction::Delete] {
            let own = access_facts(DealState::Lost, true, false);
            assert_eq!(decide(&viewer(Role::User), &own, action), Ok(()));
            let others = access_facts(DealState::Lost, false, false);
            assert_eq!(decide(&viewer(Role::Administrator), &others, action), Ok(()));
        }
    }

    #[test]
    fn a_file_is_read_by_who_sees_the_deal_and_before_its_note_by_its_uploader_alone() {
        let file = |owner, in_note, uploader| DealFileFacts {
            deal: access_facts(DealState::Open, owner, false),
            in_note,
            uploader,
        };
        let user = viewer(Role::User);
        assert_eq!(decide_file(&user, &file(true, true, false)), Ok(()));
        assert_eq!(decide_file(&user, &file(true, false, true)), Ok(()));
        for unseen in [
            file(true, false, false),
            file(false, true, true),
            file(false, false, true),
        ] {
            assert_eq!(decide_file(&user, &unseen), Err(Denied::NotFound), "{unseen:?}");
        }
        let administrator = viewer(Role::Administrator);
        assert_eq!(decide_file(&administrator, &file(false, true, false)), Ok(()));
        assert_eq!(
            decide_file(&administrator, &file(false, false, false)),
            Err(Denied::NotFound)
        );
    }
}
