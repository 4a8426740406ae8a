//! `/deals`: the list with its filters, and its four states.

use domain::{
    deal::{DealPage, DealQuery, StageRef},
    ids::UserId,
    list_query::Place,
    live::LiveEvent,
    person::PersonRef,
    space::Count,
};
use futures::future::{join, try_join};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{filters::Filters, table::DealsTable};
use crate::{
    api::{Answer, deals, people::find_people},
    i18n::{Messages, use_messages},
    ui::{
        browser::live::is_overlay_open,
        components::{ButtonLink, EmptyState, FailureNote, Glyph, LoadingRegion, Page, Pager},
        shell::live::use_live,
    },
};

/// A page of rows, and the number of all rows.
type Shown = Answer<(DealPage, Count)>;
/// The stages and people that the filters refer to, loaded once.
type Named = (Vec<StageRef>, Vec<PersonRef>);

async fn show(query: DealQuery, place: Place) -> Shown {
    try_join(deals::list_deals(query.clone(), place), deals::count_deals(query)).await
}

async fn named(ids: Vec<UserId>) -> Named {
    let people = async {
        match ids.is_empty() {
            true => Vec::new(),
            false => find_people(ids).await.unwrap_or_default(),
        }
    };
    let (stages, people) = join(deals::list_stages(), people).await;
    (stages.unwrap_or_default(), people)
}

/// The list of deals. Search, filters, order and page are in the address.
#[component]
pub fn DealsPage() -> impl IntoView {
    let messages = use_messages();
    let search = use_location().search;
    let location = Memo::new(move |_| search.with(|search| DealQuery::from_query(search)));
    let shown: Resource<Shown> = Resource::new(move || location.get(), |(query, place)| show(query, place));
    let names: Resource<Named> = Resource::new(
        || (),
        move |()| named(location.with_untracked(|(query, _)| query.people())),
    );
    let again = Callback::new(move |()| shown.refetch());
    let concerns = |event: &LiveEvent| matches!(event, LiveEvent::Deal { .. });
    use_live().reload_on(concerns, is_overlay_open, move || shown.refetch());
    let add = move || {
        view! { <ButtonLink href="/deals/new" class="button primary" glyph=Glyph::Plus label=messages.text("deals-add")/> }
    };
    view! {
        <Page title=messages.text("deals-title") action=ViewFn::from(add)>
            <Transition fallback=|| ()>
                {move || names.get().map(|(stages, people)| view! { <Filters location stages people/> })}
            </Transition>
            <LoadingRegion class="deals-rows" skeleton=8>
                {move || shown.get().map(|answer| match answer {
                    Ok((page, count)) => {
                        let query = location.get_untracked().0;
                        view! {
                            <p class="results-count" aria-live="polite">{count_words(messages, count)}</p>
                            <Rows page query/>
                        }
                        .into_any()
                    }
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </LoadingRegion>
        </Page>
    }
}

fn count_words(messages: Messages, count: Count) -> String {
    if count.over {
        messages.text("deals-count-over")
    } else {
        messages.with("deals-count", [("count", count.shown)])
    }
}

#[component]
fn Rows(page: DealPage, query: DealQuery) -> impl IntoView {
    let messages = use_messages();
    if page.rows.is_empty() {
        let (title, href, action) = if query.is_filtered() {
            ("deals-nothing-found", "/deals", "deals-clear")
        } else {
            ("deals-empty", "/deals/new", "deals-add")
        };
        return view! {
            <EmptyState title=messages.text(title)>
                <a class="button" href=href>{messages.text(action)}</a>
            </EmptyState>
        }
        .into_any();
    }
    let to = |place: Place, name| (messages.text(name), Signal::stored(query.address(&place)));
    let previous = page.previous.map(|cursor| to(Place::Before(cursor), "deals-previous"));
    let next = page.next.map(|cursor| to(Place::After(cursor), "deals-next"));
    view! {
        <DealsTable rows=page.rows now=page.now query=query.clone()/>
        <Pager label=messages.text("deals-pages") previous next/>
    }
    .into_any()
}
