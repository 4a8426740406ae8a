//! A new topic whose text is a web address: it becomes a link by itself, and an address that has a topic already opens that
//! topic.

use domain::{
    ids::SpaceId,
    topic::{
        TopicKind,
        link::{KnownLink, address_in, single_address},
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::{drafts::Drafts, text_change::on_change};
use crate::{
    api::links::find_link,
    i18n::use_messages,
    ui::{outbox::Outbox, pages::spaces_list::Pause},
};

/// Pause in typing after which the address is looked up, in milliseconds.
const PAUSE_MS: u64 = 300;

/// Makes the topic a link when its text is one web address and nothing else, and what it was before when the address is gone. A
/// kind that the person chose stays.
pub fn recognise_links(drafts: Drafts) {
    // The kind to which the topic returns; `None` while the person has not written an address.
    let before = StoredValue::new(None::<TopicKind>);
    let begun_as = StoredValue::new(drafts.kind.get_untracked());
    on_change(drafts.text, move |text| {
        let kind = drafts.kind.get_untracked();
        match (before.get_value(), address_in(text)) {
            (Some(earlier), None) => {
                before.set_value(None);
                if kind == TopicKind::Link {
                    drafts.kind.set(earlier);
                }
            }
            (None, _) if kind != TopicKind::Link && kind == begun_as.get_value() => {
                if single_address(text).is_some() {
                    before.set_value(Some(kind));
                    drafts.kind.set(TopicKind::Link);
                }
            }
            _ => {}
        }
    });
}

/// Returns the address of a new topic that is a link.
pub fn address_of(drafts: Drafts) -> Option<String> {
    let is_link = drafts.kind.get() == TopicKind::Link;
    let address = drafts.text.with(|text| address_in(text).map(str::to_owned));
    address.filter(|_| is_link)
}

/// A note that names the topic which has the address already, while it is written.
#[component]
pub fn KnownNote(drafts: Drafts, space: SpaceId) -> impl IntoView {
    let messages = use_messages();
    let address = Memo::new(move |_| address_of(drafts));
    let known = RwSignal::new(None::<KnownLink>);
    let pause = Pause::new(PAUSE_MS);
    Effect::new(move |_| {
        known.set(None);
        let Some(asked) = address.get() else { return };
        pause.then(move || {
            spawn_local(async move {
                let answer = find_link(space, asked.clone()).await;
                // An answer about an address that was changed meanwhile is out of date.
                if address.try_get_untracked().flatten() == Some(asked) {
                    known.try_set(answer.ok().flatten());
                }
            });
        });
    });
    view! {
        <div role="status">
            {move || known.get().map(|known| view! {
                <p class="note">
                    {messages.text("link-known")} " "
                    <a class="link" href=known.topic.path()>{known.title}</a>
                </p>
            })}
        </div>
    }
    .into_any()
}

/// Sends the topic, unless another one has its address: then what was written is kept as the draft of a reply to that one,
/// and `open` gets it, with whether there was anything to keep. `busy` is true meanwhile.
pub fn send_link(
    drafts: Drafts,
    outbox: Outbox,
    space: SpaceId,
    busy: RwSignal<bool>,
    open: Callback<(KnownLink, bool)>,
) {
    let Some(address) = untrack(|| address_of(drafts)).filter(|_| !busy.get_untracked()) else {
        return;
    };
    busy.set(true);
    spawn_local(async move {
        let answer = find_link(space, address).await;
        if busy.try_set(false).is_some() {
            // The page was left; the draft is stored.
            return;
        }
        match answer {
            Ok(Some(known)) => {
                let kept = drafts.keep_as_reply(known.topic).await;
                open.run((known, kept));
            }
            // Without an answer the topic waits in the outbox, and the server decides later.
            _ => outbox.send(drafts.destination.place, drafts.take()),
        }
    });
}
