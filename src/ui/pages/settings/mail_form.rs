//! A person's own choices about e-mail, on the profile page of a server that sends it.

use domain::{
    error::{AppError, Field, Reason},
    mail::{DigestTime, MailSettings},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use crate::{
    api::session::{read_mail_settings, save_mail_settings},
    i18n::use_messages,
    ui::{
        browser::focus_first_wrong,
        components::{Checkbox, FailureNote, LoadingRegion, SelectField, TextField, use_toasts},
        errors,
    },
};

/// The section 'E-mail'.
#[component]
pub fn MailSection(email: String) -> impl IntoView {
    let messages = use_messages();
    let settings = Resource::new(|| (), |()| read_mail_settings());
    let again = Callback::new(move |()| settings.refetch());
    view! {
        <section class="settings-section" aria-labelledby="mail-title">
            <h2 id="mail-title">{messages.text("profile-mail")}</h2>
            <p>{messages.with("profile-mail-help", [("email", email)])}</p>
            <LoadingRegion class="settings-mail" skeleton=4>
                {move || settings.get().map(|answer| match answer {
                    Ok(Some(settings)) => view! { <MailForm settings/> }.into_any(),
                    Ok(None) => ().into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </LoadingRegion>
        </section>
    }
    .into_any()
}

/// The signals of the form.
#[derive(Clone, Copy)]
struct Typed {
    mentions: RwSignal<bool>,
    requests: RwSignal<bool>,
    checks: RwSignal<bool>,
    digest: RwSignal<String>,
    time: RwSignal<String>,
}

impl Typed {
    fn new(settings: &MailSettings) -> Self {
        Self {
            mentions: RwSignal::new(settings.mentions),
            requests: RwSignal::new(settings.requests),
            checks: RwSignal::new(settings.checks),
            digest: RwSignal::new(settings.digest.as_str().to_owned()),
            time: RwSignal::new(settings.time()),
        }
    }

    /// Returns the choices, or `None` if there is no time.
    fn settings(self) -> Option<MailSettings> {
        Some(MailSettings {
            mentions: self.mentions.get_untracked(),
            requests: self.requests.get_untracked(),
            checks: self.checks.get_untracked(),
            digest: DigestTime::parse(&self.digest.get_untracked()),
            minute: MailSettings::minute_of(&self.time.get_untracked())?,
        })
    }
}

#[component]
fn MailForm(settings: MailSettings) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let typed = Typed::new(&settings);
    let wrong = RwSignal::new(None::<String>);
    let sending = RwSignal::new(false);
    let times = DigestTime::ALL
        .map(|time| {
            let name = match time {
                DigestTime::Off => "profile-mail-digest-off",
                DigestTime::Hourly => "profile-mail-digest-hourly",
                DigestTime::Daily => "profile-mail-digest-daily",
            };
            (time.as_str().to_owned(), messages.text(name))
        })
        .to_vec();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() {
            return;
        }
        wrong.set(None);
        let Some(settings) = typed.settings() else {
            let missing = AppError::field(Field::Value, Reason::Required);
            wrong.set(Some(errors::sentence(messages, &missing)));
            focus_first_wrong();
            return;
        };
        sending.set(true);
        spawn_local(async move {
            match save_mail_settings(settings).await {
                Ok(()) => toasts.show_status(messages.text("profile-mail-saved")),
                Err(failure) => toasts.show_error(errors::sentence(messages, &failure.0)),
            }
            sending.try_set(false);
        });
    };
    let is_daily = move || typed.digest.with(|word| DigestTime::parse(word) == DigestTime::Daily);
    view! {
        <form class="form" novalidate=true on:submit=save>
            <Checkbox label=messages.text("profile-mail-mentions") checked=typed.mentions/>
            <Checkbox label=messages.text("profile-mail-requests") checked=typed.requests/>
            <Checkbox label=messages.text("profile-mail-checks") checked=typed.checks/>
            <SelectField label=messages.text("profile-mail-digest") value=typed.digest options=times/>
            <Show when=is_daily>
                <TextField
                    label=messages.text("profile-mail-time") value=typed.time kind="time" error=wrong required=true
                    help=messages.text("profile-mail-time-help")
                />
            </Show>
            <div class="form-actions">
                <button type="submit" class="button" disabled=move || sending.get()>
                    {messages.text("profile-mail-save")}
                </button>
            </div>
        </form>
    }
    .into_any()
}
