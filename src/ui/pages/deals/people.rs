//! The side column of a deal's page: the people who may see it, and its project spaces.

use leptos::prelude::*;

use super::live::Live;
use crate::ui::{components::VisibilityMark, pages::space::PersonName};

/// The people of the deal and its project spaces.
#[component]
pub fn Side(live: Live) -> impl IntoView {
    let messages = live.messages;
    view! {
        <section class="space-section" aria-labelledby="deal-people">
            <h2 id="deal-people">{messages.text("deal-people")}</h2>
            <p class="muted">{messages.text("deal-seen-by")}</p>
            <ul class="space-people">
                {move || {
                    let deal = live.shown.get();
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
    let spaces = Memo::new(move |_| live.shown.with(|deal| deal.spaces.clone()));
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
