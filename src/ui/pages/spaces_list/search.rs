//! The search field of the list, bound to the address.

use leptos::prelude::*;

use super::state::{Pause, use_list};
use crate::{
    i18n::use_messages,
    ui::components::{Glyph, Icon},
};

/// Pause in typing after which the list is searched, in milliseconds.
const PAUSE_MS: u64 = 60;

/// The search field: typed text is written to the address, and a changed address is shown in the field.
#[component]
pub fn SearchBox() -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let searched = move || list.query.with(|query| query.search.clone());
    let typed = RwSignal::new(list.query.with_untracked(|query| query.search.clone()));
    let sent = StoredValue::new(typed.get_untracked());
    let pause = Pause::new(PAUSE_MS);

    // The back button, 'Clear all' and links change the address from outside, but the person's own typing must not be
    // overwritten by an older address.
    Effect::new(move |_| {
        let searched = searched();
        if sent.get_value() != searched {
            sent.set_value(searched.clone());
            typed.set(searched);
        }
    });
    let send = move || {
        let search: String = typed.get_untracked().chars().take(domain::limits::SEARCH).collect();
        if sent.get_value() != search {
            sent.set_value(search.clone());
            let mut query = list.query.get_untracked();
            query.search = search;
            list.replace(&query);
        }
    };

    view! {
        <form class="search-box" on:submit=move |event| { event.prevent_default(); send(); }>
            <Icon glyph=Glyph::Search/>
            <input
                type="search"
                id="list-search"
                name="q"
                class="input"
                autocomplete="off"
                maxlength=domain::limits::SEARCH.to_string()
                aria-label=messages.text("list-search")
                placeholder=messages.text("list-search")
                prop:value=move || typed.get()
                value=typed.get_untracked()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    pause.then(send);
                }
            />
        </form>
    }
}
