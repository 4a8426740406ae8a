//! The HTTP status of a page that is being rendered: a page that shows 'not found' answers 404.

use std::sync::Arc;

use leptos::prelude::*;

/// The setter of the HTTP status; a context that only the server provides.
#[derive(Clone)]
pub struct PageStatus(pub Arc<dyn Fn(u16) + Send + Sync>);

/// Sets the HTTP status of the page that is being rendered. Does nothing in the browser.
pub fn page_status(status: u16) {
    if let Some(page) = use_context::<PageStatus>() {
        (page.0)(status);
    }
}
