//! What is unread agrees with a simple model, over random sequences of acts by several people.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ids::SpaceId, topic::TopicAddress, visibility::Visibility};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::people::*;
use crate::server::{
    gate::Gate,
    store::{
        tests::world::{World, add_with},
        topics::marks,
    },
};

/// An act of a person. Topics and posts are indexes into those that exist.
#[derive(Clone, Copy, Debug)]
enum Act {
    Start,
    Reply(usize),
    Read(usize, usize),
    Unread(usize, usize),
    ReadSpace(usize),
    Visit,
    DeletePost(usize, usize),
    DeleteTopic(usize),
    Move(usize),
    Settle,
}

fn act() -> impl Strategy<Value = Act> {
    let any = || 0_usize..100;
    prop_oneof![
        3 => Just(Act::Start),
        6 => any().prop_map(Act::Reply),
        5 => (any(), any()).prop_map(|(topic, post)| Act::Read(topic, post)),
        3 => (any(), any()).prop_map(|(topic, post)| Act::Unread(topic, post)),
        2 => any().prop_map(Act::ReadSpace),
        2 => Just(Act::Visit),
        2 => (any(), any()).prop_map(|(topic, post)| Act::DeletePost(topic, post)),
        1 => any().prop_map(Act::DeleteTopic),
        1 => any().prop_map(Act::Move),
        1 => Just(Act::Settle),
    ]
}

struct Post {
    number: i64,
    deleted: bool,
    /// The people who have not read it.
    unread: BTreeSet<usize>,
}

struct Topic {
    address: TopicAddress,
    deleted: bool,
    posts: Vec<Post>,
    /// People who have read here before it came to its space, or read in its space.
    begun: BTreeSet<usize>,
}

impl Topic {
    /// Returns whether a post that is not deleted is unread, or the first one if all are deleted.
    fn is_unread(&self, who: usize) -> bool {
        let mut live = self.posts.iter().filter(|post| !post.deleted).peekable();
        match live.peek() {
            None => self.posts[0].unread.contains(&who),
            Some(_) => live.any(|post| post.unread.contains(&who)),
        }
    }
}

/// The model: who has begun to read where, and who has not read which post.
struct Model {
    gates: Vec<Gate>,
    spaces: [SpaceId; 2],
    /// The people who visited, read or wrote in each space.
    begun: BTreeMap<SpaceId, BTreeSet<usize>>,
    topics: Vec<Topic>,
}

/// The owner of both spaces, for whom everything is unread from the start.
const OWNER: usize = 0;

impl Model {
    fn begin(&mut self, who: usize, space: SpaceId) {
        self.begun.get_mut(&space).unwrap().insert(who);
    }

    fn has_begun(&self, who: usize, topic: &Topic) -> bool {
        who == OWNER || topic.begun.contains(&who) || self.begun[&topic.address.space].contains(&who)
    }

    /// Returns the numbers of the unread topics of the space.
    fn unread(&self, who: usize, space: SpaceId) -> BTreeSet<i64> {
        let there = self
            .topics
            .iter()
            .filter(|topic| topic.address.space == space && !topic.deleted);
        there
            .filter(|topic| topic.is_unread(who))
            .map(|topic| topic.address.number)
            .collect()
    }

    async fn perform(&mut self, who: usize, space: SpaceId, act: Act) {
        let gate = self.gates[who].clone();
        let live: Vec<usize> = (0..self.topics.len())
            .filter(|place| !self.topics[*place].deleted)
            .collect();
        let pick = |place: usize| (!live.is_empty()).then(|| live[place % live.len()]);
        match act {
            Act::Start => {
                let address = start(&gate, space, "text").await;
                self.begin(who, space);
                self.topics.push(Topic {
                    address,
                    deleted: false,
                    posts: Vec::new(),
                    begun: BTreeSet::new(),
                });
                let number = opened(&gate, address).await.posts[0].number;
                self.added(self.topics.len() - 1, number, who);
            }
            Act::Reply(place) => {
                let Some(place) = pick(place) else { return };
                let address = self.topics[place].address;
                let number = reply(&gate, address, "text").await;
                self.begin(who, address.space);
                self.added(place, number, who);
            }
            Act::Read(place, post) => {
                let Some(place) = pick(place) else { return };
                self.begin(who, self.topics[place].address.space);
                let topic = &mut self.topics[place];
                let upto = post % topic.posts.len();
                read(&gate, topic.address, topic.posts[upto].number).await;
                for post in &mut topic.posts[..=upto] {
                    post.unread.remove(&who);
                }
            }
            Act::Unread(place, post) => {
                let Some(place) = pick(place) else { return };
                self.begin(who, self.topics[place].address.space);
                let topic = &mut self.topics[place];
                let from = post % topic.posts.len();
                unread(&gate, topic.address, topic.posts[from].number).await;
                for post in &mut topic.posts[from..] {
                    post.unread.insert(who);
                }
            }
            Act::ReadSpace(number) => {
                read_all(&gate, space, number as i64).await;
                self.begin(who, space);
                let there = self.topics.iter_mut().filter(|topic| topic.address.space == space);
                for post in there.flat_map(|topic| &mut topic.posts) {
                    if post.number <= number as i64 {
                        post.unread.remove(&who);
                    }
                }
            }
            Act::Visit => {
                visit(&gate, space).await;
                self.begin(who, space);
            }
            Act::DeletePost(place, post) => {
                let Some(place) = pick(place) else { return };
                let topic = &mut self.topics[place];
                let count = topic.posts.len();
                let post = &mut topic.posts[post % count];
                post.deleted = !post.deleted;
                delete_post(&self.gates[OWNER], topic.address, post.number, post.deleted)
                    .await
                    .unwrap();
            }
            Act::DeleteTopic(place) => {
                if self.topics.is_empty() {
                    return;
                }
                let count = self.topics.len();
                let topic = &mut self.topics[place % count];
                match topic.deleted {
                    true => restore(&self.gates[OWNER], topic.address).await.unwrap(),
                    false => delete(&self.gates[OWNER], topic.address).await.unwrap(),
                }
                topic.deleted = !topic.deleted;
            }
            Act::Move(place) => {
                let Some(place) = pick(place) else { return };
                self.moved(place).await;
            }
            Act::Settle => {
                marks::settle(gate.store(), gate.me().id, space).await.unwrap();
                self.settled(who, space);
            }
        }
    }

    /// Adds a post, unread for everybody who has begun but its author, who has read all before it.
    fn added(&mut self, place: usize, number: i64, author: usize) {
        let readers = (0..self.gates.len()).filter(|who| self.has_begun(*who, &self.topics[place]));
        let unread = readers.filter(|who| *who != author).collect();
        let topic = &mut self.topics[place];
        for post in &mut topic.posts {
            post.unread.remove(&author);
        }
        topic.posts.push(Post {
            number,
            deleted: false,
            unread,
        });
    }

    /// Deleted posts of topics that are read count as read.
    fn settled(&mut self, who: usize, space: SpaceId) {
        if self.begun[&space].contains(&who) {
            for topic in self.topics.iter_mut().filter(|topic| topic.address.space == space) {
                if !topic.is_unread(who) {
                    for post in &mut topic.posts {
                        post.unread.remove(&who);
                    }
                }
            }
        }
    }

    async fn moved(&mut self, place: usize) {
        let from = self.topics[place].address;
        let to = self.spaces[usize::from(from.space == self.spaces[0])];
        let address = move_to(&self.gates[OWNER], from, to).await.unwrap();
        let count = self.topics[place].posts.len();
        let newest = visit(&self.gates[OWNER], to).await.newest;
        let all = 0..self.gates.len();
        let before: Vec<bool> = all.map(|who| self.has_begun(who, &self.topics[place])).collect();
        self.begin(OWNER, to);
        let there = self.begun[&to].clone();
        let topic = &mut self.topics[place];
        topic.address = address;
        for (rank, post) in topic.posts.iter_mut().enumerate() {
            post.number = newest - (count - 1 - rank) as i64;
        }
        for (who, begun) in before.into_iter().enumerate() {
            if begun {
                topic.begun.insert(who);
            } else if there.contains(&who) {
                // For readers of the space alone the topic is new.
                for post in &mut topic.posts {
                    post.unread.insert(who);
                }
            }
        }
    }
}

#[tokio::test]
async fn what_is_unread_agrees_with_a_model() {
    let mut runner = TestRunner::deterministic();
    let acts = proptest::collection::vec((0_usize..4, 0_usize..2, act()), 60);
    for _ in 0..12 {
        let sequence = acts.new_tree(&mut runner).unwrap().current();
        let world = World::new().await;
        let mut gates = Vec::new();
        for name in ["Owner", "Anna", "Jan", "Ola"] {
            gates.push(world.user(name).await);
        }
        let spaces = [
            add_with(&gates[OWNER], "one", Visibility::Public, &[]).await,
            add_with(&gates[OWNER], "two", Visibility::Public, &[]).await,
        ];
        let mut model = Model {
            gates,
            spaces,
            begun: spaces.map(|space| (space, BTreeSet::new())).into(),
            topics: Vec::new(),
        };
        for (step, (who, space, act)) in sequence.iter().enumerate() {
            model.perform(*who, spaces[*space], *act).await;
            check(&model, &format!("{:?}", &sequence[..=step])).await;
        }
    }
}

/// Compares the lists and threads of everybody with the model. Lists are read without a visit.
async fn check(model: &Model, place: &str) {
    for (who, gate) in model.gates.iter().enumerate() {
        for space in model.spaces {
            let page = listed_only(gate, space).await;
            let unread: BTreeSet<i64> = unread_of(&page).into_iter().collect();
            let expected = model.unread(who, space);
            assert_eq!(unread, expected, "{who} {place}");
            assert_eq!(page.unread, expected.len() as i64, "{who} {place}");
        }
    }
}
