//! The dialogs of a lazy module.

use domain::error::AppError;
use futures::FutureExt;
use leptos::{prelude::*, task::spawn_local};

use super::modules::{Form, LazyDialogKind, Module, forms};
use crate::{
    i18n::use_messages,
    ui::{components::use_toasts, errors::sentence},
};

/// A dialog whose code is fetched when it is first opened. If fetching fails, a toast says so and the dialog is closed;
/// the next opening tries again.
#[component]
pub fn LazyDialog(dialog: LazyDialogKind) -> impl IntoView {
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
                toasts.show_error(sentence(messages, &AppError::Offline));
            }
        });
    });
    // `now_or_never` does not wait: the module is loaded by now, so its function completes at once.
    move || {
        let shown = fetched.get().then(|| forms(Form::Dialog(dialog)).now_or_never());
        shown.flatten().and_then(Result::ok)
    }
}
