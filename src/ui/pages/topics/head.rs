//! The head of a topic's page: where it is, its title, its state and its menus.

use domain::{
    error::{AppError, Field},
    space_state::SpaceState,
    topic::{FollowLevel, TopicKind, TopicState, topic_title},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    follow::FollowMenu,
    kind::KindMark,
    thread_state::ThreadState,
    topic_menu::{TopicMenu, restore},
};
use crate::{
    api::{notices::follow_topic, topics::rename_topic},
    i18n::Messages,
    ui::{
        components::{DocumentTitle, Glyph, Icon, TextField},
        errors::{field_error, reason, sentence},
    },
};

/// Breadcrumbs, title, menus, and notes about the state.
#[component]
pub fn TopicHead(state: ThreadState) -> impl IntoView {
    let title = Memo::new(move |_| state.topic.with(|topic| topic.row.title.clone()));
    let renaming = RwSignal::new(false);
    view! {
        <DocumentTitle title/>
        <Breadcrumbs state/>
        <header class="page-head topic-head">
            {move || if renaming.get() {
                view! { <Rename state renaming/> }.into_any()
            } else {
                view! { <Heading state title renaming/> }.into_any()
            }}
            <div class="page-actions">
                <Follow state/>
                <TopicMenu state/>
            </div>
        </header>
        <Notes state/>
    }
    .into_any()
}

#[component]
fn Breadcrumbs(state: ThreadState) -> impl IntoView {
    let messages = state.messages;
    let space = Memo::new(move |_| {
        state
            .topic
            .with(|topic| (topic.row.address.space, topic.space_name.clone()))
    });
    view! {
        <nav class="crumbs" aria-label=messages.text("breadcrumbs")>
            <a href="/spaces">{messages.text("nav-spaces")}</a>
            <Icon glyph=Glyph::ChevronRight size=14/>
            <a href=move || space.with(|(id, _)| format!("/spaces/{id}"))>{move || space.get().1}</a>
        </nav>
    }
}

#[component]
fn Heading(state: ThreadState, title: Memo<String>, renaming: RwSignal<bool>) -> impl IntoView {
    let messages = state.messages;
    let titled = Memo::new(move |_| state.topic.with(|topic| topic.row.titled));
    let change = Memo::new(move |_| state.topic.with(|topic| topic.rights.change));
    let kind = Memo::new(move |_| state.topic.with(|topic| topic.row.kind));
    view! {
        <div class="topic-heading">
            {move || (kind.get() != TopicKind::Talk).then(|| view! { <KindMark kind=kind.get()/> })}
            <h1 class:untitled=move || !titled.get()>{move || title.get()}</h1>
            <Show when=move || change.get()>
                <button
                    type="button"
                    class="button icon quiet"
                    aria-label=messages.text("topic-edit-title")
                    title=messages.text("topic-edit-title")
                    on:click=move |_| renaming.set(true)
                >
                    <Icon glyph=Glyph::Pencil/>
                </button>
            </Show>
        </div>
    }
}

#[component]
fn Rename(state: ThreadState, renaming: RwSignal<bool>) -> impl IntoView {
    let messages = state.messages;
    let (now, version) = state.topic.with_untracked(|topic| {
        let title = if topic.row.titled {
            topic.row.title.clone()
        } else {
            String::new()
        };
        (title, topic.version)
    });
    let value = RwSignal::new(now);
    let wrong = RwSignal::new(None::<String>);
    let version = StoredValue::new(version);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let title = match topic_title(&value.get_untracked()) {
            Ok(title) => title,
            Err(why) => return wrong.set(Some(reason(messages, &why))),
        };
        spawn_local(async move {
            match rename_topic(state.address(), title, version.get_value()).await {
                Ok(()) => {
                    renaming.try_set(false);
                    state.refresh(None);
                }
                Err(failure) => {
                    let shown = match &failure.0 {
                        AppError::Invalid(errors) => field_error(messages, errors, Field::Title),
                        AppError::Conflict(current) => current
                            .read::<String>()
                            .map(|theirs| messages.with("topic-title-conflict", [("title", theirs)])),
                        _ => None,
                    };
                    if matches!(failure.0, AppError::Conflict(_)) {
                        state.refresh(None);
                        // The next try starts from what the message shows.
                        version.try_update_value(|version| *version += 1);
                    }
                    wrong.try_set(Some(shown.unwrap_or_else(|| sentence(messages, &failure.0))));
                }
            }
        });
    };
    Effect::new(move |before: Option<i64>| {
        let now = state.topic.with(|topic| topic.version);
        if before.is_some() {
            version.set_value(now);
        }
        now
    });
    view! {
        <form class="topic-rename" method="post" novalidate on:submit=save>
            <TextField label=messages.text("topic-title-field") value error=wrong autofocus=true/>
            <button type="submit" class="button primary">{messages.text("post-save")}</button>
            <button type="button" class="button quiet" on:click=move |_| renaming.set(false)>
                {messages.text("cancel")}
            </button>
        </form>
    }
    .into_any()
}

#[component]
fn Follow(state: ThreadState) -> impl IntoView {
    let level = Signal::derive(move || state.topic.with(|topic| topic.follow));
    let inherited = Signal::derive(move || Some(state.topic.with(|topic| topic.follow_inherited)));
    let pick = Callback::new(move |level: Option<FollowLevel>| {
        state.topic.update(|topic| topic.follow = level);
        state.act(
            None,
            follow_topic(state.address(), level),
            state.messages.text("follow-changed"),
            None,
        );
    });
    view! { <FollowMenu level inherited pick/> }
}

/// Returns why nothing can be written in a space in this state; `None` if it can.
pub fn read_only(messages: Messages, state: SpaceState) -> Option<String> {
    match state {
        SpaceState::Active => None,
        SpaceState::Archived => Some(messages.text("topics-read-only")),
        SpaceState::Trash => Some(messages.text("topics-in-trash")),
    }
}

/// The outcome of a closed topic, and why nothing can be written.
#[component]
fn Notes(state: ThreadState) -> impl IntoView {
    let messages = state.messages;
    let closed = Memo::new(move |_| {
        state.topic.with(|topic| {
            let outcome = topic.row.outcome.clone().filter(|outcome| !outcome.is_empty());
            (topic.row.state == TopicState::Closed).then_some(outcome)
        })
    });
    let space = Memo::new(move |_| state.topic.with(|topic| topic.space_state));
    let deleted = Memo::new(move |_| state.topic.with(|topic| topic.deleted.is_some()));
    view! {
        {move || closed.get().map(|outcome| view! {
            <div class="topic-closed">
                <span class="state-mark">{messages.text("topic-is-closed")}</span>
                {outcome.map(|outcome| view! {
                    <p class="topic-closed-outcome">
                        <strong>{messages.text("topic-outcome")}</strong> " " {outcome}
                    </p>
                })}
            </div>
        })}
        {move || read_only(messages, space.get()).map(|why| view! { <p class="note">{why}</p> })}
        <Show when=move || deleted.get()>
            <div class="note space-banner">
                <p>{messages.text("topic-is-deleted")}</p>
                <button type="button" class="button" on:click=move |_| restore(state)>
                    <Icon glyph=Glyph::Undo/>
                    {messages.text("space-restore")}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    #[test]
    fn a_space_in_the_trash_is_not_called_archived() {
        let why = |state| read_only(Messages(Language::En), state).unwrap_or_default();
        assert_eq!(why(SpaceState::Active), "");
        assert!(why(SpaceState::Archived).starts_with("This space is archived."));
        assert!(why(SpaceState::Trash).starts_with("This space is in the trash."));
    }
}
