//! Who may find posts and files by their words, as terms of a full-text index.
//!
//! A term is a word after two marks: of the part of the text that has the word, and of an audience. The audience is
//! everyone for public spaces; for others administrators, and the people of the space; for private topics the author and
//! the assignee. A search reads only the terms of its own audiences, so hidden posts and files cost it no time.

use std::collections::BTreeSet;

use domain::{
    access::Viewer,
    fold,
    ids::{SpaceId, UserId},
    visibility::Visibility,
};

use crate::server::store::{
    StoreError,
    engine::{
        dialect,
        sql::{Conn, Sql},
    },
};

/// The maximum number of closed spaces of one person that a search reads: those with the most recent activity.
const CLOSED_MAX: i64 = 2_000;

/// The part of a topic that has a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Any part. Files have no other.
    All,
    /// The title.
    Title,
    /// Any part of the first post of a topic that keeps an address, or of its title.
    Link,
}

impl Scope {
    /// Returns the mark before that of the audience. No audience's mark begins with one.
    fn mark(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Title => "t",
            Self::Link => "l",
        }
    }
}

/// The people who may find something by a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Audience {
    /// Everyone who is signed in.
    Everyone,
    /// Administrators, for what not everyone may find.
    Administrators,
    /// The people of the space with this number.
    Space(i64),
    /// One person, for posts of private topics.
    Person(UserId),
}

impl Audience {
    /// Returns the mark before a word. No mark is the beginning of another.
    fn mark(self) -> String {
        match self {
            Self::Everyone => "p".to_owned(),
            Self::Administrators => "a".to_owned(),
            Self::Space(number) => format!("s{number:08x}"),
            Self::Person(person) => format!("u{}", person.0.simple()),
        }
    }

    /// Returns the query for words of this audience that begin with `word`.
    fn term(self, scope: Scope, word: &str) -> String {
        dialect::begins_with(&format!("{}{}{word}", scope.mark(), self.mark()))
    }
}

/// The terms of one post or file.
#[derive(Debug)]
pub struct Terms {
    audiences: Vec<String>,
    terms: String,
}

impl Terms {
    /// Begins the terms of something in a space of this visibility and number.
    pub fn new(visibility: Visibility, space: i64) -> Self {
        match visibility {
            Visibility::Public => Self::of(&[Audience::Everyone]),
            _ => Self::of(&[Audience::Administrators, Audience::Space(space)]),
        }
    }

    /// Begins the terms of a post of a private topic.
    pub fn of_people(author: UserId, assignee: Option<UserId>) -> Self {
        match assignee.filter(|assignee| *assignee != author) {
            Some(assignee) => Self::of(&[Audience::Person(author), Audience::Person(assignee)]),
            None => Self::of(&[Audience::Person(author)]),
        }
    }

    fn of(audiences: &[Audience]) -> Self {
        Self {
            audiences: audiences.iter().map(|audience| audience.mark()).collect(),
            terms: String::new(),
        }
    }

    /// Adds the words of a text.
    pub fn add(mut self, scope: Scope, text: &str) -> Self {
        let folded = fold::fold(text);
        let words: BTreeSet<&str> = fold::words(&folded).collect();
        for audience in &self.audiences {
            for word in &words {
                for part in [scope.mark(), audience, word, " "] {
                    self.terms.push_str(part);
                }
            }
        }
        self
    }

    /// Returns the terms, each before a blank.
    pub fn into_text(self) -> String {
        self.terms
    }
}

/// What a closed space must have to be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Having {
    Posts,
    Files,
}

/// Returns the numbers of the closed spaces of the viewer that have had posts or that have files. `of` limits them to one
/// space. Administrators have terms of their own.
pub async fn closed_spaces(
    conn: &mut Conn,
    viewer: &Viewer,
    of: Option<SpaceId>,
    having: Having,
) -> Result<Vec<i64>, StoreError> {
    if viewer.is_admin() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("SELECT s.number FROM (SELECT x.id FROM spaces x WHERE x.owner_id = ");
    sql.text(viewer.id);
    sql.push(" UNION SELECT m.space_id FROM space_members m WHERE m.user_id = ")
        .text(viewer.id);
    sql.push(
        ") o JOIN spaces s ON s.id = o.id WHERE s.visibility <> 'public' AND s.state IN ('active', 'archived') AND ",
    );
    sql.push(match having {
        Having::Posts => "EXISTS (SELECT 1 FROM space_numbers n WHERE n.space_id = s.id)",
        Having::Files => "EXISTS (SELECT 1 FROM files f WHERE f.space_id = s.id AND f.deleted_at IS NULL)",
    });
    if let Some(space) = of {
        sql.push(" AND s.id = ").text(space);
    }
    sql.push(" ORDER BY s.last_activity_at DESC LIMIT ").bind(CLOSED_MAX);
    Ok(sql.integers(conn).await?)
}

/// Returns the full-text expression of what the viewer may find by all of the words. `closed` has the numbers of the
/// viewer's closed spaces.
pub fn expression(viewer: &Viewer, scope: Scope, words: &[String], closed: &[i64]) -> String {
    let of_word = |word: &String| {
        let own = Audience::Person(viewer.id);
        let mut terms = vec![Audience::Everyone.term(scope, word), own.term(scope, word)];
        if viewer.is_admin() {
            terms.push(Audience::Administrators.term(scope, word));
        }
        terms.extend(closed.iter().map(|number| Audience::Space(*number).term(scope, word)));
        dialect::part(&dialect::any(&terms))
    };
    dialect::all(&words.iter().map(of_word).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_post_has_terms_only_for_people_who_may_find_it() {
        let terms = |visibility, text| Terms::new(visibility, 31).add(Scope::All, text).into_text();
        assert_eq!(terms(Visibility::Public, "Łódź a łódź"), "pa plodz ");
        for closed in [Visibility::Private, Visibility::Hidden] {
            assert_eq!(terms(closed, "Plan"), "aplan s0000001fplan ");
        }
        assert_eq!(Audience::Space(31).term(Scope::All, "pl"), "\"s0000001fpl\"*");
    }

    #[test]
    fn a_post_of_a_private_topic_has_terms_for_its_people_alone() {
        let (author, assignee) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let (first, second) = (format!("u{:032x}plan ", 1), format!("u{:032x}plan ", 2));
        for (assignee, expected) in [
            (None, first.clone()),
            (Some(author), first.clone()),
            (Some(assignee), format!("{first}{second}")),
        ] {
            let terms = Terms::of_people(author, assignee).add(Scope::All, "Plan");
            assert_eq!(terms.into_text(), expected);
        }
    }

    #[test]
    fn the_words_of_a_title_have_terms_of_their_own() {
        let terms = Terms::new(Visibility::Public, 1)
            .add(Scope::All, "plan text")
            .add(Scope::Title, "plan")
            .add(Scope::Link, "text");
        assert_eq!(terms.into_text(), "pplan ptext tpplan lptext ");
        assert_eq!(Audience::Everyone.term(Scope::Title, "pl"), "\"tppl\"*");
    }
}
