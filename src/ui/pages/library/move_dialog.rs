//! The dialog that moves files and folders into another folder, which is chosen in the tree of folders.

use domain::{
    file::FolderRow,
    ids::{FolderId, SpaceId},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{acts::Acts, item::Chosen, words::folder_name};
use crate::{
    api::{
        Answer,
        files::{list_folders, move_items},
    },
    ui::{
        browser::{focus_soon, new_id},
        components::{Dialog, FailureNote, Glyph, Icon, Skeleton},
        errors::sentence,
        pages::spaces_list::DialogState,
    },
};

/// The dialog about what is chosen.
#[component]
pub fn MoveDialog(acts: Acts, space: SpaceId, dialog: DialogState<Chosen>) -> impl IntoView {
    view! {
        <Dialog title=acts.messages.text("library-move-title") open=dialog.open>
            <Loading acts space dialog/>
        </Dialog>
    }
    .into_any()
}

/// Loads the folders of the space each time the dialog is opened.
#[component]
fn Loading(acts: Acts, space: SpaceId, dialog: DialogState<Chosen>) -> impl IntoView {
    let found = RwSignal::new(None::<Answer<Vec<FolderRow>>>);
    let load = Callback::new(move |()| {
        found.set(None);
        spawn_local(async move {
            let answer = list_folders(space).await;
            found.try_set(Some(answer));
        });
    });
    Effect::new(move |_| load.run(()));
    move || match (found.get(), dialog.about.get()) {
        (None, _) => view! { <Skeleton rows=4/> }.into_any(),
        (Some(Err(failure)), _) => view! { <FailureNote error=failure.0 retry=load/> }.into_any(),
        (Some(Ok(folders)), Some(chosen)) => view! { <Form acts folders chosen open=dialog.open/> }.into_any(),
        (Some(Ok(_)), None) => ().into_any(),
    }
}

/// Returns the folders in the order of the tree, each followed by those in it, without the moved ones and what is in them.
fn tree(folders: &[FolderRow], moved: &[FolderId]) -> Vec<FolderRow> {
    let mut found = Vec::new();
    below(folders, moved, None, &mut found);
    found
}

fn below(folders: &[FolderRow], moved: &[FolderId], parent: Option<FolderId>, found: &mut Vec<FolderRow>) {
    let inside = folders
        .iter()
        .filter(|folder| folder.parent == parent && !moved.contains(&folder.id));
    for folder in inside {
        found.push(folder.clone());
        below(folders, moved, Some(folder.id), found);
    }
}

/// The id of the form.
const FORM: &str = "move-to-folder";

/// What is chosen in the dialog: `Some(None)` is the library itself.
type To = RwSignal<Option<Option<FolderId>>>;

/// The tree as a group of radio buttons, which arrow keys move through.
#[component]
fn Form(acts: Acts, folders: Vec<FolderRow>, chosen: Chosen, open: RwSignal<bool>) -> impl IntoView {
    let messages = acts.messages;
    let (to, wrong, busy) = (To::new(None), RwSignal::new(None::<String>), RwSignal::new(false));
    let folders = tree(&folders, &chosen.items.folders);
    let note = new_id();
    let radios = [None].into_iter().chain(folders.iter().map(Some)).map(|folder| {
        let id = folder.map(|folder| folder.id);
        let name = folder_name(messages, folder.map(|folder| (folder.id, folder.name.as_str())));
        let depth = folder.map_or(0, |folder| folder.depth);
        // It is there already.
        let here = !chosen.fits(id);
        view! { <Choice name depth id to here/> }
    });
    let radios = radios.collect_view();
    let (chosen, folders) = (StoredValue::new(chosen), StoredValue::new(folders));
    // The folders come after the dialog has been opened.
    Effect::new(|_| focus_soon(FORM, "input:enabled"));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(folder) = to.get_untracked() else {
            return wrong.set(Some(messages.text("library-move-choose")));
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let chosen = chosen.get_value();
        let named = folders.with_value(|folders| {
            let found = folders.iter().find(|row| Some(row.id) == folder);
            folder_name(messages, found.map(|row| (row.id, row.name.as_str())))
        });
        spawn_local(async move {
            match move_items(chosen.items.clone(), folder).await {
                Ok(()) => {
                    open.try_set(false);
                    acts.show_moved(chosen, named);
                }
                Err(failure) => {
                    wrong.try_set(Some(sentence(messages, &failure.0)));
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <form id=FORM class="space-dialog" method="post" novalidate on:submit=send>
            <fieldset class="field folder-tree" aria-describedby=note.clone()>
                <legend>{messages.text("library-move-to")}</legend>
                <div class="folder-choices">{radios}</div>
            </fieldset>
            <p class="field-note wrong" role="alert" id=note>{move || wrong.get()}</p>
            <div class="dialog-foot">
                <button type="submit" class="button primary" aria-busy=move || busy.get().then_some("true")>
                    {messages.text("library-move")}
                </button>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Choice(name: String, depth: i64, id: Option<FolderId>, to: To, here: bool) -> impl IntoView {
    view! {
        <label class=format!("check folder-choice folder-depth-{}", depth.clamp(0, 3)) class:here=here title=name>
            <input
                type="radio"
                name="folder"
                disabled=here
                prop:checked=move || to.get() == Some(id)
                on:change=move |_| to.set(Some(id))
            />
            <Icon glyph=if id.is_some() { Glyph::Folder } else { Glyph::Layers }/>
            <span class="folder-choice-name">{name.clone()}</span>
        </label>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{super::item::tests::folder, *};

    #[test]
    fn a_folder_is_offered_below_its_parent_but_not_inside_itself() {
        let folders = [folder(1, None), folder(2, None), folder(3, Some(1)), folder(4, Some(3))];
        let ids = |moved: &[FolderId]| -> Vec<u128> {
            let tree = tree(&folders, moved);
            tree.iter().map(|folder| folder.id.0.as_u128()).collect()
        };
        assert_eq!(ids(&[]), [1, 3, 4, 2]);
        assert_eq!(ids(&[folders[2].id]), [1, 2]);
    }
}
