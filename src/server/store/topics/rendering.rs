//! The HTML, Markdown and plain text of posts for one reader: names of people and spaces only if the reader may see them.

use std::collections::HashMap;

use domain::{
    access::Viewer,
    ids::{SpaceId, UserId},
    person::Language,
};
use sqlx::Row;

use super::{content::first_words, derived};
use crate::{
    i18n::Messages,
    server::{
        markdown::{self, PlainText, RENDERER, Reference},
        permits::{Purpose, SystemPermit},
        store::{
            Store, StoreError,
            engine::{
                rows::{boolean, parsed},
                sql::{Conn, Sql},
            },
            spaces::access::{self as access_sql, OPENED_BY_U},
        },
    },
};

/// The number of posts that one transaction renders again, so that other writers wait only briefly.
const BATCH_SIZE: i64 = 100;

/// Returns the HTML of a post with markers, rendered again if another version of the renderer made the stored one.
pub fn current(html: String, renderer: i64, text: &str) -> String {
    if renderer == RENDERER {
        html
    } else {
        markdown::render(text).html
    }
}

/// Renders again and stores the posts that another version of the renderer has rendered, and the first words of their
/// topics. Returns how many.
pub async fn renew(store: &Store) -> Result<u64, StoreError> {
    let mut renewed = 0;
    loop {
        let mut tx = SystemPermit::begin(store, Purpose::Render).await?;
        let mut sql = Sql::new(
            "SELECT p.seq, p.markdown, p.topic_id, p.number, CASE WHEN p.deleted_at IS NULL THEN 1 ELSE 0 END \
             FROM posts p WHERE p.renderer < ",
        );
        sql.bind(RENDERER).push(" OR p.renderer > ").bind(RENDERER);
        let rows = sql.push(" LIMIT ").bind(BATCH_SIZE).rows(&mut tx).await?;
        if rows.is_empty() {
            return Ok(renewed);
        }
        for row in &rows {
            let text: &str = row.try_get(1)?;
            let html = markdown::render(text).html;
            let mut sql = Sql::new("UPDATE posts SET html = ");
            sql.bind(html).push(", renderer = ").bind(RENDERER);
            sql.push(" WHERE seq = ").bind(row.try_get::<i64, _>(0)?);
            sql.run(&mut tx).await?;
            if boolean(row, 4)? {
                let words = first_words(text);
                derived::set_first_words(&mut tx, parsed(row, 2)?, row.try_get(3)?, &words).await?;
            }
        }
        tx.commit().await?;
        renewed += rows.len() as u64;
    }
}

/// The names that the reader may see in some texts, each text from a topic of a space.
pub struct Names {
    /// By the space of the topic.
    people: HashMap<(SpaceId, UserId), String>,
    spaces: HashMap<SpaceId, String>,
    /// The words for everything that the reader may not see.
    nobody: String,
    no_space: String,
}

impl Names {
    /// Looks up the names in these HTML texts with markers: a constant number of queries, none if there are no markers.
    /// A person is named if they may open the space of the topic, a space if the viewer may find it.
    pub async fn of<'t>(
        conn: &mut Conn,
        viewer: &Viewer,
        texts: impl Iterator<Item = (SpaceId, &'t str)>,
    ) -> Result<Self, StoreError> {
        let mut references = Vec::new();
        for (space, html) in texts {
            let (named, linked) = markdown::references(html);
            references.extend(named.into_iter().map(|person| (space, Reference::Person(person))));
            references.extend(linked.into_iter().map(|linked| (space, Reference::Space(linked))));
        }
        Self::of_references(conn, viewer, references.into_iter()).await
    }

    /// Looks up the names of references, each in a text from a topic of a space.
    async fn of_references(
        conn: &mut Conn,
        viewer: &Viewer,
        references: impl Iterator<Item = (SpaceId, Reference)>,
    ) -> Result<Self, StoreError> {
        let (mut people, mut spaces, mut topics) = (Vec::new(), Vec::new(), Vec::new());
        for (space, reference) in references {
            match reference {
                Reference::Person(person) => {
                    topics.push(space);
                    people.push(person);
                }
                Reference::Space(linked) => spaces.push(linked),
            }
        }
        for ids in [&mut spaces, &mut topics] {
            ids.sort_unstable();
            ids.dedup();
        }
        people.sort_unstable();
        people.dedup();
        let messages = match people.is_empty() && spaces.is_empty() {
            true => Messages(Language::default()),
            false => Messages(language(conn, viewer).await?),
        };
        Ok(Self {
            people: names_of_people(conn, &topics, &people).await?,
            spaces: names_of_spaces(conn, viewer, &spaces).await?,
            nobody: messages.text("mention-of-nobody"),
            no_space: messages.text("mention-of-no-space"),
        })
    }

    /// Returns the HTML for the reader.
    pub fn html(&self, space: SpaceId, html: &str) -> String {
        markdown::resolve(
            html,
            |person| self.people.get(&(space, person)).cloned(),
            |linked| self.spaces.get(&linked).cloned(),
            &self.nobody,
            &self.no_space,
        )
    }

    /// Returns the Markdown for the reader.
    pub fn markdown(&self, space: SpaceId, text: &str) -> String {
        markdown::with_labels(text, |reference| {
            let name = self.name(space, reference);
            Some(name.unwrap_or_else(|| self.neutral(reference)).to_owned())
        })
    }

    /// Returns the plain text for the reader.
    fn plain(&self, space: SpaceId, text: &PlainText) -> String {
        text.with(|reference| match self.name(space, reference) {
            Some(name) => format!("{}{name}", reference.sign()),
            None => self.neutral(reference).to_owned(),
        })
    }

    fn name(&self, space: SpaceId, reference: Reference) -> Option<&str> {
        match reference {
            Reference::Person(person) => self.people.get(&(space, person)),
            Reference::Space(linked) => self.spaces.get(&linked),
        }
        .map(String::as_str)
    }

    fn neutral(&self, reference: Reference) -> &str {
        match reference {
            Reference::Person(_) => &self.nobody,
            Reference::Space(_) => &self.no_space,
        }
    }
}

/// Returns the Markdown of posts as plain text for the reader, each post with the space of its topic.
pub async fn plain_texts(
    conn: &mut Conn,
    viewer: &Viewer,
    posts: impl Iterator<Item = (SpaceId, &str)>,
) -> Result<Vec<String>, StoreError> {
    let posts: Vec<(SpaceId, PlainText)> = posts.map(|(space, text)| (space, markdown::plain_text(text))).collect();
    let references = posts
        .iter()
        .flat_map(|(space, text)| text.references().map(move |reference| (*space, reference)));
    let names = Names::of_references(conn, viewer, references).await?;
    Ok(posts.iter().map(|(space, text)| names.plain(*space, text)).collect())
}

/// Returns one text as HTML for the reader.
pub async fn html(conn: &mut Conn, viewer: &Viewer, space: SpaceId, text: &str) -> Result<String, StoreError> {
    let html = markdown::render(text).html;
    let names = Names::of(conn, viewer, std::iter::once((space, html.as_str()))).await?;
    Ok(names.html(space, &html))
}

/// Returns one text as Markdown for the reader.
pub async fn source(conn: &mut Conn, viewer: &Viewer, space: SpaceId, text: &str) -> Result<String, StoreError> {
    let html = markdown::render(text).html;
    let names = Names::of(conn, viewer, std::iter::once((space, html.as_str()))).await?;
    Ok(names.markdown(space, text))
}

async fn language(conn: &mut Conn, viewer: &Viewer) -> Result<Language, StoreError> {
    let mut sql = Sql::new("SELECT u.language FROM users u WHERE u.id = ");
    let row = sql.text(viewer.id).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(Language::parse(row.try_get(0)?).unwrap_or_default())
}

async fn names_of_people(
    conn: &mut Conn,
    topics: &[SpaceId],
    people: &[UserId],
) -> Result<HashMap<(SpaceId, UserId), String>, StoreError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new("SELECT s.id, u.id, u.name FROM users u CROSS JOIN spaces s WHERE u.id");
    sql.within(people).push(" AND s.id").within(topics);
    sql.push(" AND ").push(OPENED_BY_U);
    let rows = sql.rows(conn).await?;
    rows.iter()
        .map(|row| Ok(((parsed(row, 0)?, parsed(row, 1)?), row.try_get(2)?)))
        .collect()
}

async fn names_of_spaces(
    conn: &mut Conn,
    viewer: &Viewer,
    spaces: &[SpaceId],
) -> Result<HashMap<SpaceId, String>, StoreError> {
    if spaces.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new("SELECT s.id, s.name FROM spaces s WHERE s.id");
    sql.within(spaces).push(" AND ");
    access_sql::found(&mut sql, viewer);
    let rows = sql.rows(conn).await?;
    rows.iter().map(|row| Ok((parsed(row, 0)?, row.try_get(1)?))).collect()
}
