//! A link in the list.

use domain::topic::link::{LinkRow, LinksQuery};
use leptos::prelude::*;

use super::state::LinksState;
use crate::ui::{components::Relative, pages::topics::OutsideLink};

/// The topic's title, the address, tags, and who added it when.
#[component]
pub fn Row(links: LinksState, row: LinkRow, now: i64) -> impl IntoView {
    let messages = links.messages;
    let space = links.space;
    let tag = move |tag: String| {
        let query = LinksQuery {
            tag: Some(tag.clone()),
            ..LinksQuery::default()
        };
        view! { <li><a class="tag" href=query.address(space)>{tag}</a></li> }
    };
    let tags = (!row.tags.is_empty()).then(|| {
        view! {
            <ul class="link-tags" aria-label=messages.text("link-tags")>
                {row.tags.into_iter().map(tag).collect_view()}
            </ul>
        }
    });
    view! {
        <li class="link-row">
            <a class="link-topic" href=row.topic.path()>{row.title}</a>
            <OutsideLink url=row.url host=row.host/>
            <p class="topic-meta muted">
                <span>{row.author.name}</span>
                <Relative at=row.created now/>
            </p>
            {tags}
        </li>
    }
    .into_any()
}
