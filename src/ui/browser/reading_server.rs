//! The server's counterpart of `reading`: functions that do nothing, because posts are on screen only in browsers.

use leptos::web_sys::HtmlElement;

/// How a post was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It came on screen.
    Passed,
    /// It was on screen for a second.
    Read,
}

/// Reports which posts are on screen.
#[derive(Clone)]
pub struct PostsWatch(());

impl PostsWatch {
    /// Watches nothing.
    pub fn start(_seen: impl Fn(i64, Seen) + Clone + 'static) -> Self {
        Self(())
    }

    /// Does nothing.
    pub fn watch(&self, _post: &HtmlElement) {
        let () = self.0;
    }
}

/// Returns `None`: browsers do not send the fragment.
pub fn linked_post() -> Option<i64> {
    None
}

/// Returns false.
pub fn scroll_to_element(_id: &str, _end: bool) -> bool {
    false
}

/// The place of what is being read.
#[derive(Clone)]
pub struct Anchor(());

/// Returns no place.
pub fn anchor(_selector: &str) -> Anchor {
    Anchor(())
}

impl Anchor {
    /// Does nothing.
    pub fn hold(self) {
        let () = self.0;
    }
}

/// Returns false.
pub async fn copy(_text: &str) -> bool {
    false
}

/// Returns an empty text.
pub fn origin() -> String {
    String::new()
}

/// Does nothing.
pub fn on_near(_id: &str, _near: impl Fn() + 'static) {}
