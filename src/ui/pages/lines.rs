//! Lines with the newest first, a page at first and older ones on demand: activity, notes, the audit log.

use std::future::Future;

use domain::{
    activity::Activity,
    audit,
    deal::{DealLine, DealNote},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::Answer,
    i18n::use_messages,
    ui::{components::use_toasts, errors},
};

/// How many lines the server gives at once where it does not say whether there are more.
const AT_ONCE: usize = 50;

/// A line that is shown once, wherever it is read again.
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

/// A page of lines, and where the page of older ones begins.
pub trait Paged {
    type Line: Send + Sync + 'static;
    type Place: Clone + Send + Sync + 'static;

    /// The lines; the place of older ones where there are some.
    fn split(self) -> (Vec<Self::Line>, Option<Self::Place>);
}

impl<L: Line> Paged for Vec<L> {
    type Line = L;
    type Place = L::Id;

    fn split(self) -> (Vec<L>, Option<L::Id>) {
        let last = self.last().map(Line::id).filter(|_| self.len() >= AT_ONCE);
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

/// The lines so far, and the button that asks `fetch` for older ones as long as there are some.
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
                Err(failure) => toasts.fail(errors::sentence(messages, &failure.0)),
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

/// Reads the newest lines whenever the turn changes, and puts those that are new before the others.
pub fn follow<L, F>(lines: RwSignal<Vec<L>>, turn: RwSignal<u32>, newest: impl Fn() -> F + 'static)
where
    L: Line,
    F: Future<Output = Answer<Vec<L>>> + 'static,
{
    Effect::new(move |before: Option<u32>| {
        let turn = turn.get();
        if before.is_some_and(|before| before != turn) {
            let newest = newest();
            spawn_local(async move {
                // Failing here costs nothing: the lines come at the next look.
                if let Ok(page) = newest.await {
                    lines.try_update(|lines| put_newer_first(lines, page));
                }
            });
        }
        turn
    });
}

/// Puts the lines of the first page that are not there yet before the others.
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
        activity::What,
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
            what: What::Created,
        }
    }

    #[test]
    fn newer_lines_come_first_and_none_twice() {
        let mut lines = vec![line(2), line(1)];
        put_newer_first(&mut lines, vec![line(4), line(3), line(2)]);
        assert_eq!(lines, [line(4), line(3), line(2), line(1)]);
    }

    #[test]
    fn a_full_page_may_have_older_lines_after_its_last() {
        let older = |lines: u128| (1..=lines).rev().map(line).collect::<Vec<_>>().split().1;
        assert_eq!(older(3), None);
        assert_eq!(older(50), Some(ActivityId(Uuid::from_u128(1))));
    }
}
