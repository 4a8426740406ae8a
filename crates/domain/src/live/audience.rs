//! Who receives which event: the access rule of the domain, for many people at once.

use std::collections::HashSet;

use super::{SpaceBefore, SpaceChange};
use crate::{
    access::{AccessFacts, Viewer, Visible, visible},
    deal::{
        DealState,
        access::{DealAccessFacts, sees},
    },
    ids::UserId,
    space_state::SpaceState,
    topic::{
        Former,
        access::{TopicAction, TopicFacts, decide_topic},
    },
    visibility::Visibility,
};

/// The facts about a space that decide for every person what they may see of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceAccess {
    pub visibility: Visibility,
    pub state: SpaceState,
    pub owner: UserId,
    /// The members. They may be left out for a public space, where membership opens nothing more.
    pub members: HashSet<UserId>,
}

impl SpaceAccess {
    /// Returns how much of the space the viewer may see.
    pub fn visible_to(&self, viewer: &Viewer) -> Visible {
        visible(viewer, &self.facts(viewer))
    }

    /// Returns whether the viewer may open the space.
    pub fn opens_for(&self, viewer: &Viewer) -> bool {
        self.visible_to(viewer) == Visible::Full
    }

    fn facts(&self, viewer: &Viewer) -> AccessFacts {
        AccessFacts {
            visibility: self.visibility,
            state: self.state,
            owner: self.owner == viewer.id,
            member: self.members.contains(&viewer.id),
        }
    }

    /// Returns how much the viewer could see before the change.
    fn visible_before(&self, viewer: &Viewer, before: &SpaceBefore) -> Visible {
        let now = self.facts(viewer);
        let then = match before {
            SpaceBefore::Same => now,
            SpaceBefore::Visibility(visibility) => AccessFacts {
                visibility: *visibility,
                ..now
            },
            SpaceBefore::NotDeleted => AccessFacts {
                state: SpaceState::Active,
                ..now
            },
            SpaceBefore::Members(people) => AccessFacts {
                member: now.member || people.contains(&viewer.id),
                ..now
            },
            SpaceBefore::Owner(owner) => AccessFacts {
                owner: now.owner || *owner == viewer.id,
                ..now
            },
        };
        visible(viewer, &then)
    }

    /// Returns whether the viewer receives the change: they may see what changed, or they could see more of the space
    /// before it.
    pub fn concerns(&self, viewer: &Viewer, change: &SpaceChange) -> bool {
        let now = self.visible_to(viewer);
        match now {
            Visible::Full => true,
            Visible::Outline if change.in_outline => true,
            _ => self.visible_before(viewer, &change.before) > now,
        }
    }
}

/// The facts about a topic that decide, with those about its space, for every person whether they may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicAccess {
    pub author: UserId,
    pub assignee: Option<UserId>,
    pub private: bool,
}

impl TopicAccess {
    /// Returns whether the topic is visible to the viewer. One in the trash is visible to those who saw it before, whose
    /// lists change when it is deleted.
    pub fn visible_to(&self, viewer: &Viewer, space: &SpaceAccess) -> bool {
        let topic = TopicFacts {
            space: space.facts(viewer),
            author: self.author == viewer.id,
            assignee: self.assignee == Some(viewer.id),
            private: self.private,
            deleted: false,
        };
        decide_topic(viewer, &topic, TopicAction::Read).is_ok()
    }

    /// Returns whether the viewer receives a change of the topic: they may see it, or they could see it before.
    pub fn concerns(&self, viewer: &Viewer, space: &SpaceAccess, former: Former) -> bool {
        let before = match former {
            Former::Nobody => false,
            Former::Everybody => true,
            Former::Person(person) => person == viewer.id,
        };
        self.visible_to(viewer, space) || (before && space.opens_for(viewer))
    }
}

/// The facts about a deal that decide for every person whether they may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealAccess {
    pub state: DealState,
    pub owner: UserId,
    pub people: HashSet<UserId>,
}

impl DealAccess {
    /// Returns whether the deal is visible to the viewer.
    pub fn visible_to(&self, viewer: &Viewer) -> bool {
        sees(
            viewer,
            &DealAccessFacts {
                state: self.state,
                owner: self.owner == viewer.id,
                person: self.people.contains(&viewer.id),
            },
        )
    }
}
