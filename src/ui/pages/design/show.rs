//! The page `/design`: the same specimens in the light and in the dark theme. Its texts are for developers and only in
//! English.

use leptos::prelude::*;

use super::{controls::Controls, marks::Marks, overlays::Overlays, states::States};
use crate::ui::components::Page;

/// The design system at `/design`.
#[component]
pub fn DesignPage() -> impl IntoView {
    let themes = ["light", "dark"]
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
            <div class="design">{themes}</div>
        </Page>
    }
}

/// A specimen: the states of a component below its name.
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
