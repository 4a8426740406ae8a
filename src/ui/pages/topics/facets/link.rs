//! The address of a link, above its thread, and the dialog that changes it and its tags.

use std::sync::Arc;

use domain::{
    error::{AppError, Field},
    ids::SpaceId,
    topic::{
        Facet,
        link::{KnownLink, LinkFacet, LinkForm, LinksQuery, link_tags},
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::super::thread_state::ThreadState;
use crate::{
    api::links::{save_link, suggest_link_tags},
    i18n::{Messages, use_messages},
    ui::{
        browser::focus_first_wrong,
        components::{Chips, Choice, Dialog, Glyph, Icon, SuggestFn, TextField},
        errors::{field_error, reason, sentence},
    },
};

/// Host, address and tags of the topic.
#[component]
pub fn LinkPanel(state: ThreadState) -> impl IntoView {
    let messages = state.messages;
    let facet = Memo::new(move |_| {
        state.topic.with(|topic| match &topic.facet {
            Facet::Link(link) => link.clone(),
            _ => LinkFacet::default(),
        })
    });
    let change = Memo::new(move |_| state.topic.with(|topic| topic.rights.change));
    let editing = RwSignal::new(false);
    let edit = move || {
        let name = match facet.with(|facet| facet.url.is_some()) {
            true => "link-edit",
            false => "link-add-address",
        };
        view! {
            <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| editing.set(true)>
                <Icon glyph=Glyph::Pencil/>
                {messages.text(name)}
            </button>
        }
    };
    view! {
        <section class="link-panel" aria-label=messages.text("link-panel")>
            <div class="link-panel-main">
                {move || address(messages, &facet.get())}
                {move || tags(state.address().space, facet.get().tags)}
            </div>
            <Show when=move || change.get()>{edit}</Show>
            {move || facet.get().same.map(|same| view! { <Same same/> })}
        </section>
        <Dialog title=messages.text("link-edit-title") open=editing>
            <Form state facet editing/>
        </Dialog>
    }
    .into_any()
}

fn address(messages: Messages, facet: &LinkFacet) -> AnyView {
    match facet.url.clone() {
        Some(url) => view! { <OutsideLink url host=facet.host.clone()/> }.into_any(),
        None => view! { <p class="muted">{messages.text("link-without-address")}</p> }.into_any(),
    }
}

/// An address of another site with its host, which opens in a new tab. The other site gets no access to this page, and search
/// engines do not take it as recommended by this one.
#[component]
pub fn OutsideLink(url: String, host: String) -> impl IntoView {
    let messages = use_messages();
    let href = url.clone();
    view! {
        <a class="outside-link" href=href target="_blank" rel="noopener nofollow ugc">
            <Icon glyph=Glyph::Link/>
            <strong>{host}</strong>
            <span class="outside-url">{url}</span>
            <span class="visually-hidden">{messages.text("link-opens-tab")}</span>
        </a>
    }
    .into_any()
}

/// Links to the other links of the space with each tag.
fn tags(space: SpaceId, tags: Vec<String>) -> Option<AnyView> {
    let messages = use_messages();
    let entry = |tag: String| {
        let query = LinksQuery {
            tag: Some(tag.clone()),
            ..LinksQuery::default()
        };
        view! { <li><a class="tag" href=query.address(space)>{tag}</a></li> }
    };
    (!tags.is_empty()).then(|| {
        view! {
            <ul class="link-tags" aria-label=messages.text("link-tags")>{tags.into_iter().map(entry).collect_view()}</ul>
        }
        .into_any()
    })
}

/// A note that names another topic with the same address.
#[component]
fn Same(same: KnownLink) -> impl IntoView {
    view! {
        <p class="note">
            {use_messages().text("link-same")} " "
            <a class="link" href=same.topic.path()>{same.title}</a>
        </p>
    }
}

fn suggest(space: SpaceId) -> SuggestFn {
    Arc::new(move |typed: String| {
        Box::pin(async move {
            let tags = suggest_link_tags(space, typed).await.unwrap_or_default();
            tags.iter().map(|tag| Choice::tag(tag)).collect()
        })
    })
}

/// What is wrong with the form.
#[derive(Clone, Copy)]
struct Wrong {
    address: RwSignal<Option<String>>,
    tags: RwSignal<Option<String>>,
    /// The topic that has the address already.
    known: RwSignal<Option<KnownLink>>,
}

impl Wrong {
    fn new() -> Self {
        Self {
            address: RwSignal::new(None),
            tags: RwSignal::new(None),
            known: RwSignal::new(None),
        }
    }

    /// Shows why saving failed. Returns the form that somebody else has saved meanwhile.
    fn show(self, messages: Messages, error: &AppError) -> Option<LinkForm> {
        match error {
            AppError::Invalid(errors) => {
                self.address.try_set(field_error(messages, errors, Field::Address));
                self.tags.try_set(field_error(messages, errors, Field::Tags));
            }
            AppError::Conflict(current) => {
                if let Some(known) = current.read::<KnownLink>() {
                    self.address.try_set(Some(messages.text("link-known-short")));
                    self.known.try_set(Some(known));
                } else {
                    let theirs = current.read::<LinkForm>().unwrap_or_default();
                    let address = theirs.address.clone();
                    self.address
                        .try_set(Some(messages.with("link-conflict", [("address", address)])));
                    return Some(theirs);
                }
            }
            error => drop(self.address.try_set(Some(sentence(messages, error)))),
        }
        focus_first_wrong();
        None
    }
}

#[component]
fn Form(state: ThreadState, facet: Memo<LinkFacet>, editing: RwSignal<bool>) -> impl IntoView {
    let messages = state.messages;
    let now = facet.get_untracked();
    let address = RwSignal::new(now.url.unwrap_or_default());
    let tags = RwSignal::new(now.tags.iter().map(|tag| Choice::tag(tag)).collect::<Vec<_>>());
    // Another try after a conflict replaces what the message shows.
    let version = StoredValue::new(state.topic.with_untracked(|topic| topic.version));
    let wrong = Wrong::new();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let form = LinkForm {
            address: address.get_untracked(),
            tags: tags.with_untracked(|tags| tags.iter().map(|tag| tag.label.clone()).collect()),
        };
        for field in [wrong.address, wrong.tags] {
            field.set(None);
        }
        wrong.known.set(None);
        if let Err(why) = link_tags(&form.tags) {
            return wrong.tags.set(Some(reason(messages, &why)));
        }
        spawn_local(async move {
            match save_link(state.address(), form, version.get_value()).await {
                Ok(()) => {
                    editing.try_set(false);
                    state.toasts.show_status(messages.text("link-saved"));
                    state.refresh(None);
                }
                Err(failure) => {
                    if wrong.show(messages, &failure.0).is_some() {
                        state.refresh(None);
                    }
                }
            }
        });
    };
    Effect::new(move |before: Option<i64>| {
        let now = state.topic.with(|topic| topic.version);
        // Only a conflict that was shown lets the next try begin from the newer version.
        if before.is_some() && wrong.address.with_untracked(Option::is_some) {
            version.set_value(now);
        }
        now
    });
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=save>
            <TextField label=messages.text("link-address") value=address error=wrong.address autofocus=true/>
            {move || wrong.known.get().map(|same| view! { <Same same/> })}
            <Chips
                label=messages.text("link-tags") chosen=tags suggest=suggest(state.address().space) error=wrong.tags
                allow_new=true create_label=messages.text("link-tag-new")
            />
            <div class="dialog-foot">
                <button type="submit" class="button primary">{messages.text("post-save")}</button>
                <button type="button" class="button quiet" on:click=move |_| editing.set(false)>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}
