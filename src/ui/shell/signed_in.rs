//! The parent route of every page that needs a session.

use leptos::{context::Provider, prelude::*};
use leptos_router::hooks::use_location;

use super::{address, frame::Frame};
use crate::{
    api::session::Session,
    ui::{browser::load_page, components::Skeleton, pages::lazy::prefetch_lazy_modules},
};

/// The frame with the page, for a signed-in person. The server knows the session before it renders, and the browser
/// takes it over from the server: nothing is loaded, so nothing inside is rendered twice.
#[component]
pub fn SignedIn() -> impl IntoView {
    let session = SharedValue::new(use_context::<Session>).into_inner();
    match session {
        Some(session) => {
            prefetch_lazy_modules();
            view! {
                <Provider value=session>
                    <Frame/>
                </Provider>
            }
            .into_any()
        }
        None => {
            // Reached by a link from a page without a session: the server redirects to the sign-in.
            let location = use_location();
            Effect::new(move |_| load_page(&address(&location)));
            view! { <Skeleton rows=6/> }.into_any()
        }
    }
}
