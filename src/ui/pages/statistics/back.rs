//! The link from a list behind a number to the statistics.

use leptos::prelude::*;

use crate::i18n::use_messages;

/// The link 'Back to the statistics'.
#[component]
pub fn BackToStatistics() -> impl IntoView {
    view! {
        <p>
            <a class="button" href="/statistics/activities">
                {use_messages().text("statistics-back")}
            </a>
        </p>
    }
}
