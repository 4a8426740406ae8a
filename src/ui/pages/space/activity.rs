//! What happened in a space, newest first.

use domain::activity::Activity;
use leptos::{prelude::*, task::spawn_local};

use super::{live::Live, sentences};
use crate::{
    api::{Answer, spaces::space_activity},
    ui::{
        components::{FailureNote, PersonCircle, Relative},
        errors,
    },
};

/// How many lines the server gives at once.
const LINES: usize = 50;

/// The section with its first lines.
#[component]
pub fn ActivitySection(live: Live, lines: Answer<Vec<Activity>>) -> impl IntoView {
    let content = match lines {
        Ok(lines) => view! { <Lines live lines/> }.into_any(),
        Err(failure) => view! { <FailureNote error=failure.0 retry=live.gone/> }.into_any(),
    };
    view! {
        <section class="space-section" id="space-activity" aria-labelledby="space-activity-title">
            <h2 id="space-activity-title">{live.messages.text("space-activity")}</h2>
            {content}
        </section>
    }
}

#[component]
fn Lines(live: Live, lines: Vec<Activity>) -> impl IntoView {
    let messages = live.messages;
    let more = RwSignal::new(lines.len() >= LINES);
    let lines = RwSignal::new(lines);
    let busy = RwSignal::new(false);
    Effect::new(move |before: Option<u32>| {
        let turn = live.turn.get();
        if before.is_some_and(|before| before != turn) {
            let id = live.id();
            spawn_local(async move {
                // Failing here costs nothing: the lines come at the next look.
                if let Ok(page) = space_activity(id, None).await {
                    lines.try_update(|lines| put_newer_first(lines, page));
                }
            });
        }
        turn
    });
    let older = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (id, last) = (
            live.id(),
            lines.with_untracked(|lines| lines.last().map(|line| line.id)),
        );
        spawn_local(async move {
            match space_activity(id, last).await {
                Ok(page) => {
                    more.try_set(page.len() >= LINES);
                    lines.try_update(|lines| lines.extend(page));
                }
                Err(failure) => live.toasts.fail(errors::sentence(messages, &failure.0)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <ol class="space-activity">
            <For each=move || lines.get() key=|line| line.id let:line>
                <Line live line/>
            </For>
        </ol>
        <Show when=move || more.get()>
            <button type="button" class="button" aria-busy=move || busy.get().then_some("true") on:click=older>
                {messages.text("space-older")}
            </button>
        </Show>
    }
}

#[component]
fn Line(live: Live, line: Activity) -> impl IntoView {
    let now = live.space.with_untracked(|space| space.now);
    view! {
        <li>
            <span aria-hidden="true">
                <PersonCircle person=line.actor.clone()/>
            </span>
            <div class="space-activity-text">
                <p class="space-activity-who">
                    <span class="space-person-name">{line.actor.name}</span>
                    <span class="muted">
                        <Relative at=line.at now/>
                    </span>
                </p>
                <p>{sentences::did(live.messages, &line.what)}</p>
            </div>
        </li>
    }
}

/// Puts the lines of the first page that are not there yet before the others.
fn put_newer_first(lines: &mut Vec<Activity>, page: Vec<Activity>) {
    let newer: Vec<Activity> = page
        .into_iter()
        .filter(|line| lines.iter().all(|known| known.id != line.id))
        .collect();
    lines.splice(0..0, newer);
}

#[cfg(test)]
mod tests {
    use domain::{
        activity::What,
        ids::{ActivityId, UserId},
        person::PersonRef,
    };
    use uuid::Uuid;

    use super::*;

    fn line(number: u128) -> Activity {
        Activity {
            id: ActivityId(Uuid::from_u128(number)),
            actor: PersonRef {
                id: UserId(Uuid::nil()),
                name: "Jan Kot".into(),
                active: true,
            },
            at: 0,
            what: What::Created,
        }
    }

    #[test]
    fn newer_lines_come_first_and_none_twice() {
        let mut lines = vec![line(2), line(1)];
        put_newer_first(&mut lines, vec![line(4), line(3), line(2)]);
        assert_eq!(lines, [line(4), line(3), line(2), line(1)]);
    }
}
