//! The wire form of events, their reading from storage, and who receives a change.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::{
    access::{Viewer, Visible},
    activity::{EditedField, SpaceEvent},
    person::Role,
    space_state::SpaceState,
    topic::Former,
    visibility::Visibility,
};

fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

fn viewer(number: u128) -> Viewer {
    Viewer {
        id: user(number),
        role: Role::User,
    }
}

fn person(number: u128) -> PersonRef {
    PersonRef {
        id: user(number),
        name: "Anna".into(),
        active: true,
    }
}

const SPACE: SpaceId = SpaceId(Uuid::from_u128(7));

fn every_event() -> Vec<LiveEvent> {
    let topic = |what| LiveEvent::Topic {
        space: SPACE,
        topic: 12,
        post: Some(45),
        what,
    };
    let mut events: Vec<_> = TopicChange::WORDS.iter().map(|(what, _)| topic(*what)).collect();
    events.extend(
        [
            OwnChange::Read,
            OwnChange::Notices,
            OwnChange::Follows,
            OwnChange::Settings,
        ]
        .map(|what| LiveEvent::Me { what }),
    );
    events.extend([
        LiveEvent::Space { space: SPACE },
        LiveEvent::Spaces,
        LiveEvent::Files { space: SPACE },
        LiveEvent::Deal {
            deal: DealId(Uuid::from_u128(3)),
        },
        LiveEvent::Progress {
            job: Uuid::from_u128(4),
            done: 1,
            total: 2,
            ended: true,
        },
        LiveEvent::Account,
        LiveEvent::Writing {
            space: SPACE,
            topic: 12,
            person: person(1),
        },
        LiveEvent::Gone { space: SPACE },
        LiveEvent::Resync,
    ]);
    events
}

#[test]
fn every_event_survives_the_wire() {
    let frame = Frame {
        cursor: Some("abc".into()),
        events: every_event(),
    };
    let text = serde_json::to_string(&frame).unwrap();
    assert_eq!(serde_json::from_str::<Frame>(&text).unwrap(), frame);
}

#[test]
fn an_event_on_the_wire_is_a_flat_object_of_ids_and_kinds() {
    let event = LiveEvent::Topic {
        space: SPACE,
        topic: 12,
        post: Some(45),
        what: TopicChange::PostAdded,
    };
    assert_eq!(
        serde_json::to_string(&event).unwrap(),
        format!(r#"{{"kind":"topic","space":"{SPACE}","topic":12,"post":45,"what":"post_added"}}"#)
    );
    let unknown = r#"{"kind":"weather","sun":true}"#;
    assert_eq!(serde_json::from_str::<LiveEvent>(unknown).unwrap(), LiveEvent::Resync);
}

#[test]
fn messages_of_tabs_have_the_documented_form() {
    let watch = ClientMessage::Watch(Some(Watch {
        space: SPACE,
        topic: Some(12),
    }));
    let text = format!(r#"{{"watch":{{"space":"{SPACE}","topic":12}}}}"#);
    assert_eq!(serde_json::to_string(&watch).unwrap(), text);
    assert_eq!(serde_json::from_str::<ClientMessage>(&text).unwrap(), watch);
    assert_eq!(
        serde_json::from_str::<ClientMessage>(r#"{"writing":true}"#).unwrap(),
        ClientMessage::Writing(true)
    );
    assert_eq!(
        serde_json::from_str::<ClientMessage>(r#"{"watch":null}"#).unwrap(),
        ClientMessage::Watch(None)
    );
}

#[test]
fn events_of_topics_and_of_a_person_are_read_from_storage() {
    let read = |kind: &str, detail: &str| Happening::read("topic", &format!("{SPACE}/12"), kind, detail);
    let topic = |post, what| {
        Some(Happening::Topic {
            space: SPACE,
            topic: 12,
            post,
            what,
            former: Former::Nobody,
        })
    };
    for (what, word) in TopicChange::WORDS {
        assert_eq!(read(word, r#"{"post": 45}"#), topic(Some(45), what));
    }
    let gone = Happening::Topic {
        space: SPACE,
        topic: 12,
        post: None,
        what: TopicChange::TopicAudienceChanged,
        former: Former::Person(user(3)),
    };
    let detail = format!(r#"{{"former":"{}"}}"#, user(3));
    assert_eq!(read("topic_audience_changed", &detail), Some(gone));
    assert_eq!(read("topic_added", "{}"), topic(None, TopicChange::TopicAdded));
    assert_eq!(read("post_sung", "not json"), topic(None, TopicChange::Other));
    assert_eq!(Happening::read("topic", "nonsense", "post_added", "{}"), None);
    let read = Happening::read("files", &SPACE.to_string(), "added", "{}");
    assert_eq!(read, Some(Happening::Files { space: SPACE }));
    let read = Happening::read("person", &user(1).to_string(), "notices", "{}");
    assert_eq!(
        read,
        Some(Happening::Person {
            person: user(1),
            what: OwnChange::Notices
        })
    );
    assert_eq!(Happening::read("weather", "today", "sun", "{}"), None);
}

#[test]
fn an_outsider_of_a_private_space_receives_only_changes_of_its_outline() {
    let space = SpaceAccess {
        visibility: Visibility::Private,
        state: SpaceState::Active,
        owner: user(1),
        members: HashSet::from([user(2)]),
    };
    let edited = |field| {
        let detail = serde_json::to_string(&SpaceEvent::Edited { fields: vec![field] }).unwrap();
        match Happening::read("space", &SPACE.to_string(), "edited", &detail) {
            Some(Happening::Space { change, .. }) => change,
            other => panic!("{other:?}"),
        }
    };
    for number in [1, 2] {
        assert!(space.concerns(&viewer(number), &edited(EditedField::Tags)));
    }
    assert!(space.concerns(&viewer(3), &edited(EditedField::Name)));
    assert!(!space.concerns(&viewer(3), &edited(EditedField::Tags)));
    assert!(!space.concerns(&viewer(3), &edited(EditedField::Description)));
}

fn befores() -> impl Strategy<Value = SpaceBefore> {
    prop_oneof![
        Just(SpaceBefore::Same),
        proptest::sample::select(&Visibility::ALL[..]).prop_map(SpaceBefore::Visibility),
        Just(SpaceBefore::NotDeleted),
        (1..5_u128).prop_map(|number| SpaceBefore::Members(vec![user(number)])),
        (1..5_u128).prop_map(|number| SpaceBefore::Owner(user(number))),
    ]
}

proptest! {
    #[test]
    fn a_change_reaches_who_may_see_it_and_who_could_see_more_before(
        visibility in proptest::sample::select(&Visibility::ALL[..]),
        state in proptest::sample::select(&SpaceState::ALL[..]),
        members in proptest::collection::hash_set((1..5_u128).prop_map(user), 0..3),
        in_outline: bool,
        before in befores(),
        number in 1..5_u128,
        admin: bool,
    ) {
        let space = SpaceAccess { visibility, state, owner: user(1), members };
        let who = Viewer { id: user(number), role: if admin { Role::Administrator } else { Role::User } };
        let received = space.concerns(&who, &SpaceChange { in_outline, before: before.clone() });
        let now = space.visible_to(&who);
        let named = match &before {
            SpaceBefore::Same => false,
            SpaceBefore::Visibility(level) => *level != visibility,
            SpaceBefore::NotDeleted => state == SpaceState::Trash,
            SpaceBefore::Members(people) => people.contains(&who.id),
            SpaceBefore::Owner(owner) => *owner == who.id,
        };
        prop_assert!(now != Visible::Full || received);
        prop_assert!(!(now == Visible::Nothing && received && !named), "hidden from {who:?}");
        prop_assert!(now != Visible::Outline || !received || named || in_outline);
    }
}
