//! `/search`: the search. Group, words and filters are in the address.

use domain::{
    search::{Found, SearchGroup, SearchQuery},
    topic::{PostQuery, PostsPage},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use super::{
    filters::SearchForm,
    found::FoundLine,
    groups::{FirstHits, Groups, HitsOfGroup},
};
use crate::{
    api::{Failure, notices::search_posts, people::find_people, search::search_everything},
    i18n::use_messages,
    ui::{
        components::{Choice, EmptyState, FailureNote, LoadingRegion, Page},
        pages::{lines::paged_lines, spaces_list::later},
    },
};

/// What is shown under the form.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Shown {
    /// There is nothing to search for.
    Nothing,
    Posts(PostsPage),
    Hits(Found),
    Failed(Failure),
}

async fn show(query: SearchQuery) -> Shown {
    let answer = match query.group {
        Some(SearchGroup::Topics) if !query.posts.is_empty() => search_posts(query.posts, None).await.map(Shown::Posts),
        group if group != Some(SearchGroup::Topics) && !query.posts.search.trim().is_empty() => {
            search_everything(query.posts.search, group, None)
                .await
                .map(Shown::Hits)
        }
        _ => Ok(Shown::Nothing),
    };
    answer.unwrap_or_else(Shown::Failed)
}

/// The page of the search.
#[component]
pub fn SearchPage() -> impl IntoView {
    let messages = use_messages();
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| SearchQuery::from_query(search)));
    let shown: Resource<Shown> = Resource::new(move || query.get(), show);
    let again = Callback::new(move |()| shown.refetch());
    let known = names(query, shown);
    let found = move || {
        shown.get().map(|shown| {
            let SearchQuery { group, posts } = query.get_untracked();
            match (shown, group) {
                (Shown::Nothing, Some(SearchGroup::Topics)) => {
                    view! { <EmptyState title=messages.text("found-type")/> }.into_any()
                }
                (Shown::Nothing, _) => view! { <EmptyState title=messages.text("search-type")/> }.into_any(),
                (Shown::Posts(page), _) => view! { <FoundPosts query=posts page/> }.into_any(),
                (Shown::Hits(found), Some(group)) => {
                    view! { <HitsOfGroup search=posts.search group found/> }.into_any()
                }
                (Shown::Hits(found), None) => view! { <FirstHits search=posts.search found/> }.into_any(),
                (Shown::Failed(failure), _) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
            }
        })
    };
    view! {
        <Page title=messages.text("search-title")>
            <Groups query/>
            <SearchForm query known/>
            <LoadingRegion class="search-results" skeleton=8>{found}</LoadingRegion>
        </Page>
    }
}

/// Returns the spaces and people in the address whose names are known. The address has only ids: the person's name is
/// fetched, and the posts that are found in the space tell its name.
fn names(query: Memo<SearchQuery>, shown: Resource<Shown>) -> RwSignal<Vec<Choice>> {
    let known = RwSignal::new(Vec::<Choice>::new());
    let add = move |choice: Choice| {
        if known.with_untracked(|known| !known.contains(&choice)) {
            known.update(|known| known.push(choice));
        }
    };
    let author = Memo::new(move |_| query.with(|query| query.posts.author));
    later(
        move || author.get().map_or(Vec::new(), |id| vec![id]),
        |ids| async move {
            match ids.is_empty() {
                true => Ok(Vec::new()),
                false => find_people(ids).await.map_err(|failure| failure.0),
            }
        },
        move |people| people.unwrap_or_default().iter().map(Choice::person).for_each(add),
    );
    Effect::new(move |_| {
        if let Some(Shown::Posts(page)) = shown.get()
            && let Some(found) = page.posts.first()
            && query.with_untracked(|query| query.posts.space == Some(found.topic.space))
        {
            add(Choice::new(found.topic.space, &found.space_name));
        }
    });
    known
}

#[component]
fn FoundPosts(query: PostQuery, page: PostsPage) -> impl IntoView {
    let messages = use_messages();
    if page.posts.is_empty() {
        return view! {
            <EmptyState title=messages.text("found-nothing")>
                <p>{messages.text("found-nothing-help")}</p>
            </EmptyState>
        }
        .into_any();
    }
    let now = page.now;
    let query = StoredValue::new(query);
    let (posts, more) = paged_lines(page, messages.text("lines-load-more"), move |after| {
        search_posts(query.get_value(), after)
    });
    view! {
        <ol class="found-lines" aria-label=messages.text("found-results")>
            <For each=move || posts.get() key=|found| (found.topic, found.post) let:found>
                <FoundLine found now/>
            </For>
        </ol>
        <div class="load-more">{more}</div>
    }
    .into_any()
}
