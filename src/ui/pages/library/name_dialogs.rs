//! The dialogs in which a person types a name: of a new folder, and another one for a file or folder.

use domain::{
    error::AppError,
    ids::{FileId, FolderId, SpaceId},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{acts::Acts, item::Item, state::LibraryState, words};
use crate::{
    api::{
        Answer,
        files::{add_folder, open_file, rename_file, rename_folder},
    },
    ui::{
        browser::focus_first_wrong,
        components::{Dialog, TextField},
        pages::spaces_list::DialogState,
    },
};

/// The dialog for a new folder in the shown one.
#[component]
pub fn NewFolderDialog(library: LibraryState) -> impl IntoView {
    let open = library.adding;
    view! {
        <Dialog title=library.messages.text("library-new-folder") open>
            <NewFolder acts=library.acts space=library.space parent=library.target() open/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn NewFolder(acts: Acts, space: SpaceId, parent: Option<FolderId>, open: RwSignal<bool>) -> impl IntoView {
    let messages = acts.messages;
    let typed = Typed::new(String::new());
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(name) = typed.checked(acts) else { return };
        spawn_local(async move {
            match add_folder(space, parent, name.clone()).await {
                Ok(_) => {
                    open.try_set(false);
                    acts.toasts
                        .show_status(messages.with("library-folder-added", [("name", name)]));
                    acts.refresh();
                }
                Err(failure) => typed.refuse(acts, &failure.0),
            }
            typed.busy.try_set(false);
        });
    };
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=add>
            <TextField label=messages.text("library-folder-name") value=typed.name error=typed.wrong autofocus=true/>
            <Foot acts confirm=messages.text("library-folder-add") open busy=typed.busy/>
        </form>
    }
    .into_any()
}

/// The name that is typed in a dialog.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    /// Whether the request is under way.
    busy: RwSignal<bool>,
}

impl Typed {
    fn new(name: String) -> Self {
        Self {
            name: RwSignal::new(name),
            wrong: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Returns the name to send, and marks the dialog as busy; shows why it is wrong otherwise.
    fn checked(self, acts: Acts) -> Option<String> {
        if self.busy.get_untracked() {
            return None;
        }
        match words::checked_name(acts.messages, &self.name.get_untracked()) {
            Ok(name) => {
                self.wrong.set(None);
                self.busy.set(true);
                Some(name)
            }
            Err(why) => {
                self.wrong.set(Some(why));
                focus_first_wrong();
                None
            }
        }
    }

    /// Shows beside the field why the server refused the name.
    fn refuse(self, acts: Acts, error: &AppError) {
        if self
            .wrong
            .try_set(Some(words::name_error(acts.messages, error)))
            .is_none()
        {
            focus_first_wrong();
        }
    }
}

#[component]
fn Foot(acts: Acts, confirm: String, open: RwSignal<bool>, busy: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="dialog-foot">
            <button type="submit" class="button primary" aria-busy=move || busy.get().then_some("true")>
                {confirm}
            </button>
            <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                {acts.messages.text("cancel")}
            </button>
        </div>
    }
    .into_any()
}

/// A file or folder that is renamed, with its present name.
pub type Renamed = (Item, String);

/// The dialog that renames a file or folder.
#[component]
pub fn RenameDialog(acts: Acts, dialog: DialogState<Renamed>) -> impl IntoView {
    move || {
        dialog.about.get().map(|(item, name)| {
            let title = acts.messages.with("library-rename-title", [("name", name.as_str())]);
            view! {
                <Dialog title open=dialog.open>
                    <Rename acts item name=name.clone() open=dialog.open/>
                </Dialog>
            }
        })
    }
}

#[component]
fn Rename(acts: Acts, item: Item, name: String, open: RwSignal<bool>) -> impl IntoView {
    let messages = acts.messages;
    let typed = Typed::new(name);
    // A file's name is changed from the version that is shown here.
    let edit = RwSignal::new(None::<i64>);
    let read_edit = move |file: FileId| {
        spawn_local(async move {
            if let Ok(detail) = open_file(file).await {
                edit.try_set(Some(detail.edit));
            }
        });
    };
    if let Item::File(file) = item {
        Effect::new(move |_| read_edit(file));
    }
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(name) = typed.checked(acts) else { return };
        let edit_now = edit.get_untracked();
        spawn_local(async move {
            match rename(item, name.clone(), edit_now).await {
                Ok(()) => {
                    open.try_set(false);
                    acts.toasts
                        .show_status(messages.with("library-renamed", [("name", name)]));
                    acts.refresh();
                }
                Err(failure) => {
                    typed.refuse(acts, &failure.0);
                    // The next try starts from what the message shows.
                    if let (AppError::Conflict(_), Item::File(file)) = (&failure.0, item) {
                        read_edit(file);
                    }
                }
            }
            typed.busy.try_set(false);
        });
    };
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=save>
            <TextField label=messages.text("library-folder-name") value=typed.name error=typed.wrong autofocus=true/>
            <Foot acts confirm=messages.text("post-save") open busy=typed.busy/>
        </form>
    }
    .into_any()
}

/// Renames the file or folder. `edit` is the version of the file from which the change starts, if it is known already.
async fn rename(item: Item, name: String, edit: Option<i64>) -> Answer<()> {
    match item {
        Item::Folder(folder) => rename_folder(folder, name).await,
        Item::File(file) => {
            let edit = match edit {
                Some(edit) => edit,
                None => open_file(file).await?.edit,
            };
            rename_file(file, name, edit).await
        }
    }
}
