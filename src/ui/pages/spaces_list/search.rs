//! The search box, bound to the address.

use leptos::prelude::*;

use super::state::{Pause, use_list};
use crate::{
    i18n::use_messages,
    ui::components::{Glyph, Icon},
};

/// How long typing must pause before the list is asked.
const PAUSE_MS: u64 = 60;

/// 'Search spaces': what is typed goes into the address, what stands in the address is shown.
#[component]
pub fn SearchBox() -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let asked = move || list.query.with(|query| query.search.clone());
    let typed = RwSignal::new(list.query.with_untracked(|query| query.search.clone()));
    let sent = StoredValue::new(typed.get_untracked());
    let pause = Pause::new(PAUSE_MS);

    // The way back, 'Clear all' and a link change the address from outside; one's own typing must not be overwritten.
    Effect::new(move |_| {
        let asked = asked();
        if sent.get_value() != asked {
            sent.set_value(asked.clone());
            typed.set(asked);
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
