//! The section 'In conversations' under the results of the spaces list.

use domain::{
    search::{SearchGroup, SearchQuery},
    topic::PostsPage,
};
use leptos::prelude::*;

use super::found::FoundLine;
use crate::{
    api::{Answer, notices::search_posts},
    i18n::use_messages,
    ui::pages::spaces_list::later,
};

/// The number of posts in the section.
const SHOWN: usize = 3;

/// The first posts that the list's search finds, and a link to all of them. They are fetched each time that rows of the
/// list have arrived, which `arrivals` counts; `searched` is the search at that moment.
#[component]
pub fn FoundInConversations(searched: Memo<String>, arrivals: RwSignal<u32>) -> impl IntoView {
    let messages = use_messages();
    let found = RwSignal::new(None::<(String, PostsPage)>);
    later(
        move || {
            arrivals.track();
            searched.get_untracked()
        },
        |search| async move {
            let query = query(&search);
            let answer: Answer<PostsPage> = match search.trim().is_empty() {
                true => Ok(PostsPage::default()),
                false => search_posts(query.posts, None).await,
            };
            answer.map(|page| (search, page)).map_err(|failure| failure.0)
        },
        move |answer| found.set(answer.ok()),
    );
    move || {
        // While the rows of another search load, the posts of the earlier one are not shown.
        let (search, page) = found.get().filter(|(search, _)| searched.get() == *search)?;
        if page.posts.is_empty() {
            return None;
        }
        let now = page.now;
        let lines = page
            .posts
            .into_iter()
            .take(SHOWN)
            .map(|found| view! { <FoundLine found now/> })
            .collect_view();
        let all = query(&search).address();
        Some(view! {
            <section class="in-conversations" aria-labelledby="in-conversations">
                <h2 id="in-conversations">{messages.text("found-in-conversations")}</h2>
                <ul class="found-lines">{lines}</ul>
                <p>
                    <a class="link" href=all>{messages.text("found-all")}</a>
                </p>
            </section>
        })
    }
}

fn query(search: &str) -> SearchQuery {
    SearchQuery::new(Some(SearchGroup::Topics), search)
}
