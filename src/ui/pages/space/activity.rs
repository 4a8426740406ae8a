//! The section 'Activity' of a space's page, newest first.

use domain::activity::Activity;
use leptos::prelude::*;

use super::{live::Live, sentences};
use crate::{
    api::{Answer, spaces::space_activity},
    ui::{
        components::{ActivityEntry, FailureNote},
        pages::lines::{follow, paged_lines},
    },
};

/// The section with the newest lines and a button for older ones.
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
    let fetch = move |before| space_activity(live.id(), before);
    let (lines, older) = paged_lines(lines, messages.text("space-older"), fetch);
    follow(lines, live.reloads, move || fetch(None));
    let now = move || live.shown.with_untracked(|space| space.now);
    view! {
        <ol class="space-activity">
            <For each=move || lines.get() key=|line| line.id let:line>
                <li>
                    <ActivityEntry person=line.actor at=line.at now=now()>
                        <p>{sentences::event_sentence(messages, &line.what)}</p>
                    </ActivityEntry>
                </li>
            </For>
        </ol>
        {older}
    }
}
