//! The page at `/`.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::api::{add_ons, session::Session};

/// Redirects to the start page.
#[component]
pub fn Home() -> impl IntoView {
    let home = use_context::<Session>().map_or("/spaces", |session| add_ons::home(&session.add_ons));
    view! { <Redirect path=home/> }
}
