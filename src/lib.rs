//! Spaces: a self-hosted web application for a company's working areas.
//!
//! The floors, top to bottom; a floor uses only those below it:
//! [`ui`] (what a person sees) → [`api`] (the contract: server functions) → `server` (who asks, the store;
//! in the server's build alone) → the crates `domain` and `spreadsheet`.

#![recursion_limit = "256"]
// Tests read columns whose types they know.
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod api;
#[cfg(test)]
mod house;
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod server;
pub mod ui;

/// The browser's entry: hydrates the page that the server rendered. `catalog` is the text with the messages of the page's
/// language.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate(catalog: String) {
    i18n::take_catalog(catalog);
    console_error_panic_hook::set_once();
    domain::fold::marks::bring_marks(ui::browser::without_marks);
    leptos::mount::hydrate_lazy(ui::app::App);
}
