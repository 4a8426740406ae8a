//! Over random sequences of acts by several people, notices, search and unread topics of each are what a simple model says.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::SpaceId,
    list_query::ListQuery,
    person::Role,
    topic::{FollowLevel, TopicAddress},
    visibility::Visibility,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sqlx::Row;

use super::{
    super::{
        check::assert_agrees,
        pages::all,
        post_search,
        requests::{change, follow_space, give, take},
        topics::people::*,
        world::{World, add_with},
    },
    follow_all, follow_topic, mention, notify,
};
use crate::server::{
    gate::Gate,
    store::{engine::sql::Sql, topics::unread},
};

/// An act. Topics, posts and levels are indexes into those that exist.
#[derive(Clone, Copy, Debug)]
enum Act {
    Start(usize),
    Reply(usize),
    Mention(usize, usize),
    Edit(usize),
    Delete(usize, bool),
    DeleteTopic(usize),
    Visit(usize),
    Read(usize),
    FollowTopic(usize, usize),
    FollowSpace(usize, usize),
    FollowAll(usize),
    Access(bool),
    Visibility(usize),
}

fn act() -> impl Strategy<Value = (usize, Act)> {
    let at = || 0_usize..60;
    let act = prop_oneof![
        3 => at().prop_map(Act::Start),
        6 => at().prop_map(Act::Reply),
        4 => (at(), at()).prop_map(|(topic, person)| Act::Mention(topic, person)),
        1 => at().prop_map(Act::Edit),
        3 => (at(), any::<bool>()).prop_map(|(post, deleted)| Act::Delete(post, deleted)),
        1 => at().prop_map(Act::DeleteTopic),
        2 => at().prop_map(Act::Visit),
        2 => at().prop_map(Act::Read),
        2 => (at(), at()).prop_map(|(topic, level)| Act::FollowTopic(topic, level)),
        2 => (at(), at()).prop_map(|(space, level)| Act::FollowSpace(space, level)),
        2 => at().prop_map(Act::FollowAll),
        2 => any::<bool>().prop_map(Act::Access),
        1 => at().prop_map(Act::Visibility),
    ];
    (0_usize..4, act)
}

struct Post {
    topic: usize,
    number: i64,
    author: usize,
    mentioned: Option<usize>,
    deleted: bool,
}

struct Topic {
    space: usize,
    address: TopicAddress,
    author: usize,
    deleted: bool,
}

/// Anna owns both spaces, Jan is a member of the second from time to time, Ewa of none, Ola is an administrator.
struct Model {
    people: Vec<Gate>,
    spaces: Vec<SpaceId>,
    topics: Vec<Topic>,
    posts: Vec<Post>,
    closed: bool,
    member: bool,
    /// The floors: people and spaces.
    begun: BTreeSet<(usize, usize)>,
    of_topics: BTreeMap<(usize, usize), FollowLevel>,
    of_spaces: BTreeMap<(usize, usize), FollowLevel>,
    of_all: Vec<FollowLevel>,
    /// Person, index of the post, and rank of the reason.
    notices: BTreeSet<(usize, usize, i64)>,
}

impl Model {
    fn opens(&self, person: usize, space: usize) -> bool {
        space == 0 || !self.closed || [0, 3].contains(&person) || (person == 1 && self.member)
    }

    fn forget(&mut self) {
        let lost: Vec<usize> = (0..4).filter(|person| !self.opens(*person, 1)).collect();
        let gone = |person: usize, space: usize| space == 1 && lost.contains(&person);
        let (topics, posts) = (&self.topics, &self.posts);
        self.begun.retain(|(person, space)| !gone(*person, *space));
        self.of_spaces.retain(|(person, space), _| !gone(*person, *space));
        self.of_topics
            .retain(|(person, topic), _| !gone(*person, topics[*topic].space));
        self.notices
            .retain(|(person, post, _)| !gone(*person, topics[posts[*post].topic].space));
    }

    /// Adds the notices that a new or restored post gives.
    fn noticed(&mut self, index: usize) {
        let post = &self.posts[index];
        let space = self.topics[post.topic].space;
        for person in 0..4 {
            if person == post.author || !self.opens(person, space) {
                continue;
            }
            let own = self
                .of_topics
                .get(&(person, post.topic))
                .or(self.of_spaces.get(&(person, space)));
            let level = own.copied().unwrap_or(self.of_all[person]);
            let part = self.posts.iter().any(|other| {
                other.topic == post.topic && other.author == person && !other.deleted && other.number < post.number
            });
            let mentioned = post.mentioned == Some(person);
            let wrote = self
                .posts
                .iter()
                .any(|other| other.topic == post.topic && other.author == person);
            let related =
                person == 0 || (space == 1 && person == 1 && self.member) || self.begun.contains(&(person, space));
            let known = own.is_some() || mentioned || wrote || related;
            if let Some(reason) = level.reason(mentioned, part).filter(|_| known) {
                self.notices.insert((person, index, reason.rank()));
            }
        }
    }

    async fn post(&mut self, person: usize, topic: usize, mentioned: Option<usize>) {
        let gate = &self.people[person];
        let text = match mentioned {
            Some(other) => format!("wordy {}", mention(self.people[other].me().id)),
            None => "wordy".to_owned(),
        };
        let number = reply(gate, self.topics[topic].address, &text).await;
        self.written(person, topic, number, mentioned);
    }

    fn written(&mut self, person: usize, topic: usize, number: i64, mentioned: Option<usize>) {
        self.begun.insert((person, self.topics[topic].space));
        self.posts.push(Post {
            topic,
            number,
            author: person,
            mentioned,
            deleted: false,
        });
        self.noticed(self.posts.len() - 1);
    }

    async fn act(&mut self, person: usize, act: Act) {
        let gate = self.people[person].clone();
        let open: Vec<usize> = (0..self.topics.len())
            .filter(|topic| !self.topics[*topic].deleted && self.opens(person, self.topics[*topic].space))
            .collect();
        let topic = |index: usize| (!open.is_empty()).then(|| open[index % open.len().max(1)]);
        let level = |index: usize| FollowLevel::ALL[index % 4];
        match act {
            Act::Start(space) if self.opens(person, space % 2) => {
                let space = space % 2;
                let address = start(&gate, self.spaces[space], "wordy").await;
                self.topics.push(Topic {
                    space,
                    address,
                    author: person,
                    deleted: false,
                });
                let number = opened(&gate, address).await.posts[0].number;
                self.written(person, self.topics.len() - 1, number, None);
            }
            Act::Reply(index) => {
                if let Some(topic) = topic(index) {
                    self.post(person, topic, None).await;
                }
            }
            Act::Mention(index, other) => {
                if let Some(topic) = topic(index) {
                    self.post(person, topic, Some(other % 4)).await;
                }
            }
            Act::Edit(index) => self.edit(person, index, &open).await,
            Act::Delete(index, deleted) => self.delete(person, index, deleted, &open).await,
            Act::DeleteTopic(index) => {
                if let Some(topic) = topic(index).filter(|topic| self.topics[*topic].author == person) {
                    delete(&gate, self.topics[topic].address).await.unwrap();
                    self.topics[topic].deleted = true;
                    let posts = &self.posts;
                    self.notices.retain(|(_, post, _)| posts[*post].topic != topic);
                }
            }
            Act::Visit(space) if self.opens(person, space % 2) => {
                visit(&gate, self.spaces[space % 2]).await;
                self.begun.insert((person, space % 2));
            }
            Act::Read(index) => {
                if let Some(topic) = topic(index) {
                    read(&gate, self.topics[topic].address, i64::MAX).await;
                    self.begun.insert((person, self.topics[topic].space));
                }
            }
            Act::FollowTopic(index, to) => {
                if let Some(topic) = topic(index) {
                    follow_topic(&gate, self.topics[topic].address, level(to)).await;
                    self.of_topics.insert((person, topic), level(to));
                }
            }
            Act::FollowSpace(space, to) if self.opens(person, space % 2) => {
                follow_space(&gate, self.spaces[space % 2], level(to)).await;
                self.of_spaces.insert((person, space % 2), level(to));
            }
            Act::FollowAll(to) => {
                follow_all(&gate, level(to)).await;
                self.of_all[person] = level(to);
            }
            Act::Access(given) => self.access(given).await,
            Act::Visibility(to) => {
                let level = Visibility::ALL[to % 3];
                change(&self.people[0], self.spaces[1], level).await;
                self.closed = level != Visibility::Public;
                self.forget();
            }
            _ => {}
        }
    }

    async fn access(&mut self, given: bool) {
        let (anna, jan) = (&self.people[0], self.people[1].me().id);
        match given {
            true => give(anna, self.spaces[1], jan).await,
            false => take(anna, self.spaces[1], jan).await,
        }
        self.member = given;
        self.forget();
    }

    /// Returns a post of the person in an open topic.
    fn own(&self, person: usize, index: usize, open: &[usize]) -> Option<usize> {
        let is_own = |post: &usize| self.posts[*post].author == person && open.contains(&self.posts[*post].topic);
        let own: Vec<usize> = (0..self.posts.len()).filter(is_own).collect();
        (!own.is_empty()).then(|| own[index % own.len()])
    }

    async fn edit(&mut self, person: usize, index: usize, open: &[usize]) {
        let Some(post) = self.own(person, index, open).filter(|post| !self.posts[*post].deleted) else {
            return;
        };
        let (address, number) = (self.topics[self.posts[post].topic].address, self.posts[post].number);
        // Only the first edit starts from the first version; the others are conflicts.
        let _ = edit(&self.people[person], address, number, "wordy again", 1).await;
        if let Ok(text) = source(&self.people[person], address, number).await
            && text == "wordy again"
        {
            self.posts[post].mentioned = None;
        }
    }

    async fn delete(&mut self, person: usize, index: usize, deleted: bool, open: &[usize]) {
        let Some(post) = self
            .own(person, index, open)
            .filter(|post| self.posts[*post].deleted != deleted)
        else {
            return;
        };
        let (address, number) = (self.topics[self.posts[post].topic].address, self.posts[post].number);
        delete_post(&self.people[person], address, number, deleted)
            .await
            .unwrap();
        self.posts[post].deleted = deleted;
        self.notices.retain(|(_, noticed, _)| *noticed != post);
        if !deleted {
            self.noticed(post);
        }
    }

    async fn assert_equal(&self) {
        for (person, gate) in self.people.iter().enumerate() {
            let mut expected = BTreeSet::new();
            for (_, post, rank) in self.notices.iter().filter(|(of, ..)| *of == person) {
                let post = &self.posts[*post];
                expected.insert((self.topics[post.topic].address.path(), post.number, *rank));
            }
            assert_eq!(stored(gate).await, expected, "notices of {person}");

            let is_found = |post: &&Post| {
                let topic = &self.topics[post.topic];
                !post.deleted && !topic.deleted && self.opens(person, topic.space)
            };
            let found = self.posts.iter().filter(is_found).count();
            assert_eq!(
                post_search::posts(gate, "word").await.len(),
                found.min(20),
                "search of {person}"
            );

            let mut tx = gate.read().await.unwrap();
            let spaces = unread::spaces(&mut tx, &gate.viewer()).await.unwrap().spaces;
            drop(tx);
            // The list shows the same spaces with the filter, and marks their rows without it.
            let filter = ListQuery {
                unread: true,
                ..ListQuery::default()
            };
            let listed: BTreeSet<_> = all(gate, &filter).await.iter().map(|row| row.id).collect();
            let counted: BTreeSet<_> = spaces.iter().map(|(space, _)| *space).collect();
            assert_eq!(listed, counted, "spaces with unread topics of {person}");
            let rows = all(gate, &ListQuery::default()).await;
            let marked = rows
                .iter()
                .filter(|row| row.details.as_ref().is_some_and(|details| details.unread));
            assert_eq!(
                marked.map(|row| row.id).collect::<BTreeSet<_>>(),
                counted,
                "rows of {person}"
            );
            for (space, id) in self.spaces.iter().enumerate() {
                let listed = match self.opens(person, space) {
                    true => unread_of(&listed_only(gate, *id).await).len() as i64,
                    false => 0,
                };
                let counted = spaces.iter().find(|(of, _)| of == id).map_or(0, |(_, count)| *count);
                assert_eq!(counted, listed, "unread topics of {person} in {space}");
            }
        }
    }
}

async fn source(gate: &Gate, topic: TopicAddress, post: i64) -> Result<String, crate::server::store::StoreError> {
    let mut tx = gate.read().await?;
    crate::server::store::topics::thread::source(&mut tx, &gate.viewer(), topic, post).await
}

/// Returns the stored notices of a person: path of the topic, post, and rank of the reason.
async fn stored(gate: &Gate) -> BTreeSet<(String, i64, i64)> {
    let mut sql = Sql::new(
        "SELECT '/spaces/' || t.space_id || '/topics/' || t.number, n.post, n.reason FROM notices n \
         JOIN topics t ON t.id = n.topic_id WHERE n.person_id = ",
    );
    let mut tx = gate.read().await.unwrap();
    let rows = sql.text(gate.me().id).rows(&mut tx).await.unwrap();
    let read = |row: &sqlx::any::AnyRow| (row.get(0), row.get(1), row.get(2));
    rows.iter().map(read).collect()
}

async fn run(acts: Vec<(usize, Act)>) {
    let world = World::new().await;
    let people = vec![
        world.user("Anna").await,
        world.user("Jan").await,
        world.user("Ewa").await,
        world.person("Ola", Role::Administrator).await,
    ];
    let spaces = vec![
        add_with(&people[0], "Open", Visibility::Public, &[]).await,
        add_with(&people[0], "Closed", Visibility::Private, &[people[1].me().id]).await,
    ];
    let mut model = Model {
        people,
        spaces,
        topics: Vec::new(),
        posts: Vec::new(),
        closed: true,
        member: true,
        begun: BTreeSet::new(),
        of_topics: BTreeMap::new(),
        of_spaces: BTreeMap::new(),
        of_all: vec![FollowLevel::default(); 4],
        notices: BTreeSet::new(),
    };
    for (person, act) in acts {
        model.act(person, act).await;
        notify(&model.people[0]).await;
    }
    model.assert_equal().await;
    assert_agrees(&world).await;
}

#[tokio::test]
async fn each_person_sees_what_the_model_says() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..24 {
        let acts = proptest::collection::vec(act(), 5..60)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let shown = format!("{acts:?}");
        let done = tokio::spawn(run(acts)).await;
        assert!(done.is_ok(), "{shown}");
    }
}
