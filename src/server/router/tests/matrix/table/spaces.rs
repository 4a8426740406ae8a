//! One space: opening and editing it, and the actions of people who may manage it.

use domain::{
    access::{AccountAction, Action},
    space::{SpaceForm, SpaceState, SpaceView},
};
use serde_json::json;

use super::super::{
    account::Who,
    entry::{Cell, Entry},
    scene::{Answer, Scene},
};
use crate::server::clock;

/// Returns the entries of `api::spaces`, except its lists.
pub fn entries() -> Vec<Entry> {
    let mut entries = reading();
    entries.extend(adding());
    entries.extend(editing());
    entries.extend(managing());
    entries.extend(moving());
    entries
}

/// Returns how much of a space an answer shows.
fn visible(_: &Scene, answer: &Answer) -> &'static str {
    match answer.json() {
        SpaceView::Full(_) => "full",
        SpaceView::Outline(_) => "outline",
    }
}

fn reading() -> Vec<Entry> {
    let open = |with, state| {
        Entry::space("open_space", with, Action::Open, |scene| json!({ "id": scene.space }))
            .of(state)
            .says("full", Cell("outline", 200), Cell("not found", 404))
            .read(visible)
    };
    let activity = |with, state| {
        Entry::space(
            "space_activity",
            with,
            Action::Open,
            |scene| json!({ "id": scene.space, "before": null }),
        )
        .of(state)
    };
    vec![
        open("open a space", SpaceState::Active),
        open("open one that is archived", SpaceState::Archived),
        open("open one that is in the trash", SpaceState::Trash),
        activity("read the activity of a space", SpaceState::Active),
        activity("the same in the trash", SpaceState::Trash),
    ]
}

fn adding() -> Vec<Entry> {
    let new = |scene: &Scene| SpaceForm {
        version: 0,
        people: vec![scene.account.colleague.id],
        ..scene.form()
    };
    vec![
        Entry::account(
            "add_space",
            "add a space",
            AccountAction::AddSpace,
            move |scene| json!({ "form": new(scene), "request": clock::new_id() }),
        ),
        // The caller chooses the id of a request, so it must not reveal which ids exist.
        Entry::space(
            "add_space",
            "add a space by a request that has the id of another",
            Action::Find,
            move |scene| json!({ "form": new(scene), "request": scene.space }),
        )
        .says("yes", Cell("yes", 200), Cell("yes", 200))
        .done_anyway(),
    ]
}

fn editing() -> Vec<Entry> {
    let save = |with, action, change: fn(&Scene, &mut SpaceForm)| {
        Entry::space("save_space", with, action, move |scene| {
            let mut form = scene.form();
            change(scene, &mut form);
            json!({ "id": scene.space, "form": form })
        })
    };
    let texts: fn(&Scene, &mut SpaceForm) = |_, form| {
        form.description = "Anew".into();
        form.tags = vec!["anew".into()];
        form.groups.clear();
    };
    vec![
        save("edit texts, groups and tags", Action::Edit, texts),
        save("the same in the archive", Action::Edit, texts).of(SpaceState::Archived),
        save("the same in the trash", Action::Edit, texts).of(SpaceState::Trash),
        save(
            "edit with another visibility",
            Action::ChangeVisibility,
            |scene, form| {
                form.visibility = scene.other_level();
            },
        ),
        save("edit with one more person", Action::ManagePeople, |scene, form| {
            form.people.push(scene.account.colleague.id);
        }),
        save("edit with one person fewer", Action::ManagePeople, |scene, form| {
            form.people.retain(|id| *id != scene.person(Who::Member));
        }),
    ]
}

fn managing() -> Vec<Entry> {
    vec![
        Entry::space(
            "hand_over_space",
            "make another person the owner",
            Action::HandOver,
            |scene| json!({ "id": scene.space, "to": scene.account.colleague.id }),
        ),
        Entry::space(
            "change_space_visibility",
            "change who may see a space",
            Action::ChangeVisibility,
            |scene| json!({ "id": scene.space, "to": scene.other_level() }),
        ),
        Entry::space(
            "give_access",
            "add a member",
            Action::ManagePeople,
            |scene| json!({ "id": scene.space, "people": [scene.account.colleague.id] }),
        ),
        Entry::space(
            "take_access",
            "remove a member",
            Action::ManagePeople,
            |scene| json!({ "id": scene.space, "people": [scene.person(Who::Member)] }),
        ),
    ]
}

fn moving() -> Vec<Entry> {
    let act =
        |name, with, action, state| Entry::space(name, with, action, |scene| json!({ "id": scene.space })).of(state);
    vec![
        act("archive_space", "archive a space", Action::Archive, SpaceState::Active),
        act(
            "archive_space",
            "archive one in the trash",
            Action::Archive,
            SpaceState::Trash,
        ),
        act(
            "restore_space",
            "restore from the archive",
            Action::Restore,
            SpaceState::Archived,
        ),
        act(
            "restore_space",
            "restore from the trash",
            Action::Restore,
            SpaceState::Trash,
        ),
        act("delete_space", "move to the trash", Action::Delete, SpaceState::Active),
        act(
            "delete_space",
            "the same, already in the trash",
            Action::Delete,
            SpaceState::Trash,
        ),
    ]
}
