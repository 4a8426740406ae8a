//! The conversations in the spaces of the demo account: topics, replies, reactions, outcomes, and what people have read.

use domain::{
    access::Action,
    error::AppError,
    topic::{NewTopic, ThreadPlace, TopicAddress, TopicKind, access::TopicAction},
    visibility::Visibility,
};

use super::{
    Account, ChangeOf, DemoChange,
    calendar::{Calendar, DAY},
    cast::{CLIENTS, COLLEAGUES},
    files, spaces,
    talks::{EMOJI, TALKS, Talk},
};
use crate::server::{
    clock,
    store::topics::{
        act,
        content::{PostContent, TopicContent},
        marks, thread, write,
    },
};

/// In how many spaces each conversation takes place.
const PLACES: usize = 5;
/// The number of days ago on which people read everything, so that only later posts are unread.
const READ_DAYS_AGO: i64 = 3;

/// A topic to be added: an index into [`TALKS`], and the index of its space.
pub(super) struct Planned {
    talk: usize,
    space: usize,
}

/// An event of a topic. Posts are indexes into those of the talk.
#[derive(Clone, Copy, Debug)]
pub(super) enum TopicChange {
    /// Adds the topic or the reply. `next` is the person who answers.
    Write {
        post: usize,
        next: usize,
    },
    React {
        post: usize,
        emoji: &'static str,
    },
    Pin,
    Close,
    /// The person has read everything in the space.
    ReadAll,
}

/// Plans the topics and their events, in spaces that are neither archived nor deleted.
pub(super) fn plan(calendar: &mut Calendar, spaces: &[spaces::Planned], changes: &mut Vec<DemoChange>) -> Vec<Planned> {
    let gone = spaces::gone(changes);
    let mut planned = Vec::new();
    for (number, talk) in TALKS.iter().enumerate() {
        let there = spaces::of_kind(spaces, talk.kind, &gone);
        for space in there.skip(number % 3).step_by(3).take(PLACES) {
            let topic = planned.len();
            planned.push(Planned { talk: number, space });
            plan_talk(calendar, topic, talk, &spaces[space], changes);
        }
    }
    planned
}

/// Plans one conversation. Some of them are of the last weeks, so that there is something new.
fn plan_talk(
    calendar: &mut Calendar,
    topic: usize,
    talk: &Talk,
    space: &spaces::Planned,
    changes: &mut Vec<DemoChange>,
) {
    let ago = match calendar.happens(0.3) {
        true => 2 + calendar.below(20) as i64,
        false => 22 + calendar.below(660) as i64,
    };
    let mut at = calendar.days_ago(ago).max(space.created + DAY / 24);
    if at >= calendar.now() {
        return;
    }
    let people = writers(calendar, talk, space, at);
    let mut does = |at, by, change| {
        changes.push(DemoChange {
            at,
            by,
            change: ChangeOf::Topic(topic, change),
        });
    };
    let first = people[0];
    for post in 0..talk.posts.len() {
        let (by, next) = (people[post % people.len()], people[(post + 1) % people.len()]);
        if post > 0 {
            let Some(next) = calendar.after(at, 1) else { return };
            at = next;
        }
        does(at, by, TopicChange::Write { post, next });
        if post == 0 && talk.pinned {
            does(at + 1, first, TopicChange::Pin);
        }
        let other = people[calendar.below(people.len())];
        if calendar.happens(0.4)
            && other != by
            && let Some(emoji) = calendar.one_of(&EMOJI)
        {
            does(at + 2, other, TopicChange::React { post, emoji });
        }
    }
    if talk.outcome.is_some()
        && let Some(at) = calendar.after(at, 1)
    {
        does(at, first, TopicChange::Close);
    }
    let read = calendar.now() - READ_DAYS_AGO * DAY;
    if at > space.created && space.created < read {
        for who in [space.owner].iter().chain(&space.people) {
            does(read, *who, TopicChange::ReadAll);
        }
    }
}

/// Returns who takes part: people of the space who speak the language and have joined, in a public space anybody.
fn writers(calendar: &mut Calendar, talk: &Talk, space: &spaces::Planned, at: i64) -> Vec<usize> {
    let days = (calendar.now() - at) / DAY + 1;
    let speaks = |who: &usize| COLLEAGUES[*who].language == talk.language && COLLEAGUES[*who].joined > days;
    let mut people: Vec<usize> = match space.visibility {
        Visibility::Public => (0..COLLEAGUES.len()).filter(speaks).collect(),
        _ => [space.owner]
            .iter()
            .chain(&space.people)
            .copied()
            .filter(speaks)
            .collect(),
    };
    if people.is_empty() {
        people.push(space.owner);
    }
    let start = calendar.below(people.len());
    people.rotate_left(start);
    people.truncate(5);
    people
}

/// A topic that was added, with the numbers of its posts.
struct Added {
    address: TopicAddress,
    posts: Vec<i64>,
}

/// The topics that were added so far.
pub(super) struct Made(Vec<Option<Added>>);

impl Made {
    /// Returns the list for all planned topics, none of which is added yet.
    pub(super) fn new(planned: &[Planned]) -> Self {
        Self(planned.iter().map(|_| None).collect())
    }

    /// Returns the number of topics.
    pub(super) fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }

    /// Carries out an event.
    pub(super) async fn perform(
        &mut self,
        account: &Account<'_>,
        (planned, spaces, made): (&[Planned], &[spaces::Planned], &spaces::Made),
        (topic, change): (usize, TopicChange),
        (at, by): (i64, usize),
    ) -> Result<(), AppError> {
        let (Some(plan), Some(added)) = (planned.get(topic), self.0.get_mut(topic)) else {
            return Ok(());
        };
        let Some(space) = made.id(plan.space) else {
            return Ok(());
        };
        let gate = account.gate(by, at);
        let talk = &TALKS[plan.talk];
        let text = |post: usize, next: usize| {
            let mention = format!("[{}](person:{})", COLLEAGUES[next].name, account.person(next));
            talk.posts[post]
                .replace("{client}", CLIENTS[spaces[plan.space].client])
                .replace("{who}", &mention)
        };
        match (added, change) {
            (added @ None, TopicChange::Write { post: 0, next }) => {
                let topic = NewTopic {
                    kind: TopicKind::Talk,
                    title: talk.title.to_owned(),
                    text: files::attach(account, &gate, space, text(0, next)).await?,
                };
                let topic = TopicContent::new(topic)?;
                let mut permit = gate.space(space, Action::Discuss).await?;
                let number = write::add_topic(&mut permit, &topic, clock::new_id()).await?;
                permit.commit().await?;
                let address = TopicAddress { space, number };
                let mut tx = gate.read().await?;
                let thread = thread::open(&mut tx, &gate.viewer(), address, ThreadPlace::FirstUnread, at).await?;
                let posts = thread.posts.iter().map(|post| post.number).collect();
                *added = Some(Added { address, posts });
            }
            (None, _) => {}
            (Some(added), TopicChange::Write { post, next }) => {
                let text = files::attach(account, &gate, space, text(post, next)).await?;
                let content = PostContent::new(&text)?;
                let mut permit = gate.topic(added.address, TopicAction::Reply).await?;
                let number = write::add_post(&mut permit, &content, clock::new_id()).await?;
                permit.commit().await?;
                added.posts.push(number);
            }
            (Some(added), TopicChange::React { post, emoji }) => {
                if let Some(number) = added.posts.get(post) {
                    let mut permit = gate.topic(added.address, TopicAction::Reply).await?;
                    write::react(&mut permit, *number, emoji, true).await?;
                    permit.commit().await?;
                }
            }
            (Some(added), TopicChange::Pin) => {
                let mut permit = gate.topic(added.address, TopicAction::Change).await?;
                act::pin(&mut permit, true).await?;
                permit.commit().await?;
            }
            (Some(added), TopicChange::Close) => {
                let mut permit = gate.topic(added.address, TopicAction::Change).await?;
                act::close(&mut permit, talk.outcome.unwrap_or_default()).await?;
                permit.commit().await?;
            }
            (Some(_), TopicChange::ReadAll) => {
                let mut permit = gate.space(space, Action::Open).await?;
                marks::space_read(&mut permit, i64::MAX).await?;
                permit.commit().await?;
            }
        }
        Ok(())
    }
}
