//! 'Recent operations': one's own last ones, each with its way back.

use domain::{
    error::AppError,
    operation::{OperationKind, RecentOperation},
    visibility::Visibility,
};
use leptos::prelude::*;

use super::super::lazy::{LazyDialog, WantedDialog};
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

/// The button and its dialog.
#[component]
pub fn RecentOperations() -> impl IntoView {
    let messages = use_messages();
    let open = RwSignal::new(false);
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
        <LazyDialog dialog=WantedDialog::Recent(open)/>
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
    let undo = if row.undone {
        view! { <span class="muted">{messages.text("list-recent-undone")}</span> }.into_any()
    } else {
        let click = move |_| runner.undo(id);
        view! {
            <button type="button" class="button" disabled=move || runner.busy.get() on:click=click>
                <Icon glyph=Glyph::Undo/>
                <span>{messages.text("list-undo")}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <li class="recent-operation">
            <span class="recent-what">
                <strong>{name}</strong>
                {(!about.is_empty()).then(|| view! { <span class="recent-about">{about}</span> })}
                <span class="muted">{changed} " · " <ExactTime at/></span>
            </span>
            {undo}
        </li>
    }
}

/// What it was about; a level is kept by its word and shown in the person's language.
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
    fn a_level_is_told_in_the_persons_language() {
        let messages = Messages(Language::Pl);
        let words = |kind| about_words(messages, kind, "hidden".into());
        assert_eq!(words(OperationKind::ChangeVisibility), "Ukryta");
        assert_eq!(words(OperationKind::AddTag), "hidden");
    }
}
