//! The state of a page that shows one record (a space or a deal) and acts on it.

use std::future::Future;

use domain::{error::AppError, ids::SpaceId, live::LiveEvent};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::Answer,
    i18n::{Messages, use_messages},
    ui::{
        components::{PressFn, Toasts, use_toasts},
        errors,
        shell::{live::use_live, pace::never_busy},
    },
};

/// Returns whether the event may change what a page shows of this space itself, not of its topics.
pub fn concerns_space(event: &LiveEvent, id: SpaceId) -> bool {
    match event {
        LiveEvent::Space { space } => *space == id,
        LiveEvent::Spaces | LiveEvent::Account => true,
        _ => false,
    }
}

/// A record with a page of its own.
pub trait Shown: Clone + Send + Sync + 'static {
    type Id: Copy + Send + Sync + 'static;

    fn id(&self) -> Self::Id;

    /// Fetches the record; `None` if the person may no longer open it.
    fn open(id: Self::Id) -> impl Future<Output = Answer<Option<Self>>>;
}

/// The state of the page. Components read the signal themselves, so that an action updates only what it changed and the
/// focus stays where it is.
pub struct Live<T: Shown> {
    pub shown: RwSignal<T>,
    /// The number of reloads. The activity loads new lines when it changes.
    pub reloads: RwSignal<u32>,
    /// Called when the person may no longer see the record as it was shown: loads the page again.
    pub gone: Callback<()>,
    pub messages: Messages,
    pub toasts: Toasts,
}

impl<T: Shown> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Shown> Copy for Live<T> {}

impl<T: Shown> Live<T> {
    /// Creates the state with this record.
    pub fn new(shown: T, gone: Callback<()>) -> Self {
        Self {
            shown: RwSignal::new(shown),
            reloads: RwSignal::new(0),
            gone,
            messages: use_messages(),
            toasts: use_toasts(),
        }
    }

    /// Returns the record's id.
    pub fn id(self) -> T::Id {
        self.shown.with_untracked(T::id)
    }

    /// Sends the request, shows `done` or the error as a toast, and reloads the record, even if the request failed
    /// because the record had been deleted, closed or changed.
    pub fn act(self, request: impl Future<Output = Answer<()>> + 'static, done: String, undo: Option<PressFn>) {
        let (messages, toasts, id) = (self.messages, self.toasts, self.id());
        spawn_local(async move {
            match request.await {
                Ok(()) => {
                    match undo {
                        Some(undo) => toasts.show_with_undo(done, undo),
                        None => toasts.show_status(done),
                    }
                    self.reload(id).await;
                }
                Err(failure) => {
                    toasts.show_error(errors::sentence(messages, &failure.0));
                    if matches!(
                        failure.0,
                        AppError::NotFound | AppError::NotAllowed | AppError::Conflict(_)
                    ) {
                        self.reload(id).await;
                    }
                }
            }
        });
    }

    /// Fetches the record again when it changed elsewhere, until the calling component is removed. What the person has
    /// typed stays.
    pub fn follow(self, concerns: impl Fn(&LiveEvent) -> bool + Send + Sync + 'static) {
        let id = self.id();
        use_live().reload_on(concerns, never_busy, move || {
            spawn_local(async move { self.show_again(T::open(id).await, true) });
        });
    }

    /// Fetches the record again. Does nothing visible if the page was left meanwhile, as when Undo is pressed later.
    pub async fn reload(self, id: T::Id) {
        self.show_again(T::open(id).await, false);
    }

    /// Shows the answer. With `quietly`, an error that does not concern the record is not shown.
    fn show_again(self, answer: Answer<Option<T>>, quietly: bool) {
        match answer {
            Ok(Some(shown)) => {
                self.shown.try_set(shown);
                self.reloads.try_update(|reloads| *reloads += 1);
            }
            Ok(None) => {
                self.gone.try_run(());
            }
            Err(failure) if failure.0 == AppError::NotFound => {
                self.gone.try_run(());
            }
            Err(_) if quietly => {}
            Err(failure) => self.toasts.show_error(errors::sentence(self.messages, &failure.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_page_of_a_space_is_concerned_by_its_space_and_by_changes_of_many() {
        let [here, elsewhere] = [1, 2].map(|id| SpaceId(Uuid::from_u128(id)));
        assert!(concerns_space(&LiveEvent::Space { space: here }, here));
        assert!(!concerns_space(&LiveEvent::Space { space: elsewhere }, here));
        assert!(concerns_space(&LiveEvent::Spaces, here));
        assert!(concerns_space(&LiveEvent::Account, here));
        assert!(!concerns_space(&LiveEvent::Gone { space: here }, here));
    }
}
