//! The live stream on the pages of topics: what others do shows without moving what is read.

use domain::{
    ids::SpaceId,
    live::{LiveEvent, OwnChange, TopicChange, WRITING_ENDS_MS},
    person::PersonRef,
};
use leptos::prelude::*;

use super::{list_state::TopicsState, thread_state::ThreadState};
use crate::ui::{
    browser::after,
    pages::live::concerns_space,
    shell::{live::use_live, pace::never_busy},
};

/// Renews the list of topics when something in the space changes, or what the person has read in another tab.
pub fn follow_list(topics: TopicsState) {
    let concerns = move |event: &LiveEvent| match event {
        LiveEvent::Topic { space, what, .. } => *space == topics.space && *what != TopicChange::Reacted,
        LiveEvent::Me { what } => matches!(what, OwnChange::Read | OwnChange::Follows),
        _ => false,
    };
    use_live().reload_on(concerns, never_busy, move || topics.refresh());
}

/// Returns whether the event may change what the person may do in a topic of this space, or how they follow it.
fn changes_rights(event: &LiveEvent, space: SpaceId) -> bool {
    let follows = LiveEvent::Me {
        what: OwnChange::Follows,
    };
    concerns_space(event, space) || *event == follows
}

/// Follows the topic of a page: new posts are offered by a button, changed ones are renewed in place. Rights and notes are
/// renewed when the space changes.
pub fn follow_thread(state: ThreadState) {
    let live = use_live();
    let address = state.address();
    live.watch(address.space, Some(address.number));
    let is_here = move |event: &LiveEvent| match event {
        LiveEvent::Topic { space, topic, what, .. } if *space == address.space && *topic == address.number => {
            Some(*what)
        }
        _ => None,
    };
    let adds =
        move |event: &LiveEvent| matches!(is_here(event), Some(TopicChange::PostAdded | TopicChange::PostRestored));
    live.reload_on(adds, never_busy, move || state.fetch_new());
    let changes = move |event: &LiveEvent| changes_rights(event, address.space);
    live.reload_on(changes, never_busy, move || state.refresh(None));
    live.on(move |event| match (event, is_here(event)) {
        (LiveEvent::Gone { space }, _) if *space == address.space => state.leave(),
        (_, None | Some(TopicChange::TopicAdded | TopicChange::PostAdded | TopicChange::Noticed)) => {}
        (LiveEvent::Topic { post, .. }, Some(_)) => state.refresh(*post),
        _ => {}
    });
}

/// A line that names the people who are writing in the topic.
#[component]
pub fn WritingPeople(state: ThreadState) -> impl IntoView {
    let messages = state.messages;
    let address = state.address();
    // With each person the number of their newest message: only the end of that one removes the name.
    let people = RwSignal::new(Vec::<(PersonRef, u32)>::new());
    let count = StoredValue::new(0_u32);
    use_live().on(move |event| {
        let LiveEvent::Writing { space, topic, person } = event else {
            return;
        };
        if *space != address.space || *topic != address.number {
            return;
        }
        count.update_value(|count| *count = count.wrapping_add(1));
        let (of, number) = (person.id, count.get_value());
        people.update(|people| {
            people.retain(|(known, _)| known.id != of);
            people.push((person.clone(), number));
        });
        after(WRITING_ENDS_MS, move || {
            people.try_update(|people| people.retain(|(known, last)| (known.id, *last) != (of, number)));
        });
    });
    let line = move || {
        people.with(|people| match &people[..] {
            [] => String::new(),
            [(one, _)] => messages.with("writing-one", [("name", one.name.as_str())]),
            [(one, _), (other, _)] => messages.with(
                "writing-two",
                [("name", one.name.as_str()), ("other", other.name.as_str())],
            ),
            _ => messages.text("writing-several"),
        })
    };
    view! {
        <p class="topic-writing" role="status">
            {line}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn rights_in_a_topic_are_renewed_when_its_space_or_following_changes() {
        let [here, elsewhere] = [1, 2].map(|id| SpaceId(Uuid::from_u128(id)));
        let own = |what| LiveEvent::Me { what };
        assert!(changes_rights(&LiveEvent::Space { space: here }, here));
        assert!(!changes_rights(&LiveEvent::Space { space: elsewhere }, here));
        assert!(changes_rights(&own(OwnChange::Follows), here));
        assert!(!changes_rights(&own(OwnChange::Read), here));
    }
}
