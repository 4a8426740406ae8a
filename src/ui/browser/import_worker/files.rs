//! Picked, dropped and downloaded files, and small actions on the page.

use std::cell::RefCell;

use gloo_file::{Blob, File, ObjectUrl};
use js_sys::ArrayBuffer;
use spreadsheet::protocol::WorkerError;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, HtmlElement, HtmlInputElement};

/// A file's bytes, in a JavaScript buffer.
pub struct FileBytes(pub(super) ArrayBuffer);

/// A file that a person chose.
#[derive(Clone)]
pub struct PickedFile(pub(super) File);

impl PickedFile {
    /// Returns the file's name.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Returns the file's size in bytes.
    pub fn size(&self) -> u64 {
        self.0.size()
    }

    /// Returns the file as text in UTF-8.
    pub async fn text(&self) -> Result<String, WorkerError> {
        let text = gloo_file::futures::read_as_text(&self.0).await;
        text.map_err(|_| WorkerError::Read(spreadsheet::ReadError::Damaged))
    }

    /// Reads the file into a buffer that can be transferred to the worker; gloo-file's own reading would first copy the
    /// bytes into this page's WebAssembly memory.
    pub async fn bytes(&self) -> Result<FileBytes, WorkerError> {
        let file: &web_sys::Blob = self.0.as_ref();
        let buffer = JsFuture::from(file.array_buffer()).await;
        let buffer = buffer.map_err(|_| WorkerError::Read(spreadsheet::ReadError::Damaged))?;
        Ok(FileBytes(buffer.unchecked_into()))
    }
}

/// Returns whether a file is being dragged, rather than text or a link.
pub fn carries_file(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}

/// Returns the first file that was dropped.
pub fn dropped_file(event: &DragEvent) -> Option<PickedFile> {
    let file = event.data_transfer()?.files()?.get(0)?;
    Some(PickedFile(file.into()))
}

/// Returns the file that was picked and empties the input, so that the same file can be picked again.
pub fn chosen_file(event: &Event) -> Option<PickedFile> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(PickedFile(file.into()))
}

/// Returns the file in the input with this id: a file that was picked before the page was hydrated.
pub fn waiting_file(id: &str) -> Option<PickedFile> {
    let input: HtmlInputElement = element(id)?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(PickedFile(file.into()))
}

thread_local! {
    static PASSED_ON: RefCell<Option<PickedFile>> = const { RefCell::new(None) };
}

/// Stores a file for the import page, which is about to open.
pub fn pass_on(file: PickedFile) {
    PASSED_ON.with(|place| place.replace(Some(file)));
}

/// Returns and removes the file that another page stored for the import page.
pub fn take_passed_on() -> Option<PickedFile> {
    PASSED_ON.with(RefCell::take)
}

/// Offers a text to the person as a file to download.
pub fn offer_download(name: &str, text: &str) {
    let blob = Blob::new_with_options(text, Some("text/csv;charset=utf-8"));
    let url = ObjectUrl::from(blob);
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.set_attribute("href", &url);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    // The URL must stay valid until the browser has started the download.
    let _ = leptos::prelude::set_timeout(move || drop(url), std::time::Duration::from_secs(60));
}

fn element(id: &str) -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id(id)?.dyn_into().ok()
}

/// Focuses the element with this id. Returns whether it could be focused.
pub fn focus(id: &str) -> bool {
    element(id).is_some_and(|element| element.focus().is_ok())
}

/// Returns the scroll position and the height of the element with this id, in pixels.
pub fn scrolled(id: &str) -> (i32, i32) {
    element(id).map_or((0, 0), |element| (element.scroll_top(), element.client_height()))
}

/// Scrolls the element with this id to `top` pixels.
pub fn scroll_to(id: &str, top: i32) {
    if let Some(element) = element(id) {
        element.set_scroll_top(top);
    }
}

/// Waits for a time.
pub async fn wait(milliseconds: u32) {
    let (done, waited) = futures::channel::oneshot::channel();
    let finish = move || {
        let _ = done.send(());
    };
    let _ = leptos::prelude::set_timeout(finish, std::time::Duration::from_millis(milliseconds.into()));
    let _ = waited.await;
}
