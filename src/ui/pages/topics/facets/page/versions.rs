//! The dialog with the versions of a page: what differs between two of them, and restoring one.

use domain::topic::page::{DifferenceLine, PageVersion};
use leptos::{prelude::*, task::spawn_local};

use super::{super::super::thread_state::ThreadState, difference::difference_view};
use crate::{
    api::{
        Answer,
        pages::{page_difference, page_versions, restore_page},
    },
    ui::{
        components::{Dialog, FailureNote, SelectField, Skeleton, exact_text},
        shell::session::use_session,
    },
};

/// The dialog, which loads its content when it is opened.
#[component]
pub fn PageVersions(state: ThreadState, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=state.messages.text("post-versions") open wide=true>
            <Content state open/>
        </Dialog>
    }
}

#[component]
fn Content(state: ThreadState, open: RwSignal<bool>) -> impl IntoView {
    let found = RwSignal::new(None::<Answer<Vec<PageVersion>>>);
    let load = Callback::new(move |()| {
        found.set(None);
        spawn_local(async move {
            let answer = page_versions(state.address()).await;
            found.try_set(Some(answer));
        });
    });
    Effect::new(move |_| load.run(()));
    move || match found.get() {
        None => view! { <Skeleton rows=3/> }.into_any(),
        Some(Err(failure)) => view! { <FailureNote error=failure.0 retry=load/> }.into_any(),
        Some(Ok(versions)) => match &versions[..] {
            [_, _, ..] => view! { <Compare state open versions/> }.into_any(),
            _ => view! { <p class="muted">{state.messages.text("page-one-version")}</p> }.into_any(),
        },
    }
}

/// The versions that are compared.
#[derive(Clone, Copy)]
struct Chosen {
    older: RwSignal<String>,
    newer: RwSignal<String>,
}

impl Chosen {
    /// Chooses the newest version and the one before it.
    fn new(versions: &[PageVersion]) -> Self {
        let number = |place: usize| versions.get(place).map_or(0, |version| version.version);
        Self {
            older: RwSignal::new(number(1).to_string()),
            newer: RwSignal::new(number(0).to_string()),
        }
    }

    /// Returns both numbers, the smaller one first.
    fn get(self) -> (i64, i64) {
        let number = |text: RwSignal<String>| text.with(|text| text.parse().unwrap_or_default());
        let (one, other) = (number(self.older), number(self.newer));
        (one.min(other), one.max(other))
    }
}

/// Two lists of versions, and the difference between the chosen ones.
#[component]
fn Compare(state: ThreadState, open: RwSignal<bool>, versions: Vec<PageVersion>) -> impl IntoView {
    let messages = state.messages;
    let offsets = use_session().offsets;
    let present = versions.first().map_or(0, |version| version.version);
    let chosen = Chosen::new(&versions);
    let options: Vec<(String, String)> = versions
        .iter()
        .map(|version| {
            let when = exact_text(messages, version.at, offsets.at(version.at));
            let words = format!("{}: {}, {when}", version.version, version.author.name);
            (version.version.to_string(), words)
        })
        .collect();
    view! {
        <div class="page-compare">
            <SelectField label=messages.text("page-compare-older") value=chosen.older options=options.clone()/>
            <SelectField label=messages.text("page-compare-newer") value=chosen.newer options/>
        </div>
        <Difference state chosen/>
        <Restore state open chosen present/>
    }
    .into_any()
}

#[component]
fn Difference(state: ThreadState, chosen: Chosen) -> impl IntoView {
    let messages = state.messages;
    let found = RwSignal::new(None::<Answer<Vec<DifferenceLine>>>);
    let turn = StoredValue::new(0_u32);
    let load = Callback::new(move |()| {
        let (older, newer) = untrack(|| chosen.get());
        turn.update_value(|turn| *turn += 1);
        let now = turn.get_value();
        spawn_local(async move {
            let answer = page_difference(state.address(), older, newer).await;
            // Another version may have been chosen meanwhile.
            if turn.try_get_value() == Some(now) {
                found.set(Some(answer));
            }
        });
    });
    Effect::new(move |_| {
        chosen.get();
        load.run(());
    });
    view! {
        <section class="page-difference" aria-label=messages.text("page-difference")>
            {move || match found.get() {
                None => view! { <Skeleton rows=3/> }.into_any(),
                Some(Err(failure)) => view! { <FailureNote error=failure.0 retry=load/> }.into_any(),
                Some(Ok(lines)) => difference_view(messages, lines),
            }}
        </section>
    }
    .into_any()
}

/// The button that gives the page the text of the older version, for people who may edit it.
#[component]
fn Restore(state: ThreadState, open: RwSignal<bool>, chosen: Chosen, present: i64) -> impl IntoView {
    let messages = state.messages;
    let older = Memo::new(move |_| chosen.get().0);
    let may = move || state.topic.with(|topic| topic.rights.edit_page) && older.get() != present;
    let restore = move |_| {
        open.set(false);
        let request = restore_page(state.address(), older.get_untracked(), present);
        let document = state.page_untracked(|page| page.document.number);
        state.act(document, request, messages.text("page-restored"), None);
    };
    view! {
        <div class="dialog-foot">
            <Show when=may>
                <button type="button" class="button" on:click=restore>
                    {move || messages.with("page-restore", [("version", older.get())])}
                </button>
            </Show>
            <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                {messages.text("close")}
            </button>
        </div>
    }
    .into_any()
}
