//! The queries of the list of topics and of the search in conversations, in the form of an address.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};

use super::{TopicAddress, TopicState};
use crate::{
    address::append_some,
    day::Day,
    ids::{SpaceId, UserId},
    limits,
    person::PersonRef,
};

/// The filters of a space's list of topics.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TopicsQuery {
    /// `None` lists open and closed topics.
    pub state: Option<TopicState>,
    /// Only topics in which the viewer wrote.
    pub mine: bool,
}

impl TopicsQuery {
    /// Reads the query of an address. Unknown parts are ignored.
    pub fn from_query(query: &str) -> Self {
        let mut topics = Self::default();
        for (key, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match &*key {
                "state" => topics.state = TopicState::parse(&value),
                "mine" => topics.mine = value == "1",
                _ => {}
            }
        }
        topics
    }

    /// Returns the query for an address, without a question mark.
    pub fn to_query(&self) -> String {
        let mut query = Serializer::new(String::new());
        if let Some(state) = self.state {
            query.append_pair("state", state.as_str());
        }
        if self.mine {
            query.append_pair("mine", "1");
        }
        query.finish()
    }
}

/// A search in conversations. Without words it lists the posts that the filters leave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostQuery {
    /// Every word must be the beginning of a word of the post, or of the title or outcome of its topic.
    pub search: String,
    pub space: Option<SpaceId>,
    pub author: Option<UserId>,
    /// First day, in the viewer's time zone.
    pub from: Option<Day>,
    /// Last day, in the viewer's time zone.
    pub to: Option<Day>,
    /// Only the posts that begin a topic.
    pub first: bool,
}

impl PostQuery {
    /// Returns whether there is neither a word nor a filter.
    pub fn is_empty(&self) -> bool {
        let words = Self {
            search: self.search.trim().to_owned(),
            ..self.clone()
        };
        words == Self::default()
    }

    /// Reads the query of an address. Unknown parts are ignored.
    pub fn from_query(query: &str) -> Self {
        let mut posts = Self::default();
        for (key, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match &*key {
                "q" => posts.search = value.chars().take(limits::SEARCH).collect(),
                "space" => posts.space = value.parse().ok(),
                "author" => posts.author = value.parse().ok(),
                "from" => posts.from = Day::parse(&value),
                "to" => posts.to = Day::parse(&value),
                "first" => posts.first = value == "1",
                _ => {}
            }
        }
        posts
    }

    /// Returns the address of this search.
    pub fn address(&self) -> String {
        format!("/search?{}", self.to_query())
    }

    /// Returns the query for an address, without a question mark.
    pub fn to_query(&self) -> String {
        let mut query = Serializer::new(String::new());
        if !self.search.is_empty() {
            query.append_pair("q", &self.search);
        }
        let pairs = [
            ("space", self.space.map(|space| space.to_string())),
            ("author", self.author.map(|author| author.to_string())),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
            ("first", self.first.then(|| "1".to_owned())),
        ];
        append_some(&mut query, pairs);
        query.finish()
    }
}

/// A post that a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPost {
    pub topic: TopicAddress,
    pub space_name: String,
    pub title: String,
    /// The outcome of the topic, which is shown before the rest.
    pub outcome: Option<String>,
    pub post: i64,
    pub author: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub at: i64,
    /// The part of the text around the first match, as pieces that match or not, in turn, beginning with one that does
    /// not.
    pub excerpt: Vec<String>,
}

/// A page of found posts, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostsPage {
    pub posts: Vec<FoundPost>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_list_of_topics_shows_the_same_list() {
        for state in [None, Some(TopicState::Open), Some(TopicState::Closed)] {
            for mine in [false, true] {
                let query = TopicsQuery { state, mine };
                assert_eq!(TopicsQuery::from_query(&query.to_query()), query);
            }
        }
        assert_eq!(TopicsQuery::from_query("?state=lost&mine=yes"), TopicsQuery::default());
    }

    #[test]
    fn the_address_of_a_search_finds_the_same_posts() {
        let query = PostQuery {
            search: "oferta & łódź".into(),
            space: Some(SpaceId(uuid::Uuid::from_u128(1))),
            author: Some(UserId(uuid::Uuid::from_u128(2))),
            from: Day::parse("2026-11-01"),
            to: Day::parse("2026-11-30"),
            first: true,
        };
        assert_eq!(PostQuery::from_query(&query.to_query()), query);
        assert_eq!(
            PostQuery::from_query("space=x&from=today&first=yes"),
            PostQuery::default()
        );
        assert!(PostQuery::from_query("q=%20&space=x").is_empty() && !query.is_empty());
    }
}
