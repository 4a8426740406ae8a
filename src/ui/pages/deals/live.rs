//! The deal as the page shows it, and acts on it that the page then shows.

use domain::{deal::DealDetail, error::AppError, ids::DealId};
use leptos::prelude::*;

use crate::{
    api::{Answer, deals::open_deal},
    i18n::Messages,
    ui::{components::Toasts, errors, pages::acting::act},
};

/// The shown deal. Parts read it for themselves, so that an act changes what it changed and leaves the focus alone.
#[derive(Clone, Copy)]
pub struct Live {
    pub deal: RwSignal<DealDetail>,
    /// Grows with each act: the activity looks again.
    pub turn: RwSignal<u32>,
    /// The deal cannot be seen any more: the page begins anew.
    pub gone: Callback<()>,
    pub messages: Messages,
    pub toasts: Toasts,
}

impl Live {
    /// The deal's id.
    pub fn id(self) -> DealId {
        self.deal.with_untracked(|deal| deal.id)
    }

    /// Does it, says so or why not, and shows the deal as it is then.
    pub fn act(self, request: impl Future<Output = Answer<()>> + 'static, said: String, undo: Option<Callback<()>>) {
        let again = self.reload(self.id());
        act((self.messages, self.toasts), request, said, undo, again);
    }

    /// Asks for the deal again. Undo may come when the page is left already: then there is nothing to show.
    pub async fn reload(self, id: DealId) {
        match open_deal(id).await {
            Ok(deal) => {
                self.deal.try_set(deal);
                self.turn.try_update(|turn| *turn += 1);
            }
            Err(failure) if failure.0 == AppError::NotFound => {
                self.gone.try_run(());
            }
            Err(failure) => self.toasts.fail(errors::sentence(self.messages, &failure.0)),
        }
    }
}
