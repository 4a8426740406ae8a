//! The form of a space, used to add one on its page or by quick add, and to edit one.

use domain::{
    access::AccountAction,
    custom_field::CustomField,
    error::{AppError, Field},
    ids::{SpaceId, UserId},
    limits,
    space::SpaceDetail,
    visibility::Visibility,
};
use leptos::prelude::*;

use super::{
    conflict::{ConflictNote, level_name},
    custom::{CustomFields, Part, RefitNote},
    keys::{self, After},
    more::{More, MoreFields},
    preset::PresetChoice,
    project::{Project, ProjectFields},
    state::FormState,
    submission::Submission,
    suggest,
    typed::{Typed, levels},
    typed_fields::TypedFields,
};
use crate::{
    i18n::use_messages,
    ui::{
        components::{
            Chips, DraftNote, DraftPlace, FailureNote, TextField, VisibilityChoice, VisibilityMark, use_toasts,
        },
        shell::session::use_session,
    },
};

/// The form that adds a space, or edits `space`.
#[component]
pub fn SpaceForm(
    /// The id of the form element. The quick-add dialog may be open over a page with the same form.
    id: &'static str,
    /// The space to edit; `None` for a new one.
    #[prop(optional_no_strip)]
    space: Option<SpaceDetail>,
    /// The account's custom fields.
    fields: Vec<CustomField>,
    /// The deal for whose project the space is created, and the initial contents of the form.
    #[prop(optional_no_strip)]
    project: Option<(Project, Typed)>,
    /// Called with the space's id after it was saved.
    on_saved: Callback<SpaceId>,
    /// Whether optional fields are hidden behind a button at first.
    #[prop(optional)]
    quick: bool,
    /// Called when the person cancels; without it there is no button to cancel.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let session = use_session();
    let blank = TypedFields::new(fields, session.me.language);
    let (project, suggested) = project.unzip();
    let start = match &space {
        Some(space) => Typed::of(space, blank.clone()),
        None => suggested.unwrap_or_else(|| Typed::new(session.visibility.default, blank.clone().with_defaults())),
    };
    let state = FormState::new(start.clone(), blank);
    let submission = Submission {
        state,
        root: id,
        edited: space.as_ref().map(|space| space.id),
        project,
        draft: DraftPlace::new(draft_key(session.me.id, space.as_ref(), project)),
        sent: StoredValue::new(None),
        messages: use_messages(),
        toasts: use_toasts(),
        on_saved,
    };
    let more = if quick {
        More::collapsed(state, session.me.id)
    } else {
        More::open(state)
    };
    let start = StoredValue::new(start);
    let adding = space.is_none();
    follow_draft(submission);
    let discard = Callback::new(move |()| {
        state.restart(start.get_value());
        submission.focus("[name=name]");
    });
    let on_cancel = on_cancel.map(|cancel| {
        Callback::new(move |()| {
            submission.draft.forget();
            cancel.run(());
        })
    });
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        let command = event.ctrl_key() || event.meta_key();
        if let Some(after) = keys::action_for(&event.key(), command, event.shift_key(), event.is_composing()) {
            event.prevent_default();
            submission.submit(after);
        }
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        submission.submit(After::Open);
    };

    let messages = submission.messages;

    view! {
        <form id=id class="space-form" method="post" novalidate on:submit=on_submit on:keydown=on_keydown>
            <DraftNote place=submission.draft discard/>
            {move || {
                state.conflict.get().map(|conflict| view! { <ConflictNote submission conflict/> })
            }}
            {project.map(|project| view! { <ProjectFields project state/> })}
            <NameField state/>
            <PresetChoice value=state.preset/>
            <AccessFields state space/>
            <GroupsField state/>
            <RefitNote state/>
            <CustomFields state more part=Part::Required/>
            <MoreFields state more/>
            {move || {
                state
                    .failure
                    .get()
                    .map(|error| {
                        let retry = Callback::new(move |()| submission.submit(After::Open));
                        let words = match error {
                            AppError::NotAllowed if adding => Some(messages.text("space-add-no-access")),
                            AppError::NotFound => Some(messages.text("space-form-gone")),
                            _ => None,
                        };
                        view! { <FailureNote error retry=retry words=words.unwrap_or_default()/> }
                    })
            }}
            <FormButtons submission on_cancel/>
        </form>
    }
    .into_any()
}

/// Returns the key of this person's draft. It contains the person's id: people who share a browser do not share drafts.
fn draft_key(me: UserId, space: Option<&SpaceDetail>, project: Option<Project>) -> String {
    match (space, project) {
        (Some(space), _) => format!("spaces.draft.{me}.{}", space.id),
        (None, Some(project)) => format!("spaces.draft.{me}.deal.{}", project.id()),
        (None, None) => format!("spaces.draft.{me}.new"),
    }
}

/// Restores the draft when the form opens, stores it from then on, and focuses the name.
fn follow_draft(submission: Submission) {
    let rules = use_session().visibility;
    Effect::new(move |_| submission.focus("[name=name]"));
    submission.draft.follow(
        move |kept| submission.restore_draft(kept, &rules),
        move || submission.draft_now(),
    );
}

/// The field for the name.
#[component]
fn NameField(state: FormState) -> impl IntoView {
    let messages = use_messages();
    view! {
        <TextField
            label=messages.text("space-name")
            value=state.name
            error=state.error(messages, Field::Name)
            name="name"
            autofocus=true
            required=true
            max=limits::SPACE_NAME
        />
    }
    .into_any()
}

/// The field for the groups.
#[component]
fn GroupsField(state: FormState) -> impl IntoView {
    let messages = use_messages();
    view! {
        <Chips
            label=messages.text("space-groups")
            chosen=state.groups
            suggest=suggest::groups()
            allow_new=use_session().may(AccountAction::EditGroups)
            create_label=messages.text("space-create-group")
            error=state.error(messages, Field::Groups)
        />
    }
    .into_any()
}

/// The fields for visibility and people; read-only for members, who may edit the space but not change access.
#[component]
fn AccessFields(state: FormState, space: Option<SpaceDetail>) -> impl IntoView {
    let messages = use_messages();
    let session = use_session();
    if space.as_ref().is_some_and(|space| !space.rights.manage) {
        return view! { <AccessAsItIs state/> }.into_any();
    }
    let allowed = levels(&session.visibility, space.as_ref().map(|space| space.visibility));
    let help = if space.is_none() {
        "space-people-help"
    } else {
        "space-people-help-edit"
    };
    let kept_level = space.as_ref().map(|space| space.visibility);
    let no_longer_offered = kept_level.filter(|level| !session.visibility.allowed.contains(level));
    let owner = space.map_or(session.me.id, |space| space.owner.id);
    let wrong_level = state.error(messages, Field::Visibility);
    let wrong_people = state.error(messages, Field::People);
    let people = suggest::people(move || vec![owner]);
    // Hidden rather than removed, so that a half-typed name survives a look at another level.
    let without_people =
        move || state.visibility.get() == Visibility::Public && wrong_people.with(|wrong| wrong.is_none());
    view! {
        <div data-wrong=move || wrong_level.get().map(|_| "")>
            <VisibilityChoice value=state.visibility allowed/>
            {no_longer_offered.map(|level| view! {
                <p class="field-note">
                    {messages.with("space-level-kept", [("level", level_name(messages, level))])}
                </p>
            })}
            {move || wrong_level.get().map(|wrong| view! { <p class="field-error">{wrong}</p> })}
        </div>
        <div hidden=without_people>
            <Chips
                label=messages.text("space-people")
                chosen=state.people
                suggest=people
                error=wrong_people
                help=messages.text(help)
            />
        </div>
    }
    .into_any()
}

/// Visibility and people as read-only text.
#[component]
fn AccessAsItIs(state: FormState) -> impl IntoView {
    let messages = use_messages();
    let people = move || state.people.with(|people| super::conflict::names(people));
    view! {
        <dl class="space-facts">
            <dt>{messages.text("space-visibility")}</dt>
            <dd>{move || view! { <VisibilityMark level=state.visibility.get()/> }}</dd>
            <Show when=move || state.people.with(|people| !people.is_empty())>
                <dt>{messages.text("space-people")}</dt>
                <dd>{people}</dd>
            </Show>
        </dl>
        <p class="muted">{messages.text("space-access-ruled")}</p>
    }
}

/// The buttons of the form: 'Add' and 'Add and create another', or 'Save' and 'Cancel'.
#[component]
fn FormButtons(submission: Submission, on_cancel: Option<Callback<()>>) -> impl IntoView {
    let messages = use_messages();
    let busy = move || submission.state.busy.get().then_some("true");
    let new = submission.edited.is_none();
    let save = messages.text(if new { "space-add" } else { "space-save" });
    // Not `disabled`: a disabled button loses the focus, and `submit` runs once at a time anyway.
    view! {
        <div class="form-actions">
            <button
                type="submit"
                class="button primary"
                aria-busy=busy
                aria-disabled=busy
                aria-keyshortcuts="Control+Enter"
            >
                {save}
            </button>
            {new
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-disabled=busy
                            aria-keyshortcuts="Control+Shift+Enter"
                            on:click=move |_| submission.submit(After::Another)
                        >
                            {messages.text("space-add-another")}
                        </button>
                    }
                })}
            {on_cancel
                .map(|cancel| {
                    view! {
                        <button type="button" class="button quiet" on:click=move |_| cancel.run(())>
                            {messages.text("space-cancel")}
                        </button>
                    }
                })}
        </div>
        <p class="space-form-keys muted">{messages.text(if new { "space-keys-add" } else { "space-keys-save" })}</p>
    }
}
