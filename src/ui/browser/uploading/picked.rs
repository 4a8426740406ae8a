//! Files that a person picks, drops or pastes, with the folders in which they were.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Promise, Reflect};
use leptos::ev;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, DragEvent, Event, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
    HtmlInputElement,
};

use super::call;

/// Files that systems put into folders and nobody wants to upload.
const SYSTEM_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];
/// The names that browsers give to pictures of the clipboard.
const CLIPBOARD_NAMES: [&str; 2] = ["", "image.png"];

thread_local! {
    /// The input of the last dialog for choosing files.
    static CHOOSER: RefCell<Option<HtmlInputElement>> = const { RefCell::new(None) };
}

/// A file that a person chose for an upload.
#[derive(Clone)]
pub struct PickedFile {
    pub(super) file: File,
    /// Another name than that of the file.
    name: Option<String>,
    path: Vec<String>,
    pub(super) handle: Option<Handle>,
}

/// A handle by which the browser finds the file again after the page was loaded again.
#[derive(Clone)]
pub(super) struct Handle {
    /// The handle of the file, or of the dropped folder in which it is.
    pub handle: Rc<JsValue>,
    /// The folders below the dropped folder, and the name of the file; empty for the handle of the file itself.
    pub below: Vec<String>,
}

impl PickedFile {
    fn new(file: File) -> Self {
        // The path of a file in a folder that was picked, with the name of the file.
        let path = Reflect::get(&file, &"webkitRelativePath".into()).ok();
        let path = path.and_then(|path| path.as_string()).unwrap_or_default();
        let mut path: Vec<String> = path.split('/').map(str::to_owned).collect();
        path.pop();
        Self {
            file,
            name: None,
            path,
            handle: None,
        }
    }

    /// Returns the name of the file.
    pub fn name(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.file.name())
    }

    /// Returns the folders in which it was, outermost first.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// Returns the size in bytes.
    pub fn size(&self) -> i64 {
        self.file.size() as i64
    }

    /// Returns when it was changed last, milliseconds since the Unix epoch.
    pub fn modified(&self) -> i64 {
        self.file.last_modified() as i64
    }
}

/// Returns whether files are being dragged, rather than text, a link or a row of the page.
pub fn carries_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}

/// Shows beside the pointer whether files can be dropped here.
pub fn offer(event: &DragEvent, takes: bool) {
    if let Some(data) = event.data_transfer() {
        data.set_drop_effect(if takes { "copy" } else { "none" });
    }
}

/// Returns the files that were picked, and empties the input, so that the same ones can be picked again.
pub fn picked(event: &Event) -> Vec<PickedFile> {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Vec::new() };
    let files = list(input.files());
    input.set_value("");
    files
}

fn list(files: Option<web_sys::FileList>) -> Vec<PickedFile> {
    let Some(files) = files else { return Vec::new() };
    let all = (0..files.length()).filter_map(|at| files.get(at));
    all.map(PickedFile::new).collect()
}

/// Opens the browser's dialog for choosing files, and calls `chosen` with them. Call it during an event of the person.
pub fn choose(several: bool, chosen: impl Fn(Vec<PickedFile>) + 'static) {
    let document = web_sys::window().and_then(|window| window.document());
    let input = document.and_then(|document| document.create_element("input").ok());
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    input.set_type("file");
    input.set_multiple(several);
    let changed = Closure::once_into_js(move |event: Event| chosen(picked(&event)));
    let _ = input.add_event_listener_with_callback("change", changed.unchecked_ref());
    input.click();
    // It must live until the person has chosen.
    CHOOSER.set(Some(input));
}

/// Returns the files that were dropped, also those in dropped folders. The event is read at once.
pub fn dropped(event: &DragEvent) -> impl Future<Output = Vec<PickedFile>> + 'static {
    let found = event.data_transfer().map(|data| Dropped::read(&data));
    async move {
        match found {
            Some(found) => found.files().await,
            None => Vec::new(),
        }
    }
}

/// What was dropped. The browser takes it away when the event is over.
struct Dropped {
    /// Files and folders, each with the promise of its handle.
    entries: Vec<(FileSystemEntry, Option<Promise>)>,
    /// The files, if the browser has no entries.
    files: Vec<PickedFile>,
}

impl Dropped {
    fn read(data: &DataTransfer) -> Self {
        let items = data.items();
        let all = (0..items.length()).filter_map(|at| items.get(at));
        let entries: Vec<_> = all
            .filter(|item| item.kind() == "file")
            .filter_map(|item| {
                let handle = call(&item, "getAsFileSystemHandle", &[]);
                let handle = handle.and_then(|handle| handle.dyn_into::<Promise>().ok());
                Some((item.webkit_get_as_entry().ok()??, handle))
            })
            .collect();
        let files = if entries.is_empty() {
            list(data.files())
        } else {
            Vec::new()
        };
        Self { entries, files }
    }

    async fn files(self) -> Vec<PickedFile> {
        let mut found = self.files;
        for (entry, handle) in self.entries {
            let handle = match handle {
                Some(handle) => JsFuture::from(handle).await.ok().filter(|handle| !handle.is_null()),
                None => None,
            };
            files_of(entry, handle.map(Rc::new), &mut found).await;
        }
        found
    }
}

/// Adds the file of an entry, or all files below it.
async fn files_of(entry: FileSystemEntry, handle: Option<Rc<JsValue>>, found: &mut Vec<PickedFile>) {
    let mut waiting = vec![(entry, Vec::<String>::new())];
    while let Some((entry, path)) = waiting.pop() {
        if entry.is_directory() {
            let path: Vec<String> = path.into_iter().chain([entry.name()]).collect();
            let inside = entries_in(entry.unchecked_ref()).await;
            waiting.extend(inside.into_iter().rev().map(|entry| (entry, path.clone())));
        } else if let Some(file) = file_of(entry.unchecked_ref()).await {
            if !path.is_empty() && SYSTEM_FILES.contains(&file.name().as_str()) {
                continue;
            }
            let below = path.iter().skip(1).cloned().chain([file.name()]);
            let below = if path.is_empty() { Vec::new() } else { below.collect() };
            let handle = handle.clone().map(|handle| Handle { handle, below });
            found.push(PickedFile {
                file,
                name: None,
                path,
                handle,
            });
        }
    }
}

/// Returns the entries of a folder in the order of their names. A folder that cannot be read is empty.
async fn entries_in(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut found = Vec::<FileSystemEntry>::new();
    loop {
        // The browser gives them in lists of a hundred; the last one is empty.
        let next = Promise::new(&mut |resolve, reject| {
            let _ = reader.read_entries_with_callback_and_callback(&resolve, &reject);
        });
        let next = JsFuture::from(next)
            .await
            .ok()
            .and_then(|list| list.dyn_into::<Array>().ok());
        match next {
            Some(list) if list.length() > 0 => found.extend(list.iter().map(|entry| entry.unchecked_into())),
            _ => break,
        }
    }
    found.sort_by_cached_key(FileSystemEntry::name);
    found
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let file = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    JsFuture::from(file).await.ok()?.dyn_into().ok()
}

/// Returns the files of a paste, unless it is text with a picture of it, as of a spreadsheet. A picture without a name of
/// its own gets one from `name`, with the local day and time as '2026-11-30 12.30'.
pub fn pasted(event: &ev::ClipboardEvent, name: impl Fn(String) -> String) -> Vec<PickedFile> {
    let Some(data) = event.clipboard_data() else {
        return Vec::new();
    };
    let mut files = list(data.files());
    let text = data.get_data("text/plain").unwrap_or_default();
    // Some systems give the names of copied files as text.
    let named = |line: &str| files.iter().any(|file| file.name() == line.trim());
    if !text.trim().is_empty() && !text.lines().all(named) {
        return Vec::new();
    }
    for file in &mut files {
        if CLIPBOARD_NAMES.contains(&file.file.name().as_str()) {
            file.name = Some(format!("{}.png", name(local_minute())));
        }
    }
    files
}

/// Returns the local day and minute as '2026-11-30 12.30'.
fn local_minute() -> String {
    let now = js_sys::Date::new_0();
    let two = |number: u32| format!("{number:0>2}");
    let day = [
        now.get_full_year().to_string(),
        two(now.get_month() + 1),
        two(now.get_date()),
    ];
    format!("{} {}.{}", day.join("-"), two(now.get_hours()), two(now.get_minutes()))
}
