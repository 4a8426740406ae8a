//! The dialog that adds or changes a custom field, and asks before values are lost.

use domain::{
    custom_field::{CustomField, FieldForm, Impact, Kind, Outlook, outlook},
    error::{AppError, Current, Field},
    limits,
};
use leptos::{prelude::*, task::spawn_local};

use super::{choices::ChoicesEditor, conflict::ConflictNote, form::FieldSignals, impact::ImpactNote};
use crate::{
    api::{Answer, Failure, fields},
    i18n::{Messages, use_messages},
    ui::{
        browser::focus_first_wrong,
        components::{Checkbox, Dialog, FailureNote, FieldInput, SelectField, TextArea, TextField},
    },
};

/// The dialog with the form of a new or an existing field.
#[component]
pub fn FieldDialog(form: FieldSignals, open: RwSignal<bool>, saved: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    view! {
        <Dialog title=messages.text("fields-dialog-title") open>
            <FieldFormView form open saved/>
        </Dialog>
    }
}

#[component]
fn FieldFormView(form: FieldSignals, open: RwSignal<bool>, saved: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let done = Callback::new(move |()| {
        form.begin(None);
        open.set(false);
        saved.run(());
    });
    let cancel = move |_| {
        form.begin(None);
        open.set(false);
    };
    let submit = submit_callback(form, done);
    view! {
        <form
            class="form field-form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                submit.run(None);
            }
        >
            <div class="field-form-parts" hidden=move || form.impact.with(Option::is_some)>
                <Parts form/>
            </div>
            {move || form.impact.get().map(|impact| view! { <ImpactNote form impact submit/> })}
            {move || form.conflict.get().map(|theirs| view! { <ConflictNote form theirs submit/> })}
            {move || form.failure.get().map(|error| {
                let words = matches!(error, AppError::NotFound).then(|| messages.text("fields-gone"));
                view! { <FailureNote error words=words.unwrap_or_default()/> }
            })}
            <div class="dialog-foot" hidden=move || form.impact.with(Option::is_some)>
                <button type="button" class="button" on:click=cancel>
                    {messages.text("cancel")}
                </button>
                <button type="submit" class="button primary" disabled=move || form.busy.get()>
                    {messages.text("fields-save")}
                </button>
            </div>
        </form>
    }
}

/// The fields of the form.
#[component]
fn Parts(form: FieldSignals) -> impl IntoView {
    let messages = use_messages();
    let kinds = Kind::ALL
        .map(|kind| {
            let word = kind.as_str();
            (word.to_owned(), messages.text(&format!("field-kind-{word}")))
        })
        .to_vec();
    let kind = Memo::new(move |_| form.kind());
    view! {
        <TextField
            label=messages.text("fields-label") value=form.label error=form.error(messages, Field::Label)
            name="label" autofocus=true required=true max=limits::FIELD_LABEL
        />
        <SelectField label=messages.text("fields-type") value=form.kind options=kinds/>
        <p class="field-note" aria-live="polite">{move || outlook_words(messages, form)}</p>
        {move || (kind.get() == Kind::Money).then(|| view! {
            <TextField
                label=messages.text("fields-currency") value=form.currency error=form.error(messages, Field::Currency)
                help=messages.text("fields-currency-help")
            />
        })}
        {move || kind.get().has_choices().then(|| view! { <ChoicesEditor form/> })}
        <Checkbox label=messages.text("fields-required") checked=form.required/>
        <TextArea
            label=messages.text("fields-help") value=form.help error=form.error(messages, Field::Help)
            help=messages.text("fields-help-help") rows=2
        />
        <TextField
            label=messages.text("fields-section") value=form.section error=form.error(messages, Field::Section)
            help=messages.text("fields-section-help") max=limits::SECTION
        />
        // Rendered again when the type or its choices change, because each type has its own field for the default.
        {move || {
            form.default_entry(messages.text("fields-default"))
                .map(|entry| view! { <FieldInput entry error=form.error(messages, Field::Default)/> })
        }}
    }
}

/// Returns what a change of type will do to values in general, before any value is looked at.
fn outlook_words(messages: Messages, form: FieldSignals) -> Option<String> {
    let from = form.edited.with(|field| field.as_ref().map(|field| field.kind))?;
    let to = form.kind();
    if from == to {
        return None;
    }
    Some(match outlook(from, to) {
        Outlook::All => messages.text("fields-outlook-all"),
        Outlook::Some => messages.text("fields-outlook-some"),
        Outlook::None => messages.text("fields-outlook-none"),
    })
}

/// Returns the callback that saves the form. Its argument is the number of lost values that the person confirmed, if
/// any.
fn submit_callback(form: FieldSignals, done: Callback<()>) -> Callback<Option<u32>> {
    Callback::new(move |accepted: Option<u32>| {
        if form.busy.get_untracked() {
            return;
        }
        form.clear_errors();
        let typed = match form.form() {
            Ok(typed) => typed,
            Err(wrong) => return refuse(form, AppError::Invalid(wrong)),
        };
        let edited = form.edited.get_untracked();
        form.busy.set(true);
        spawn_local(async move {
            let answer = match edited {
                None => fields::add_field(typed).await.map(|_| None),
                Some(field) => change(&field, typed, accepted).await,
            };
            form.busy.try_set(false);
            match answer {
                Ok(None) => done.run(()),
                Ok(Some(impact)) => {
                    form.confirmed_before.try_set(accepted.is_some());
                    form.impact.try_set(Some(impact));
                }
                Err(failure) => refuse(form, failure.0),
            }
        });
    })
}

/// Saves the field, or returns the impact that the person has to confirm: at first, and again if more values would be
/// lost than they confirmed.
async fn change(before: &CustomField, typed: FieldForm, accepted: Option<u32>) -> Answer<Option<Impact>> {
    if accepted.is_none() && typed.touches_values(before) {
        let impact = fields::preview_field(before.id, typed.clone()).await?;
        if impact.holding > 0 {
            return Ok(Some(impact));
        }
    }
    match fields::save_field(before.id, typed.clone(), accepted.unwrap_or_default()).await {
        Err(Failure(AppError::Conflict(current))) if is_same(&current, before) => {
            fields::preview_field(before.id, typed).await.map(Some)
        }
        answer => answer.map(|()| None),
    }
}

/// Returns whether the field itself is unchanged, so that the conflict is only about its values.
fn is_same(current: &Current, before: &CustomField) -> bool {
    current
        .read::<CustomField>()
        .is_some_and(|now| now.version == before.version)
}

fn refuse(form: FieldSignals, failure: AppError) {
    form.impact.try_set(None);
    match failure {
        AppError::Invalid(wrong) => {
            form.wrong.try_set(wrong);
            let _ = request_animation_frame(focus_first_wrong);
        }
        AppError::Conflict(current) => match current.read() {
            Some(theirs) => drop(form.conflict.try_set(Some(theirs))),
            None => drop(form.failure.try_set(Some(AppError::Conflict(current)))),
        },
        failure => {
            form.failure.try_set(Some(failure));
        }
    }
}
