//! Who will read what is being written, and mentioned people who could not.

use domain::{ids::SpaceId, person::PersonRef, topic::ReadersOfPost};
use leptos::{prelude::*, task::spawn_local};

use super::{super::use_toasts, trigger::mentioned};
use crate::{
    api::{spaces::give_access, topics::readers_of_post},
    i18n::use_messages,
    ui::errors::sentence,
};

/// The line below the text. It is renewed when other people are mentioned.
#[component]
pub(super) fn Readers(space: SpaceId, topic: Option<i64>, text: RwSignal<String>) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let readers = RwSignal::new(None::<ReadersOfPost>);
    let people = Memo::new(move |_| text.with(|text| mentioned(text)));
    let ask = move || {
        let asked = people.get_untracked();
        let text = text.get_untracked();
        spawn_local(async move {
            let answer = readers_of_post(space, topic, text).await;
            // An answer for other mentions is out of date.
            if people.try_get_untracked().as_ref() == Some(&asked) {
                readers.try_set(answer.ok());
            }
        });
    };
    Effect::new(move |_| {
        people.track();
        ask();
    });
    let give = move |person: PersonRef| {
        spawn_local(async move {
            match give_access(space, vec![person.id]).await {
                Ok(()) => {
                    toasts.show_status(messages.with("space-access-given", [("count", 1)]));
                    ask();
                }
                Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
            }
        });
    };
    view! {
        <div class="writing-readers" role="status">
            {move || readers.get().map(|readers| {
                let count = match readers.count {
                    Some(count) => messages.with("writing-readers", [("count", count)]),
                    None => messages.text("writing-readers-all"),
                };
                let may_give = readers.may_give;
                let outside = if readers.private { "writing-cannot-see" } else { "writing-cannot-open" };
                let people = readers.cannot_open.into_iter().map(|person| {
                    let name = person.name.clone();
                    view! {
                        <p class="writing-outside">
                            <span>{messages.with(outside, [("name", name)])}</span>
                            {may_give.then(|| view! {
                                <button type="button" class="button" on:click=move |_| give(person.clone())>
                                    {messages.text("space-give-access")}
                                </button>
                            })}
                        </p>
                    }
                }).collect_view();
                view! {
                    <p class="muted">{count}</p>
                    {people}
                }
            })}
        </div>
    }
    .into_any()
}
