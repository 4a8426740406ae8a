//! A part of a page that shows data from the server.

use leptos::prelude::*;

use super::Skeleton;
use crate::ui::browser::IN_BROWSER;

/// Shows a skeleton until the resources that `children` read are there, and is marked busy while they are read again.
#[component]
pub fn LoadingRegion<Chil>(
    /// CSS class of the region.
    class: &'static str,
    /// Number of lines of the skeleton.
    skeleton: u8,
    children: TypedChildren<Chil>,
) -> impl IntoView
where
    Chil: IntoView + Send + 'static,
{
    let (pending, set_pending) = signal(false);
    let children = children.into_inner();
    let fallback = move || view! { <Skeleton rows=skeleton/> };
    // `Transition` sets `set_pending` in a task of its own. On the server that task takes locks on another thread than the
    // rendering, and Leptos treats a signal whose lock is taken as disposed: it panics.
    let shown = if IN_BROWSER {
        view! { <Transition fallback set_pending>{children()}</Transition> }.into_any()
    } else {
        view! { <Transition fallback>{children()}</Transition> }.into_any()
    };
    view! {
        <div class=class aria-busy=move || pending.get().to_string()>
            {shown}
        </div>
    }
}
