//! A dialog of a lazy module.

use domain::error::AppError;
use futures::FutureExt;
use leptos::{prelude::*, task::spawn_local};

use super::modules::{Form, Module, WantedDialog, forms};
use crate::{
    i18n::use_messages,
    ui::{components::use_toasts, errors::sentence},
};

/// Shows a dialog once its code is there, from the first opening on. Where the code cannot be fetched, a message says
/// so and the dialog counts as closed; the next opening tries again.
#[component]
pub fn LazyDialog(dialog: WantedDialog) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let open = dialog.open();
    let fetched = RwSignal::new(false);
    Effect::new(move |_| {
        if !open.get() || fetched.get_untracked() {
            return;
        }
        spawn_local(async move {
            if Module::Forms.fetch().await.is_ok() {
                fetched.try_set(true);
            } else {
                open.try_set(false);
                toasts.fail(sentence(messages, &AppError::Offline));
            }
        });
    });
    // Nothing is waited for here: code that was fetched runs at once, and its view belongs to the page like any other.
    move || {
        let shown = fetched.get().then(|| forms(Form::Dialog(dialog)).now_or_never());
        shown.flatten().and_then(Result::ok)
    }
}
