//! Spaces: a self-hosted web application for a company's working areas.
//!
//! The layers, top to bottom; a layer uses only those below it: [`ui`] (what a person sees) → [`api`] (the contract:
//! server functions) → `server` (the gate and the store; only in the server's build) → the crates `domain` and
//! `spreadsheet`.

#![recursion_limit = "256"]
// Tests may use panicking getters: they know the types of the columns.
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod api;
#[cfg(test)]
mod house;
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod server;
pub mod ui;

/// Hydrates the page that the server rendered, once the lazy module of its route is fetched; the browser calls it first.
/// `catalog` holds the messages of the main module, in the page's language; `fetch_lazy_catalog` returns a promise of those
/// of the lazy modules.
///
/// The module is fetched first so that the page is hydrated synchronously: asynchronous hydration compiles every view to
/// a future.
///
/// # Errors
///
/// The module cannot be fetched: the page stays as the server rendered it, and the function may be called again.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate(catalog: String, fetch_lazy_catalog: js_sys::Function) -> Result<(), wasm_bindgen::JsValue> {
    i18n::set_catalogs(catalog, fetch_lazy_catalog);
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    domain::letters::set_host(ui::browser::LETTERS);
    let fetched = ui::pages::lazy::fetch_module_of(&ui::browser::path()).await;
    fetched.map_err(|_| wasm_bindgen::JsValue::UNDEFINED)?;
    leptos::mount::hydrate_body(ui::app::App);
    Ok(())
}
