//! The form of a deal, used to add one on its page or by quick add, and to edit one.

use domain::{
    deal::{DealDetail, DealForm as Sent, StageRef, money::CURRENCIES},
    error::{AppError, Current, Field},
    ids::{DealId, UserId},
    limits,
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    conflict::ConflictNote,
    draft::DealDraft,
    typed::{DealTyped, Theirs},
};
use crate::{
    api::{deals, people::find_people},
    i18n::use_messages,
    ui::{
        browser,
        components::{Chips, DraftNote, DraftPlace, FailureNote, SelectField, TextArea, TextField, use_toasts},
        pages::space_form::suggest_access,
        shell::session::use_session,
    },
};

/// The form that adds a deal, or edits `deal`.
#[component]
pub fn DealForm(
    /// The id of the form element. The quick-add dialog may be open over a page with the same form.
    id: &'static str,
    stages: Vec<StageRef>,
    /// The deal to edit; `None` for a new one.
    #[prop(optional_no_strip)]
    deal: Option<DealDetail>,
    /// Called with the deal's id after it was saved.
    on_saved: Callback<DealId>,
) -> impl IntoView {
    let messages = use_messages();
    let me = use_session().me.as_ref();
    let typed = DealTyped::new(messages, deal.as_ref(), &stages, &me);
    let may_manage = deal.as_ref().is_none_or(|deal| deal.rights.manage);
    let edited = deal.as_ref().map(|deal| deal.id);
    let draft = DraftPlace::new(draft_key(me.id, edited));
    let save = saver(typed, draft, id, edited, on_saved);
    let options: Vec<(String, String)> = stages
        .into_iter()
        .map(|stage| (stage.id.to_string(), stage.name))
        .collect();
    let stage_names = options.clone();
    let start = follow_draft(typed, draft, options.clone(), may_manage);
    let discard = Callback::new(move |()| {
        start.get_value().show(typed);
        typed.forget_failures();
        browser::focus_soon(id, "[name=name]");
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.run(());
    };
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save.run(());
        }
    };
    let busy = move || typed.busy.get().then_some("true");
    let words = messages.text(if edited.is_none() { "deal-add" } else { "deal-save" });
    view! {
        <form id=id class="form deal-form" method="post" novalidate on:submit=submit on:keydown=on_keydown>
            <DraftNote place=draft discard/>
            {move || {
                typed.conflict.get().map(|theirs| view! { <ConflictNote typed theirs stages=stage_names.clone() save/> })
            }}
            <Texts typed stages=options/>
            <People typed deal may_manage/>
            {move || typed.failure.get().map(|error| view! { <FailureNote error retry=save/> })}
            <div class="form-actions">
                <button
                    type="submit"
                    class="button primary"
                    aria-busy=busy
                    aria-disabled=busy
                    aria-keyshortcuts="Control+Enter"
                >
                    {words}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The fields for name, value, stage and description.
#[component]
fn Texts(typed: DealTyped, stages: Vec<(String, String)>) -> impl IntoView {
    let messages = use_messages();
    let now = typed.currency.get_untracked();
    let mut currencies: Vec<(String, String)> = CURRENCIES.map(|code| (code.into(), code.into())).into();
    if !CURRENCIES.contains(&now.as_str()) {
        currencies.push((now.clone(), now));
    }
    view! {
        <TextField
            label=messages.text("deal-name")
            value=typed.name
            error=typed.error(Field::Name)
            name="name"
            autofocus=true
            required=true
            max=limits::DEAL_NAME
        />
        <div class="deal-money">
            <TextField label=messages.text("deal-value") value=typed.value error=typed.error(Field::Value)/>
            <SelectField
                label=messages.text("deal-currency")
                value=typed.currency
                options=currencies
                error=typed.error(Field::Currency)
            />
        </div>
        <SelectField
            label=messages.text("deal-stage")
            value=typed.stage
            options=stages
            error=typed.error(Field::Stage)
        />
        <TextArea
            label=messages.text("deal-description")
            value=typed.description
            error=typed.error(Field::Description)
            rows=5
        />
    }
    .into_any()
}

/// The fields for owner and people; read-only for people who may edit the deal but not manage it.
#[component]
fn People(typed: DealTyped, deal: Option<DealDetail>, may_manage: bool) -> impl IntoView {
    let messages = use_messages();
    if !may_manage {
        let people = deal.map_or_else(Vec::new, |deal| deal.everyone());
        let names: Vec<String> = people.into_iter().map(|person| person.name).collect();
        return view! {
            <p class="muted">{messages.with("deal-people-ruled", [("people", names.join(", "))])}</p>
        }
        .into_any();
    }
    let owner = move || {
        let chosen = typed.owner.try_get_untracked().unwrap_or_default();
        chosen
            .first()
            .and_then(|choice| choice.value.parse().ok())
            .into_iter()
            .collect()
    };
    view! {
        <Chips
            label=messages.text("deal-owner")
            chosen=typed.owner
            suggest=suggest_access(Vec::new)
            error=typed.error(Field::Owner)
            single=true
        />
        <Chips
            label=messages.text("deal-people")
            chosen=typed.people
            suggest=suggest_access(owner)
            error=typed.error(Field::People)
            help=messages.text("deal-people-help")
        />
    }
    .into_any()
}

/// Returns the key of this person's draft.
fn draft_key(me: UserId, edited: Option<DealId>) -> String {
    match edited {
        Some(id) => format!("deals.draft.{me}.{id}"),
        None => format!("deals.draft.{me}.new"),
    }
}

/// Restores the draft when the form opens, and stores it from then on. Returns the initial contents of the form.
fn follow_draft(
    typed: DealTyped,
    place: DraftPlace,
    stages: Vec<(String, String)>,
    may_manage: bool,
) -> StoredValue<DealDraft> {
    let start = StoredValue::new(untrack(|| DealDraft::of(typed)));
    let restore = move |kept: &str| {
        let read =
            |start: &DealDraft| DealDraft::read(kept, start).map(|draft| draft.within(start, &stages, may_manage));
        let draft = start.try_with_value(read).flatten();
        draft.map(|draft| draft.show(typed)).is_some()
    };
    let now = move || {
        let draft = DealDraft::of(typed);
        let worth = start.try_with_value(|start| draft.is_worth_keeping(start));
        worth.filter(|worth| *worth).and_then(|_| draft.write())
    };
    place.follow(restore, now);
    start
}

/// Returns the callback that saves the form, unless it is being saved already.
fn saver(
    typed: DealTyped,
    draft: DraftPlace,
    root: &'static str,
    edited: Option<DealId>,
    on_saved: Callback<DealId>,
) -> Callback<()> {
    let messages = use_messages();
    let toasts = use_toasts();
    // Sending the same request again adds no second deal. Changed contents need a new request id.
    let sent = StoredValue::new(None::<(Sent, Uuid)>);
    let focus = move || browser::focus_soon(root, "[aria-invalid=true]");
    Callback::new(move |()| {
        if typed.busy.get_untracked() {
            return;
        }
        typed.forget_failures();
        let form = match typed.form() {
            Ok(form) => form,
            Err(wrong) => {
                typed.errors.set(wrong);
                return focus();
            }
        };
        let request = sent
            .get_value()
            .filter(|(earlier, _)| *earlier == form)
            .map_or_else(browser::new_uuid, |(_, request)| request);
        sent.set_value(Some((form.clone(), request)));
        typed.busy.set(true);
        spawn_local(async move {
            let name = form.name.clone();
            let answer = match edited {
                Some(id) => deals::save_deal(id, form).await.map(|()| id),
                None => deals::add_deal(form, request).await,
            };
            typed.busy.try_set(false);
            match answer.map_err(|failure| failure.0) {
                Ok(id) => {
                    draft.forget();
                    if edited.is_none() {
                        toasts.show_status(messages.with("deal-added", [("name", name)]));
                    }
                    on_saved.try_run(id);
                }
                Err(AppError::Invalid(wrong)) => {
                    typed.errors.try_set(wrong);
                    focus();
                }
                Err(AppError::Conflict(current)) => show_conflict(typed, &current).await,
                Err(failure) => {
                    typed.failure.try_set(Some(failure));
                }
            }
        });
    })
}

async fn show_conflict(typed: DealTyped, current: &Current) {
    let Some(form) = current.read::<Sent>() else {
        typed.failure.try_set(Some(AppError::Unavailable));
        return;
    };
    let ids = [form.owner].into_iter().chain(form.people.iter().copied()).collect();
    let people = find_people(ids).await.unwrap_or_default();
    typed.conflict.try_set(Some(Theirs { form, people }));
}
