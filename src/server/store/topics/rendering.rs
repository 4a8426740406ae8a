//! The HTML, Markdown and plain text of posts for one reader: names of people and spaces, and files, only if the reader may
//! see them.

use std::collections::HashMap;

use domain::{
    access::Viewer,
    ids::{FileId, SpaceId, UserId},
    person::Language,
};
use sqlx::Row;

use super::{content::first_words, derived};
use crate::{
    i18n::Messages,
    server::{
        markdown::{self, FileView, Neutral, PlainText, RENDERER, Reader, Reference, References},
        permits::{Purpose, SystemPermit},
        store::{
            Store, StoreError,
            engine::{
                rows::{boolean, parsed},
                sql::{Conn, Sql},
            },
            files::views::{self, Drafts},
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

/// What a reader may see in some texts, each text from a topic of a space.
pub struct Names {
    /// By the space of the topic.
    people: HashMap<(SpaceId, UserId), String>,
    spaces: HashMap<SpaceId, String>,
    /// By the space of the topic.
    files: HashMap<(SpaceId, FileId), FileView>,
    neutral: Neutral,
}

/// What texts of topics refer to, each with the space of the topic.
#[derive(Default)]
struct Wanted {
    people: Vec<(SpaceId, UserId)>,
    spaces: Vec<SpaceId>,
    files: Vec<(SpaceId, FileId)>,
}

impl Wanted {
    fn add(&mut self, space: SpaceId, found: References) {
        self.people
            .extend(found.people.into_iter().map(|person| (space, person)));
        self.spaces.extend(found.spaces);
        self.files.extend(found.files.into_iter().map(|file| (space, file)));
    }

    fn add_reference(&mut self, space: SpaceId, reference: Reference) {
        match reference {
            Reference::Person(person) => self.people.push((space, person)),
            Reference::Space(linked) => self.spaces.push(linked),
        }
    }

    fn is_empty(&self) -> bool {
        self.people.is_empty() && self.spaces.is_empty() && self.files.is_empty()
    }
}

impl Names {
    /// Looks up the names and files in these HTML texts with markers: a constant number of queries, none if there are no
    /// markers. A person is named if they may open the space of the topic, a space if the viewer may find it; the rule of
    /// files is in `files::views`.
    pub async fn of<'t>(
        conn: &mut Conn,
        viewer: &Viewer,
        texts: impl Iterator<Item = (SpaceId, &'t str)>,
    ) -> Result<Self, StoreError> {
        Self::of_files(conn, viewer, texts, Drafts::Hidden).await
    }

    async fn of_files<'t>(
        conn: &mut Conn,
        viewer: &Viewer,
        texts: impl Iterator<Item = (SpaceId, &'t str)>,
        drafts: Drafts,
    ) -> Result<Self, StoreError> {
        let mut wanted = Wanted::default();
        for (space, html) in texts {
            wanted.add(space, markdown::references(html));
        }
        Self::wanted(conn, viewer, wanted, drafts).await
    }

    async fn wanted(conn: &mut Conn, viewer: &Viewer, mut wanted: Wanted, drafts: Drafts) -> Result<Self, StoreError> {
        let messages = match wanted.is_empty() {
            true => Messages(Language::default()),
            false => Messages(language(conn, viewer).await?),
        };
        let (mut topics, mut people): (Vec<_>, Vec<_>) = wanted.people.into_iter().unzip();
        topics.sort_unstable();
        topics.dedup();
        people.sort_unstable();
        people.dedup();
        wanted.spaces.sort_unstable();
        wanted.spaces.dedup();
        Ok(Self {
            people: names_of_people(conn, &topics, &people).await?,
            spaces: names_of_spaces(conn, viewer, &wanted.spaces).await?,
            files: views::of(conn, viewer, messages, &wanted.files, drafts).await?,
            neutral: Neutral {
                person: messages.text("mention-of-nobody"),
                space: messages.text("mention-of-no-space"),
                file: messages.text("post-file-gone"),
            },
        })
    }

    /// Returns the HTML for the reader, of a post beside others: its headings have no ids.
    pub fn html(&self, space: SpaceId, html: &str) -> String {
        markdown::without_anchors(&self.document(space, html))
    }

    /// Returns the HTML for the reader, of the only document of a page.
    pub fn document(&self, space: SpaceId, html: &str) -> String {
        markdown::resolve(html, &InSpace { names: self, space })
    }

    /// Returns the Markdown for the reader.
    pub fn markdown(&self, space: SpaceId, text: &str) -> String {
        markdown::with_labels(text, |reference| {
            let name = self.name(space, reference);
            Some(name.unwrap_or_else(|| self.neutral(reference)).to_owned())
        })
    }

    /// Returns the Markdown for a text that leaves the application: it has the names of files and no links to them.
    pub fn exported(&self, space: SpaceId, text: &str) -> String {
        let text = self.markdown(space, text);
        markdown::with_words_for_files(&text, |file| match self.files.get(&(space, file)) {
            Some(view) => view.name.clone(),
            None => self.neutral.file.clone(),
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
            Reference::Person(_) => &self.neutral.person,
            Reference::Space(_) => &self.neutral.space,
        }
    }
}

/// What the reader may see in a text from a topic of the space.
struct InSpace<'n> {
    names: &'n Names,
    space: SpaceId,
}

impl Reader for InSpace<'_> {
    fn person(&self, id: UserId) -> Option<&str> {
        self.names.name(self.space, Reference::Person(id))
    }

    fn space(&self, id: SpaceId) -> Option<&str> {
        self.names.name(self.space, Reference::Space(id))
    }

    fn file(&self, id: FileId) -> Option<&FileView> {
        self.names.files.get(&(self.space, id))
    }

    fn neutral(&self) -> &Neutral {
        &self.names.neutral
    }
}

/// Returns the Markdown of posts as plain text for the reader, each post with the space of its topic.
pub async fn plain_texts(
    conn: &mut Conn,
    viewer: &Viewer,
    posts: impl Iterator<Item = (SpaceId, &str)>,
) -> Result<Vec<String>, StoreError> {
    let posts: Vec<(SpaceId, PlainText)> = posts.map(|(space, text)| (space, markdown::plain_text(text))).collect();
    let mut wanted = Wanted::default();
    for (space, text) in &posts {
        for reference in text.references() {
            wanted.add_reference(*space, reference);
        }
    }
    let names = Names::wanted(conn, viewer, wanted, Drafts::Hidden).await?;
    Ok(posts.iter().map(|(space, text)| names.plain(*space, text)).collect())
}

/// Returns one text as HTML for its author, who has not sent it yet and sees the files of the draft.
pub async fn draft(conn: &mut Conn, viewer: &Viewer, space: SpaceId, text: &str) -> Result<String, StoreError> {
    let html = markdown::render(text).html;
    let names = Names::of_files(conn, viewer, std::iter::once((space, html.as_str())), Drafts::Shown).await?;
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
