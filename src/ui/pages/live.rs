//! The one thing that a page shows, and acts on it that the page then shows.

use std::future::Future;

use domain::error::AppError;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::Answer,
    i18n::{Messages, use_messages},
    ui::{
        components::{Toasts, use_toasts},
        errors,
    },
};

/// A thing with a page of its own.
pub trait Shown: Clone + Send + Sync + 'static {
    type Id: Copy + Send + Sync + 'static;

    fn id(&self) -> Self::Id;

    /// Asks for it again; none where the person may no longer open it.
    fn open(id: Self::Id) -> impl Future<Output = Answer<Option<Self>>>;
}

/// The shown thing. Parts read it for themselves, so that an act changes what it changed and leaves the focus alone.
pub struct Live<T: Shown> {
    pub shown: RwSignal<T>,
    /// Grows with each act: the activity looks again.
    pub turn: RwSignal<u32>,
    /// The thing cannot be seen any more as it was: the page begins anew.
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
    /// Shows this.
    pub fn new(shown: T, gone: Callback<()>) -> Self {
        Self {
            shown: RwSignal::new(shown),
            turn: RwSignal::new(0),
            gone,
            messages: use_messages(),
            toasts: use_toasts(),
        }
    }

    /// The thing's id.
    pub fn id(self) -> T::Id {
        self.shown.with_untracked(T::id)
    }

    /// Does it, says so or why not, and shows the thing as it is then: also where the act found it gone or closed.
    pub fn act(self, request: impl Future<Output = Answer<()>> + 'static, said: String, undo: Option<Callback<()>>) {
        let (messages, toasts, id) = (self.messages, self.toasts, self.id());
        spawn_local(async move {
            match request.await {
                Ok(()) => {
                    match undo {
                        Some(undo) => toasts.say_with_undo(said, undo),
                        None => toasts.say(said),
                    }
                    self.reload(id).await;
                }
                Err(failure) => {
                    toasts.fail(errors::sentence(messages, &failure.0));
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

    /// Asks for the thing again. Undo may come when the page is left already: then there is nothing to show.
    pub async fn reload(self, id: T::Id) {
        match T::open(id).await {
            Ok(Some(shown)) => {
                self.shown.try_set(shown);
                self.turn.try_update(|turn| *turn += 1);
            }
            Ok(None) => {
                self.gone.try_run(());
            }
            Err(failure) if failure.0 == AppError::NotFound => {
                self.gone.try_run(());
            }
            Err(failure) => self.toasts.fail(errors::sentence(self.messages, &failure.0)),
        }
    }
}
