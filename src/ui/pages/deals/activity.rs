//! The section 'Activity' of a deal's page, newest first.

use domain::deal::DealLine;
use leptos::prelude::*;

use super::{live::Live, words};
use crate::{
    api::deals::deal_activity,
    ui::{
        components::ActivityEntry,
        pages::lines::{follow, paged_lines},
    },
};

/// The section with the newest lines, which loads new ones after each action.
#[component]
pub fn ActivitySection(live: Live, lines: Vec<DealLine>) -> impl IntoView {
    let messages = live.messages;
    let fetch = move |before| deal_activity(live.id(), before);
    let (lines, older) = paged_lines(lines, messages.text("space-older"), fetch);
    follow(lines, live.reloads, move || fetch(None));
    let now = move || live.shown.with_untracked(|deal| deal.now);
    view! {
        <section class="space-section" aria-labelledby="deal-activity">
            <h2 id="deal-activity">{messages.text("space-activity")}</h2>
            <ol class="space-activity" aria-labelledby="deal-activity">
                <For each=move || lines.get() key=|line| line.id let:line>
                    <li>
                        <ActivityEntry person=line.actor at=line.at now=now()>
                            <p>{words::event_sentence(messages, &line.what)}</p>
                        </ActivityEntry>
                    </li>
                </For>
            </ol>
            {older}
        </section>
    }
}
