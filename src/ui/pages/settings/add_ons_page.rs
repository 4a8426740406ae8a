//! `/settings/add-ons`: parts of the product that administrators switch on and off.

use domain::add_on::AddOn;
use leptos::prelude::*;

use super::{SettingsNav, administrators_only::AdministratorsOnly};
use crate::{
    api::add_ons,
    i18n::use_messages,
    ui::{
        browser::{load_page, new_id},
        components::{FailureNote, Glyph, Icon, Page, Skeleton, Switch, use_toasts},
        errors,
        shell::session::use_session,
    },
};

/// The list of add-ons, for administrators.
#[component]
pub fn AddOnsPage() -> impl IntoView {
    let title = use_messages().text("settings-add-ons");
    if use_session().me.viewer().is_admin() {
        view! { <Cards title/> }.into_any()
    } else {
        view! { <AdministratorsOnly title/> }.into_any()
    }
}

#[component]
fn Cards(title: String) -> impl IntoView {
    let messages = use_messages();
    let listed = Resource::new(|| (), |()| add_ons::list_add_ons());
    let again = Callback::new(move |()| listed.refetch());
    view! {
        <Page title>
            <SettingsNav/>
            <p class="settings-lead">{messages.text("add-ons-lead")}</p>
            <Transition fallback=|| view! { <Skeleton rows=3/> }>
                {move || listed.get().map(|answer| match answer {
                    Ok(listed) => view! {
                        <ul class="add-ons">
                            {listed.into_iter().map(|(add_on, on)| view! { <Card add_on on/> }).collect_view()}
                        </ul>
                    }
                    .into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
        </Page>
    }
}

/// An add-on's description and switch.
#[component]
fn Card(add_on: AddOn, on: bool) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let (heading, state) = (new_id(), new_id());
    let word = |part: &str| messages.text(&format!("add-on-{}{part}", add_on.as_str()));
    let switched = RwSignal::new(on);
    let change = Callback::new(move |wanted: bool| {
        leptos::task::spawn_local(async move {
            match add_ons::switch_add_on(add_on, wanted).await {
                // A full page load, because the add-ons determine the frame of every page.
                Ok(()) => load_page("/settings/add-ons"),
                Err(failure) => {
                    switched.set(!wanted);
                    toasts.show_error(errors::sentence(messages, &failure.0));
                }
            }
        });
    });
    view! {
        <li class="add-on-card" aria-labelledby=heading>
            <h2 id=heading.clone()>
                <Icon glyph=glyph(add_on) size=18/>
                {word("")}
            </h2>
            <p>{word("-about")}</p>
            <Switch label=word("-enable") on=switched on_change=change described_by=state.clone()/>
            <p class="muted" id=state role="status">{word(if on { "-on" } else { "-off" })}</p>
        </li>
    }
    .into_any()
}

fn glyph(add_on: AddOn) -> Glyph {
    match add_on {
        AddOn::Spaces => Glyph::Layers,
    }
}
