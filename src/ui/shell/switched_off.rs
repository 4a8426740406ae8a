//! The page of an add-on that is switched off, shown instead of the page of the route.
//!
//! The routes' views choose it, and not the frame around them: the router changes the address only once the outlet has
//! rendered the view of the new route.

use domain::add_on::AddOn;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    api::{add_ons, session::Session},
    i18n::use_messages,
    ui::{
        browser::{mark_ready, set_status},
        components::{DocumentTitle, NotFoundPage},
    },
};

/// Returns the page to show instead of the page at the current address, if that belongs to an add-on that is switched
/// off. It answers 404.
pub fn switched_off_page() -> Option<AnyView> {
    let session = use_context::<Session>()?;
    let add_on = use_location().pathname.with_untracked(|path| add_ons::of_page(path))?;
    (!session.add_ons.has(add_on)).then(|| view! { <SwitchedOff add_on session/> }.into_any())
}

/// The page of an add-on that is switched off: for administrators the reason and a link to the switch, for others 'not
/// found'.
#[component]
fn SwitchedOff(add_on: AddOn, session: Session) -> impl IntoView {
    let messages = use_messages();
    if !session.me.viewer().is_admin() {
        return view! { <NotFoundPage/> }.into_any();
    }
    set_status(404);
    mark_ready();
    let title = messages.text(&format!("add-on-{}-is-off", add_on.as_str()));
    view! {
        <DocumentTitle title=title.clone()/>
        <div class="page not-found">
            <h1>{title}</h1>
            <p>{messages.text("add-on-off-why")}</p>
            <a class="button" href="/settings/add-ons">{messages.text("settings-add-ons")}</a>
        </div>
    }
    .into_any()
}
