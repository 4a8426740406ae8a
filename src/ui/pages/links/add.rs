//! The form that adds a link by its address alone.

use domain::{
    error::{AppError, Field, Reason},
    topic::{NewTopic, TopicKind, link::KnownLink},
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::state::LinksState;
use crate::{
    api::topics::add_topic,
    ui::{
        browser::{focus_first_wrong, new_uuid},
        components::TextField,
        errors::{field_error, reason, sentence},
    },
};

/// The form. An address that has a topic already opens that topic.
#[component]
pub fn AddLink(links: LinksState) -> impl IntoView {
    let messages = links.messages;
    let address = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    // The request is repeated as the same one until there is an answer.
    let request = StoredValue::new(None::<(String, Uuid)>);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = with_scheme(address.get_untracked().trim());
        if busy.get_untracked() {
            return;
        }
        if typed.is_empty() {
            wrong.set(Some(reason(messages, &Reason::Required)));
            return focus_first_wrong();
        }
        let same = request.get_value().filter(|(sent, _)| *sent == typed);
        let id = same.map_or_else(new_uuid, |(_, id)| id);
        request.set_value(Some((typed.clone(), id)));
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            let topic = NewTopic {
                kind: TopicKind::Link,
                title: String::new(),
                text: typed,
            };
            let answer = add_topic(links.space, topic, id).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    request.set_value(None);
                    address.set(String::new());
                    links.toasts.show_status(messages.text("link-added"));
                    links.refresh();
                }
                Err(failure) => refused(links, wrong, &failure.0),
            }
        });
    };
    view! {
        <form class="add-link" method="post" novalidate aria-label=messages.text("link-add") on:submit=send>
            <TextField label=messages.text("link-address") value=address error=wrong/>
            <button type="submit" class="button primary" aria-busy=move || busy.get().then_some("true")>
                {messages.text("link-add")}
            </button>
        </form>
    }
    .into_any()
}

/// Returns the address with a scheme, by which the text of a post is recognised as one.
fn with_scheme(typed: &str) -> String {
    match typed.is_empty() || typed.contains("://") || typed.contains(char::is_whitespace) {
        true => typed.to_owned(),
        false => format!("https://{typed}"),
    }
}

fn refused(links: LinksState, wrong: RwSignal<Option<String>>, error: &AppError) {
    let messages = links.messages;
    match error {
        AppError::Conflict(current) => {
            if let Some(known) = current.read::<KnownLink>() {
                links.toasts.show_status(messages.text("link-known-opened"));
                return links.open(known.topic);
            }
            wrong.set(Some(sentence(messages, error)));
        }
        AppError::Invalid(errors) => {
            let found = field_error(messages, errors, Field::Post);
            wrong.set(Some(found.unwrap_or_else(|| sentence(messages, error))));
        }
        error => wrong.set(Some(sentence(messages, error))),
    }
    focus_first_wrong();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_host_becomes_an_address() {
        assert_eq!(with_scheme("example.com/a"), "https://example.com/a");
        assert_eq!(with_scheme("http://example.com"), "http://example.com");
        assert_eq!(with_scheme("ftp://example.com"), "ftp://example.com");
        assert_eq!(with_scheme("two words"), "two words");
    }
}
