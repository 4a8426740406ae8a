//! Words about tasks: columns, due days, repetitions and reminders.

use std::sync::Arc;

use domain::{
    day::Day,
    ids::SpaceId,
    topic::task::{Reminder, Repetition, TaskColumn},
};
use leptos::prelude::*;
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::{
    api::topics::suggest_mentions,
    i18n::{Argument, Messages, days::day_words, use_messages},
    ui::{
        components::{Choice, Glyph, Icon, SuggestFn},
        shell::session::use_session,
    },
};

/// Returns the name of a column in the reader's language.
pub fn column_name(messages: Messages, column: &TaskColumn) -> String {
    match column.name.as_str() {
        "" => messages.text(&format!("column-{}", column.word())),
        name => name.to_owned(),
    }
}

/// Returns the day in the person's time zone at an instant, milliseconds since the Unix epoch.
pub fn day_at(now: i64) -> Day {
    let minutes = use_session().offsets.at(now);
    let offset = UtcOffset::from_whole_seconds(minutes * 60).unwrap_or(UtcOffset::UTC);
    let at = OffsetDateTime::from_unix_timestamp(now.div_euclid(1000)).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    Day(at.to_offset(offset).date())
}

/// Returns the due day: 'Today', 'Tomorrow', or the date.
pub fn due_words(messages: Messages, due: Day, today: Day) -> String {
    match due.0 - today.0 {
        Duration::ZERO => messages.text("task-due-today"),
        left if left == Duration::days(1) => messages.text("task-due-tomorrow"),
        _ => day_words(messages, due),
    }
}

/// The due day of a task; of an open one that is overdue, it says so by word and colour.
#[component]
pub fn DueMark(due: Day, today: Day, open: bool) -> impl IntoView {
    let messages = use_messages();
    let overdue = open && due < today;
    view! {
        <span class="task-due" class:overdue=overdue>
            <Icon glyph=Glyph::Calendar size=14/>
            {overdue.then(|| view! { <span class="visually-hidden">{messages.text("task-overdue")} ": "</span> })}
            <time datetime=due.to_string()>{due_words(messages, due, today)}</time>
        </span>
    }
    .into_any()
}

/// Returns the rule as a sentence.
pub fn repetition_words(messages: Messages, rule: Repetition) -> String {
    let every = ("every", Argument::from(u32::from(rule.every())));
    match rule {
        Repetition::Days { .. } => messages.with("repeats-days", [every]),
        Repetition::Weeks { on, .. } => {
            let days: Vec<String> = on
                .iter()
                .map(|weekday| messages.text(&format!("weekday-{weekday}")))
                .collect();
            messages.with("repeats-weeks", [every, ("days", days.join(", ").into())])
        }
        Repetition::Months { day: 31, .. } => messages.with("repeats-months-last", [every]),
        Repetition::Months { day, .. } => messages.with("repeats-months", [every, ("day", u32::from(day).into())]),
        Repetition::Years { month, day, .. } => {
            let date = format!("{day:02}.{month:02}");
            messages.with("repeats-years", [every, ("date", date.into())])
        }
    }
}

/// Returns the reminder as a sentence.
pub fn reminder_words(messages: Messages, reminder: Reminder) -> String {
    let time = format!("{}:{:02}", reminder.minute / 60, reminder.minute % 60);
    match reminder.days_before {
        0 => messages.with("reminder-on-day", [("time", time)]),
        days => messages.with(
            "reminder-before",
            [("days", Argument::from(u32::from(days))), ("time", time.into())],
        ),
    }
}

/// Suggests the people who can open the space.
pub fn people_of(space: SpaceId) -> SuggestFn {
    Arc::new(move |typed: String| {
        Box::pin(async move {
            let people = suggest_mentions(space, typed).await.unwrap_or_default();
            people.iter().map(Choice::person).collect()
        })
    })
}

#[cfg(test)]
mod tests {
    use domain::{person::Language, topic::task::Weekdays};

    use super::*;

    const PL: Messages = Messages(Language::Pl);
    const EN: Messages = Messages(Language::En);

    #[test]
    fn a_rule_is_written_as_a_sentence() {
        let weeks = |every| Repetition::Weeks {
            every,
            on: Weekdays(0b1001),
        };
        assert_eq!(repetition_words(EN, weeks(1)), "Every week: Mon, Thu");
        assert_eq!(repetition_words(PL, weeks(2)), "Co 2 tygodnie: pon., czw.");
        assert_eq!(repetition_words(PL, Repetition::Days { every: 1 }), "Codziennie");
        let months = |day| Repetition::Months { every: 5, day };
        assert_eq!(repetition_words(PL, months(31)), "Co 5 miesięcy, ostatniego dnia");
        assert_eq!(repetition_words(EN, months(15)), "Every 5 months on day 15");
    }

    #[test]
    fn near_days_are_named() {
        let day = |text| Day::parse(text).unwrap();
        let today = day("2026-11-30");
        assert_eq!(due_words(EN, today, today), "Today");
        assert_eq!(due_words(PL, day("2026-12-01"), today), "Jutro");
        assert!(due_words(EN, day("2026-12-02"), today).contains("2026"));
    }

    #[test]
    fn a_reminder_names_day_and_time() {
        let reminder = |days_before| Reminder {
            days_before,
            minute: 8 * 60 + 5,
        };
        assert_eq!(reminder_words(EN, reminder(0)), "On the day, at 8:05");
        assert_eq!(reminder_words(EN, reminder(2)), "2 days before, at 8:05");
    }
}
