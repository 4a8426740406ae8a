//! `/search`: the search in conversations. Search and filters are in the address.

use domain::topic::{PostQuery, PostsPage};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{filters::SearchForm, found::FoundLine};
use crate::{
    api::{Answer, notices::search_posts, people::find_people},
    i18n::use_messages,
    ui::{
        components::{Choice, EmptyState, FailureNote, LoadingRegion, Page},
        pages::{lines::paged_lines, spaces_list::later},
    },
};

/// The found posts; `None` without words and filters.
type Shown = Option<Answer<PostsPage>>;

async fn show(query: PostQuery) -> Shown {
    match query.is_empty() {
        true => None,
        false => Some(search_posts(query, None).await),
    }
}

/// The page of the search in conversations.
#[component]
pub fn SearchPage() -> impl IntoView {
    let messages = use_messages();
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| PostQuery::from_query(search)));
    let shown: Resource<Shown> = Resource::new(move || query.get(), show);
    let again = Callback::new(move |()| shown.refetch());
    let known = names(query, shown);
    let found = move || {
        shown.get().map(|answer| match answer {
            None => view! { <EmptyState title=messages.text("found-type")/> }.into_any(),
            Some(Ok(page)) => view! { <Found query=query.get_untracked() page/> }.into_any(),
            Some(Err(failure)) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
        })
    };
    view! {
        <Page title=messages.text("found-title")>
            <SearchForm query known/>
            <LoadingRegion class="search-results" skeleton=8>{found}</LoadingRegion>
        </Page>
    }
}

/// Returns the spaces and people in the address whose names are known. The address has only ids: the person's name is
/// fetched, and the posts that are found in the space tell its name.
fn names(query: Memo<PostQuery>, shown: Resource<Shown>) -> RwSignal<Vec<Choice>> {
    let known = RwSignal::new(Vec::<Choice>::new());
    let add = move |choice: Choice| {
        if known.with_untracked(|known| !known.contains(&choice)) {
            known.update(|known| known.push(choice));
        }
    };
    let author = Memo::new(move |_| query.with(|query| query.author));
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
        if let Some(Some(Ok(page))) = shown.get()
            && let Some(found) = page.posts.first()
            && query.with_untracked(|query| query.space == Some(found.topic.space))
        {
            add(Choice::new(found.topic.space, &found.space_name));
        }
    });
    known
}

#[component]
fn Found(query: PostQuery, page: PostsPage) -> impl IntoView {
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
