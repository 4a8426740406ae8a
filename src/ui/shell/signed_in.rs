//! The door of every page that needs a session.

use leptos::{context::Provider, prelude::*};

use super::frame::Frame;
use crate::{
    api::session::Session,
    ui::{browser::reload, components::Skeleton, pages::lazy::prefetch_lazy_modules},
};

/// The frame with the pages for who is signed in. The server knows them before it renders, the browser takes over what
/// the server knew: nothing has to be waited for, so nothing inside is rendered twice.
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
            // Reached by a link from a page outside the door: the server leads on.
            Effect::new(|_| reload());
            view! { <Skeleton rows=6/> }.into_any()
        }
    }
}
