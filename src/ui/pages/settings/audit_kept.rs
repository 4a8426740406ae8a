//! The setting for how long lines of the audit log are kept.

use domain::{
    audit::{KEPT_DAYS_MAX, KEPT_DAYS_MIN, check_kept_days},
    error::AppError,
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use crate::{
    api::audit::keep_audit_log,
    i18n::use_messages,
    ui::{
        browser::focus_first_wrong,
        components::{TextField, use_toasts},
        errors,
    },
};

/// The setting in days, with its own button to save.
#[component]
pub fn AuditKept(days: u32) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let typed = RwSignal::new(days.to_string());
    let wrong = RwSignal::new(None::<String>);
    let sending = RwSignal::new(false);
    let fail = move |error: AppError| match error {
        error @ AppError::Invalid(_) => {
            wrong.try_set(Some(errors::sentence(messages, &error)));
            focus_first_wrong();
        }
        error => toasts.show_error(errors::sentence(messages, &error)),
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() {
            return;
        }
        wrong.set(None);
        // Text that is no number becomes 0, which is out of range.
        let days = typed.with_untracked(|text| text.trim().parse().unwrap_or(0));
        if let Err(error) = check_kept_days(days) {
            return fail(error);
        }
        sending.set(true);
        spawn_local(async move {
            match keep_audit_log(days).await {
                Ok(()) => toasts.show_status(messages.with("audit-kept-saved", [("count", days)])),
                Err(failure) => fail(failure.0),
            }
            sending.try_set(false);
        });
    };
    view! {
        <section class="settings-section" aria-labelledby="audit-kept-title">
            <h2 id="audit-kept-title">{messages.text("audit-kept-title")}</h2>
            <form class="form audit-kept" novalidate=true on:submit=save>
                <TextField
                    label=messages.text("audit-kept-days") value=typed kind="number" error=wrong required=true
                    help=messages.with("audit-kept-help", [("min", KEPT_DAYS_MIN), ("max", KEPT_DAYS_MAX)])
                />
                <div class="form-actions">
                    <button type="submit" class="button" disabled=move || sending.get()>
                        {messages.text("settings-save")}
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
