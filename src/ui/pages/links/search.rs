//! The search field of the list of links, bound to the address.

use leptos::prelude::*;

use super::state::LinksState;
use crate::ui::{
    components::{Glyph, Icon},
    pages::spaces_list::Pause,
};

/// Pause in typing after which the links are searched, in milliseconds.
const PAUSE_MS: u64 = 150;

/// The search field: typed text is written to the address, and a changed address is shown in the field.
#[component]
pub fn SearchBox(links: LinksState) -> impl IntoView {
    let typed = RwSignal::new(links.query.with_untracked(|query| query.search.clone()));
    let sent = StoredValue::new(typed.get_untracked());
    let pause = Pause::new(PAUSE_MS);
    // The back button and links change the address from outside, but the person's own typing must not be overwritten by an
    // older address.
    Effect::new(move |_| {
        let searched = links.query.with(|query| query.search.clone());
        if sent.get_value() != searched {
            sent.set_value(searched.clone());
            typed.set(searched);
        }
    });
    let send = move || {
        let search: String = typed.get_untracked().chars().take(domain::limits::SEARCH).collect();
        if sent.get_value() != search {
            sent.set_value(search.clone());
            links.replace(|query| query.search = search);
        }
    };
    let label = links.messages.text("links-search");
    let name = label.clone();
    view! {
        <form
            class="search-box"
            role="search"
            aria-label=name
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Icon glyph=Glyph::Search/>
            <input
                type="search"
                name="q"
                class="input"
                autocomplete="off"
                maxlength=domain::limits::SEARCH.to_string()
                aria-label=label.clone()
                placeholder=label
                prop:value=move || typed.get()
                value=typed.get_untracked()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    pause.then(send);
                }
            />
        </form>
    }
    .into_any()
}
