//! The page itself: the same specimens twice, on light and on dark paper. Its words are for developers and stay English.

use leptos::prelude::*;

use super::{controls::Controls, marks::Marks, overlays::Overlays, states::States};
use crate::ui::components::Page;

/// The design system at `/design`.
#[component]
pub fn DesignPage() -> impl IntoView {
    let papers = ["light", "dark"]
        .into_iter()
        .map(|theme| {
            view! {
                <section class="specimens" data-theme=theme aria-label=theme>
                    <Marks/>
                    <Controls/>
                    <States/>
                    <Overlays/>
                </section>
            }
        })
        .collect_view();
    view! {
        <Page title="Design system">
            <div class="design">{papers}</div>
        </Page>
    }
}

/// One component, with its states under its name.
#[component]
pub(super) fn Specimen(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <article class="specimen">
            <h2>{name}</h2>
            <div class="specimen-states">{children()}</div>
        </article>
    }
    .into_any()
}
