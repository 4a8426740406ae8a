//! 'Recent operations': the person's own last operations, each with undo.

use domain::{
    error::AppError,
    ids::OperationId,
    operation::{OperationKind, RecentOperation, SkipReason, SkippedSpace, SkippedSpaces},
    visibility::Visibility,
};
use leptos::prelude::*;

use super::super::lazy::{LazyDialog, LazyDialogKind};
use super::{
    run::{kind_words, use_runner},
    state::{later, use_list},
};
use crate::{
    api::operations,
    i18n::{Messages, use_messages},
    ui::components::{Dialog, EmptyState, ExactTime, FailureNote, Glyph, Icon, Skeleton},
};

type Recent = Option<Result<Vec<RecentOperation>, AppError>>;

/// The button 'Recent operations' with its dialog.
#[component]
pub fn RecentOperations() -> impl IntoView {
    let messages = use_messages();
    let open = use_runner().recent;
    let label = messages.text("list-recent");
    view! {
        <button
            type="button"
            class="button icon quiet"
            aria-label=label.clone()
            title=label.clone()
            aria-haspopup="dialog"
            on:click=move |_| open.set(true)
        >
            <Icon glyph=Glyph::History/>
        </button>
        <LazyDialog dialog=LazyDialogKind::Recent(open)/>
    }
}

#[component]
pub fn RecentDialog(open: RwSignal<bool>) -> impl IntoView {
    let list = use_list();
    let recent = RwSignal::new(None as Recent);
    later(
        move || (open.get(), list.changes.get()),
        |(open, _)| async move {
            if !open {
                return Ok(None);
            }
            let answer = operations::recent_operations().await;
            answer.map(Some).map_err(|failure| failure.0)
        },
        move |answer| {
            if let Some(answer) = answer.transpose() {
                recent.set(Some(answer));
            }
        },
    );
    view! {
        <Dialog title=use_messages().text("list-recent") open wide=true>
            <RecentRows recent/>
        </Dialog>
    }
}

#[component]
fn RecentRows(recent: RwSignal<Recent>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    move || match recent.get() {
        None => view! { <Skeleton rows=4/> }.into_any(),
        Some(Err(error)) => {
            let retry = Callback::new(move |()| list.refresh());
            view! { <FailureNote error retry/> }.into_any()
        }
        Some(Ok(rows)) if rows.is_empty() => view! { <EmptyState title=messages.text("list-recent-none")/> }.into_any(),
        Some(Ok(rows)) => {
            let rows = rows.into_iter().map(|row| view! { <RecentRow row/> }).collect_view();
            view! { <ul class="recent-operations">{rows}</ul> }.into_any()
        }
    }
}

#[component]
fn RecentRow(row: RecentOperation) -> impl IntoView {
    let messages = use_messages();
    let runner = use_runner();
    let (id, at) = (row.id, row.at);
    let name = kind_words(messages, row.kind);
    let about = about_words(messages, row.kind, row.about);
    let changed = messages.with("list-changed", [("count", row.changed)]);
    let undone = row.undone.then(|| match row.left {
        0 => messages.text("list-recent-undone"),
        left => messages.with("list-recent-undone-in-part", [("count", left)]),
    });
    let button = (!row.undone || row.left > 0).then(|| {
        let click = move |_| runner.undo(id);
        let label = if row.undone { "list-undo-again" } else { "list-undo" };
        view! {
            <button type="button" class="button" disabled=move || runner.busy.get() on:click=click>
                <Icon glyph=Glyph::Undo/>
                <span>{messages.text(label)}</span>
            </button>
        }
    });
    view! {
        <li class="recent-operation">
            <span class="recent-what">
                <strong>{name}</strong>
                {(!about.is_empty()).then(|| view! { <span class="recent-about">{about}</span> })}
                <span class="muted">{changed} " · " <ExactTime at/></span>
            </span>
            {undone.map(|words| view! { <span class="muted">{words}</span> })}
            {button}
            {(row.left > 0).then(|| view! { <LeftSpaces id/> })}
        </li>
    }
}

/// The spaces that the undo of an operation skipped, each with its reason.
#[component]
fn LeftSpaces(id: OperationId) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let left = RwSignal::new(None as Option<Result<SkippedSpaces, AppError>>);
    later(
        move || list.changes.get(),
        move |_| async move { operations::skipped_by_undo(id).await.map_err(|failure| failure.0) },
        move |answer| left.set(Some(answer)),
    );
    move || {
        left.get().map(|answer| match answer {
            Err(error) => {
                let retry = Callback::new(move |()| list.refresh());
                view! { <FailureNote error retry/> }.into_any()
            }
            Ok(left) => {
                let more = (left.more > 0).then(|| {
                    let words = messages.with("list-left-more", [("count", left.more)]);
                    view! { <li class="muted">{words}</li> }
                });
                let row = |space: SkippedSpace| {
                    let reason = messages.text(left_words(space.reason));
                    let href = format!("/spaces/{}", space.id);
                    view! { <li><a href=href>{space.name}</a> " – " <span class="muted">{reason}</span></li> }
                };
                let rows = left.spaces.into_iter().map(row).collect_view();
                view! { <ul class="recent-left">{rows} {more}</ul> }.into_any()
            }
        })
    }
}

/// Returns the name of the message that says why a space was skipped.
fn left_words(reason: Option<SkipReason>) -> &'static str {
    match reason {
        None | Some(SkipReason::NothingToDo | SkipReason::Gone) => "left-can-be-undone",
        Some(SkipReason::NotAllowed) => "left-not-allowed",
        Some(SkipReason::TooMany) => "left-too-many",
        Some(SkipReason::ChangedSince) => "left-changed-since",
        Some(SkipReason::NotOffered) => "left-not-offered",
    }
}

/// Returns the argument of the operation. A visibility level is stored by its key and shown by its name.
fn about_words(messages: Messages, kind: OperationKind, about: String) -> String {
    match (kind, Visibility::parse(&about)) {
        (OperationKind::ChangeVisibility, Some(level)) => messages.text(&format!("visibility-{}", level.as_str())),
        _ => about,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::person::Language;

    #[test]
    fn every_reason_to_skip_a_space_has_a_message_in_both_languages() {
        for messages in Language::ALL.map(Messages) {
            for reason in [
                None,
                Some(SkipReason::NotAllowed),
                Some(SkipReason::TooMany),
                Some(SkipReason::ChangedSince),
                Some(SkipReason::NotOffered),
            ] {
                assert_ne!(messages.text(left_words(reason)), left_words(reason));
            }
        }
    }

    #[test]
    fn a_visibility_level_is_shown_in_the_persons_language() {
        let messages = Messages(Language::Pl);
        let words = |kind| about_words(messages, kind, "hidden".into());
        assert_eq!(words(OperationKind::ChangeVisibility), "Ukryta");
        assert_eq!(words(OperationKind::AddTag), "hidden");
    }
}
