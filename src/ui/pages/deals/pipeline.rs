//! The editor of the pipeline: adding, renaming, ordering and deleting stages.

use domain::{
    deal::{StageRow, stage_name},
    error::{AppError, Field},
    ids::StageId,
    limits,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::deals,
    i18n::{Messages, use_messages},
    ui::{
        components::{Dialog, Glyph, Icon, SelectField, TextField, moved, use_toasts},
        errors::{reason, sentence},
    },
};

/// All stages, and a form for a new one.
#[component]
pub fn Stages(rows: Vec<StageRow>, changed: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let pending_delete = RwSignal::new(None::<StageRow>);
    let asking = RwSignal::new(false);
    let delete = Callback::new(move |row: StageRow| {
        pending_delete.set(Some(row));
        asking.set(true);
    });
    let all = StoredValue::new(rows.clone());
    let lines = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| view! { <Stage row place all changed delete/> })
        .collect_view();
    view! {
        <ol class="pipeline-stages" aria-label=messages.text("pipeline-title")>
            {lines}
        </ol>
        <NewStage changed/>
        {move || pending_delete.get().map(|row| view! { <DeleteStage row all open=asking changed/> })}
    }
}

/// Returns the error of the stage's name, or else the sentence for the whole error.
fn name_sentence(messages: Messages, error: &AppError) -> String {
    let AppError::Invalid(errors) = error else {
        return sentence(messages, error);
    };
    let of_name = errors.iter().find(|error| error.field == Field::Name);
    of_name.map_or_else(|| sentence(messages, error), |error| reason(messages, &error.reason))
}

#[component]
fn Stage(
    row: StageRow,
    place: usize,
    all: StoredValue<Vec<StageRow>>,
    changed: Callback<()>,
    delete: Callback<StageRow>,
) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let (id, was) = (row.stage.id, row.stage.name.clone());
    let named = |message: &str| messages.with(message, [("name", row.stage.name.clone())]);
    let (rename_label, delete_label) = (named("pipeline-name-of"), named("pipeline-delete-named"));
    let (up, down) = (named("pipeline-up"), named("pipeline-down"));
    let name = RwSignal::new(was.clone());
    let wrong = RwSignal::new(None::<String>);
    let rename = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match stage_name(&name.get_untracked()) {
            Err(why) => wrong.set(Some(reason(messages, &why))),
            Ok(text) if text == was => wrong.set(None),
            Ok(text) => spawn_local(async move {
                match deals::rename_stage(id, text).await {
                    Ok(()) => {
                        toasts.show_status(messages.text("pipeline-renamed"));
                        changed.try_run(());
                    }
                    Err(failure) => {
                        wrong.try_set(Some(name_sentence(messages, &failure.0)));
                    }
                }
            }),
        }
    };
    let last = all.with_value(Vec::len).saturating_sub(1);
    let count = messages.with("deals-count", [("count", row.deals)]);
    view! {
        <li class="pipeline-stage">
            <form class="pipeline-name" on:submit=rename>
                <TextField label=rename_label value=name error=wrong/>
                <button type="submit" class="button">{messages.text("pipeline-rename")}</button>
            </form>
            <span class="muted">{count}</span>
            <MoveButton label=up glyph=Glyph::ArrowUp from=place to=place.checked_sub(1) all changed/>
            <MoveButton label=down glyph=Glyph::ArrowDown from=place to=(place < last).then_some(place + 1) all changed/>
            <button
                type="button"
                class="button icon quiet"
                aria-label=delete_label.clone()
                title=delete_label
                disabled={last == 0}
                on:click=move |_| delete.run(row.clone())
            >
                <Icon glyph=Glyph::Trash/>
            </button>
        </li>
    }
}

#[component]
fn MoveButton(
    label: String,
    glyph: Glyph,
    from: usize,
    to: Option<usize>,
    all: StoredValue<Vec<StageRow>>,
    changed: Callback<()>,
) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let shift = move |_| {
        let Some(to) = to else { return };
        let order: Vec<StageId> = all.with_value(|all| all.iter().map(|row| row.stage.id).collect());
        let order = moved(order, from, to);
        spawn_local(async move {
            if let Err(failure) = deals::order_stages(order).await {
                toasts.show_error(sentence(messages, &failure.0));
            }
            changed.try_run(());
        });
    };
    view! {
        <button
            type="button"
            class="button icon quiet"
            aria-label=label.clone()
            title=label
            disabled=to.is_none()
            on:click=shift
        >
            <Icon glyph/>
        </button>
    }
}

#[component]
fn NewStage(changed: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let name = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match stage_name(&name.get_untracked()) {
            Err(why) => wrong.set(Some(reason(messages, &why))),
            Ok(text) => spawn_local(async move {
                match deals::add_stage(text).await {
                    Ok(_) => {
                        wrong.try_set(None);
                        name.try_set(String::new());
                        changed.try_run(());
                    }
                    Err(failure) => {
                        wrong.try_set(Some(name_sentence(messages, &failure.0)));
                    }
                }
            }),
        }
    };
    view! {
        <form class="pipeline-name pipeline-new" on:submit=add>
            <TextField label=messages.text("pipeline-new") value=name error=wrong max=limits::STAGE_NAME/>
            <button type="submit" class="button primary">{messages.text("pipeline-add")}</button>
        </form>
    }
}

/// The dialog that asks for confirmation before a stage is deleted, and for the stage to which its deals move.
#[component]
fn DeleteStage(
    row: StageRow,
    all: StoredValue<Vec<StageRow>>,
    open: RwSignal<bool>,
    changed: Callback<()>,
) -> impl IntoView {
    let title = use_messages().with("pipeline-delete-named", [("name", row.stage.name.clone())]);
    view! {
        <Dialog title open>
            <DeleteForm row=row.clone() all open changed/>
        </Dialog>
    }
}

#[component]
fn DeleteForm(
    row: StageRow,
    all: StoredValue<Vec<StageRow>>,
    open: RwSignal<bool>,
    changed: Callback<()>,
) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let id = row.stage.id;
    let others: Vec<(String, String)> = all.with_value(|all| {
        let others = all.iter().filter(|other| other.stage.id != id);
        others
            .map(|other| (other.stage.id.to_string(), other.stage.name.clone()))
            .collect()
    });
    let to = RwSignal::new(others.first().map(|(id, _)| id.clone()).unwrap_or_default());
    let used = row.deals > 0;
    let delete = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let move_to = to.get_untracked().parse().ok();
        open.set(false);
        spawn_local(async move {
            match deals::delete_stage(id, move_to).await {
                Ok(()) => toasts.show_status(messages.text("pipeline-deleted")),
                Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
            }
            changed.try_run(());
        });
    };
    let choice = used.then(|| {
        view! {
            <p>{messages.with("pipeline-in-use", [("count", row.deals)])}</p>
            <SelectField label=messages.text("pipeline-move-to") value=to options=others/>
        }
    });
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=delete>
            {choice}
            {(!used).then(|| view! { <p>{messages.text("pipeline-unused")}</p> })}
            <div class="dialog-foot">
                <button type="submit" class="button danger">{messages.text("pipeline-delete")}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
}
