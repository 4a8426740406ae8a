//! The section 'Notices' of the profile: how much a person is notified about, and notifications of the browser.

use domain::topic::FollowLevel;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{
        Answer,
        notices::{follow_all, follow_level},
    },
    i18n::use_messages,
    ui::{
        browser::{NotificationsState, new_id, notifications, switch_notifications},
        components::{FailureNote, Switch, use_toasts},
        errors,
    },
};

/// The section with the level for all spaces and the switch for this browser.
#[component]
pub fn Notifications() -> impl IntoView {
    let messages = use_messages();
    let level: Resource<Answer<FollowLevel>> = Resource::new(|| (), |()| follow_level());
    let again = Callback::new(move |()| level.refetch());
    view! {
        <section class="settings-section" aria-labelledby="notices-settings">
            <h2 id="notices-settings">{messages.text("notices-title")}</h2>
            <Transition fallback=|| ()>
                {move || level.get().map(|answer| match answer {
                    Ok(now) => view! { <Levels now/> }.into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
            <InBrowser/>
        </section>
    }
    .into_any()
}

/// The levels as a radio group. A choice is saved at once.
#[component]
fn Levels(now: FollowLevel) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let chosen = RwSignal::new(now);
    let group = new_id();
    let choose = move |level: FollowLevel| {
        let before = chosen.get_untracked();
        chosen.set(level);
        spawn_local(async move {
            match follow_all(level).await {
                Ok(()) => toasts.show_status(messages.text("notify-saved")),
                Err(failure) => {
                    chosen.try_set(before);
                    toasts.show_error(errors::sentence(messages, &failure.0));
                }
            }
        });
    };
    let levels = FollowLevel::ALL.map(|level| {
        let word = level.as_str().replace('_', "-");
        let help = new_id();
        view! {
            <div class="level-choice">
                <label class="choice">
                    <input
                        type="radio"
                        name=group.clone()
                        value=level.as_str()
                        checked=now == level
                        prop:checked=move || chosen.get() == level
                        aria-describedby=help.clone()
                        on:change=move |_| choose(level)
                    />
                    <span>{messages.text(&format!("notify-{word}"))}</span>
                </label>
                <p class="field-note" id=help>{messages.text(&format!("notify-{word}-means"))}</p>
            </div>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{messages.text("notify-all-spaces")}</legend>
            {levels.into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The switch for notifications of this browser. What the browser allows is known only after hydration.
#[component]
fn InBrowser() -> impl IntoView {
    let messages = use_messages();
    let state = RwSignal::new(NotificationsState::Off);
    let on = RwSignal::new(false);
    let show = move |now: NotificationsState| {
        state.try_set(now);
        on.try_set(now == NotificationsState::On);
    };
    Effect::new(move |_| show(notifications()));
    let switch = Callback::new(move |wanted: bool| {
        spawn_local(async move { show(switch_notifications(wanted).await) });
    });
    let help = move || {
        messages.text(match state.get() {
            NotificationsState::Unavailable => "browser-notifications-unavailable",
            NotificationsState::Refused => "browser-notifications-refused",
            NotificationsState::Off | NotificationsState::On => "browser-notifications-help",
        })
    };
    view! {
        <div class="field">
            <Switch
                label=messages.text("browser-notifications") on on_change=switch described_by="browser-notifications-help"
            />
            <p class="field-note" id="browser-notifications-help" role="status">{help}</p>
        </div>
    }
    .into_any()
}
