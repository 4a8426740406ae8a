//! The level at which a person follows all spaces without a level of their own.

use domain::{add_on::AddOn, topic::FollowLevel};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::notices::{follow_all, follow_level},
    i18n::use_messages,
    ui::{
        components::{SelectField, use_toasts},
        errors::sentence,
        pages::topics::level_name,
        shell::session::use_session,
    },
};

/// The section with the level, which is saved when it is chosen; nothing while Spaces is switched off.
#[component]
pub fn FollowAll() -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let value = RwSignal::new(FollowLevel::default().as_str().to_owned());
    // The level that the server has, once it is known.
    let saved = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        spawn_local(async move {
            if let Ok(level) = follow_level().await {
                saved.try_set_value(Some(level.as_str().to_owned()));
                value.try_set(level.as_str().to_owned());
            }
        });
    });
    Effect::new(move |_| {
        let chosen = value.get();
        let Some(level) = FollowLevel::parse(&chosen) else {
            return;
        };
        if saved.get_value().is_none_or(|saved| saved == chosen) {
            return;
        }
        spawn_local(async move {
            match follow_all(level).await {
                Ok(()) => {
                    saved.try_set_value(Some(chosen));
                    toasts.show_status(messages.text("follow-changed"));
                }
                Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
            }
        });
    });
    let options = FollowLevel::ALL
        .map(|level| (level.as_str().to_owned(), level_name(messages, level)))
        .to_vec();
    use_session().add_ons.has(AddOn::Spaces).then(|| {
        view! {
            <section class="settings-section" aria-labelledby="follow-title">
                <h2 id="follow-title">{messages.text("follow-all-title")}</h2>
                <p>{messages.text("follow-all-help")}</p>
                <SelectField label=messages.text("follow-all") value options/>
            </section>
        }
    })
}
