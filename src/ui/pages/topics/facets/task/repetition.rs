//! How the task repeats, and the dialog that changes it.

use domain::{
    day::Day,
    topic::task::{Repetition, TaskChange, Weekdays},
};
use leptos::prelude::*;

use super::{TaskState, fields::Fact};
use crate::{
    i18n::Messages,
    ui::{
        components::{Dialog, Glyph, Icon, SelectField, TextField},
        errors::reason,
        pages::tasks::words::repetition_words,
    },
};

fn rule_words(messages: Messages, rule: Option<Repetition>) -> String {
    match rule {
        Some(rule) => repetition_words(messages, rule),
        None => messages.text("task-repeat-never"),
    }
}

/// The rule, with the button that opens the dialog.
#[component]
pub(super) fn RepetitionField(state: TaskState) -> impl IntoView {
    let messages = state.thread.messages;
    let rule = Memo::new(move |_| state.task.with(|task| task.repetition));
    let open = RwSignal::new(false);
    let words = move || rule_words(messages, rule.get());
    move || {
        if !state.change.get() {
            return view! { <Fact label=messages.text("task-repetition")>{words}</Fact> }.into_any();
        }
        view! {
            <div class="field">
                <span class="field-label">{messages.text("task-repetition")}</span>
                <button type="button" class="button task-repeat" on:click=move |_| open.set(true)>
                    <Icon glyph=Glyph::Repeat/>
                    <span>{words}</span>
                    <span class="visually-hidden">{messages.text("task-repeat-change")}</span>
                </button>
            </div>
            <Dialog title=messages.text("task-repetition") open>
                <Form state open/>
            </Dialog>
        }
        .into_any()
    }
}

const UNITS: [&str; 4] = ["days", "weeks", "months", "years"];

/// What is typed in the dialog.
#[derive(Clone, Copy)]
struct Typed {
    unit: RwSignal<String>,
    every: RwSignal<String>,
    on: RwSignal<Weekdays>,
    day: RwSignal<String>,
    /// The due day of the task, from which days of the year are taken.
    due: Day,
}

impl Typed {
    fn new(rule: Option<Repetition>, due: Day) -> Self {
        let (unit, on, day) = match rule {
            None | Some(Repetition::Weeks { .. }) => ("weeks", Weekdays::of(due), due.0.day()),
            Some(Repetition::Days { .. }) => ("days", Weekdays::of(due), due.0.day()),
            Some(Repetition::Months { day, .. }) => ("months", Weekdays::of(due), day),
            Some(Repetition::Years { .. }) => ("years", Weekdays::of(due), due.0.day()),
        };
        let on = match rule {
            Some(Repetition::Weeks { on, .. }) => on,
            _ => on,
        };
        Self {
            unit: RwSignal::new(unit.to_owned()),
            every: RwSignal::new(rule.map_or(1, Repetition::every).to_string()),
            on: RwSignal::new(on),
            day: RwSignal::new(day.to_string()),
            due,
        }
    }

    fn rule(self) -> Repetition {
        let every = self.every.get_untracked().trim().parse().unwrap_or_default();
        match self.unit.get_untracked().as_str() {
            "days" => Repetition::Days { every },
            "months" => Repetition::Months {
                every,
                day: self.day.get_untracked().parse().unwrap_or_default(),
            },
            "years" => Repetition::Years {
                every,
                month: self.due.0.month().into(),
                day: self.due.0.day(),
            },
            _ => Repetition::Weeks {
                every,
                on: self.on.get_untracked(),
            },
        }
    }
}

#[component]
fn Form(state: TaskState, open: RwSignal<bool>) -> impl IntoView {
    let messages = state.thread.messages;
    let (rule, due) = state.task.with_untracked(|task| (task.repetition, task.due));
    let Some(due) = due else {
        return view! { <p class="dialog-text">{messages.text("task-repeat-needs-due")}</p> }.into_any();
    };
    let typed = Typed::new(rule, due);
    let wrong = RwSignal::new(None::<String>);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match typed.rule().checked() {
            Ok(rule) => {
                open.set(false);
                state.change(TaskChange::Repetition(Some(rule)));
            }
            Err(why) => wrong.set(Some(reason(messages, &why))),
        }
    };
    let stop = move |_| {
        open.set(false);
        state.change(TaskChange::Repetition(None));
    };
    let units = UNITS.map(|unit| (unit.to_owned(), messages.text(&format!("task-repeat-unit-{unit}"))));
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=save>
            <div class="task-repeat-form">
                <TextField label=messages.text("task-repeat-every") value=typed.every kind="number" error=wrong/>
                <SelectField label=messages.text("task-repeat-unit") value=typed.unit options=units.to_vec()/>
            </div>
            <Days typed messages/>
            <div class="dialog-foot">
                <button type="submit" class="button primary">{messages.text("task-repeat-save")}</button>
                {rule.map(|_| view! {
                    <button type="button" class="button" on:click=stop>{messages.text("task-repeat-off")}</button>
                })}
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The days of the week or of the month.
#[component]
fn Days(typed: Typed, messages: Messages) -> impl IntoView {
    let weekdays = move || {
        (0_u8..7)
            .map(|weekday| {
                let set = move |event| {
                    typed
                        .on
                        .update(|on| *on = on.with(weekday, event_target_checked(&event)))
                };
                view! {
                    <label class="check">
                        <input type="checkbox" prop:checked=move || typed.on.get().has(weekday) on:change=set/>
                        <span>{messages.text(&format!("weekday-{weekday}"))}</span>
                    </label>
                }
            })
            .collect_view()
    };
    let days = move || {
        let last = ("31".to_owned(), messages.text("task-repeat-last"));
        let days = (1..31).map(|day| (day.to_string(), day.to_string()));
        days.chain([last]).collect::<Vec<_>>()
    };
    move || match typed.unit.get().as_str() {
        "weeks" => view! {
            <fieldset class="task-weekdays">
                <legend class="field-label">{messages.text("task-repeat-on")}</legend>
                {weekdays()}
            </fieldset>
        }
        .into_any(),
        "months" => view! {
            <SelectField label=messages.text("task-repeat-day") value=typed.day options=days()/>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
