//! The dialogs of a lazy module.

use domain::error::AppError;
use futures::FutureExt;
use leptos::{prelude::*, task::spawn_local};

use super::modules::{Form, LazyDialogKind, Module, forms};
use crate::{
    i18n::use_messages,
    ui::{
        components::{use_toasts, use_waiting},
        errors::sentence,
    },
};

/// A dialog whose code is fetched when it is first opened. If it is closed before, it does not open once the code is
/// there. If fetching fails, a toast says so and the dialog is closed; the next opening tries again.
#[component]
pub fn LazyDialog(dialog: LazyDialogKind) -> impl IntoView {
    let (messages, toasts, waiting) = (use_messages(), use_toasts(), use_waiting());
    let open = dialog.open();
    let fetched = RwSignal::new(false);
    Effect::new(move |_| {
        if !open.get() || fetched.get() {
            return;
        }
        let wait = if dialog.is_modal() {
            waiting.begin_dialog(open)
        } else {
            waiting.begin()
        };
        // The effect runs again when the code is there or the dialog is closed.
        on_cleanup(move || drop(wait));
        spawn_local(async move {
            if Module::Forms.fetch().await.is_ok() {
                fetched.try_set(true);
            } else if open.try_get_untracked() == Some(true) {
                open.set(false);
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
