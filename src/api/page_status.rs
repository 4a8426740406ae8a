//! The HTTP status of a page that is being rendered: a page that shows 'not found' answers 404.

use std::sync::Arc;

use leptos::prelude::*;

/// Where the server takes the status from; a context that only the server provides.
#[derive(Clone)]
pub struct PageStatus(pub Arc<dyn Fn(u16) + Send + Sync>);

/// Says the status of the page. In the browser, where there is none, it does nothing.
pub fn page_status(status: u16) {
    if let Some(page) = use_context::<PageStatus>() {
        (page.0)(status);
    }
}
