//! What the page of a topic shows between its head and its posts, by its kind: a component and a file for each.

mod link;

use domain::topic::TopicKind;
use leptos::prelude::*;

use super::thread_state::ThreadState;

use link::LinkPanel;
pub use link::OutsideLink;

/// The facet of the topic.
#[component]
pub fn FacetPanel(state: ThreadState) -> impl IntoView {
    let kind = Memo::new(move |_| state.topic.with(|topic| topic.facet.kind()));
    move || match kind.get() {
        TopicKind::Talk => None::<AnyView>,
        TopicKind::Link => Some(view! { <LinkPanel state/> }.into_any()),
        TopicKind::Task | TopicKind::Idea | TopicKind::Page => None,
    }
}
