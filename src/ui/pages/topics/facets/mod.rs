//! What the page of a topic shows between its head and its posts, by its kind: a component and a file for each.

mod task;

use domain::topic::Facet;
use leptos::prelude::*;

use self::task::TaskPanel;
use super::thread_state::ThreadState;

/// The facet of the topic.
#[component]
pub fn FacetPanel(state: ThreadState) -> impl IntoView {
    let kind = Memo::new(move |_| state.topic.with(|topic| topic.facet.kind()));
    move || {
        kind.track();
        match state.topic.with_untracked(|topic| topic.facet.clone()) {
            Facet::Talk => None,
            Facet::Task(first) => Some(view! { <TaskPanel state first/> }.into_any()),
            Facet::Idea | Facet::Link | Facet::Page => None::<AnyView>,
        }
    }
}
