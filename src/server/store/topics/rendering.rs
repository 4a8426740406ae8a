//! The HTML and Markdown of posts for one reader: names of people and spaces only if the reader may see them.

use std::collections::HashMap;

use domain::{
    access::Viewer,
    ids::{SpaceId, UserId},
    person::Language,
};
use sqlx::Row;

use crate::{
    i18n::Messages,
    server::{
        markdown::{self, RENDERER, Reference},
        permits::{Purpose, SystemPermit},
        store::{
            Store, StoreError,
            engine::{
                rows::parsed,
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

/// Renders again and stores the posts that another version of the renderer has rendered. Returns how many.
pub async fn renew(store: &Store) -> Result<u64, StoreError> {
    let mut renewed = 0;
    loop {
        let mut tx = SystemPermit::begin(store, Purpose::Render).await?;
        let mut sql = Sql::new("SELECT p.seq, p.markdown FROM posts p WHERE p.renderer < ");
        sql.bind(RENDERER).push(" OR p.renderer > ").bind(RENDERER);
        let rows = sql.push(" LIMIT ").bind(BATCH_SIZE).rows(&mut tx).await?;
        if rows.is_empty() {
            return Ok(renewed);
        }
        for row in &rows {
            let html = markdown::render(row.try_get(1)?).html;
            let mut sql = Sql::new("UPDATE posts SET html = ");
            sql.bind(html).push(", renderer = ").bind(RENDERER);
            sql.push(" WHERE seq = ").bind(row.try_get::<i64, _>(0)?);
            sql.run(&mut tx).await?;
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
        let (mut people, mut spaces, mut topics) = (Vec::new(), Vec::new(), Vec::new());
        for (space, html) in texts {
            let (named, linked) = markdown::references(html);
            if !named.is_empty() {
                topics.push(space);
            }
            people.extend(named);
            spaces.extend(linked);
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
            Some(match reference {
                Reference::Person(person) => self.people.get(&(space, person)).unwrap_or(&self.nobody).clone(),
                Reference::Space(linked) => self.spaces.get(&linked).unwrap_or(&self.no_space).clone(),
            })
        })
    }
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
