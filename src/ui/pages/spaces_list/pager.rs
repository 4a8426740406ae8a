//! Links between the pages of the list, by cursor.

use domain::list_query::Place;
use leptos::prelude::*;

use super::state::{link, use_list};
use crate::{i18n::use_messages, ui::components};

/// The links 'Previous' and 'Next'; nothing if there is only one page.
#[component]
pub fn Pager(previous: Option<String>, next: Option<String>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let to = move |place: Place, name| {
        let href = Signal::derive(move || link(&list.query.get(), &place));
        (messages.text(name), href)
    };
    let previous = previous.map(|cursor| to(Place::Before(cursor), "list-previous"));
    let next = next.map(|cursor| to(Place::After(cursor), "list-next"));
    view! { <components::Pager label=messages.text("list-pages") previous next/> }
}
