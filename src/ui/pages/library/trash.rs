//! The deleted files and folders of a space, for people who may restore them.

use domain::{
    file::{DeletedItem, Items, size_in_words},
    ids::{FileId, FolderId},
};
use leptos::{prelude::*, task::spawn_local};

use super::state::LibraryState;
use crate::{
    api::files::deleted_items,
    ui::components::{Dialog, ExactTime, Glyph, Icon},
};

/// A button that is shown if there is something in the trash, and the dialog with it.
#[component]
pub fn Trash(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let found = RwSignal::new(Vec::<DeletedItem>::new());
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        library.changes.track();
        spawn_local(async move {
            if let Ok(deleted) = deleted_items(library.space).await {
                found.try_set(deleted);
            }
        });
    });
    let any = Memo::new(move |_| found.with(|found| !found.is_empty()));
    // Nothing is left to restore.
    Effect::new(move |_| {
        if !any.get() {
            open.set(false);
        }
    });
    view! {
        <Show when=move || any.get()>
            <button type="button" class="button quiet" aria-haspopup="dialog" on:click=move |_| open.set(true)>
                <Icon glyph=Glyph::Trash/>
                <span>{messages.text("library-trash")}</span>
            </button>
        </Show>
        <Dialog title=messages.text("library-trash-title") open>
            <p class="muted">{messages.text("library-trash-help")}</p>
            <ul class="deleted-topics">
                <For each=move || found.get() key=|deleted| first(&deleted.item) let:deleted>
                    <Deleted library deleted/>
                </For>
            </ul>
        </Dialog>
    }
    .into_any()
}

/// Returns the file or folder that was deleted by itself; what was in it goes with it.
fn first(items: &Items) -> (Option<FileId>, Option<FolderId>) {
    (items.files.first().copied(), items.folders.first().copied())
}

#[component]
fn Deleted(library: LibraryState, deleted: DeletedItem) -> impl IntoView {
    let messages = library.messages;
    let DeletedItem {
        item,
        name,
        size,
        deleted_by,
        deleted,
    } = deleted;
    let glyph = if size.is_some() { Glyph::File } else { Glyph::Folder };
    let size = size.map(|size| view! { <span class="nowrap">{size_in_words(size, messages.0)} " · "</span> });
    let done = messages.with("library-restored", [("name", name.as_str())]);
    view! {
        <li class="deleted-topic">
            <div>
                <p class="deleted-item">
                    <Icon glyph/>
                    <span>{name.clone()}</span>
                </p>
                <p class="muted">
                    {size}
                    {messages.with("library-deleted-by", [("name", deleted_by.name)])}
                    " "
                    <ExactTime at=deleted/>
                </p>
            </div>
            <button
                type="button"
                class="button"
                aria-label=messages.with("library-restore-name", [("name", name)])
                on:click=move |_| library.acts.restore(item.clone(), done.clone())
            >
                {messages.text("library-restore")}
            </button>
        </li>
    }
    .into_any()
}
