//! What a release shows under the address of the design system: nothing.

use leptos::prelude::*;

use crate::ui::components::NotFoundPage;

/// As any unknown address.
#[component]
pub fn DesignPage() -> impl IntoView {
    view! { <NotFoundPage/> }
}
