//! `/design` in a release build, which has no page there.

use leptos::prelude::*;

use crate::ui::components::NotFoundPage;

/// The 'not found' page.
#[component]
pub fn DesignPage() -> impl IntoView {
    view! { <NotFoundPage/> }
}
