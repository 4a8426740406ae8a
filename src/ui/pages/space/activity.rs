//! The section 'Activity' of a space's page, newest first.

use domain::activity::Activity;
use leptos::{prelude::*, task::spawn_local};

use super::{live::Live, sentences};
use crate::{
    api::{Answer, spaces::space_activity},
    ui::{
        components::{ActivityEntry, FailureNote, Skeleton},
        pages::lines::{follow, paged_lines},
    },
};

/// The section with the newest lines and a button for older ones. Lines that the page did not open with are loaded.
#[component]
pub fn ActivitySection(live: Live, lines: Option<Answer<Vec<Activity>>>) -> impl IntoView {
    let shown = RwSignal::new(lines);
    let load = Callback::new(move |()| {
        shown.set(None);
        let id = live.id();
        spawn_local(async move {
            let answer = space_activity(id, None).await;
            shown.try_set(Some(answer));
        });
    });
    Effect::new(move |_| {
        if shown.with_untracked(Option::is_none) {
            load.run(());
        }
    });
    let content = move || match shown.get() {
        None => view! { <Skeleton rows=4/> }.into_any(),
        Some(Ok(lines)) => view! { <Lines live lines/> }.into_any(),
        Some(Err(failure)) => view! { <FailureNote error=failure.0 retry=load/> }.into_any(),
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
