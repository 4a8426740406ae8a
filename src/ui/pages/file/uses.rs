//! The posts that show a file.

use domain::file::FileUse;
use leptos::prelude::*;

use super::live::Live;
use crate::ui::components::ExactTime;

/// Links to the posts, newest first.
#[component]
pub fn Uses(live: Live) -> impl IntoView {
    let messages = live.messages;
    let uses = Memo::new(move |_| live.shown.with(|file| file.uses.clone()));
    let lines = move || {
        let uses = uses.get();
        if uses.is_empty() {
            return view! { <p class="muted">{messages.text("file-uses-none")}</p> }.into_any();
        }
        let line = |FileUse {
                        topic,
                        post,
                        author,
                        at,
                    }| {
            view! {
                <li class="file-use">
                    <a class="link" href=topic.address.post_link(post)>{topic.title}</a>
                    <span class="muted">{author.name} ", " <ExactTime at/></span>
                </li>
            }
        };
        let lines = uses.into_iter().map(line).collect_view();
        view! { <ul class="file-uses">{lines}</ul> }.into_any()
    };
    view! {
        <section class="space-section file-section" aria-labelledby="file-uses">
            <h2 id="file-uses">{messages.text("file-uses")}</h2>
            {lines}
        </section>
    }
    .into_any()
}
