//! Beside the deal: who may see it, and the spaces that deliver it.

use domain::person::PersonRef;
use leptos::prelude::*;

use super::live::Live;
use crate::ui::{
    components::{PersonCircle, VisibilityMark},
    pages::space::PersonName,
};

/// People and project spaces.
#[component]
pub fn Side(live: Live) -> impl IntoView {
    let messages = live.messages;
    view! {
        <section class="space-section" aria-labelledby="deal-people">
            <h2 id="deal-people">{messages.text("deal-people")}</h2>
            <p class="muted">{messages.text("deal-seen-by")}</p>
            <ul class="space-people">
                {move || {
                    let deal = live.deal.get();
                    let owner = deal.owner.id;
                    deal.everyone()
                        .into_iter()
                        .map(|person| {
                            let mark = (person.id == owner).then(|| messages.text("deal-owner-mark"));
                            view! {
                                <li>
                                    <PersonName person/>
                                    {mark.map(|mark| view! { <span class="muted">{mark}</span> })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <Spaces live/>
        </section>
    }
}

#[component]
fn Spaces(live: Live) -> impl IntoView {
    let messages = live.messages;
    let spaces = Memo::new(move |_| live.deal.with(|deal| deal.spaces.clone()));
    move || {
        let spaces = spaces.get();
        (!spaces.is_empty()).then(|| {
            let rows = spaces
                .into_iter()
                .map(|space| {
                    view! {
                        <li class="deal-space">
                            <a href=format!("/spaces/{}", space.id)>{space.name}</a>
                            <VisibilityMark level=space.visibility/>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <h2 id="deal-spaces">{messages.text("deal-spaces")}</h2>
                <ul class="deal-spaces" aria-labelledby="deal-spaces">
                    {rows}
                </ul>
            }
        })
    }
}

/// Who said or did it, and when.
#[component]
pub fn Said(person: PersonRef, at: i64, now: i64, children: Children) -> impl IntoView {
    view! {
        <span aria-hidden="true">
            <PersonCircle person=person.clone()/>
        </span>
        <div class="space-activity-text">
            <p class="space-activity-who">
                <span class="space-person-name">{person.name}</span>
                <span class="muted">
                    <crate::ui::components::Relative at now/>
                </span>
            </p>
            {children()}
        </div>
    }
}
