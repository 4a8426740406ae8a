//! The search over spaces, topics, posts, files, links, people and deals. Each group is read by the finder of its resource,
//! which limits it to what the viewer may see.

use domain::{
    access::Viewer,
    add_on::AddOn,
    deal::{DealQuery, DealRow, DealSort},
    file, limits,
    list_query::{ListQuery, Place},
    person::PersonRef,
    search::{FIRST_HITS, Found, FoundGroup, HitKind, SearchGroup, SearchHit},
    topic::{SuggestedSpace, TopicAddress, excerpt},
};

use super::words;
use crate::server::store::{
    StoreError, Zone, account, deals,
    engine::{
        cursors::Cursors,
        sql::{Conn, Value},
    },
    files::search::{FoundFile, across_spaces},
    people::users::found_people,
    topics::{
        audience::{Having, Scope, closed_spaces},
        search::{Numbered, numbered},
        suggest::found_spaces,
    },
};

/// Number of hits of a page of one group.
const PAGE_HITS: usize = 20;
/// Number of spaces that are read to show those first whose names have the words.
const SPACES_READ: i64 = 100;

/// Number of letters that the longest word must have if the first posts are to be found by their texts.
const LONG_WORD: usize = 2;

/// A search by one person.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    pub viewer: &'a Viewer,
    pub zone: &'a Zone,
    pub cursors: &'a Cursors,
    /// The typed text.
    pub text: &'a str,
}

/// A hit with the keys by which its group is ordered.
type Placed = (SearchHit, Vec<Value>);

/// Returns the first hits of every group.
pub async fn first(conn: &mut Conn, search: Search<'_>) -> Result<Found, StoreError> {
    let searched = Searched::new(conn, search).await?;
    let mut found = Found::default();
    if searched.words.is_empty() {
        return Ok(found);
    }
    for group in searched.groups() {
        let mut hits = match group {
            SearchGroup::Spaces => searched.first_spaces(conn).await?,
            SearchGroup::Topics => searched.first_topics(conn).await?,
            _ => unplaced(searched.hits(conn, group, None, FIRST_HITS + 1).await?),
        };
        let more = hits.len() > FIRST_HITS;
        hits.truncate(FIRST_HITS);
        if !hits.is_empty() {
            found.groups.push(FoundGroup { group, hits, more });
        }
    }
    Ok(found)
}

/// Returns a page of the hits of one group. A cursor of another search gives the first page.
pub async fn page(
    conn: &mut Conn,
    search: Search<'_>,
    group: SearchGroup,
    after: Option<&str>,
) -> Result<Found, StoreError> {
    let searched = Searched::new(conn, search).await?;
    if searched.words.is_empty() || !searched.groups().any(|known| known == group) {
        return Ok(Found::default());
    }
    let bound = format!("found {} {}", group.as_str(), search.text);
    let cursors = search.cursors.of(search.viewer.id, &bound);
    let keys = after.and_then(|cursor| cursors.open(cursor)).map(|(_, keys)| keys);
    let mut hits = searched.hits(conn, group, keys.as_deref(), PAGE_HITS + 1).await?;
    let more = hits.len() > PAGE_HITS;
    hits.truncate(PAGE_HITS);
    let last = hits.last().filter(|_| more);
    let next = last.map(|(_, keys)| cursors.seal(0, keys.iter())).transpose()?;
    let hits = unplaced(hits);
    let groups = match hits.is_empty() {
        true => Vec::new(),
        false => vec![FoundGroup { group, hits, more }],
    };
    Ok(Found { groups, next })
}

fn unplaced(hits: Vec<Placed>) -> Vec<SearchHit> {
    hits.into_iter().map(|(hit, _)| hit).collect()
}

/// A search with its words, and whether the account uses spaces.
struct Searched<'a> {
    search: Search<'a>,
    words: Vec<String>,
    has_spaces: bool,
    /// The numbers of the viewer's closed spaces that have had posts.
    closed: Vec<i64>,
}

impl<'a> Searched<'a> {
    async fn new(conn: &mut Conn, search: Search<'a>) -> Result<Self, StoreError> {
        let end = search.text.char_indices().nth(limits::SEARCH).map(|(end, _)| end);
        let text = end.and_then(|end| search.text.get(..end)).unwrap_or(search.text);
        let search = Search { text, ..search };
        Ok(Self {
            search,
            words: words(text),
            has_spaces: account::add_ons(conn).await?.has(AddOn::Spaces),
            closed: closed_spaces(conn, search.viewer, None, Having::Posts).await?,
        })
    }

    /// Returns the groups that the account uses.
    fn groups(&self) -> impl Iterator<Item = SearchGroup> + use<> {
        let spaces = self.has_spaces;
        let groups = SearchGroup::ALL.into_iter();
        groups.filter(move |group| spaces || !group.is_in_spaces())
    }

    /// Returns up to `limit` hits of a group after the one with these keys. Keys of another group are ignored.
    async fn hits(
        &self,
        conn: &mut Conn,
        group: SearchGroup,
        after: Option<&[Value]>,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        match group {
            SearchGroup::Spaces => self.spaces(conn, after, limit).await,
            SearchGroup::Topics => self.topics(conn, Scope::All, after, limit).await,
            SearchGroup::Links => self.topics(conn, Scope::Link, after, limit).await,
            SearchGroup::Files => self.files(conn, after, limit).await,
            SearchGroup::People => self.people(conn, after, limit).await,
            SearchGroup::Deals => self.deals(conn, after, limit).await,
        }
    }

    async fn spaces(&self, conn: &mut Conn, after: Option<&[Value]>, limit: usize) -> Result<Vec<Placed>, StoreError> {
        let after = match after {
            Some([Value::Integer(at), Value::Text(id)]) => id.parse().ok().map(|id| (*at, id)),
            _ => None,
        };
        let Search { viewer, text, .. } = self.search;
        let found = found_spaces(conn, viewer, text, false, (after, limit as i64)).await?;
        let placed = found.into_iter().map(|(space, (at, id))| {
            let keys = vec![Value::Integer(at), Value::Text(id.to_string())];
            (self.space(space), keys)
        });
        Ok(placed.collect())
    }

    /// Returns the first spaces, of which those stand first whose names have the words.
    async fn first_spaces(&self, conn: &mut Conn) -> Result<Vec<SearchHit>, StoreError> {
        let Search { viewer, text, .. } = self.search;
        let found = found_spaces(conn, viewer, text, false, (None, SPACES_READ)).await?;
        let mut spaces: Vec<SuggestedSpace> = found.into_iter().map(|(space, _)| space).collect();
        spaces.sort_by_key(|space| !domain::fold::matches(&space.name, text));
        Ok(spaces.into_iter().map(|space| self.space(space)).collect())
    }

    fn space(&self, space: SuggestedSpace) -> SearchHit {
        SearchHit {
            kind: HitKind::Space(space.visibility),
            title: excerpt(&space.name, &self.words),
            excerpt: Vec::new(),
            place: space.owner,
            address: format!("/spaces/{}", space.id),
        }
    }

    async fn topics(
        &self,
        conn: &mut Conn,
        scope: Scope,
        after: Option<&[Value]>,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        let after = number(after);
        let found = self.posts(conn, scope, after, limit).await?;
        let placed = found
            .into_iter()
            .map(|found| (vec![Value::Integer(found.seq)], found))
            .map(|(keys, found)| match scope {
                Scope::All => (self.post(found), keys),
                Scope::Title | Scope::Link => (self.topic(found), keys),
            });
        Ok(placed.collect())
    }

    async fn posts(
        &self,
        conn: &mut Conn,
        scope: Scope,
        after: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Numbered>, StoreError> {
        let Search { viewer, zone, .. } = self.search;
        numbered(conn, viewer, zone, (scope, &self.words), &self.closed, (after, limit)).await
    }

    /// Returns the first topics by their titles, then the first other posts.
    async fn first_topics(&self, conn: &mut Conn) -> Result<Vec<SearchHit>, StoreError> {
        let titled = self.posts(conn, Scope::Title, None, FIRST_HITS + 1).await?;
        let shown: Vec<(TopicAddress, i64)> = titled.iter().map(|found| (found.post.topic, found.post.post)).collect();
        let mut hits: Vec<SearchHit> = titled.into_iter().map(|found| self.topic(found)).collect();
        // Nearly every post has a word that begins with a certain letter, and finding the newest takes long.
        let is_long = self.words.iter().any(|word| word.chars().count() >= LONG_WORD);
        if hits.len() <= FIRST_HITS && is_long {
            // Those that are shown already are found again.
            let posts = self.posts(conn, Scope::All, None, 2 * FIRST_HITS + 1).await?;
            let others = posts
                .into_iter()
                .filter(|found| !shown.contains(&(found.post.topic, found.post.post)));
            hits.extend(others.map(|found| self.post(found)));
        }
        Ok(hits)
    }

    /// Returns the hit of a topic that was found by its title; its outcome is shown with it.
    fn topic(&self, Numbered { kind, post, .. }: Numbered) -> SearchHit {
        let outcome = post.outcome.map(|outcome| excerpt(&outcome, &self.words));
        SearchHit {
            kind: HitKind::Topic(kind),
            title: excerpt(&post.title, &self.words),
            excerpt: outcome.unwrap_or_default(),
            place: post.space_name,
            address: post.topic.path(),
        }
    }

    fn post(&self, Numbered { post, .. }: Numbered) -> SearchHit {
        SearchHit {
            kind: HitKind::Post,
            title: excerpt(&post.title, &self.words),
            excerpt: post.excerpt,
            place: post.space_name,
            address: post.topic.post_link(post.post),
        }
    }

    async fn files(&self, conn: &mut Conn, after: Option<&[Value]>, limit: usize) -> Result<Vec<Placed>, StoreError> {
        let found = across_spaces(conn, self.search.viewer, &self.words, (number(after), limit)).await?;
        let placed = found
            .into_iter()
            .map(|found| (vec![Value::Integer(found.number)], found))
            .map(|(keys, found)| (self.file(found), keys));
        Ok(placed.collect())
    }

    fn file(&self, found: FoundFile) -> SearchHit {
        SearchHit {
            kind: HitKind::File(found.kind),
            title: excerpt(&found.name, &self.words),
            excerpt: Vec::new(),
            place: found.space_name,
            address: file::page_path(found.id),
        }
    }

    async fn people(&self, conn: &mut Conn, after: Option<&[Value]>, limit: usize) -> Result<Vec<Placed>, StoreError> {
        let after = match after {
            Some([Value::Text(key), Value::Text(id)]) => id.parse().ok().map(|id| (key.clone(), id)),
            _ => None,
        };
        let found = found_people(conn, self.search.text, (after, limit)).await?;
        let placed = found.into_iter().map(|(person, (key, id))| {
            let keys = vec![Value::Text(key), Value::Text(id.to_string())];
            (self.person(person), keys)
        });
        Ok(placed.collect())
    }

    /// Returns the hit of a person, who has no page: it leads to the list of what they own.
    fn person(&self, person: PersonRef) -> SearchHit {
        let spaces = || ListQuery {
            owner: Some(person.id),
            ..ListQuery::default()
        };
        let deals = || DealQuery {
            owner: Some(person.id),
            ..DealQuery::default()
        };
        let address = match self.has_spaces {
            true => format!("/spaces?{}", spaces().to_query(&Place::First)),
            false => format!("/deals?{}", deals().to_query(&Place::First)),
        };
        SearchHit {
            title: excerpt(&person.name, &self.words),
            excerpt: Vec::new(),
            place: String::new(),
            address,
            kind: HitKind::Person(person),
        }
    }

    async fn deals(&self, conn: &mut Conn, after: Option<&[Value]>, limit: usize) -> Result<Vec<Placed>, StoreError> {
        let query = DealQuery {
            search: self.search.text.to_owned(),
            sort: DealSort::Changed,
            descending: true,
            ..DealQuery::default()
        };
        let Search { viewer, zone, .. } = self.search;
        let rows = deals::rows_after(conn, viewer, zone, &query, (after, limit)).await?;
        Ok(rows.into_iter().map(|(deal, keys)| (self.deal(deal), keys)).collect())
    }

    fn deal(&self, deal: DealRow) -> SearchHit {
        SearchHit {
            kind: HitKind::Deal,
            title: excerpt(&deal.name, &self.words),
            excerpt: Vec::new(),
            place: format!("{} · {}", deal.stage.name, deal.owner.name),
            address: format!("/deals/{}", deal.id),
        }
    }
}

/// Returns the one number in the keys of a post or file.
fn number(keys: Option<&[Value]>) -> Option<i64> {
    match keys {
        Some([Value::Integer(number)]) => Some(*number),
        _ => None,
    }
}
