//! `/statistics/sign-ins`: a person's own sign-ins, the list behind that number for people who may not read the audit
//! log.

use domain::audit::{Filter, Line, Page as Lines};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::back::BackToStatistics;
use crate::{
    api::statistics::own_sign_ins,
    i18n::{days::between, use_messages},
    ui::{
        components::{EmptyState, ExactTime, FailureNote, Page, Skeleton},
        pages::lines::paged_lines,
    },
};

/// The list of the person's own sign-ins in the period that the address names.
#[component]
pub fn OwnSignInsPage() -> impl IntoView {
    let messages = use_messages();
    let search = use_location().search;
    let filter = Memo::new(move |_| search.with(|search| Filter::from_query(search)));
    let first = Resource::new(move || filter.get(), |filter| own_sign_ins(filter, None));
    let again = Callback::new(move |()| first.refetch());
    let days = move || filter.with(|filter| between(messages, filter.from, filter.to));
    view! {
        <Page title=messages.text("own-sign-ins")>
            <p class="muted">{days}</p>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || first.get().map(|answer| match answer {
                    Ok(first) => {
                        let kept = messages.with("statistics-sign-ins-kept", [("count", first.kept_days)]);
                        view! {
                            <SignIns filter=filter.get_untracked() first/>
                            <p class="muted">{kept}</p>
                        }
                        .into_any()
                    }
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
            <BackToStatistics/>
        </Page>
    }
}

#[component]
fn SignIns(filter: Filter, first: Lines) -> impl IntoView {
    let messages = use_messages();
    if first.lines.is_empty() {
        return view! { <EmptyState title=messages.text("own-sign-ins-none")/> }.into_any();
    }
    let (lines, more) = paged_lines(first, messages.text("audit-more"), move |before| {
        own_sign_ins(filter, before)
    });
    view! {
        <ul class="sign-ins" aria-label=messages.text("own-sign-ins")>
            <For each=move || lines.get() key=|line: &Line| line.id let:line>
                <li>
                    <ExactTime at=line.at/>
                </li>
            </For>
        </ul>
        <div class="audit-more">{more}</div>
    }
    .into_any()
}
