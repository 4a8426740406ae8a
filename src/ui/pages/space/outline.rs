//! The page of a private space for people without access: name, visibility, owner and groups, and who can give access.

use domain::{ids::SpaceId, limits, space::SpaceOutline, visibility::Visibility};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::people::PersonName;
use crate::{
    api::{
        Answer,
        access_requests::{ask_for_access, has_asked_for_access},
    },
    i18n::use_messages,
    ui::{
        browser::focus_soon,
        components::{GroupPill, Page, TextField, VisibilityMark},
        errors,
    },
};

/// The page with the four facts about a private space that everyone may see.
#[component]
pub fn Outline(space: SpaceOutline) -> impl IntoView {
    let messages = use_messages();
    let who = if space.owner.active {
        messages.with("space-ask-owner", [("owner", space.owner.name.clone())])
    } else {
        messages.text("space-ask-administrator")
    };
    let groups = (!space.groups.is_empty()).then(|| {
        let pills = space
            .groups
            .into_iter()
            .map(|group| view! { <GroupPill group/> })
            .collect_view();
        view! {
            <dt>{messages.text("space-groups")}</dt>
            <dd class="space-pills">{pills}</dd>
        }
    });
    view! {
        <Page title=space.name>
            <div class="space-page">
                <p class="space-line">
                    <VisibilityMark level=Visibility::Private/>
                </p>
                <div class="note">
                    <p>{messages.text("space-no-access")} " " {who}</p>
                </div>
                <AskForAccess space=space.id/>
                <dl class="space-facts">
                    <dt>{messages.text("space-owner")}</dt>
                    <dd>
                        <PersonName person=space.owner/>
                    </dd>
                    {groups}
                </dl>
            </div>
        </Page>
    }
}

/// The form that asks for access; after that, a note that the person has asked.
#[component]
fn AskForAccess(space: SpaceId) -> impl IntoView {
    let messages = use_messages();
    let asked: Resource<Answer<bool>> = Resource::new(|| (), move |()| has_asked_for_access(space));
    let asked_now = RwSignal::new(false);
    let shown = move || {
        asked.get().map(|answer| {
            // If it is not known whether the person has asked, asking again does no harm.
            if asked_now.get() || answer.is_ok_and(|asked| asked) {
                view! { <p class="note" role="status" tabindex="-1">{messages.text("request-asked")}</p> }.into_any()
            } else {
                view! { <AskForm space asked=asked_now/> }.into_any()
            }
        })
    };
    view! {
        <div id="ask-for-access">
            <Transition fallback=|| ()>{shown}</Transition>
        </div>
    }
}

#[component]
fn AskForm(space: SpaceId, asked: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let sentence = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let ask = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            match ask_for_access(space, sentence.get_untracked()).await {
                Ok(()) => {
                    asked.try_set(true);
                    focus_soon("ask-for-access", "[role=status]");
                }
                Err(failure) => {
                    wrong.try_set(Some(errors::sentence(messages, &failure.0)));
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="form" method="post" novalidate on:submit=ask>
            <TextField
                label=messages.text("request-sentence") value=sentence error=wrong max=limits::REQUEST_SENTENCE
                help=messages.text("request-sentence-help")
            />
            <div class="form-actions">
                <button type="submit" class="button primary" aria-busy=move || busy.get().then_some("true")>
                    {messages.text("request-ask")}
                </button>
            </div>
        </form>
    }
}
