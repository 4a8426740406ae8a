//! `/statistics/activities`.

use domain::statistics::{Statistics, StatisticsQuery};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{chart::Charts, controls::Controls, table::ActivitiesTable};
use crate::{
    api::{Answer, people::find_people, statistics::activity_statistics},
    i18n::use_messages,
    ui::components::{FailureNote, Glyph, Icon, LoadingRegion, Page},
};

/// The statistics of activities. Period and person are in the address.
#[component]
pub fn ActivitiesPage() -> impl IntoView {
    let messages = use_messages();
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| StatisticsQuery::from_query(search)));
    let shown: Resource<Answer<Statistics>> = Resource::new(move || query.get(), activity_statistics);
    let again = Callback::new(move |()| shown.refetch());
    // Fetched once, for the person in the address; later the field itself has the name of the chosen person.
    let named = Resource::new(
        || (),
        move |()| {
            let person = query.get_untracked().person;
            async move {
                match person {
                    Some(id) => find_people(vec![id]).await.unwrap_or_default(),
                    None => Vec::new(),
                }
            }
        },
    );
    let export = move || {
        view! {
            // `external` makes the browser download the file: it is no page of the router.
            <a class="button" href=move || query.with(StatisticsQuery::file) download="" rel="external">
                <Icon glyph=Glyph::Download/>
                <span>{messages.text("statistics-export")}</span>
            </a>
        }
    };
    let span = Signal::derive(move || Some(shown.get()?.ok()?.span));
    view! {
        <Page title=messages.text("statistics-activities") action=ViewFn::from(export)>
            <Transition fallback=|| ()>
                {move || named.get().map(|people| view! { <Controls query people shown=span/> })}
            </Transition>
            <LoadingRegion class="statistics" skeleton=6>
                {move || shown.get().map(|answer| match answer {
                    Ok(statistics) => view! {
                        <ActivitiesTable statistics=statistics.clone() person=query.get_untracked().person/>
                        <Charts statistics/>
                    }
                    .into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </LoadingRegion>
        </Page>
    }
}
