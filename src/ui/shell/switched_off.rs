//! The content of the frame: the page of the route, or a note that its add-on is switched off.

use domain::add_on::AddOn;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Outlet, hooks::use_location};

use super::session::use_session;
use crate::{
    api::add_ons,
    i18n::use_messages,
    ui::{
        browser::{mark_ready, set_status},
        components::NotFoundPage,
    },
};

/// The page of the route. Pages of an add-on that is switched off answer 404.
#[component]
pub(super) fn Content() -> impl IntoView {
    let used = use_session().add_ons;
    if used.all_on() {
        return view! { <Outlet/> }.into_any();
    }
    let path = use_location().pathname;
    let switched_off = Memo::new(move |_| {
        path.with(|path| add_ons::of_page(path))
            .filter(|add_on| !used.has(*add_on))
    });
    let content = move || match switched_off.get() {
        Some(add_on) => view! { <SwitchedOff add_on/> }.into_any(),
        None => view! { <Outlet/> }.into_any(),
    };
    content.into_any()
}

/// The page of an add-on that is switched off: for administrators the reason and a link to the switch, for others 'not
/// found'.
#[component]
fn SwitchedOff(add_on: AddOn) -> impl IntoView {
    let messages = use_messages();
    if !use_session().me.viewer().is_admin() {
        return view! { <NotFoundPage/> }.into_any();
    }
    set_status(404);
    mark_ready();
    let title = messages.text(&format!("add-on-{}-is-off", add_on.as_str()));
    view! {
        <Title text=format!("{title} · {}", messages.text("app-name"))/>
        <div class="page not-found">
            <h1>{title}</h1>
            <p>{messages.text("add-on-off-why")}</p>
            <a class="button" href="/settings/add-ons">{messages.text("settings-add-ons")}</a>
        </div>
    }
    .into_any()
}
