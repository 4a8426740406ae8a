//! What happened with a deal, newest first.

use domain::deal::DealLine;
use leptos::{prelude::*, task::spawn_local};

use super::{live::Live, people::Said, words};
use crate::api::deals::deal_activity;

/// The section with its first lines; it looks again after each act.
#[component]
pub fn ActivitySection(live: Live, lines: Vec<DealLine>) -> impl IntoView {
    let messages = live.messages;
    let lines = RwSignal::new(lines);
    let now = move || live.deal.with_untracked(|deal| deal.now);
    Effect::new(move |before: Option<u32>| {
        let turn = live.turn.get();
        if before.is_some_and(|before| before != turn) {
            let id = live.id();
            spawn_local(async move {
                // Failing here costs nothing: the lines come at the next look.
                if let Ok(page) = deal_activity(id, None).await {
                    lines.try_set(page);
                }
            });
        }
        turn
    });
    view! {
        <section class="space-section" aria-labelledby="deal-activity">
            <h2 id="deal-activity">{messages.text("space-activity")}</h2>
            <ol class="space-activity" aria-labelledby="deal-activity">
                <For each=move || lines.get() key=|line| line.id let:line>
                    <li>
                        <Said person=line.actor at=line.at now=now()>
                            <p>{words::did(messages, &line.what)}</p>
                        </Said>
                    </li>
                </For>
            </ol>
        </section>
    }
}
