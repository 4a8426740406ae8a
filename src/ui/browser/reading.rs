//! Browser's implementation: which posts of a thread are on screen, scrolling to posts, and copying. The server's is in
//! `reading_server`.

use std::{cell::RefCell, collections::HashMap, rc::Rc, time::Duration};

use js_sys::Array;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// The attribute of a post's element with the number of the post.
const NUMBER: &str = "data-post";
/// Time after which a post on screen is read.
const READ_AFTER: Duration = Duration::from_secs(1);

/// How a post was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It came on screen.
    Passed,
    /// It was on screen for a second.
    Read,
}

type Timers = Rc<RefCell<HashMap<i64, TimeoutHandle>>>;

struct Watching {
    observer: IntersectionObserver,
    timers: Timers,
    _listener: Closure<dyn Fn(Array)>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
        self.timers.borrow_mut().drain().for_each(|(_, timer)| timer.clear());
    }
}

/// Reports which posts are on screen, until it is dropped.
#[derive(Clone)]
pub struct PostsWatch(Option<SendWrapper<Rc<Watching>>>);

impl PostsWatch {
    /// Starts watching; nothing is watched yet.
    pub fn start(seen: impl Fn(i64, Seen) + Clone + 'static) -> Self {
        let timers = Timers::default();
        let listener = Closure::<dyn Fn(Array)>::new({
            let timers = Rc::clone(&timers);
            move |entries: Array| {
                for entry in entries.iter() {
                    if let Ok(entry) = entry.dyn_into::<IntersectionObserverEntry>() {
                        changed(&entry, &timers, &seen);
                    }
                }
            }
        });
        let options = IntersectionObserverInit::new();
        let thresholds: Array = [0.0, 0.25, 0.5, 1.0].into_iter().map(JsValue::from_f64).collect();
        options.set_threshold(&thresholds);
        let observer = IntersectionObserver::new_with_options(listener.as_ref().unchecked_ref(), &options);
        Self(observer.ok().map(|observer| {
            SendWrapper::new(Rc::new(Watching {
                observer,
                timers,
                _listener: listener,
            }))
        }))
    }

    /// Watches a post.
    pub fn watch(&self, post: &HtmlElement) {
        if let Some(watching) = &self.0 {
            watching.observer.observe(post);
        }
    }
}

fn changed(entry: &IntersectionObserverEntry, timers: &Timers, seen: &(impl Fn(i64, Seen) + Clone + 'static)) {
    let number = entry
        .target()
        .get_attribute(NUMBER)
        .and_then(|number| number.parse::<i64>().ok());
    let Some(number) = number else { return };
    if entry.is_intersecting() {
        seen(number, Seen::Passed);
    }
    // A post that is higher than the window counts when it covers half of it.
    let window_height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or_default();
    let covers = entry.intersection_rect().height() >= window_height / 2.0;
    let shown = entry.is_intersecting() && (entry.intersection_ratio() >= 0.5 || covers);
    let running = timers.borrow().contains_key(&number);
    if shown && !running {
        let (seen, timers_then) = (seen.clone(), Rc::clone(timers));
        wait_until_read(number, timers, move || {
            timers_then.borrow_mut().remove(&number);
            seen(number, Seen::Read);
        });
    } else if !shown && let Some(timer) = timers.borrow_mut().remove(&number) {
        timer.clear();
    }
}

/// Calls `read` after a second in a visible window; in a hidden one, it waits another second.
fn wait_until_read(number: i64, timers: &Timers, read: impl FnOnce() + 'static) {
    let again = Rc::clone(timers);
    let timer = set_timeout(
        move || {
            if document().hidden() {
                wait_until_read(number, &again, read);
            } else {
                read();
            }
        },
        READ_AFTER,
    );
    if let Ok(timer) = timer {
        timers.borrow_mut().insert(number, timer);
    }
}

/// Returns the number of the post in the fragment of the address (`#post-12`).
pub fn linked_post() -> Option<i64> {
    let hash = window().location().hash().ok()?;
    hash.strip_prefix("#post-")?.parse().ok()
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Scrolls to an element, which is then at the top of the window or, with `end`, at the bottom; returns whether it is in
/// the page.
pub fn scroll_to_element(id: &str, end: bool) -> bool {
    let found = element(id);
    if let Some(found) = &found {
        found.scroll_into_view_with_bool(!end);
    }
    found.is_some()
}

/// The place of what is being read: an element and its distance from the window's top, in pixels.
#[derive(Clone)]
pub struct Anchor(Option<SendWrapper<(Element, f64)>>);

/// Returns the first element of those that the selector finds that is in the window.
pub fn anchor(selector: &str) -> Anchor {
    let found = document().query_selector_all(selector).ok();
    let first = found.and_then(|list| {
        (0..list.length())
            .filter_map(|at| list.item(at)?.dyn_into::<Element>().ok())
            .map(|element| (element.get_bounding_client_rect(), element))
            .find(|(place, _)| place.bottom() > 0.0)
            .map(|(place, element)| SendWrapper::new((element, place.top())))
    });
    Anchor(first)
}

impl Anchor {
    /// Scrolls so that the element is where it was, once the page shows what was added.
    pub fn hold(self) {
        let _ = request_animation_frame(move || {
            if let Some(held) = self.0 {
                let moved = held.0.get_bounding_client_rect().top() - held.1;
                if moved.abs() >= 0.5 {
                    window().scroll_by_with_x_and_y(0.0, moved);
                }
            }
        });
    }
}

/// Copies a text to the clipboard; returns whether the browser allows it.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Missing on plain HTTP.
    if clipboard.is_undefined() {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text))
        .await
        .is_ok()
}

/// Returns the scheme and host of the site.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Calls `near` when the pointer of scrolling comes within a window's height of the element with this id, until the
/// current owner is disposed of.
pub fn on_near(id: &str, near: impl Fn() + 'static) {
    let Some(target) = element(id) else { return };
    let listener = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let shown = entries
            .iter()
            .filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok())
            .any(|entry| entry.is_intersecting());
        if shown {
            near();
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin("100% 0px");
    if let Ok(observer) = IntersectionObserver::new_with_options(listener.as_ref().unchecked_ref(), &options) {
        observer.observe(&target);
        let kept = SendWrapper::new((observer, listener));
        on_cleanup(move || kept.0.disconnect());
    }
}
