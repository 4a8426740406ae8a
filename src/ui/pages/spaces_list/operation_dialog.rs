//! The dialog of a list operation: asks for its arguments, shows its preview, applies it.

use domain::{
    custom_field::CustomField,
    error::AppError,
    group::GroupRef,
    ids::UserId,
    operation::{Operation, OperationKind, Preview as OperationPreview},
    visibility::Visibility,
};
use leptos::prelude::*;

use super::{
    run::{kind_words, use_runner},
    set_field::{SetField, SetFieldInputs},
    state::{DialogState, later, use_list},
    suggestions,
};
use crate::{
    api::operations,
    i18n::{skipped, use_messages},
    ui::{
        components::{Chips, Choice, Dialog, SelectField, VisibilityChoice},
        errors::sentence,
        pages::space_form::levels,
        shell::session::use_session,
    },
};

/// The arguments that were chosen for the operation.
#[derive(Clone, Copy)]
struct Arguments {
    group: RwSignal<String>,
    tag: RwSignal<Vec<Choice>>,
    level: RwSignal<Visibility>,
    people: RwSignal<Vec<Choice>>,
    field: SetField,
}

impl Arguments {
    fn new(groups: &[GroupRef], fields: &[CustomField], level: Visibility) -> Self {
        Self {
            group: RwSignal::new(groups.first().map(|group| group.id.to_string()).unwrap_or_default()),
            tag: RwSignal::default(),
            level: RwSignal::new(level),
            people: RwSignal::default(),
            field: SetField::new(fields),
        }
    }

    /// Returns the operation if all its arguments are chosen.
    fn operation(self, kind: OperationKind) -> Option<Operation> {
        let group = || self.group.with(|id| id.parse().ok());
        let tag = || self.tag.with(|tags| tags.first().map(|tag| tag.label.clone()));
        let people = || self.people.with(|people| Choice::ids::<UserId>(people));
        let some_people = || Some(people()).filter(|people| !people.is_empty());
        match kind {
            OperationKind::AddToGroup => group().map(Operation::AddToGroup),
            OperationKind::RemoveFromGroup => group().map(Operation::RemoveFromGroup),
            OperationKind::AddTag => tag().map(Operation::AddTag),
            OperationKind::RemoveTag => tag().map(Operation::RemoveTag),
            OperationKind::ChangeVisibility => Some(Operation::ChangeVisibility(self.level.get())),
            OperationKind::ChangeOwner => people().first().copied().map(Operation::ChangeOwner),
            OperationKind::GiveAccess => some_people().map(Operation::GiveAccess),
            OperationKind::TakeAccess => some_people().map(Operation::TakeAccess),
            OperationKind::SetField => self.field.operation(),
            OperationKind::Archive => Some(Operation::Archive),
            OperationKind::Restore => Some(Operation::Restore),
            OperationKind::Delete => Some(Operation::Delete),
        }
    }
}

/// The dialog of the chosen operation.
#[component]
pub fn OperationDialog(chosen: DialogState<OperationKind>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let level = use_session().visibility.default;
    move || {
        chosen.about.get().map(|kind| {
            let groups = list.groups.get_untracked().and_then(Result::ok).unwrap_or_default();
            let arguments = Arguments::new(&groups, &list.fields.get_untracked(), level);
            // Created outside the form, which is removed when the dialog closes.
            let changed_meanwhile = RwSignal::new(None::<String>);
            let ask_again = Callback::new(move |why| {
                changed_meanwhile.set(Some(why));
                chosen.open.set(true);
            });
            view! {
                <Dialog title=kind_words(messages, kind) open=chosen.open>
                    <OperationForm
                        kind
                        arguments
                        groups=groups.clone()
                        open=chosen.open
                        changed_meanwhile
                        ask_again
                    />
                </Dialog>
            }
        })
    }
}

#[component]
fn OperationForm(
    kind: OperationKind,
    arguments: Arguments,
    groups: Vec<GroupRef>,
    open: RwSignal<bool>,
    /// Why the operation was not applied: other spaces match than in the preview.
    changed_meanwhile: RwSignal<Option<String>>,
    /// Opens the dialog again and shows this reason.
    ask_again: Callback<String>,
) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let runner = use_runner();
    let operation = Memo::new(move |_| arguments.operation(kind));
    let selection = move || list.ticks.with(|ticks| list.query.with(|query| ticks.selection(query)));
    let known = RwSignal::new(None::<PreviewAnswer>);
    // The fingerprint of the preview that is shown: only that preview can be applied.
    let seen = Memo::new(move |_| match (known.get(), operation.get()) {
        (Some(Ok(Some((about, preview)))), Some(operation)) if about == operation => Some(preview.seen),
        _ => None,
    });
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some((operation, seen)) = operation.get_untracked().zip(seen.get_untracked()) {
            open.set(false);
            changed_meanwhile.set(None);
            runner.apply(untrack(selection), operation, seen, ask_again);
        }
    };
    let class = if kind == OperationKind::Delete {
        "button danger"
    } else {
        "button primary"
    };
    view! {
        <form class="form operation-form" on:submit=apply>
            <ArgumentField kind arguments groups/>
            {move || changed_meanwhile.get().map(|why| view! { <p class="field-error" role="alert">{why}</p> })}
            <Preview operation known open/>
            <div class="form-actions">
                <button type="submit" class=class disabled=move || seen.with(Option::is_none)>
                    {messages.text("list-apply")}
                </button>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {messages.text("list-cancel")}
                </button>
            </div>
        </form>
    }
}

#[component]
fn ArgumentField(kind: OperationKind, arguments: Arguments, groups: Vec<GroupRef>) -> impl IntoView {
    let messages = use_messages();
    let people_label = messages.text("list-operation-people");
    match kind {
        OperationKind::AddToGroup | OperationKind::RemoveFromGroup if groups.is_empty() => {
            view! { <p class="muted">{messages.text("list-no-groups-yet")}</p> }.into_any()
        }
        OperationKind::AddToGroup | OperationKind::RemoveFromGroup => {
            let options: Vec<(String, String)> = groups
                .into_iter()
                .map(|group| (group.id.to_string(), group.name))
                .collect();
            view! { <SelectField label=messages.text("list-filter-group") value=arguments.group options/> }.into_any()
        }
        OperationKind::AddTag => view! {
            <Chips
                label=messages.text("list-filter-tag")
                chosen=arguments.tag
                suggest=suggestions::tags()
                allow_new=true
                single=true
            />
        }
        .into_any(),
        OperationKind::RemoveTag => view! {
            <Chips label=messages.text("list-filter-tag") chosen=arguments.tag suggest=suggestions::tags() single=true/>
        }
        .into_any(),
        OperationKind::ChangeVisibility => {
            let allowed = levels(&use_session().visibility, None);
            let fewer = allowed.len() < Visibility::ALL.len();
            view! {
                <VisibilityChoice value=arguments.level allowed/>
                {fewer.then(|| view! { <p class="field-note">{messages.text("list-levels-kept")}</p> })}
            }
            .into_any()
        }
        OperationKind::ChangeOwner => view! {
            <Chips
                label=messages.text("list-filter-owner")
                chosen=arguments.people
                suggest=suggestions::people()
                single=true
            />
        }
        .into_any(),
        OperationKind::GiveAccess | OperationKind::TakeAccess => {
            view! { <Chips label=people_label chosen=arguments.people suggest=suggestions::people()/> }.into_any()
        }
        OperationKind::SetField => view! { <SetFieldInputs set=arguments.field/> }.into_any(),
        OperationKind::Archive | OperationKind::Restore => ().into_any(),
        OperationKind::Delete => view! { <p>{messages.text("list-delete-text")}</p> }.into_any(),
    }
}

/// A preview with the operation that it belongs to.
type PreviewAnswer = Result<Option<(Operation, OperationPreview)>, AppError>;

/// The preview of the operation; nothing while only the preview of an earlier choice is known.
#[component]
fn Preview(
    operation: Memo<Option<Operation>>,
    known: RwSignal<Option<PreviewAnswer>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    later(
        move || {
            let selection = list.ticks.with(|ticks| list.query.with(|query| ticks.selection(query)));
            open.get()
                .then(|| operation.get())
                .flatten()
                .map(|operation| (selection, operation))
        },
        |wanted| async move {
            let Some((selection, operation)) = wanted else {
                return Ok(None);
            };
            let preview = operations::preview_operation(selection, operation.clone()).await;
            preview
                .map(|preview| Some((operation, preview)))
                .map_err(|failure| failure.0)
        },
        move |answer| known.set(Some(answer)),
    );
    let words = move || match known.get()? {
        Err(error) => Some(vec![sentence(messages, &error)]),
        Ok(Some((about, OperationPreview { outcome, .. }))) if operation.get().as_ref() == Some(&about) => {
            let mut words = vec![messages.with("list-will-change", [("count", outcome.changed)])];
            words.extend(skipped::sentences_before(messages, &outcome));
            Some(words)
        }
        Ok(_) => None,
    };
    view! {
        <div class="operation-preview" aria-live="polite">
            {move || {
                words()
                    .unwrap_or_default()
                    .into_iter()
                    .map(|sentence| view! { <p>{sentence}</p> })
                    .collect_view()
            }}
        </div>
    }
}
