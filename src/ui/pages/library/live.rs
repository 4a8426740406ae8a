//! The live stream on the library: what others do with files shows without moving what is read.

use domain::{
    ids::SpaceId,
    live::{LiveEvent, TopicChange},
};

use super::state::LibraryState;
use crate::ui::{browser::live::is_overlay_open, pages::live::concerns_space, shell::live::use_live};

/// Returns whether the event may change the files of this space. Those of posts change with their topics.
pub fn concerns_files(event: &LiveEvent, id: SpaceId) -> bool {
    match event {
        LiveEvent::Files { space } => *space == id,
        LiveEvent::Topic { space, what, .. } => {
            *space == id && !matches!(what, TopicChange::Reacted | TopicChange::Noticed)
        }
        _ => concerns_space(event, id),
    }
}

/// Renews the list when files of the space change, but not under an open menu or dialog.
pub fn follow(library: LibraryState) {
    let concerns = move |event: &LiveEvent| concerns_files(event, library.space);
    use_live().reload_on(concerns, is_overlay_open, move || {
        library.acts.refresh();
    });
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn files_of_a_space_change_with_its_topics_but_not_with_reactions() {
        let [here, elsewhere] = [1, 2].map(|id| SpaceId(Uuid::from_u128(id)));
        let topic = |space, what| LiveEvent::Topic {
            space,
            topic: 1,
            post: None,
            what,
        };
        assert!(concerns_files(&LiveEvent::Files { space: here }, here));
        assert!(!concerns_files(&LiveEvent::Files { space: elsewhere }, here));
        assert!(concerns_files(&topic(here, TopicChange::PostAdded), here));
        assert!(!concerns_files(&topic(here, TopicChange::Reacted), here));
        assert!(!concerns_files(&topic(elsewhere, TopicChange::PostAdded), here));
        assert!(concerns_files(&LiveEvent::Space { space: here }, here));
    }
}
