//! The space as the page shows it, and acts on it that the page then shows.

use domain::{
    error::AppError,
    ids::SpaceId,
    space::{SpaceDetail, SpaceView},
};
use leptos::prelude::*;

use crate::{
    api::{Answer, spaces::open_space},
    i18n::Messages,
    ui::{components::Toasts, errors, pages::acting::act},
};

/// The shown space. Parts read it for themselves, so that an act changes what it changed and leaves the focus alone.
#[derive(Clone, Copy)]
pub struct Live {
    pub space: RwSignal<SpaceDetail>,
    /// Grows with each act: the activity looks again.
    pub turn: RwSignal<u32>,
    /// The space cannot be seen any more as it was: the page begins anew.
    pub gone: Callback<()>,
    pub messages: Messages,
    pub toasts: Toasts,
}

impl Live {
    /// The space's id.
    pub fn id(self) -> SpaceId {
        self.space.with_untracked(|space| space.id)
    }

    /// Does it, says so or why not, and shows the space as it is then.
    pub fn act(self, request: impl Future<Output = Answer<()>> + 'static, said: String, undo: Option<Callback<()>>) {
        let again = self.reload(self.id());
        act((self.messages, self.toasts), request, said, undo, again);
    }

    /// Asks for the space again. Undo may come when the page is left already: then there is nothing to show.
    pub async fn reload(self, id: SpaceId) {
        match open_space(id).await {
            Ok(SpaceView::Full(space)) => {
                self.space.try_set(*space);
                self.turn.try_update(|turn| *turn += 1);
            }
            Ok(SpaceView::Outline(_)) => {
                self.gone.try_run(());
            }
            Err(failure) if failure.0 == AppError::NotFound => {
                self.gone.try_run(());
            }
            Err(failure) => self.toasts.fail(errors::sentence(self.messages, &failure.0)),
        }
    }
}
