//! The part of the frame that sends waiting posts.

use futures::FutureExt;
use leptos::{prelude::*, task::spawn_local};

use super::modules::{Module, Record, records};
use crate::ui::browser::{drafts::on_online, when_idle};

/// Sends the posts that earlier pages have left, once the browser is idle. Its code is fetched then; if that fails, again
/// when there is a network.
#[component]
pub fn LazyOutbox() -> impl IntoView {
    let fetched = RwSignal::new(false);
    let fetch = move || {
        spawn_local(async move {
            if fetched.try_get_untracked() == Some(false) && Module::Records.fetch().await.is_ok() {
                fetched.try_set(true);
            }
        });
    };
    Effect::new(move |_| {
        when_idle(fetch);
        on_online(fetch);
    });
    // The module is loaded by now, so its function completes at once.
    let shown = Memo::new(move |_| fetched.get());
    move || {
        let sends = shown.get().then(|| records(Record::Outbox).now_or_never());
        sends.flatten().and_then(Result::ok)
    }
}
