//! Lists of lines, newest first, with a button that loads older ones: activity, notes, notices, found posts, the audit
//! log.

use std::future::Future;

use domain::{
    activity::Activity,
    audit,
    deal::{DealLine, DealNote},
    topic::{FoundPost, Notice, NoticesPage, PostsPage},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::Answer,
    i18n::use_messages,
    ui::{components::use_toasts, errors},
};

/// Page size of the lists for which the server does not say whether there are more lines.
const PAGE_SIZE: usize = 50;

/// A line of a list. Its id says whether it is shown already.
pub trait Line: Clone + Send + Sync + 'static {
    type Id: Copy + PartialEq + Send + Sync + 'static;

    fn id(&self) -> Self::Id;
}

macro_rules! line {
    ($line:ty, $id:ty) => {
        impl Line for $line {
            type Id = $id;

            fn id(&self) -> $id {
                self.id
            }
        }
    };
}
line!(Activity, domain::ids::ActivityId);
line!(DealLine, domain::ids::ActivityId);
line!(DealNote, domain::ids::NoteId);

/// A page of lines with the place where the next page, of older lines, begins.
pub trait Paged {
    type Line: Send + Sync + 'static;
    type Place: Clone + Send + Sync + 'static;

    /// Returns the lines, and the place of older ones if there may be some.
    fn split(self) -> (Vec<Self::Line>, Option<Self::Place>);
}

impl<L: Line> Paged for Vec<L> {
    type Line = L;
    type Place = L::Id;

    fn split(self) -> (Vec<L>, Option<L::Id>) {
        let last = self.last().map(Line::id).filter(|_| self.len() >= PAGE_SIZE);
        (self, last)
    }
}

impl Paged for audit::Page {
    type Line = audit::Line;
    type Place = audit::Place;

    fn split(self) -> (Vec<audit::Line>, Option<audit::Place>) {
        (self.lines, self.next)
    }
}

impl Paged for NoticesPage {
    type Line = Notice;
    type Place = String;

    fn split(self) -> (Vec<Notice>, Option<String>) {
        (self.lines, self.next)
    }
}

impl Paged for PostsPage {
    type Line = FoundPost;
    type Place = String;

    fn split(self) -> (Vec<FoundPost>, Option<String>) {
        (self.posts, self.next)
    }
}

/// Returns the lines loaded so far, and a button that loads older ones by `fetch` and is shown while there are some.
pub fn paged_lines<A, F>(
    first: A,
    older: String,
    fetch: impl Fn(Option<A::Place>) -> F + Copy + Send + Sync + 'static,
) -> (RwSignal<Vec<A::Line>>, AnyView)
where
    A: Paged + 'static,
    F: Future<Output = Answer<A>> + 'static,
{
    let messages = use_messages();
    let toasts = use_toasts();
    let (lines, next) = first.split();
    let (lines, next) = (RwSignal::new(lines), RwSignal::new(next));
    let busy = RwSignal::new(false);
    let more = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match fetch(next.get_untracked()).await.map(Paged::split) {
                Ok((older, place)) => {
                    next.try_set(place);
                    lines.try_update(|lines| lines.extend(older));
                }
                Err(failure) => toasts.show_error(errors::sentence(messages, &failure.0)),
            }
            busy.try_set(false);
        });
    };
    let button = view! {
        <Show when=move || next.with(Option::is_some)>
            <button type="button" class="button" aria-busy=move || busy.get().then_some("true") on:click=more>
                {older.clone()}
            </button>
        </Show>
    };
    (lines, button.into_any())
}

/// Loads the newest lines each time `reloads` changes, and puts the new ones before the others.
pub fn follow<L, F>(lines: RwSignal<Vec<L>>, reloads: RwSignal<u32>, newest: impl Fn() -> F + 'static)
where
    L: Line,
    F: Future<Output = Answer<Vec<L>>> + 'static,
{
    Effect::new(move |before: Option<u32>| {
        let reloads = reloads.get();
        if before.is_some_and(|before| before != reloads) {
            let newest = newest();
            spawn_local(async move {
                // A failure is ignored: the lines appear after the next reload.
                if let Ok(page) = newest.await {
                    lines.try_update(|lines| put_newer_first(lines, page));
                }
            });
        }
        reloads
    });
}

/// Puts the lines of `page` that are not in `lines` yet before the others.
pub fn put_newer_first<L: Line>(lines: &mut Vec<L>, page: Vec<L>) {
    let newer: Vec<L> = page
        .into_iter()
        .filter(|line| lines.iter().all(|known| known.id() != line.id()))
        .collect();
    lines.splice(0..0, newer);
}

#[cfg(test)]
mod tests {
    use domain::{
        activity::SpaceEvent,
        ids::{ActivityId, UserId},
        person::PersonRef,
    };
    use uuid::Uuid;

    use super::*;

    fn line(number: u128) -> Activity {
        Activity {
            id: ActivityId(Uuid::from_u128(number)),
            actor: PersonRef {
                id: UserId(Uuid::nil()),
                name: "Jan Kot".into(),
                active: true,
            },
            at: 0,
            what: SpaceEvent::Created,
        }
    }

    #[test]
    fn newer_lines_come_first_and_none_twice() {
        let mut lines = vec![line(2), line(1)];
        put_newer_first(&mut lines, vec![line(4), line(3), line(2)]);
        assert_eq!(lines, [line(4), line(3), line(2), line(1)]);
    }

    #[test]
    fn a_full_page_may_have_older_lines_after_it() {
        let older = |lines: u128| (1..=lines).rev().map(line).collect::<Vec<_>>().split().1;
        assert_eq!(older(3), None);
        assert_eq!(older(50), Some(ActivityId(Uuid::from_u128(1))));
    }
}
