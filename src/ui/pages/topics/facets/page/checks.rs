//! The day on which a page is to be checked again.

use domain::{
    day::Day,
    error::{AppError, Field, Reason},
    topic::page::next_check,
};
use leptos::{prelude::*, task::spawn_local};

use super::super::super::thread_state::ThreadState;
use crate::{
    api::pages::{check_page, see_page_check, set_page_check},
    i18n::days::day_words,
    ui::{
        components::{Dialog, Glyph, Icon, Relative, TextField, day_of},
        errors,
        shell::session::use_session,
    },
};

/// Returns the day in the person's time zone.
fn today(state: ThreadState) -> Day {
    let now = state.now.get_untracked();
    day_of(now, use_session().offsets.at(now))
}

/// Marks the notice of the check as seen when the page is open.
pub fn see_check(state: ThreadState) {
    let unseen = Memo::new(move |_| state.page(|page| page.check_unseen).unwrap_or_default());
    Effect::new(move |_| {
        if unseen.get() {
            spawn_local(async move {
                // One that fails is sent when the page is opened the next time.
                let _ = see_page_check(state.address()).await;
            });
        }
    });
}

/// The day of the next check, and the last one. When the day has come, the button 'Checked' is beside it.
#[component]
pub fn CheckNote(state: ThreadState, checked: RwSignal<bool>) -> impl IntoView {
    let messages = state.messages;
    let today = today(state);
    let on = Memo::new(move |_| state.page(|page| page.check_on).flatten());
    let last = Memo::new(move |_| state.page(|page| page.checked.clone()).flatten());
    let edits = Memo::new(move |_| state.topic.with(|topic| topic.rights.edit_page));
    let button = move || {
        edits.get().then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| checked.set(true)>
                    <Icon glyph=Glyph::Check/>
                    {messages.text("page-checked")}
                </button>
            }
        })
    };
    let day = move || {
        on.get().map(|day| {
            let words = [("day", day_words(messages, day))];
            match day <= today {
                true => view! {
                    <div class="note page-check-due">
                        <p>{messages.with("page-check-due", words)}</p>
                        {button}
                    </div>
                }
                .into_any(),
                false => view! { <p class="page-check muted">{messages.with("page-check-on", words)}</p> }.into_any(),
            }
        })
    };
    let last = move || {
        last.get().map(|check| {
            let now = state.now.get_untracked();
            view! {
                <p class="page-check muted">
                    {messages.with("page-checked-by", [("name", check.by.name)])} " " <Relative at=check.at now/>
                </p>
            }
        })
    };
    view! {
        {day}
        {last}
    }
    .into_any()
}

/// The dialog that asks for the day of the next check. With `checked`, the page was checked.
#[component]
pub fn CheckDialog(state: ThreadState, open: RwSignal<bool>, checked: bool) -> impl IntoView {
    let title = match checked {
        true => "page-checked-title",
        false => "page-check-title",
    };
    view! {
        <Dialog title=state.messages.text(title) open>
            <Form state open checked/>
        </Dialog>
    }
}

#[component]
fn Form(state: ThreadState, open: RwSignal<bool>, checked: bool) -> impl IntoView {
    let messages = state.messages;
    let proposed = next_check(today(state));
    let now = state.page_untracked(|page| page.check_on).flatten();
    let first = if checked { proposed } else { now.unwrap_or(proposed) };
    let value = RwSignal::new(first.to_string());
    let wrong = RwSignal::new(None::<String>);
    let save = move |day: Option<Day>| {
        open.set(false);
        let address = state.address();
        match checked {
            true => state.act(
                None,
                check_page(address, day),
                messages.text("page-checked-saved"),
                None,
            ),
            false => state.act(
                None,
                set_page_check(address, day),
                messages.text("page-check-saved"),
                None,
            ),
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match value.with_untracked(|text| Day::parse(text)) {
            Some(day) => save(Some(day)),
            None => {
                let missing = AppError::field(Field::Value, Reason::Required);
                wrong.set(Some(errors::sentence(messages, &missing)));
            }
        }
    };
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=submit>
            <TextField
                label=messages.text("page-check-field") value error=wrong kind="date" help=messages.text("page-check-help")
            />
            <div class="dialog-foot">
                <button type="submit" class="button primary">{messages.text("post-save")}</button>
                <button type="button" class="button" on:click=move |_| save(None)>
                    {messages.text("page-check-never")}
                </button>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}
