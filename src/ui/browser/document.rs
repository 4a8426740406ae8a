//! Browser's implementation: the document, its language, focus and cookies. The server's is in `request` and `server`.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use domain::{letters::lowercase, person::Language};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{DragEvent, Element, Event, EventTarget, HtmlElement},
};

use super::super::components::{Move, cookie_in};
use crate::i18n::Messages;

static NEXT_ID: AtomicU32 = AtomicU32::new(0);

/// Starts the numbering of ids for a page; needed only on the server.
pub fn provide_ids() {}

/// Returns an id that no other element of the page has. Ids made by the server and by the browser begin with different
/// letters: hydration keeps the server's attributes, and elements added later must not repeat them.
pub fn new_id() -> String {
    format!("c{}", NEXT_ID.fetch_add(1, Ordering::Relaxed))
}

/// Returns the path of the page's address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Returns the messages of the page's language, which the server wrote into the document.
pub fn messages() -> Messages {
    let tag = document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"));
    Messages(tag.and_then(|tag| Language::parse(&tag)).unwrap_or_default())
}

/// Returns the content of the document's `<meta>` with this name.
pub(super) fn meta(name: &str) -> Option<String> {
    let found = document().query_selector(&format!("meta[name={name}]"));
    found.ok().flatten()?.get_attribute("content")
}

/// Sets the HTTP status of the response; does nothing in the browser.
pub fn set_status(_status: u16) {}

/// Returns the value of a cookie that scripts may read.
pub fn cookie(name: &str) -> Option<String> {
    let all = js_sys::Reflect::get(&document(), &JsValue::from_str("cookie")).ok()?;
    cookie_in(&all.as_string()?, name)
}

/// Stores a preference in a cookie for a year.
pub fn set_cookie(name: &str, value: &str) {
    let text = format!("{name}={value}; path=/; max-age=31536000; samesite=lax");
    let _ = js_sys::Reflect::set(&document(), &JsValue::from_str("cookie"), &JsValue::from_str(&text));
}

/// Minimum distance between a menu and the window's sides, in pixels.
const MENU_MARGIN: f64 = 12.0;
/// Distance between a menu and its button, in pixels; a little more than in menus.css.
const MENU_GAP: f64 = 8.0;
/// The containers that cut off a menu.
const CUT_OFF: &str = ".spaces-scroll.chosen, .dialog";

/// Keeps a menu's panel, which follows its button, inside the window: opens it on the other side of the button if it
/// does not fit and there is more room, limits its height to the room, and moves it sideways. May be repeated.
pub fn keep_in_window(panel: &HtmlElement) {
    place_as_styled(panel);
    keep_height_in_window(panel);
    keep_width_in_window(panel);
}

/// Removes what [`keep_in_window`] has changed.
pub fn place_as_styled(panel: &HtmlElement) {
    let _ = panel.class_list().remove_2(OPENS_UP, OPENS_DOWN);
    for property in ["max-height", "margin-inline"] {
        let _ = panel.style().remove_property(property);
    }
}

/// The classes of a panel that opens on another side of its button than its style sheet says.
const OPENS_UP: &str = "moved-up";
const OPENS_DOWN: &str = "moved-down";

fn keep_height_in_window(panel: &HtmlElement) {
    let Some(button) = panel.previous_element_sibling() else {
        return;
    };
    let button = button.get_bounding_client_rect();
    let height = document().document_element().map_or(0, |root| root.client_height());
    let (mut top, mut bottom) = (0.0_f64, f64::from(height));
    if let Ok(Some(container)) = panel.closest(CUT_OFF) {
        let container = container.get_bounding_client_rect();
        (top, bottom) = (container.top().max(top), container.bottom().min(bottom));
    }
    let above = button.top() - top - MENU_GAP - MENU_MARGIN;
    let below = bottom - button.bottom() - MENU_GAP - MENU_MARGIN;
    let is_up = panel.get_bounding_client_rect().top() < button.top();
    let (room, other) = if is_up { (above, below) } else { (below, above) };
    let height = f64::from(panel.offset_height());
    if height <= room {
        return;
    }
    if other > room {
        let _ = panel.class_list().add_1(if is_up { OPENS_DOWN } else { OPENS_UP });
    }
    let room = room.max(other);
    if height > room {
        let _ = panel.style().set_property("max-height", &format!("{}px", room as i32));
    }
}

fn keep_width_in_window(panel: &HtmlElement) {
    let rect = panel.get_bounding_client_rect();
    let width = document().document_element().map_or(0, |root| root.client_width());
    let out = (MENU_MARGIN - rect.left()).max(0.0) - (rect.right() + MENU_MARGIN - f64::from(width)).max(0.0);
    // Whole pixels: formatting a float takes kilobytes of code.
    let out = out.round() as i32;
    if out != 0 {
        let _ = panel
            .style()
            .set_property("margin-inline", &format!("{out}px {}px", -out));
    }
}

/// Moves the focus among the entries of a menu or list.
pub fn move_focus(container: &Element, entries: &str, to: Move) {
    let Ok(found) = container.query_selector_all(entries) else {
        return;
    };
    let all: Vec<HtmlElement> = (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect();
    let focused = document().active_element();
    let at = all
        .iter()
        .position(|entry| focused.as_ref().is_some_and(|now| now.is_same_node(Some(entry))));
    let label = |entry: &HtmlElement| lowercase(entry.text_content().unwrap_or_default().trim());
    let target = match to {
        Move::First => Some(0),
        Move::Last => all.len().checked_sub(1),
        Move::Next => Some(at.map_or(0, |at| (at + 1) % all.len().max(1))),
        Move::Previous => Some(at.map_or(0, |at| (at + all.len() - 1) % all.len().max(1))),
        // The next entry that begins with the letter; after the last, the search continues at the first.
        Move::Letter(letter) => {
            let start = at.map_or(0, |at| at + 1);
            (0..all.len())
                .map(|step| (start + step) % all.len())
                .find(|index| label(&all[*index]).starts_with(letter))
        }
    };
    if let Some(entry) = target.and_then(|index| all.get(index)) {
        let _ = entry.focus();
    }
}

/// Returns whether the key was pressed in a form field or a menu, or a dialog is open.
pub fn is_typing(event: &Event) -> bool {
    let in_field = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| {
            element
                .closest("input, textarea, select, [contenteditable], [role=menu]")
                .ok()
        })
        .flatten()
        .is_some_and(|element| {
            !element
                .matches("input[type=checkbox], input[type=radio]")
                .unwrap_or_default()
        });
    in_field || document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Moves the focus to the first field with an error, once the page shows the errors.
pub fn focus_first_wrong() {
    let _ = set_timeout(
        || {
            // If a dialog is open, in it and not behind it.
            let find = |selector| document().query_selector(selector).ok().flatten();
            let wrong = find("dialog[open] [aria-invalid=true]").or_else(|| find("[aria-invalid=true]"));
            if let Some(field) = wrong.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                let _ = field.focus();
            }
        },
        Duration::ZERO,
    );
}

/// Loads the document at an address of this site from the server, which decides language, theme and rights.
pub fn load_page(address: &str) {
    // Fails only for an invalid address.
    let _ = window().location().set_href(address);
}

/// Calls `work` once the browser has nothing else to do.
pub fn when_idle(work: impl Fn() + Clone + 'static) {
    // Safari has no idle callbacks.
    if request_idle_callback(work.clone()).is_err() {
        let _ = set_timeout(work, Duration::from_secs(2));
    }
}

/// Calls `found` with the path of a link within this site each time the pointer or the focus reaches one.
pub fn on_link_approached(found: impl Fn(&str) + Copy + 'static) {
    let look = move |target: Option<EventTarget>| {
        let element = target.and_then(|target| target.dyn_into::<Element>().ok());
        let link = element.and_then(|element| element.closest("a[href^='/']").ok().flatten());
        if let Some(address) = link.and_then(|link| link.get_attribute("href")) {
            found(address.split(['?', '#']).next().unwrap_or_default());
        }
    };
    window_event_listener(ev::pointerover, move |event| look(event.target()));
    window_event_listener(ev::focusin, move |event| look(event.target()));
}

/// Gives a text to what is being dragged, without which some browsers drag nothing.
pub fn carry(event: &DragEvent, text: &str) {
    if let Some(data) = event.data_transfer() {
        data.set_effect_allowed("move");
        // Fails only for an invalid format.
        let _ = data.set_data("text/plain", text);
    }
}

/// Returns whether the pointer is in the lower half of the element that handles the event.
pub fn is_in_lower_half(event: &DragEvent) -> bool {
    let target = event.current_target();
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        let rect = element.get_bounding_client_rect();
        f64::from(event.client_y()) > rect.top() + rect.height() / 2.0
    })
}

/// Marks the page as ready for clicks by an attribute that browser tests wait for. Call it once the page's lazy module
/// has hydrated.
pub fn mark_ready() {
    Effect::new(|_| {
        let _ = request_animation_frame(|| {
            if let Some(root) = document().document_element() {
                // Fails only for an invalid attribute name.
                let _ = root.set_attribute("data-ready", "");
            }
        });
    });
}

/// Returns whether the person reloaded the document, rather than navigated to it.
pub fn was_reloaded() -> bool {
    window()
        .performance()
        .is_some_and(|performance| performance.navigation().type_() == web_sys::PerformanceNavigation::TYPE_RELOAD)
}
