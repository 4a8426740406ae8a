//! The fields of a task with one value each. People who may not change the task see the values alone.

use domain::{
    day::Day,
    ids::{ColumnId, UserId},
    topic::{
        TopicState,
        task::{CardPlace, Reminder, TaskChange, TaskColumn},
    },
};
use leptos::{html, prelude::*};

use super::TaskState;
use crate::{
    api::tasks::{move_task, set_task_private},
    ui::{
        browser::new_id,
        components::{Chips, Choice, Glyph, Icon},
        pages::tasks::words::{DueMark, column_name, day_at, people_of, reminder_words},
    },
};

/// A value with its label, for people who may not change it.
#[component]
pub(super) fn Fact(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div class="field task-fact">
            <span class="field-label">{label}</span>
            <p>{children()}</p>
        </div>
    }
    .into_any()
}

/// The person to whom the task is assigned.
#[component]
pub(super) fn AssigneeField(state: TaskState) -> impl IntoView {
    let messages = state.thread.messages;
    let assignee = Memo::new(move |_| state.task.with(|task| task.assignee.clone()));
    let chosen = RwSignal::new(Vec::<Choice>::new());
    Effect::new(move |_| chosen.set(assignee.with(|person| person.iter().map(Choice::person).collect())));
    Effect::new(move |before: Option<Option<UserId>>| {
        let now = chosen.with(|chosen| Choice::id::<UserId>(chosen));
        let stored = assignee.with_untracked(|person| person.as_ref().map(|person| person.id));
        // Only what the person chose is sent, not what arrived.
        if before.is_some() && now != stored {
            state.change(TaskChange::Assignee(now));
        }
        now
    });
    move || {
        if state.change.get() {
            let suggest = people_of(state.thread.address().space);
            return view! { <Chips label=messages.text("task-assignee") chosen suggest single=true/> }.into_any();
        }
        let name = move || match assignee.get() {
            Some(person) => person.name,
            None => messages.text("task-nobody"),
        };
        view! { <Fact label=messages.text("task-assignee")>{name}</Fact> }.into_any()
    }
}

/// The first year of due days that are sent: while a year is typed, browsers report the ones that begin it.
const FIRST_YEAR: i32 = 1900;

/// The due day.
#[component]
pub(super) fn DueField(state: TaskState) -> impl IntoView {
    let messages = state.thread.messages;
    let due = Memo::new(move |_| state.task.with(|task| task.due));
    let open = Memo::new(move |_| state.thread.topic.with(|topic| topic.row.state == TopicState::Open));
    let id = new_id();
    let input = NodeRef::<html::Input>::new();
    let send = move |day: Option<Day>| {
        if day != due.get_untracked() {
            state.change(TaskChange::Due(day));
        }
    };
    let changed = move |event| match Day::parse(&event_target_value(&event)) {
        Some(day) if day.0.year() < FIRST_YEAR => {}
        day => send(day),
    };
    let mark = move || {
        let today = day_at(state.thread.now.get());
        due.get().map(|due| view! { <DueMark due today open=open.get()/> })
    };
    let clear = move || {
        (due.get().is_some()).then(|| {
            let label = messages.text("task-due-clear");
            view! {
                <button
                    type="button" class="button icon quiet" aria-label=label.clone() title=label
                    on:click=move |_| send(None)
                >
                    <Icon glyph=Glyph::X/>
                </button>
            }
        })
    };
    move || {
        if !state.change.get() {
            let none = move || due.get().is_none().then(|| messages.text("task-due-none"));
            return view! { <Fact label=messages.text("task-due")>{mark} {none}</Fact> }.into_any();
        }
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>{messages.text("task-due")}</label>
                <div class="task-due-field">
                    <input
                        id=id.clone()
                        class="input"
                        type="date"
                        node_ref=input
                        value=due.get_untracked().map(|due| due.to_string())
                        prop:value=move || due.get().map(|due| due.to_string()).unwrap_or_default()
                        on:change=changed
                    />
                    {clear}
                </div>
                <p class="field-note">{mark}</p>
            </div>
        }
        .into_any()
    }
}

/// A select of which a choice is sent at once.
#[component]
pub(super) fn Select(
    #[prop(into)] label: String,
    /// Values with their words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    pick: Callback<String>,
) -> impl IntoView {
    let id = new_id();
    let entries = move || {
        let now = value.get();
        options
            .get()
            .into_iter()
            .map(|(word, text)| {
                let selected = word == now;
                view! { <option value=word selected=selected>{text}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <select
                id=id
                class="input select"
                prop:value=move || value.get()
                on:change=move |event| pick.run(event_target_value(&event))
            >
                {entries}
            </select>
        </div>
    }
    .into_any()
}

/// The column of the board. Choosing the last one closes the task.
#[component]
pub(super) fn ColumnField(state: TaskState) -> impl IntoView {
    let messages = state.thread.messages;
    let columns = Memo::new(move |_| state.task.with(|task| task.columns.clone()));
    let column = Memo::new(move |_| state.task.with(|task| task.column));
    let options = Signal::derive(move || {
        let option = |column: &TaskColumn| (column.id.to_string(), column_name(messages, column));
        columns.with(|columns| columns.iter().map(option).collect::<Vec<_>>())
    });
    let pick = Callback::new(move |word: String| {
        if let Ok(column) = word.parse::<ColumnId>() {
            let place = CardPlace { column, before: None };
            state.send(move_task(state.thread.address(), place), None);
        }
    });
    let value = Signal::derive(move || column.get().to_string());
    move || {
        if state.change.get() {
            return view! { <Select label=messages.text("task-column") options value pick/> }.into_any();
        }
        let name = move || {
            let (id, columns) = (column.get(), columns.get());
            let found = columns.iter().find(|column| column.id == id);
            found.map(|column| column_name(messages, column))
        };
        view! { <Fact label=messages.text("task-column")>{name}</Fact> }.into_any()
    }
}

/// The offered numbers of days before the due day.
const DAYS_BEFORE: [u16; 5] = [0, 1, 2, 3, 7];
/// The offered time of the day: eight in the morning.
const MINUTE: u16 = 8 * 60;

/// When the assignee is reminded.
#[component]
pub(super) fn ReminderField(state: TaskState) -> impl IntoView {
    let messages = state.thread.messages;
    let reminder = Memo::new(move |_| state.task.with(|task| task.reminder));
    let word = |reminder: Reminder| format!("{}/{}", reminder.days_before, reminder.minute);
    let offered = DAYS_BEFORE.map(|days_before| Reminder {
        days_before,
        minute: MINUTE,
    });
    let options = Signal::derive(move || {
        let own = reminder.get().filter(|own| !offered.contains(own));
        let all = offered.into_iter().chain(own);
        let named = all.map(|one| (word(one), reminder_words(messages, one)));
        let none = (String::new(), messages.text("reminder-none"));
        [none].into_iter().chain(named).collect::<Vec<_>>()
    });
    let pick = Callback::new(move |picked: String| {
        let chosen = offered.into_iter().find(|one| word(*one) == picked);
        if chosen.is_some() || picked.is_empty() {
            state.change(TaskChange::Reminder(chosen));
        }
    });
    let value = Signal::derive(move || reminder.get().map(word).unwrap_or_default());
    move || {
        let shown = state.change.get() && state.task.with(|task| task.due.is_some());
        shown.then(|| view! { <Select label=messages.text("task-reminder") options value pick/> })
    }
}

/// Whether the task is for its author and its assignee alone. Only the author may choose that.
#[component]
pub(super) fn PrivateField(state: TaskState) -> impl IntoView {
    let messages = state.thread.messages;
    let private = Memo::new(move |_| state.task.with(|task| task.private));
    let mine = Memo::new(move |_| state.task.with(|task| task.may_set_private));
    let set = move |event| {
        let on = event_target_checked(&event);
        let done = messages.text(if on { "task-private-on" } else { "task-private-off" });
        state.send(set_task_private(state.thread.address(), on), Some(done));
    };
    move || {
        if mine.get() {
            return view! {
                <label class="check">
                    <input
                        type="checkbox"
                        checked=private.get_untracked()
                        prop:checked=move || private.get()
                        on:change=set
                    />
                    <span>{messages.text("task-private")}</span>
                </label>
            }
            .into_any();
        }
        private
            .get()
            .then(|| {
                view! {
                    <p class="task-private">
                        <Icon glyph=Glyph::Lock/>
                        {messages.text("task-is-private")}
                    </p>
                }
            })
            .into_any()
    }
}
