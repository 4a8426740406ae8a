//! List operations: their effect on one space, and the ownership of an operation.

use domain::{
    access::Action,
    ids::OperationId,
    operation::{Operation, OperationKind, Outcome, Preview, Progress, RecentOperation, Selection, SkipReason},
    space::SpaceState,
};
use serde_json::json;

use super::super::{
    account::Who,
    entry::{Before, Cell, Entry},
    scene::{Answer, Scene},
};
use crate::server::clock;

/// Returns the entries of `api::operations`.
pub fn entries() -> Vec<Entry> {
    let mut entries = Vec::new();
    for (name, do_it) in [("preview_operation", false), ("apply_operation", true)] {
        for kind in OperationKind::ALL {
            let state = match kind {
                OperationKind::Restore => SpaceState::Archived,
                _ => SpaceState::Active,
            };
            entries.push(ticked(name, kind, state, do_it));
        }
        for kind in [OperationKind::Restore, OperationKind::Delete, OperationKind::AddTag] {
            entries.push(ticked(name, kind, SpaceState::Trash, do_it));
        }
        for kind in [OperationKind::AddTag, OperationKind::Delete] {
            entries.push(matching(name, kind, do_it));
        }
    }
    entries.extend(ownership());
    entries
}

/// Returns the operation with arguments that change the space.
fn operation(scene: &Scene, kind: OperationKind) -> Operation {
    let colleague = scene.account.colleague.id;
    match kind {
        OperationKind::AddToGroup => Operation::AddToGroup(scene.account.empty_group),
        OperationKind::RemoveFromGroup => Operation::RemoveFromGroup(scene.group()),
        OperationKind::AddTag => Operation::AddTag("anew".into()),
        OperationKind::RemoveTag => Operation::RemoveTag(format!("tag{}", scene.word())),
        OperationKind::ChangeVisibility => Operation::ChangeVisibility(scene.other_level()),
        OperationKind::ChangeOwner => Operation::ChangeOwner(colleague),
        OperationKind::GiveAccess => Operation::GiveAccess(vec![colleague]),
        OperationKind::TakeAccess => Operation::TakeAccess(vec![scene.person(Who::Member)]),
        OperationKind::SetField => Operation::SetField {
            field: scene.account.field,
            value: Some(domain::custom_field::Value::Text("Anew".into())),
        },
        OperationKind::Archive => Operation::Archive,
        OperationKind::Restore => Operation::Restore,
        OperationKind::Delete => Operation::Delete,
    }
}

/// Returns the action that the operation needs. It repeats the definition in the domain, so that the two are compared.
fn action(kind: OperationKind) -> Action {
    match kind {
        OperationKind::AddToGroup
        | OperationKind::RemoveFromGroup
        | OperationKind::AddTag
        | OperationKind::RemoveTag
        | OperationKind::SetField => Action::Edit,
        OperationKind::ChangeVisibility => Action::ChangeVisibility,
        OperationKind::ChangeOwner => Action::HandOver,
        OperationKind::GiveAccess | OperationKind::TakeAccess => Action::ManagePeople,
        OperationKind::Archive => Action::Archive,
        OperationKind::Restore => Action::Restore,
        OperationKind::Delete => Action::Delete,
    }
}

fn entry(
    name: &'static str,
    with: &str,
    kind: OperationKind,
    do_it: bool,
    selection: fn(&Scene) -> Selection,
    nothing: &'static str,
) -> Entry {
    Entry::space(name, with, action(kind), move |scene| {
        let mut arguments = json!({ "selection": selection(scene), "operation": operation(scene, kind) });
        if do_it {
            arguments["id"] = json!(OperationId(clock::new_id()));
        }
        arguments
    })
    .says("changed", Cell("not allowed", 200), Cell(nothing, 200))
    .read(if do_it { progressed } else { foreseen })
}

fn ticked(name: &'static str, kind: OperationKind, state: SpaceState, do_it: bool) -> Entry {
    let place = match state {
        SpaceState::Active => "",
        SpaceState::Archived => " from the archive",
        SpaceState::Trash => ", in the trash",
    };
    let with = format!("{}{place}", kind.as_str().replace('-', " "));
    let selection: fn(&Scene) -> Selection = |scene| Selection::Ids(vec![scene.space]);
    entry(name, &with, kind, do_it, selection, "gone").of(state)
}

fn matching(name: &'static str, kind: OperationKind, do_it: bool) -> Entry {
    let with = format!(
        "{} on all spaces that the search finds",
        kind.as_str().replace('-', " ")
    );
    let selection: fn(&Scene) -> Selection =
        |scene| Selection::Matching(Box::new(scene.list(&format!("name{}", scene.word()))));
    entry(name, &with, kind, do_it, selection, "nothing")
}

/// Returns what happened to the one space.
pub fn word(outcome: &Outcome) -> &'static str {
    match (outcome.total, outcome.changed, outcome.skipped.as_slice()) {
        (0, 0, []) => "nothing",
        (1, 1, []) => "changed",
        (1, 0, [(reason, 1)]) => match reason {
            SkipReason::NotAllowed => "not allowed",
            SkipReason::NothingToDo => "nothing to do",
            SkipReason::TooMany => "too many",
            SkipReason::ChangedSince => "changed since",
            SkipReason::Gone => "gone",
            SkipReason::NotOffered => "not offered",
        },
        _ => "several",
    }
}

fn foreseen(_: &Scene, answer: &Answer) -> &'static str {
    word(&answer.json::<Preview>().outcome)
}

fn progressed(_: &Scene, answer: &Answer) -> &'static str {
    match answer.json() {
        Progress::Done(outcome) => word(&outcome),
        _ => "unfinished",
    }
}

fn ownership() -> Vec<Entry> {
    let (yes, not_found) = (Cell("yes", 200), Cell("not found", 404));
    let own = |name, with| Entry::own(name, with, Before::Operation, |scene| json!({ "id": scene.thing }));
    vec![
        Entry::own("apply_operation", "begin with an id", Before::Operation, |scene| {
            let selection = Selection::Ids(Vec::new());
            json!({ "id": scene.thing, "selection": selection, "operation": Operation::Archive })
        })
        .by_owner(yes, not_found, yes, not_found),
        own("operation_progress", "read the progress of an operation"),
        own("undo_operation", "undo an operation"),
        Entry::space(
            "undo_operation",
            "undo your own operation, with present permissions",
            Action::Edit,
            |scene| json!({ "id": scene.thing }),
        )
        .after(Before::OperationOnSpace)
        .says("changed", Cell("not allowed", 200), Cell("gone", 200))
        .read(progressed),
        own("skipped_by_undo", "list what an undo skipped"),
        Entry::own("recent_operations", "list recent operations", Before::Operation, |_| {
            json!({})
        })
        .by_owner(
            Cell("listed", 200),
            Cell("not listed", 200),
            Cell("not listed", 200),
            Cell("not listed", 200),
        )
        .read(|scene, answer| {
            let listed: Vec<RecentOperation> = answer.json();
            match listed.iter().any(|operation| operation.id.0 == scene.thing) {
                true => "listed",
                false => "not listed",
            }
        }),
    ]
}
