//! `/settings/profile`: a person's own name, language, theme, time zone and shortcuts; password and sessions.

use domain::{
    error::{AppError, Field, FieldError},
    limits,
    person::{Language, Me, Theme},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{SettingsNav, browser, change_password::ChangePassword, follow_all::FollowAll, time_zones};
use crate::{
    api::session::{self, Profile},
    i18n::{Messages, use_messages},
    ui::{
        browser::focus_first_wrong,
        components::{Checkbox, ConfirmDialog, Page, SelectField, TextField, use_toasts},
        errors,
        shell::session::use_session,
    },
};

/// The page with the person's own settings.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let messages = use_messages();
    let me = use_session().me;
    let saved = use_query_map().with_untracked(|query| query.get("saved").is_some());
    view! {
        <Page title=messages.text("settings-profile")>
            <SettingsNav/>
            <div class="settings-body">
                {saved.then(|| view! { <p class="settings-saved" role="status">{messages.text("profile-saved")}</p> })}
                <ProfileForm me=me.clone()/>
                <FollowAll/>
                <ChangePassword email=me.email/>
                <Sessions/>
            </div>
        </Page>
    }
}

/// The signals of the form.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    language: RwSignal<String>,
    theme: RwSignal<String>,
    time_zone: RwSignal<String>,
    shortcuts: RwSignal<bool>,
    compact_rows: RwSignal<bool>,
    wrong: RwSignal<Vec<FieldError>>,
    sending: RwSignal<bool>,
}

impl Typed {
    fn new(me: &Me) -> Self {
        Self {
            name: RwSignal::new(me.name.clone()),
            language: RwSignal::new(me.language.tag().to_owned()),
            theme: RwSignal::new(me.theme.as_str().to_owned()),
            time_zone: RwSignal::new(me.time_zone.clone()),
            shortcuts: RwSignal::new(me.shortcuts),
            compact_rows: RwSignal::new(me.compact_rows),
            wrong: RwSignal::default(),
            sending: RwSignal::new(false),
        }
    }

    fn profile(self) -> Profile {
        Profile {
            name: self.name.get_untracked(),
            language: Language::parse(&self.language.get_untracked()).unwrap_or_default(),
            theme: Theme::parse(&self.theme.get_untracked()),
            time_zone: self.time_zone.get_untracked(),
            shortcuts: self.shortcuts.get_untracked(),
            compact_rows: self.compact_rows.get_untracked(),
        }
    }
}

#[component]
fn ProfileForm(me: Me) -> impl IntoView {
    let messages = use_messages();
    let typed = Typed::new(&me);
    let error = move |field: Field| Signal::derive(move || errors::field_error(messages, &typed.wrong.get(), field));
    let languages = Language::ALL
        .map(|language| {
            (
                language.tag().to_owned(),
                crate::ui::pages::sign_in::native_name(language).to_owned(),
            )
        })
        .to_vec();
    let themes = Theme::ALL
        .map(|theme| (theme.as_str().to_owned(), theme_name(messages, theme)))
        .to_vec();
    let save = save_callback(typed);
    view! {
        <form
            class="form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                save.run(());
            }
        >
            <p class="settings-email">
                <span class="muted">{messages.text("entry-email")}</span>
                " "
                <span>{me.email}</span>
            </p>
            <TextField
                label=messages.text("entry-name") value=typed.name error=error(Field::Name)
                name="name" required=true max=limits::PERSON_NAME
            />
            <SelectField
                label=messages.text("entry-language") value=typed.language options=languages
                error=error(Field::Language)
            />
            <SelectField label=messages.text("profile-theme") value=typed.theme options=themes/>
            <SelectField
                label=messages.text("profile-time-zone") value=typed.time_zone
                options=time_zones::choices(&me.time_zone) error=error(Field::TimeZone)
            />
            <Checkbox label=messages.text("profile-compact-rows") checked=typed.compact_rows/>
            <div class="field">
                <Checkbox label=messages.text("profile-shortcuts") checked=typed.shortcuts/>
                <p class="field-note">{messages.text("profile-shortcuts-help")}</p>
            </div>
            <div class="form-actions">
                <button type="submit" class="button primary" disabled=move || typed.sending.get()>
                    {messages.text("settings-save")}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn theme_name(messages: Messages, theme: Theme) -> String {
    match theme {
        Theme::System => messages.text("profile-theme-system"),
        Theme::Light => messages.text("profile-theme-light"),
        Theme::Dark => messages.text("profile-theme-dark"),
    }
}

/// Returns the callback that saves the form and then reloads the page, because the server decides language, theme and
/// time zone.
fn save_callback(typed: Typed) -> Callback<()> {
    let messages = use_messages();
    let toasts = use_toasts();
    Callback::new(move |()| {
        if typed.sending.get_untracked() {
            return;
        }
        typed.wrong.set(Vec::new());
        typed.sending.set(true);
        leptos::task::spawn_local(async move {
            match session::save_profile(typed.profile()).await {
                Ok(()) => browser::load("/settings/profile?saved=1"),
                Err(failure) => match failure.0 {
                    AppError::Invalid(wrong) => {
                        typed.wrong.set(wrong);
                        focus_first_wrong();
                    }
                    error => toasts.show_error(errors::sentence(messages, &error)),
                },
            }
            typed.sending.set(false);
        });
    })
}

/// The section with the button 'Sign out everywhere'.
#[component]
fn Sessions() -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let asking = RwSignal::new(false);
    let sign_out = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            match session::sign_out_everywhere().await {
                Ok(()) => browser::load("/sign-in"),
                Err(failure) => toasts.show_error(errors::sentence(messages, &failure.0)),
            }
        });
    });
    view! {
        <section class="settings-section" aria-labelledby="sessions-title">
            <h2 id="sessions-title">{messages.text("profile-sessions")}</h2>
            <p>{messages.text("profile-sessions-help")}</p>
            <button type="button" class="button" on:click=move |_| asking.set(true)>
                {messages.text("profile-sign-out-everywhere")}
            </button>
            <ConfirmDialog
                title=messages.text("profile-sign-out-title")
                text=messages.text("profile-sign-out-text")
                confirm=messages.text("profile-sign-out-everywhere")
                open=asking
                on_confirm=sign_out
            />
        </section>
    }
    .into_any()
}
