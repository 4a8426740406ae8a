//! The address of the page, as its parts read it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Returns the query of the address while the page at this path is open. It does not change when the person goes elsewhere,
/// so that the page fetches nothing while it is left.
pub fn search_at(path: String) -> Memo<String> {
    let location = use_location();
    Memo::new(move |before: Option<&String>| match before {
        Some(before) if location.pathname.with(|now| *now != path) => before.clone(),
        _ => location.search.get(),
    })
}
