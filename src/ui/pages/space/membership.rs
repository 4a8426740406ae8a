//! The parts of the section 'People' beside the list of people: requests for access, leaving, and the people of another
//! space.

use std::sync::Arc;

use domain::{
    ids::SpaceId,
    live::{LiveEvent, OwnChange},
    topic::{AccessRequest, RequestState},
    visibility::Visibility,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use super::{live::Live, people::PersonName};
use crate::{
    api::{
        Answer,
        access_requests::{access_requests, add_people_of_space, leave_space},
        topics::suggest_spaces,
    },
    ui::{
        browser::{self, live::is_focus_in},
        components::{Chips, Choice, ConfirmDialog, ExactTime, FailureNote, SuggestFn},
        errors,
        pages::requests::Answering,
        shell::{live::use_live, session::use_session},
    },
};

/// The pending requests for access, for people who may answer them; nothing if there is none.
#[component]
pub fn Requests(live: Live) -> impl IntoView {
    let pending: Resource<Answer<Vec<AccessRequest>>> =
        Resource::new(move || live.reloads.get(), move |_| access_requests(live.id()));
    let again = Callback::new(move |()| pending.refetch());
    use_live().reload_on(changes_requests, is_answering, move || pending.refetch());
    let answered = Callback::new(move |()| {
        let id = live.id();
        spawn_local(async move { live.reload(id).await });
        // The request's row is removed with the button that had the focus.
        browser::focus_soon("space-people", "h2");
    });
    let shown = move || {
        pending.get().map(|answer| match answer {
            Ok(requests) if requests.is_empty() => ().into_any(),
            Ok(requests) => {
                let rows = requests
                    .into_iter()
                    .map(|request| view! { <Request live request answered/> });
                let rows = rows.collect_view();
                view! {
                    <div class="space-requests">
                        <h3 id="space-requests">{live.messages.text("space-requests")}</h3>
                        <ul aria-labelledby="space-requests">{rows}</ul>
                    </div>
                }
                .into_any()
            }
            Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
        })
    };
    view! { <Transition fallback=|| ()>{shown}</Transition> }
}

/// Returns whether the event may change the requests: their managers get a notice of each.
fn changes_requests(event: &LiveEvent) -> bool {
    let notices = LiveEvent::Me {
        what: OwnChange::Notices,
    };
    *event == notices
}

/// Returns whether the person is at a request, which must not be replaced meanwhile.
fn is_answering() -> bool {
    is_focus_in(".space-requests")
}

#[component]
fn Request(live: Live, request: AccessRequest, answered: Callback<()>) -> impl IntoView {
    let AccessRequest { person, sentence, at } = request;
    let sentence = (!sentence.is_empty()).then(|| view! { <p class="request-sentence">{sentence}</p> });
    view! {
        <li class="space-request">
            <PersonName person=person.clone()/>
            <span class="muted">
                <ExactTime at/>
            </span>
            {sentence}
            <Answering space=live.id() person state=RequestState::Pending answered/>
        </li>
    }
}

/// The button 'Leave space' for members, with a dialog that says what it does.
#[component]
pub fn Leave(live: Live) -> impl IntoView {
    let me = use_session().me.id;
    let member = Memo::new(move |_| {
        live.shown
            .with(|space| space.members.iter().any(|person| person.id == me))
    });
    let level = Memo::new(move |_| live.shown.with(|space| space.visibility));
    let asking = RwSignal::new(false);
    let messages = live.messages;
    let navigate = use_navigate();
    let left = Callback::new(move |id: SpaceId| {
        live.toasts.show_status(messages.text("space-left"));
        if level.get_untracked() == Visibility::Hidden {
            // For the person who left, its page does not exist any more.
            navigate("/spaces", Default::default());
        } else {
            spawn_local(async move { live.reload(id).await });
        }
    });
    let leave = Callback::new(move |()| {
        let id = live.id();
        spawn_local(async move {
            match leave_space(id).await {
                Ok(()) => {
                    left.try_run(id);
                }
                Err(failure) => live.toasts.show_error(errors::sentence(messages, &failure.0)),
            }
        });
    });
    view! {
        <Show when=move || member.get()>
            <button type="button" class="button space-leave" on:click=move |_| asking.set(true)>
                {messages.text("space-leave")}
            </button>
            {move || {
                let text = messages.text(match level.get() {
                    Visibility::Public => "space-leave-public",
                    Visibility::Private => "space-leave-private",
                    Visibility::Hidden => "space-leave-hidden",
                });
                view! {
                    <ConfirmDialog
                        title=messages.text("space-leave-title") text confirm=messages.text("space-leave") open=asking
                        on_confirm=leave danger=true
                    />
                }
            }}
        </Show>
    }
}

/// The form that makes the people of another space members of this one.
#[component]
pub fn AddPeopleOf(live: Live) -> impl IntoView {
    let messages = live.messages;
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<String>);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(from) = chosen.with_untracked(|chosen| Choice::id::<SpaceId>(chosen)) else {
            return wrong.set(Some(messages.text("space-choose-space")));
        };
        wrong.set(None);
        busy.set(true);
        let id = live.id();
        spawn_local(async move {
            match add_people_of_space(id, from).await {
                Ok(count) => {
                    chosen.try_set(Vec::new());
                    live.toasts
                        .show_status(messages.with("space-people-added", [("count", count)]));
                    live.reload(id).await;
                }
                Err(failure) => {
                    wrong.try_set(Some(errors::sentence(messages, &failure.0)));
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="space-give" method="post" novalidate on:submit=add>
            <Chips
                label=messages.text("space-add-people-of") chosen suggest=other_spaces(live) error=wrong single=true
                help=messages.text("space-add-people-of-help")
            />
            <button type="submit" class="button" aria-busy=move || busy.get().then_some("true")>
                {messages.text("space-add-people")}
            </button>
        </form>
    }
}

/// Suggests the other spaces that the person may find.
fn other_spaces(live: Live) -> SuggestFn {
    Arc::new(move |text| {
        let this = live.shown.try_with_untracked(|space| space.id);
        Box::pin(async move {
            let found = suggest_spaces(text, false).await.unwrap_or_default();
            let others = found.iter().filter(|space| Some(space.id) != this);
            others.map(|space| Choice::new(space.id, &space.name)).collect()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_loaded_again_with_the_notices() {
        let own = |what| LiveEvent::Me { what };
        assert!(changes_requests(&own(OwnChange::Notices)));
        assert!(!changes_requests(&own(OwnChange::Read)));
        assert!(!changes_requests(&LiveEvent::Spaces));
    }
}
