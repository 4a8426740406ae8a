//! Browser's implementation: notifications of the system while a tab is open. The server's is in `server`.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, Notification, NotificationOptions, NotificationPermission};

use super::{NotificationsState, forget, store, stored};

/// The key in local storage: notifications are a choice of this browser, not of the account.
const KEY: &str = "browser-notifications";

/// Returns whether this browser shows notifications.
pub fn notifications() -> NotificationsState {
    // The interface is missing on plain HTTP, and reading an absent one throws an exception.
    let offered = js_sys::Reflect::has(&js_sys::global(), &JsValue::from_str("Notification"));
    if !offered.unwrap_or_default() {
        return NotificationsState::Unavailable;
    }
    match (Notification::permission(), stored(KEY)) {
        (NotificationPermission::Denied, _) => NotificationsState::Refused,
        (NotificationPermission::Granted, Some(_)) => NotificationsState::On,
        _ => NotificationsState::Off,
    }
}

/// Switches notifications on or off. Asks the person for permission only on switching on. Returns the new state.
pub async fn switch_notifications(on: bool) -> NotificationsState {
    if !on {
        forget(KEY);
        return notifications();
    }
    if notifications() == NotificationsState::Off {
        // A refusal is an answer, too: it is read from the permission below.
        if let Ok(answer) = Notification::request_permission() {
            let _ = JsFuture::from(answer).await;
        }
        store(KEY, "on");
    }
    let state = notifications();
    if state != NotificationsState::On {
        forget(KEY);
    }
    state
}

/// Shows a notification that leads to a page of this site, if notifications are on and the person looks elsewhere. Several
/// tabs that show the same one replace each other's.
pub fn notify(title: &str, body: &str, href: &str) {
    if notifications() != NotificationsState::On || document().has_focus().unwrap_or_default() {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(href);
    // Phones refuse notifications that no service worker shows.
    let Ok(notification) = Notification::new_with_options(title, &options) else {
        return;
    };
    let (shown, href) = (notification.clone(), href.to_owned());
    let open = Closure::once_into_js(move || {
        if let Some(window) = web_sys::window() {
            let _ = window.focus();
        }
        shown.close();
        follow(&href);
    });
    notification.set_onclick(Some(open.unchecked_ref()));
}

/// Follows a link within this site, so that the router opens the page.
fn follow(href: &str) {
    let link = document()
        .create_element("a")
        .ok()
        .and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let (Some(link), Some(body)) = (link, document().body())
        && link.set_attribute("href", href).is_ok()
        && body.append_child(&link).is_ok()
    {
        link.click();
        link.remove();
    }
}
