//! Who may do what with a topic and its posts. All access decisions inside a space are made here, from the rule of the
//! space.

use serde::{Deserialize, Serialize};

use super::{PostRights, TopicRights};
use crate::{
    access::{AccessFacts, Action, Denied, Viewer, decide},
    space_state::SpaceState,
};

/// The facts about a topic and one viewer that the rule needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicFacts {
    pub space: AccessFacts,
    /// Whether the viewer wrote its first post.
    pub author: bool,
    /// Whether the viewer is the person to whom the task is assigned.
    pub assignee: bool,
    /// Whether it is for its author and its assignee alone.
    pub private: bool,
    /// Whether it is in the trash of its space.
    pub deleted: bool,
}

/// An action on one topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicAction {
    /// Read it, follow it, and mark it as read or unread.
    Read,
    /// Reply and react.
    Reply,
    /// Change a post of one's own.
    EditOwnPost,
    /// Delete or restore a post of one's own.
    DeleteOwnPost,
    /// Delete or restore a post of another person.
    DeletePost,
    /// Change title, kind, state, outcome, pin and what the kind has.
    Change,
    /// Make it private, or visible to all who may open the space.
    SetPrivate,
    /// Delete it, or move it to another space.
    Remove,
    /// Take it out of the trash of its space.
    Restore,
}

impl TopicAction {
    pub const ALL: [TopicAction; 9] = [
        Self::Read,
        Self::Reply,
        Self::EditOwnPost,
        Self::DeleteOwnPost,
        Self::DeletePost,
        Self::Change,
        Self::SetPrivate,
        Self::Remove,
        Self::Restore,
    ];
}

/// Checks whether `viewer` may do `action` with the topic.
pub fn decide_topic(viewer: &Viewer, topic: &TopicFacts, action: TopicAction) -> Result<(), Denied> {
    decide(viewer, &topic.space, Action::Open)?;
    if topic.private && !topic.author && !topic.assignee {
        return Err(Denied::NotFound);
    }
    let manager = viewer.is_admin() || topic.space.owner;
    if topic.deleted {
        // A deleted topic exists only for the people who may restore it.
        let restores = manager || topic.author;
        return match action {
            _ if !restores => Err(Denied::NotFound),
            TopicAction::Restore if topic.space.state == SpaceState::Active => Ok(()),
            TopicAction::Read => Ok(()),
            _ => Err(Denied::NotAllowed),
        };
    }
    if action == TopicAction::Read {
        return Ok(());
    }
    if topic.space.state != SpaceState::Active {
        return Err(Denied::NotAllowed);
    }
    let allowed = match action {
        TopicAction::Read => true,
        TopicAction::Reply | TopicAction::EditOwnPost | TopicAction::DeleteOwnPost => true,
        TopicAction::DeletePost => manager,
        TopicAction::Change => manager || topic.space.member || topic.author || topic.assignee,
        TopicAction::SetPrivate => topic.author,
        TopicAction::Remove => manager || topic.author,
        TopicAction::Restore => false,
    };
    allowed.then_some(()).ok_or(Denied::NotAllowed)
}

/// Returns what the viewer may do with a topic, for its buttons.
pub fn topic_rights(viewer: &Viewer, topic: &TopicFacts) -> TopicRights {
    let may = |action| decide_topic(viewer, topic, action).is_ok();
    TopicRights {
        reply: may(TopicAction::Reply),
        change: may(TopicAction::Change),
        remove: may(TopicAction::Remove),
    }
}

/// Returns what the viewer may do with a post, for its menu. `own` is whether the viewer wrote it.
pub fn post_rights(viewer: &Viewer, topic: &TopicFacts, own: bool) -> PostRights {
    let may = |action| decide_topic(viewer, topic, action).is_ok();
    PostRights {
        edit: own && may(TopicAction::EditOwnPost),
        delete: may(if own {
            TopicAction::DeleteOwnPost
        } else {
            TopicAction::DeletePost
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Visible, access::visible, ids::UserId, person::Role, visibility::Visibility};
    use uuid::Uuid;

    fn viewer(role: Role) -> Viewer {
        Viewer {
            id: UserId(Uuid::nil()),
            role,
        }
    }

    /// Returns every combination of facts.
    fn all() -> impl Iterator<Item = TopicFacts> {
        let relations = [(false, false), (false, true), (true, false)];
        let spaces = Visibility::ALL.into_iter().flat_map(move |visibility| {
            SpaceState::ALL.into_iter().flat_map(move |state| {
                relations.into_iter().map(move |(owner, member)| AccessFacts {
                    visibility,
                    state,
                    owner,
                    member,
                })
            })
        });
        spaces.flat_map(|space| {
            (0..16).map(move |bits| TopicFacts {
                space,
                author: bits & 1 > 0,
                deleted: bits & 2 > 0,
                assignee: bits & 4 > 0,
                private: bits & 8 > 0,
            })
        })
    }

    #[test]
    fn a_private_topic_exists_for_its_author_and_assignee_alone() {
        for topic in all().filter(|topic| topic.private && !topic.author && !topic.assignee) {
            for role in Role::ALL {
                let seen = visible(&viewer(role), &topic.space);
                for action in TopicAction::ALL {
                    let denied = match seen {
                        Visible::Outline => Denied::NotAllowed,
                        _ => Denied::NotFound,
                    };
                    assert_eq!(decide_topic(&viewer(role), &topic, action), Err(denied), "{topic:?}");
                }
            }
        }
    }

    #[test]
    fn only_the_author_makes_a_topic_private() {
        for topic in all() {
            for role in Role::ALL {
                let allowed = decide_topic(&viewer(role), &topic, TopicAction::SetPrivate).is_ok();
                assert!(!allowed || topic.author, "{topic:?}");
            }
        }
    }

    #[test]
    fn nothing_inside_a_space_is_open_to_a_person_who_may_not_open_it() {
        for topic in all() {
            for role in Role::ALL {
                let seen = visible(&viewer(role), &topic.space);
                for action in TopicAction::ALL {
                    let answer = decide_topic(&viewer(role), &topic, action);
                    match seen {
                        Visible::Nothing => assert_eq!(answer, Err(Denied::NotFound)),
                        Visible::Outline => assert_eq!(answer, Err(Denied::NotAllowed)),
                        Visible::Full => {}
                    }
                }
            }
        }
    }

    #[test]
    fn an_archived_space_is_read_only() {
        for topic in all().filter(|topic| topic.space.state != SpaceState::Active) {
            for role in Role::ALL {
                for action in TopicAction::ALL {
                    let allowed = decide_topic(&viewer(role), &topic, action).is_ok();
                    assert!(!allowed || action == TopicAction::Read, "{topic:?} {action:?}");
                }
            }
        }
    }

    #[test]
    fn topics_of_others_are_deleted_by_the_owner_and_administrators_only() {
        let active = |topic: &TopicFacts| topic.space.state == SpaceState::Active && !topic.deleted;
        for topic in all().filter(active).filter(|topic| !topic.author && !topic.private) {
            for action in [TopicAction::Remove, TopicAction::DeletePost] {
                let allowed = decide_topic(&viewer(Role::User), &topic, action).is_ok();
                assert_eq!(allowed, topic.space.owner, "{topic:?} {action:?}");
                assert!(decide_topic(&viewer(Role::Administrator), &topic, action).is_ok());
            }
        }
    }

    #[test]
    fn a_deleted_topic_is_unknown_to_everybody_who_may_not_restore_it() {
        for topic in all().filter(|topic| topic.deleted && !topic.author && !topic.space.owner) {
            for action in TopicAction::ALL {
                let user = viewer(Role::User);
                if visible(&user, &topic.space) == Visible::Full {
                    assert_eq!(decide_topic(&user, &topic, action), Err(Denied::NotFound));
                }
            }
        }
    }

    #[test]
    fn a_post_is_edited_by_its_author_alone() {
        for topic in all() {
            for role in Role::ALL {
                assert!(!post_rights(&viewer(role), &topic, false).edit);
            }
        }
    }
}
