//! The dialog that undoes an import. Spaces that somebody has changed since are kept unless they are chosen.

use domain::{
    error::AppError,
    ids::{ImportId, SpaceId},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::imports::{UndoPreview, preview_undo_import, undo_import},
    i18n::{Messages, skipped, use_messages},
    ui::{
        components::{Dialog, FailureNote, Skeleton},
        errors::sentence,
    },
};

#[derive(Clone, Copy)]
struct Undoing {
    id: ImportId,
    open: RwSignal<bool>,
    preview: RwSignal<Option<Result<UndoPreview, AppError>>>,
    chosen: RwSignal<Vec<SpaceId>>,
    working: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    on_done: Callback<String>,
}

/// The dialog. `on_done` receives a sentence about what was undone.
#[component]
pub fn UndoImport(id: ImportId, open: RwSignal<bool>, on_done: Callback<String>) -> impl IntoView {
    let messages = use_messages();
    let undoing = Undoing {
        id,
        open,
        preview: RwSignal::new(None),
        chosen: RwSignal::new(Vec::new()),
        working: RwSignal::new(false),
        trouble: RwSignal::new(None),
        on_done,
    };
    Effect::new(move |_| {
        if open.get() {
            load_preview(undoing);
        }
    });
    view! {
        <Dialog title=messages.text("import-undo") open>
            {move || match undoing.preview.get() {
                None => view! { <Skeleton rows=3/> }.into_any(),
                Some(Err(error)) => {
                    let retry = Callback::new(move |()| load_preview(undoing));
                    view! { <FailureNote error retry/> }.into_any()
                }
                Some(Ok(preview)) => view! { <Preview undoing preview/> }.into_any(),
            }}
        </Dialog>
    }
}

fn load_preview(undoing: Undoing) {
    undoing.preview.set(None);
    undoing.chosen.set(Vec::new());
    undoing.trouble.set(None);
    spawn_local(async move {
        let preview = preview_undo_import(undoing.id).await;
        undoing.preview.try_set(Some(preview.map_err(|failure| failure.0)));
    });
}

#[component]
fn Preview(undoing: Undoing, preview: UndoPreview) -> impl IntoView {
    let messages = use_messages();
    let some_touched = !preview.touched.is_empty();
    let touched = preview.touched.into_iter().map(|(space, name)| {
        let toggle = move |event| {
            let on = event_target_checked(&event);
            undoing.chosen.update(|chosen| {
                chosen.retain(|id| *id != space);
                if on {
                    chosen.push(space);
                }
            });
        };
        view! {
            <li>
                <label class="import-radio">
                    <input type="checkbox" on:change=toggle/>
                    {name}
                </label>
            </li>
        }
    });
    let touched = touched.collect_view();
    view! {
        <p>{messages.with("import-undo-untouched", [("count", preview.untouched)])}</p>
        {some_touched.then(|| {
            view! {
                <fieldset class="import-set">
                    <legend>{messages.text("import-undo-touched")}</legend>
                    <ul class="import-touched">{touched}</ul>
                </fieldset>
            }
        })}
        <p role="alert">{move || undoing.trouble.get()}</p>
        <p class="import-buttons">
            <button type="button" class="button" on:click=move |_| undoing.open.set(false)>
                {messages.text("import-undo-keep")}
            </button>
            <button
                type="button"
                class="button danger"
                disabled=move || undoing.working.get()
                on:click=move |_| undo(messages, undoing)
            >
                {messages.text("import-undo")}
            </button>
        </p>
    }
    .into_any()
}

fn undo(messages: Messages, undoing: Undoing) {
    undoing.working.set(true);
    let chosen = undoing.chosen.get_untracked();
    spawn_local(async move {
        let outcome = undo_import(undoing.id, chosen).await;
        undoing.working.try_set(false);
        match outcome {
            Ok(outcome) => {
                undoing.open.try_set(false);
                let mut sentences = vec![messages.with("import-undone", [("count", outcome.changed)])];
                sentences.extend(skipped::sentences_after(messages, &outcome));
                undoing.on_done.run(sentences.join(" "));
            }
            Err(failure) => {
                undoing.trouble.try_set(Some(sentence(messages, &failure.0)));
            }
        }
    });
}
