//! A part of the page whose code is fetched when it is first wanted: the first screen need not carry every dialog.

use std::future::Future;

use domain::error::AppError;
use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};

use super::use_toasts;
use crate::{i18n::use_messages, ui::errors::sentence};

/// Shows `view` once its code is there, from the first opening on. Where the code cannot be fetched that is said, what
/// was opened closes again, and the next opening tries anew.
#[component]
pub fn Piece<F, Fetched, V, Shown>(
    open: RwSignal<bool>,
    /// Fetches the code.
    fetch: F,
    /// What its code makes; called when that is there.
    view: V,
) -> impl IntoView
where
    F: Fn() -> Fetched + 'static,
    Fetched: Future<Output = Result<(), SplitLoaderError>> + 'static,
    V: Fn() -> Shown + Send + 'static,
    Shown: Future<Output = Result<AnyView, SplitLoaderError>>,
{
    let messages = use_messages();
    let toasts = use_toasts();
    let fetched = RwSignal::new(false);
    Effect::new(move |_| {
        if !open.get() || fetched.get_untracked() {
            return;
        }
        let fetching = fetch();
        spawn_local(async move {
            if fetching.await.is_ok() {
                fetched.try_set(true);
            } else {
                open.try_set(false);
                toasts.fail(sentence(messages, &AppError::Offline));
            }
        });
    });
    // Nothing is waited for here: what is fetched is ready at once, and belongs to its page like any other view.
    move || {
        let ready = fetched.get().then(|| futures::FutureExt::now_or_never(view()));
        ready.flatten().and_then(Result::ok)
    }
}
