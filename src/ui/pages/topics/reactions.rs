//! The reactions to a post.

use domain::{
    person::PersonRef,
    topic::{Reaction, emoji},
};
use leptos::{prelude::*, task::spawn_local};

use super::{post::PostState, text_change::on_change};
use crate::{
    api::topics::react,
    ui::{
        components::{Glyph, Icon, Menu, MenuItem, REACTIONS, TextField},
        errors::{reason, sentence},
        shell::session::use_session,
    },
};

/// The reactions as toggle buttons, and the menu that adds one.
#[component]
pub fn Reactions(shown: PostState) -> impl IntoView {
    let messages = shown.thread.messages;
    let me = StoredValue::new(use_session().me.as_ref());
    let may = Memo::new(move |_| shown.thread.topic.with(|topic| topic.rights.reply));
    let reactions = Memo::new(move |_| shown.post.with(|post| post.reactions.clone()));
    let asking = RwSignal::new(false);
    let toggle = move |emoji: String| toggle(shown, emoji, me.get_value());
    let buttons = move || {
        let one = |reaction: Reaction| {
            let names: Vec<String> = reaction.people.iter().map(|person| person.name.clone()).collect();
            let who = names.join(", ");
            let name = messages.with(
                "reaction-by",
                [("emoji", reaction.emoji.clone()), ("names", who.clone())],
            );
            let (emoji, count) = (reaction.emoji.clone(), reaction.people.len());
            view! {
                <button
                    type="button"
                    class="reaction"
                    aria-pressed=reaction.own.to_string()
                    aria-label=name
                    title=who
                    disabled=move || !may.get()
                    on:click=move |_| toggle(emoji.clone())
                >
                    <span aria-hidden="true">{reaction.emoji}</span>
                    <span aria-hidden="true" class="reaction-count">{count}</span>
                </button>
            }
        };
        reactions.get().into_iter().map(one).collect_view()
    };
    view! {
        <div class="reactions">
            {buttons}
            <Show when=move || may.get()>
                <Menu label=messages.text("reaction-add") glyph=Glyph::SmilePlus icon_only=true class="button icon quiet">
                    {REACTIONS
                        .into_iter()
                        .map(|emoji| view! {
                            <MenuItem label=emoji on_select=move |()| toggle(emoji.to_owned())/>
                        })
                        .collect_view()}
                    <MenuItem label=messages.text("reaction-other") on_select=move |()| asking.set(true)/>
                </Menu>
            </Show>
            <Show when=move || asking.get()>
                <OtherEmoji shown asking me/>
            </Show>
        </div>
    }
    .into_any()
}

/// A field for any emoji.
#[component]
fn OtherEmoji(shown: PostState, asking: RwSignal<bool>, me: StoredValue<PersonRef>) -> impl IntoView {
    let messages = shown.thread.messages;
    let value = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    on_change(value, move |_| wrong.set(None));
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match emoji(&value.get_untracked()) {
            Ok(emoji) => {
                asking.set(false);
                toggle(shown, emoji, me.get_value());
            }
            Err(why) => wrong.set(Some(reason(messages, &why))),
        }
    };
    view! {
        <form class="other-emoji" method="post" novalidate on:submit=add>
            <TextField label=messages.text("reaction-emoji") value error=wrong autofocus=true/>
            <button type="submit" class="button">{messages.text("reaction-add")}</button>
            <button
                type="button"
                class="button icon quiet"
                aria-label=messages.text("cancel")
                title=messages.text("cancel")
                on:click=move |_| asking.set(false)
            >
                <Icon glyph=Glyph::X/>
            </button>
        </form>
    }
    .into_any()
}

/// Adds or withdraws the person's reaction, at once in the page and then on the server.
fn toggle(shown: PostState, emoji: String, me: PersonRef) {
    let state = shown.thread;
    let on = shown.post.with_untracked(|post| {
        !post
            .reactions
            .iter()
            .any(|reaction| reaction.own && reaction.emoji == emoji)
    });
    shown.post.update(|post| change(&mut post.reactions, &emoji, &me, on));
    spawn_local(async move {
        if let Err(failure) = react(state.address(), shown.number, emoji, on).await {
            state.toasts.show_error(sentence(state.messages, &failure.0));
            state.refresh(Some(shown.number));
        }
    });
}

fn change(reactions: &mut Vec<Reaction>, emoji: &str, me: &PersonRef, on: bool) {
    let found = reactions.iter_mut().find(|reaction| reaction.emoji == emoji);
    match (found, on) {
        (Some(reaction), true) => {
            reaction.own = true;
            reaction.people.push(me.clone());
        }
        (Some(reaction), false) => {
            reaction.own = false;
            reaction.people.retain(|person| person.id != me.id);
        }
        (None, true) => reactions.push(Reaction {
            emoji: emoji.to_owned(),
            people: vec![me.clone()],
            own: true,
        }),
        (None, false) => {}
    }
    reactions.retain(|reaction| !reaction.people.is_empty());
}

#[cfg(test)]
mod tests {
    use domain::ids::UserId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_reaction_without_people_goes() {
        let me = PersonRef {
            id: UserId(Uuid::nil()),
            name: "Jan".into(),
            active: true,
        };
        let mut reactions = Vec::new();
        change(&mut reactions, "👍", &me, true);
        assert_eq!((reactions.len(), reactions[0].own), (1, true));
        change(&mut reactions, "👍", &me, false);
        assert!(reactions.is_empty());
    }
}
