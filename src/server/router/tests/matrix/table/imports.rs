//! Imports: the effect of a row on a space, the ownership of an import, and its undo.

use domain::{
    access::{AccountAction, Action},
    import::{FoundNames, ImportRow, RowAction},
    operation::Outcome,
    space::SpaceState,
    visibility::Visibility,
};
use serde_json::{Value, json};

use super::{
    super::{
        entry::{Act, Before, Cell, Entry},
        scene::{Answer, Scene},
    },
    lists, operations,
};
use crate::api::imports::{ImportState, PastImport, UndoPreview};

/// Returns the entries of `api::imports`.
pub fn entries() -> Vec<Entry> {
    let mut entries = rows();
    entries.extend(ownership());
    entries.extend(undoing());
    entries
}

fn row(scene: &Scene) -> ImportRow {
    let form = scene.form();
    ImportRow::named(
        1,
        RowAction::Update {
            space: scene.space,
            version: form.version,
        },
        form.name,
    )
}

fn new_row(scene: &Scene) -> ImportRow {
    ImportRow {
        action: RowAction::Create { anyway: false },
        description: Some(String::new()),
        groups: Some(Vec::new()),
        tags: Some(Vec::new()),
        visibility: Some(Visibility::Private),
        people: Some(Vec::new()),
        ..row(scene)
    }
}

fn rows() -> Vec<Entry> {
    let update = |with, action, row| {
        Entry::on_space("commit_import", with, action, Act::Import(row))
            .says("updated", Cell("refused", 200), Cell("refused", 200))
            .read(state)
    };
    vec![
        Entry::account(
            "import_context",
            "read what the check of rows needs to know of the account",
            AccountAction::Import,
            |_| json!({}),
        ),
        Entry::space(
            "import_names",
            "find the spaces of a file's names that it may update",
            Action::Edit,
            |scene| json!({ "names": { "spaces": [scene.form().name] } }),
        )
        .silently("named", "not named")
        .read(|scene, answer| {
            let found: FoundNames = answer.json();
            match found.spaces.iter().any(|space| space.id == scene.space) {
                true => "named",
                false => "not named",
            }
        }),
        Entry::on_space(
            "commit_import",
            "import another description",
            Action::Edit,
            Act::Import(texts),
        )
        .silently("updated", "refused")
        .read(state),
        Entry::on_space(
            "commit_import",
            "the same in the trash",
            Action::Edit,
            Act::Import(texts),
        )
        .of(SpaceState::Trash)
        .silently("updated", "refused")
        .read(state),
        update("import another visibility", Action::ChangeVisibility, |scene| {
            ImportRow {
                visibility: Some(scene.other_level()),
                ..row(scene)
            }
        }),
        update("import another owner", Action::HandOver, |scene| ImportRow {
            owner: Some(scene.account.colleague.id),
            ..row(scene)
        }),
        update("import other people", Action::ManagePeople, |scene| ImportRow {
            people: Some(vec![scene.account.colleague.id]),
            ..row(scene)
        }),
        // The warning about an existing name covers only spaces that the person may edit.
        Entry::on_space(
            "commit_import",
            "import a new space of the same name",
            Action::Edit,
            Act::Import(new_row),
        )
        .silently("warned", "added")
        .done_anyway()
        .read(state),
        Entry::on_space(
            "commit_import",
            "skip a space, and list what was skipped",
            Action::Open,
            Act::ImportAndList(|scene| ImportRow {
                action: RowAction::Skip {
                    space: Some(scene.space),
                },
                ..row(scene)
            }),
        )
        .silently("full", "nothing")
        .read(lists::listed),
    ]
}

fn texts(scene: &Scene) -> ImportRow {
    ImportRow {
        description: Some("Imported".into()),
        ..row(scene)
    }
}

/// Returns what happened to the one row.
fn state(_: &Scene, answer: &Answer) -> &'static str {
    match answer.json() {
        ImportState::Done(result) if result.added == 1 => "added",
        ImportState::Done(result) if result.updated == 1 => "updated",
        ImportState::Wrong(rows) if answer.body.contains("taken") && rows.len() == 1 => "warned",
        ImportState::Wrong(_) => "refused",
        _ => "unfinished",
    }
}

fn ownership() -> Vec<Entry> {
    let (yes, not_found) = (Cell("yes", 200), Cell("not found", 404));
    let own = |name, with, arguments: fn(&Scene) -> Value| Entry::own(name, with, Before::BegunImport, arguments);
    let done = |name, with, arguments: fn(&Scene) -> Value| {
        Entry::own(name, with, Before::DoneImport, arguments).by_owner(yes, not_found, not_found, yes)
    };
    vec![
        Entry::account(
            "begin_import",
            "begin an import",
            AccountAction::Import,
            |scene| json!({ "id": scene.thing, "file_name": "spaces.csv", "rows": 1, "left_out": 0 }),
        ),
        own(
            "begin_import",
            "begin again with the same id",
            |scene| json!({ "id": scene.thing, "file_name": "spaces.csv", "rows": 1, "left_out": 0 }),
        )
        .by_owner(yes, not_found, yes, not_found),
        own(
            "send_import_chunk",
            "send rows",
            |scene| json!({ "id": scene.thing, "chunk": 0, "rows": [] }),
        ),
        own(
            "commit_import",
            "commit the rows",
            |scene| json!({ "id": scene.thing, "chunks": 0 }),
        ),
        own(
            "import_progress",
            "read the progress of an import",
            |scene| json!({ "id": scene.thing }),
        ),
        own(
            "cancel_import",
            "cancel an import",
            |scene| json!({ "id": scene.thing }),
        ),
        done(
            "preview_undo_import",
            "preview the undo of an import",
            |scene| json!({ "id": scene.thing }),
        ),
        done(
            "undo_import",
            "undo an import",
            |scene| json!({ "id": scene.thing, "touched_too": [] }),
        ),
        done("past_imports", "list past imports", |_| json!({}))
            .by_owner(
                Cell("listed", 200),
                Cell("not listed", 200),
                Cell("not listed", 200),
                Cell("listed", 200),
            )
            .read(|scene, answer| {
                let listed: Vec<PastImport> = answer.json();
                match listed.iter().any(|import| import.id.0 == scene.thing) {
                    true => "listed",
                    false => "not listed",
                }
            }),
    ]
}

/// Returns the entries of undoing the person's own import that updated the space, with present permissions.
fn undoing() -> Vec<Entry> {
    let preview = |with, state| {
        Entry::space(
            "preview_undo_import",
            with,
            Action::Edit,
            |scene| json!({ "id": scene.thing }),
        )
        .of(state)
        .after(Before::ImportOnSpace)
        .silently("foreseen", "not foreseen")
        .read(|_, answer| {
            let preview: UndoPreview = answer.json();
            match preview.untouched as usize + preview.touched.len() {
                0 => "not foreseen",
                1 => "foreseen",
                _ => "several",
            }
        })
    };
    let undo = |with, state| {
        Entry::space(
            "undo_import",
            with,
            Action::Edit,
            |scene| json!({ "id": scene.thing, "touched_too": [scene.space] }),
        )
        .of(state)
        .after(Before::ImportOnSpace)
        .says("changed", Cell("not allowed", 200), Cell("nothing", 200))
        .read(|_, answer| operations::word(&answer.json::<Outcome>()))
    };
    vec![
        preview("preview it for a space, with present permissions", SpaceState::Active),
        preview("the same in the trash", SpaceState::Trash),
        undo("undo your own import, with present permissions", SpaceState::Active),
        undo("the same in the trash", SpaceState::Trash),
    ]
}
