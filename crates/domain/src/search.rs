//! The search over everything: its groups, what is found, and its address.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};

use crate::{
    file::FileKind,
    fold,
    person::PersonRef,
    topic::{PostQuery, TopicKind},
    visibility::Visibility,
};

/// The maximum number of hits of each group in a search over all groups.
pub const FIRST_HITS: usize = 5;

/// A kind of things that the search finds, in the order in which results are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchGroup {
    Spaces,
    /// Topics by their titles, and posts.
    Topics,
    Files,
    /// Topics that keep an address.
    Links,
    People,
    Deals,
}

impl SearchGroup {
    pub const ALL: [SearchGroup; 6] = [
        Self::Spaces,
        Self::Topics,
        Self::Files,
        Self::Links,
        Self::People,
        Self::Deals,
    ];

    /// Returns the word in addresses and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
            Self::Topics => "topics",
            Self::Files => "files",
            Self::Links => "links",
            Self::People => "people",
            Self::Deals => "deals",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == word)
    }

    /// Returns whether the group consists of spaces and of what is in them.
    pub fn is_in_spaces(self) -> bool {
        !matches!(self, Self::People | Self::Deals)
    }
}

/// What a hit is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    Space(Visibility),
    /// A topic that was found by its title.
    Topic(TopicKind),
    /// A post that was found by its text.
    Post,
    File(FileKind),
    Person(PersonRef),
    Deal,
}

/// Something that the search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    pub kind: HitKind,
    /// The title as pieces that match or not, in turn, beginning with one that does not.
    pub title: Vec<String>,
    /// The part of the text around the first match, in pieces like the title. Empty if only a title was searched.
    pub excerpt: Vec<String>,
    /// What tells it apart from others of the same title: the space that it is in, or the owner. May be empty.
    pub place: String,
    /// The path and query of its page.
    pub address: String,
}

impl SearchHit {
    /// Returns the title without its division into pieces.
    pub fn name(&self) -> String {
        self.title.concat()
    }

    /// Returns whether title and excerpt have every word of the search, so that the hit may still be shown until the
    /// answer for these words arrives.
    pub fn matches(&self, search: &str) -> bool {
        fold::matches(
            &format!("{} {} {}", self.name(), self.excerpt.concat(), self.place),
            search,
        )
    }
}

/// The first hits of a group, or a page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundGroup {
    pub group: SearchGroup,
    pub hits: Vec<SearchHit>,
    /// Whether there are more hits than these.
    pub more: bool,
}

/// The answer of a search. Groups without hits are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub groups: Vec<FoundGroup>,
    /// The cursor of the next page, if the search was for one group.
    pub next: Option<String>,
}

impl Found {
    /// Returns all hits, in the order of the groups.
    pub fn into_hits(self) -> Vec<SearchHit> {
        self.groups.into_iter().flat_map(|found| found.hits).collect()
    }
}

/// The address of the search page: the shown group, the words, and the filters of posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchQuery {
    /// `None` shows the first hits of every group.
    pub group: Option<SearchGroup>,
    /// The words, and the filters of the group of topics and posts.
    pub posts: PostQuery,
}

impl SearchQuery {
    /// Returns the search for these words in a group.
    pub fn new(group: Option<SearchGroup>, search: &str) -> Self {
        Self {
            group,
            posts: PostQuery {
                search: search.trim().to_owned(),
                ..PostQuery::default()
            },
        }
    }

    /// Reads the query of an address. Filters of posts without a group show topics and posts. Unknown parts are ignored.
    pub fn from_query(query: &str) -> Self {
        let posts = PostQuery::from_query(query);
        let group = parse(query.trim_start_matches('?').as_bytes())
            .filter(|(key, _)| key == "group")
            .find_map(|(_, word)| SearchGroup::parse(&word));
        Self {
            group: group.or_else(|| posts.is_filtered().then_some(SearchGroup::Topics)),
            posts,
        }
    }

    /// Returns the address of this search.
    pub fn address(&self) -> String {
        let mut query = Serializer::new(String::new());
        if let Some(group) = self.group {
            query.append_pair("group", group.as_str());
        }
        let (group, posts) = (query.finish(), self.posts.to_query());
        match (group.is_empty(), posts.is_empty()) {
            (true, true) => "/search".to_owned(),
            (false, false) => format!("/search?{group}&{posts}"),
            _ => format!("/search?{group}{posts}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{day::Day, ids::UserId};

    #[test]
    fn the_address_of_a_search_shows_the_same_group() {
        for group in SearchGroup::ALL.map(Some).into_iter().chain([None]) {
            for search in ["", "oferta & łódź"] {
                let query = SearchQuery::new(group, search);
                let address = query.address();
                let (_, read) = address.split_once('?').unwrap_or((&address, ""));
                assert_eq!(SearchQuery::from_query(read), query, "{address}");
            }
        }
        assert_eq!(SearchQuery::new(None, " ").address(), "/search");
        assert_eq!(SearchQuery::from_query("group=planets&q=x").group, None);
    }

    #[test]
    fn filters_of_posts_show_posts() {
        let author = UserId(uuid::Uuid::from_u128(1));
        assert_eq!(
            SearchQuery::from_query(&format!("author={author}")).group,
            Some(SearchGroup::Topics)
        );
        let posts = PostQuery {
            from: Day::parse("2026-11-01"),
            ..PostQuery::default()
        };
        assert_eq!(
            SearchQuery::from_query(&posts.to_query()).group,
            Some(SearchGroup::Topics)
        );
        assert_eq!(SearchQuery::from_query("q=x").group, None);
    }

    #[test]
    fn a_hit_stays_while_the_typed_words_begin_words_of_it() {
        let hit = SearchHit {
            kind: HitKind::Post,
            title: ["Nowa ", "Łód", "ź"].map(str::to_owned).to_vec(),
            excerpt: vec!["Umowa najmu".to_owned()],
            place: "Sprzedaż".to_owned(),
            address: String::new(),
        };
        assert_eq!(hit.name(), "Nowa Łódź");
        assert!(hit.matches("lodz umo sprz") && hit.matches(" ") && !hit.matches("odz"));
    }
}
