//! The place of the section 'In conversations', whose code and posts are fetched after the rows.

use leptos::prelude::*;

use super::{
    super::lazy::{LazyDialog, LazyDialogKind},
    state::use_list,
};

/// The section 'In conversations' under the rows; nothing before somebody searches.
#[component]
pub fn Conversations() -> impl IntoView {
    let list = use_list();
    let searched = Memo::new(move |_| list.query.with(|query| query.search.clone()));
    let wanted = RwSignal::new(false);
    Effect::new(move |_| {
        if list.arrivals.get() > 0 && !searched.with_untracked(String::is_empty) {
            wanted.set(true);
        }
    });
    view! { <LazyDialog dialog=LazyDialogKind::Conversations(wanted, searched, list.arrivals)/> }
}
