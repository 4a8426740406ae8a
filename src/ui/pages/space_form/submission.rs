//! Saving of the form: checks, new groups, the request, and its answer.

use domain::{
    custom_field::Value,
    error::{AppError, Current, Field, FieldError},
    fold,
    group::{self, Hue},
    ids::SpaceId,
    space::{SpaceForm, SpaceView},
    visibility::VisibilityRules,
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    differences::{differences, keep_mine},
    keys::After,
    project::Project,
    state::{Conflict, FormState},
    typed::{Draft, Typed},
    typed_fields::TypedFields,
};
use crate::{
    api::{
        deals::create_project_space,
        fields::list_fields,
        groups::{add_group, list_groups},
        people::find_people,
        spaces::{add_space, open_space, save_space},
    },
    i18n::Messages,
    ui::{
        browser,
        components::{Choice, DraftPlace, Toasts},
    },
};

/// A form with everything that saving it needs. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct Submission {
    pub state: FormState,
    /// The form's id in the document.
    pub root: &'static str,
    /// The space that is being edited; `None` for a new one.
    pub edited: Option<SpaceId>,
    /// The deal for whose project the space is created.
    pub project: Option<Project>,
    /// The storage of the draft.
    pub draft: DraftPlace,
    /// The last request to add the space, until it is answered.
    pub sent: StoredValue<Option<Sent>>,
    pub messages: Messages,
    pub toasts: Toasts,
    pub on_saved: Callback<SpaceId>,
}

/// A request to add a space. Sending the same request id again adds no second space.
#[derive(Clone, Debug)]
pub struct Sent {
    request: Uuid,
    form: SpaceForm,
}

impl Submission {
    /// Saves the form, unless it is being saved already.
    pub fn submit(self, after: After) {
        if self.state.busy.get_untracked() {
            return;
        }
        self.state.forget_failures();
        let typed = untrack(|| self.state.typed());
        if let Err(wrong) = check(&typed) {
            return self.show_failure(AppError::Invalid(wrong));
        }
        self.state.busy.set(true);
        spawn_local(async move {
            let result = self.send(typed.clone()).await;
            // The form may have been removed: its dialog closed, its page left.
            self.state.busy.try_set(false);
            match result {
                Ok(id) => self.done(id, &typed, after),
                Err(AppError::Conflict(current)) => {
                    self.refit().await;
                    self.show_conflict(&current).await;
                }
                Err(AppError::Invalid(wrong)) => {
                    if wrong.iter().any(|error| matches!(error.field, Field::Custom(_))) {
                        self.refit().await;
                    }
                    self.refuse(wrong);
                }
                Err(failure) => self.show_failure(failure),
            }
        });
    }

    /// Resolves the conflict by saving this person's changes over the other version.
    pub fn keep_mine(self) {
        if let Some(conflict) = self.state.conflict.get_untracked() {
            let kept = keep_mine(&conflict.differences, &conflict.mine, &conflict.theirs);
            self.state.restart(conflict.theirs);
            self.state.show(kept);
            self.submit(After::Open);
        }
    }

    /// Resolves the conflict by discarding this person's changes.
    pub fn take_theirs(self) {
        if let Some(conflict) = self.state.conflict.get_untracked() {
            self.state.restart(conflict.theirs);
            self.focus("[name=name]");
        }
    }

    /// Moves the focus to the element that the selector finds in the form, after the next rendering.
    pub fn focus(self, selector: &'static str) {
        browser::focus_soon(self.root, selector);
    }

    /// Puts a stored draft into the form. Returns whether the text was a draft.
    pub fn restore_draft(self, kept: &str, rules: &VisibilityRules) -> bool {
        let Some(draft) = Draft::read(kept) else {
            return false;
        };
        let (typed, base) = draft.restore(rules, self.state.blank.get_value());
        // The draft of an edit keeps its base, so that saving it shows changes that others made since.
        self.state.base.set(base.unwrap_or_else(|| typed.form()));
        self.state.show(typed);
        true
    }

    /// Returns the draft of the form, if there is anything to keep, and tracks the form's signals.
    pub fn draft_now(self) -> Option<String> {
        let typed = self.state.typed();
        let base = self.edited.map(|_| self.state.base.get_untracked());
        Draft::of(&typed, base.as_ref()).and_then(|draft| draft.write())
    }

    async fn send(self, typed: Typed) -> Result<SpaceId, AppError> {
        let mut form = typed.form();
        for choice in typed.groups.iter().filter(|choice| choice.value.is_empty()) {
            form.groups.push(self.add_group(&choice.label).await?);
        }
        let form = form
            .checked_with(typed.fields.definitions())
            .map_err(AppError::Invalid)?;
        match self.edited {
            Some(id) => save_space(id, form).await.map(|()| id).map_err(|failure| failure.0),
            None => self.add(form).await,
        }
    }

    /// Adds the space. If an earlier request with other content may have arrived without an answer, updates the space
    /// that it added.
    async fn add(self, form: SpaceForm) -> Result<SpaceId, AppError> {
        let earlier = self.sent.try_get_value().flatten();
        let request = earlier.as_ref().map_or_else(browser::new_uuid, |sent| sent.request);
        let first = earlier.map_or_else(|| form.clone(), |sent| sent.form);
        self.sent.try_set_value(Some(Sent {
            request,
            form: first.clone(),
        }));
        let answer = match self.project.and_then(Project::request) {
            Some(project) => create_project_space(project, form.clone(), request).await,
            None => add_space(form.clone(), request).await,
        }
        .map_err(|failure| failure.0);
        let unanswered = matches!(&answer, Err(AppError::Offline | AppError::Unavailable));
        if !unanswered {
            self.sent.try_set_value(None);
        }
        let id = answer?;
        if first != form
            && let Ok(SpaceView::Full(space)) = open_space(id).await
            && (SpaceForm {
                version: 0,
                ..space.form()
            }) != form
        {
            let version = space.version;
            save_space(id, SpaceForm { version, ..form })
                .await
                .map_err(|failure| failure.0)?;
        }
        Ok(id)
    }

    /// Adds a group that is new in the form and returns its id; returns the existing one if somebody has added it
    /// meanwhile.
    async fn add_group(self, name: &str) -> Result<domain::ids::GroupId, AppError> {
        let known = list_groups().await.map_err(|failure| failure.0)?;
        let same = known
            .iter()
            .find(|group| fold::fold(&group.name) == fold::fold(name.trim()));
        let id = match same {
            Some(group) => group.id,
            None => add_group(name.to_owned(), Hue::ALL[known.len() % Hue::ALL.len()])
                .await
                .map_err(|failure| in_groups(failure.0))?,
        };
        // Prevents that a second try adds the group again.
        self.state.groups.try_update(|groups| {
            if let Some(choice) = groups
                .iter_mut()
                .find(|choice| choice.value.is_empty() && choice.label == name)
            {
                *choice = Choice::new(id, name);
            }
        });
        Ok(id)
    }

    /// Loads the account's custom fields, which may have changed since the form was opened.
    async fn refit(self) {
        if let Ok(fields) = list_fields().await {
            self.state.refit(fields);
        }
    }

    /// Shows the errors, except for custom fields that no longer exist, which the form reports in a note.
    fn refuse(self, mut wrong: Vec<FieldError>) {
        let refitted = self.state.gone.try_get_untracked().flatten().is_some();
        if refitted {
            wrong.retain(|error| !matches!(error.field, Field::Custom(_)) || self.is_shown(error.field));
        }
        if wrong.is_empty() {
            self.focus("[data-refitted]");
        } else {
            self.show_failure(AppError::Invalid(wrong));
        }
    }

    fn done(self, id: SpaceId, typed: &Typed, after: After) {
        self.draft.forget();
        if self.edited.is_none() {
            let name = typed.name.trim().to_owned();
            self.toasts
                .show_status(self.messages.with("space-added", [("name", name)]));
        }
        match after {
            After::Another if self.edited.is_none() => {
                self.state.restart(untrack(|| self.state.typed()).next());
                self.focus("[name=name]");
            }
            _ => {
                self.on_saved.try_run(id);
            }
        }
    }

    /// Returns the other version's custom fields, with the names of people who are new to the form.
    async fn theirs(self, theirs: &SpaceForm, mine: &Typed) -> TypedFields {
        let ids = theirs.fields.values().filter_map(|value| match value {
            Value::Person(id) => Some(*id),
            _ => None,
        });
        let people = find_people(ids.collect()).await.unwrap_or_default();
        mine.fields.clone().holding(&theirs.fields, &people)
    }

    /// Returns whether the form has a place to show the field's error.
    fn is_shown(self, field: Field) -> bool {
        match field {
            Field::Name | Field::Description | Field::Groups | Field::Tags | Field::Visibility | Field::People => true,
            Field::Custom(id) => {
                let entries = self.state.fields.try_get_untracked().unwrap_or_default();
                entries
                    .iter()
                    .any(|entry| entry.field.with_value(|field| field.id == id))
            }
            _ => false,
        }
    }

    fn show_failure(self, failure: AppError) {
        match failure {
            AppError::Invalid(wrong) if !wrong.is_empty() && wrong.iter().all(|error| self.is_shown(error.field)) => {
                self.state.errors.try_set(wrong);
                self.focus("[aria-invalid=true], [data-wrong] input");
            }
            failure => {
                self.state.failure.try_set(Some(failure));
            }
        }
    }

    async fn show_conflict(self, current: &Current) {
        let Some(theirs) = current.read::<SpaceForm>() else {
            return self.show_failure(AppError::Unavailable);
        };
        let groups = list_groups().await.unwrap_or_default();
        let people = find_people(theirs.people.clone()).await.unwrap_or_default();
        let Some(base) = self.state.base.try_get_untracked() else {
            return;
        };
        let mine = untrack(|| self.state.typed());
        // A name that cannot be loaded is taken from the form, or else shown as '…'.
        let label = |id: String, found: Option<&str>, known: &[Choice]| {
            let name = found.or_else(|| {
                known
                    .iter()
                    .find(|choice| choice.value == id)
                    .map(|choice| choice.label.as_str())
            });
            Choice::new(&id, name.unwrap_or("…"))
        };
        let shown = Typed {
            name: theirs.name.clone(),
            description: theirs.description.clone(),
            groups: theirs
                .groups
                .iter()
                .map(|id| {
                    let found = groups.iter().find(|group| group.id == *id);
                    label(id.to_string(), found.map(|group| group.name.as_str()), &mine.groups)
                })
                .collect(),
            tags: theirs.tags.iter().map(|tag| Choice::tag(tag)).collect(),
            visibility: theirs.visibility,
            preset: theirs.preset,
            people: theirs
                .people
                .iter()
                .map(|id| {
                    let found = people.iter().find(|person| person.id == *id);
                    label(id.to_string(), found.map(|person| person.name.as_str()), &mine.people)
                })
                .collect(),
            fields: self.theirs(&theirs, &mine).await,
            version: theirs.version,
        };
        let differences = differences(&base, &mine.form(), &theirs);
        self.state.conflict.try_set(Some(Conflict {
            mine,
            theirs: shown,
            differences,
        }));
        self.focus("[data-conflict]");
    }
}

/// Checks the form by the domain's rules, the names of new groups, and texts in custom fields that are no values.
fn check(typed: &Typed) -> Result<(), Vec<FieldError>> {
    let mut wrong = typed.form().checked().err().unwrap_or_default();
    wrong.extend(typed.fields.wrong());
    let new_groups = typed.groups.iter().filter(|choice| choice.value.is_empty());
    if let Some(reason) = new_groups
        .filter_map(|choice| group::group_name(&choice.label).err())
        .next()
    {
        wrong.push(FieldError {
            field: Field::Groups,
            reason,
        });
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Returns the error with its fields replaced by 'groups': the wrong name is that of a new group.
fn in_groups(failure: AppError) -> AppError {
    match failure {
        AppError::Invalid(wrong) => AppError::Invalid(
            wrong
                .into_iter()
                .map(|error| FieldError {
                    field: Field::Groups,
                    ..error
                })
                .collect(),
        ),
        failure => failure,
    }
}

#[cfg(test)]
mod tests;
