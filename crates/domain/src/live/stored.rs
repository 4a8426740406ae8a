//! What a stored event means for open tabs. All parsing of stored events for the live stream is here.

use uuid::Uuid;

use super::{Audience, LiveEvent, names};
use crate::{
    activity::{EditedField, SpaceEvent},
    audit,
    deal::DealEvent,
    ids::{DealId, SpaceId, UserId},
    topic::{Former, OwnChange, TopicAddress, TopicChange, post_in},
    visibility::Visibility,
};

/// The kind of the stored event that spaces were deleted for ever. Its detail is an [`Audience`].
pub const SPACES_REMOVED: &str = "removed";

/// What happened, as far as it concerns open tabs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    Space {
        space: SpaceId,
        change: SpaceChange,
    },
    Topic {
        space: SpaceId,
        topic: i64,
        post: Option<i64>,
        what: TopicChange,
        /// The people who could see it before.
        former: Former,
    },
    /// The library of the space changed.
    Files {
        space: SpaceId,
    },
    /// `lost` are people who could see the deal before.
    Deal {
        deal: DealId,
        lost: Vec<UserId>,
    },
    /// The spaces of this list operation or import changed.
    Spaces {
        set: Uuid,
    },
    /// Spaces were deleted for ever by undoing the import that added them. `audience` could find them before.
    SpacesRemoved {
        audience: Audience,
    },
    /// For the tabs of one person.
    Person {
        person: UserId,
        what: OwnChange,
    },
    /// For everybody. `roles` is whether a role changed or a person was deactivated, which changes what they may see.
    Account {
        roles: bool,
    },
}

/// A change of one space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceChange {
    /// Whether the change may concern what people see who know only the outline.
    pub in_outline: bool,
    pub before: SpaceBefore,
}

/// The access to the space before the change, where the change altered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpaceBefore {
    /// As it is now.
    Same,
    /// It had this level.
    Visibility(Visibility),
    /// It was not in the trash.
    NotDeleted,
    /// These people were members.
    Members(Vec<UserId>),
    /// This person was the owner.
    Owner(UserId),
}

impl Happening {
    /// Reads a stored event by its four columns. Returns `None` for what concerns no tab, and for what this version
    /// does not know.
    pub fn read(list: &str, subject: &str, kind: &str, detail: &str) -> Option<Self> {
        match list {
            "space" => Some(Self::Space {
                space: subject.parse().ok()?,
                change: SpaceChange::of(detail),
            }),
            "topic" => topic(subject, kind, detail),
            "files" => Some(Self::Files {
                space: subject.parse().ok()?,
            }),
            "deal" => Some(Self::Deal {
                deal: subject.parse().ok()?,
                lost: former_people(detail),
            }),
            "spaces" if kind == SPACES_REMOVED => Some(Self::SpacesRemoved {
                audience: serde_json::from_str(detail).ok()?,
            }),
            "spaces" => Some(Self::Spaces {
                set: subject.parse().ok()?,
            }),
            "person" => Some(Self::Person {
                person: subject.parse().ok()?,
                what: OwnChange::parse(kind),
            }),
            "audit" => of_audit(subject, &audit::Event::from_storage(kind, detail)),
            _ => None,
        }
    }

    /// Returns the event that tabs receive.
    pub fn event(&self) -> LiveEvent {
        match self {
            Self::Space { space, .. } => LiveEvent::Space { space: *space },
            Self::Topic {
                space,
                topic,
                post,
                what,
                ..
            } => LiveEvent::Topic {
                space: *space,
                topic: *topic,
                post: *post,
                what: *what,
            },
            Self::Files { space } => LiveEvent::Files { space: *space },
            Self::Deal { deal, .. } => LiveEvent::Deal { deal: *deal },
            Self::Spaces { .. } | Self::SpacesRemoved { .. } => LiveEvent::Spaces,
            Self::Person { what, .. } => LiveEvent::Me { what: *what },
            Self::Account { .. } => LiveEvent::Account,
        }
    }
}

/// Reads an event of a topic: the subject is the space's id and the topic's number, the detail names the post.
fn topic(subject: &str, kind: &str, detail: &str) -> Option<Happening> {
    let address: TopicAddress = subject.parse().ok()?;
    Some(Happening::Topic {
        space: address.space,
        topic: address.number,
        post: post_in(detail),
        what: TopicChange::parse(kind),
        former: Former::in_detail(detail),
    })
}

fn former_people(detail: &str) -> Vec<UserId> {
    match serde_json::from_str(detail) {
        Ok(DealEvent::HandedOver { from, .. }) => vec![from.id],
        Ok(DealEvent::PeopleRemoved { people }) => names(&people),
        _ => Vec::new(),
    }
}

fn of_audit(subject: &str, event: &audit::Event) -> Option<Happening> {
    use audit::Event;
    match event {
        // Imports and undone operations record changes of access only here.
        Event::AccessChanged { taken, .. } => space(subject, false, SpaceBefore::Members(taken.clone())),
        Event::VisibilityChanged { from, .. } => space(subject, true, SpaceBefore::Visibility(*from)),
        Event::OwnerChanged { from, .. } => space(subject, true, SpaceBefore::Owner(*from)),
        Event::DealDeleted { people, .. } => Some(Happening::Deal {
            deal: subject.parse().ok()?,
            lost: people.clone(),
        }),
        Event::ImportUndone { .. } => Some(Happening::Spaces {
            set: subject.parse().ok()?,
        }),
        Event::RoleChanged { .. } | Event::UserDeactivated { .. } | Event::UserActivated {} => {
            Some(Happening::Account { roles: true })
        }
        Event::UserAdded { .. }
        | Event::GroupDeleted { .. }
        | Event::FieldAdded { .. }
        | Event::FieldChanged { .. }
        | Event::FieldArchived { .. }
        | Event::FieldRestored { .. }
        | Event::FieldDeleted { .. }
        | Event::StageAdded { .. }
        | Event::StageRenamed { .. }
        | Event::StagesOrdered {}
        | Event::StageDeleted { .. }
        | Event::AddOnSwitched { .. }
        | Event::RulesChanged { .. }
        | Event::FileRulesChanged { .. } => Some(Happening::Account { roles: false }),
        _ => None,
    }
}

fn space(subject: &str, in_outline: bool, before: SpaceBefore) -> Option<Happening> {
    Some(Happening::Space {
        space: subject.parse().ok()?,
        change: SpaceChange { in_outline, before },
    })
}

impl SpaceChange {
    /// Reads the detail of an event of a space. An unknown event may concern everything.
    fn of(detail: &str) -> Self {
        let Ok(event) = serde_json::from_str(detail) else {
            return Self {
                in_outline: true,
                before: SpaceBefore::Same,
            };
        };
        let (in_outline, before) = match event {
            SpaceEvent::Edited { fields } => (
                fields
                    .iter()
                    .any(|field| matches!(field, EditedField::Name | EditedField::Groups)),
                SpaceBefore::Same,
            ),
            SpaceEvent::VisibilityChanged { from, .. } => (true, SpaceBefore::Visibility(from)),
            SpaceEvent::HandedOver { from, .. } => (true, SpaceBefore::Owner(from.id)),
            SpaceEvent::AccessGiven { .. } | SpaceEvent::FilesAdded { .. } | SpaceEvent::FilesDeleted { .. } => {
                (false, SpaceBefore::Same)
            }
            SpaceEvent::AccessTaken { people } => (false, SpaceBefore::Members(names(&people))),
            SpaceEvent::Deleted => (true, SpaceBefore::NotDeleted),
            SpaceEvent::Created
            | SpaceEvent::Imported
            | SpaceEvent::Archived
            | SpaceEvent::Restored
            | SpaceEvent::Undone => (true, SpaceBefore::Same),
        };
        Self { in_outline, before }
    }
}
