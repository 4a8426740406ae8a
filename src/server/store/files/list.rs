//! The library of a space: its pages in every order, with search and filters.

use domain::{
    access::{AccessFacts, Action, Viewer, decide},
    file::{
        FileRow, LibraryPage, LibraryQuery, LibraryRights, LibrarySort, LibraryView, Place, SortFiles, TopicOfFile,
    },
    ids::{FolderId, SpaceId, TopicId},
    limits::PAGE_ROWS,
    person::PersonRef,
    topic::{TopicAddress, access::TopicAction, access::decide_topic},
};
use sqlx::Row;

use super::{
    access::placed,
    folders, row,
    row::{COLUMNS, TABLES, WIDTH},
    rules,
    search::matches_search,
};
use crate::server::{
    clock,
    store::{
        Store, StoreError, Zone,
        engine::{
            cursors::Cursors,
            rows::person,
            sql::{Conn, Sql, Value},
        },
        spaces::{
            self, audit_view,
            cursor::{Key, add_values, columns, fit, number, read_keys, text},
        },
        topics::{self, access::visible_to, row::TITLE},
    },
};

/// Returns a page of the library. The view is recorded in the audit log as that of the space.
pub async fn page_visited(
    store: &Store,
    viewer: &Viewer,
    zone: &Zone,
    space: SpaceId,
    (query, after): (&LibraryQuery, Option<&str>),
) -> Result<LibraryPage, StoreError> {
    let now = clock::now();
    let mut tx = store.reader().begin().await?;
    let facts = spaces::permitted(&mut tx, viewer, space, Action::Open).await?;
    drop(tx);
    audit_view(store, viewer, &facts, space, now).await?;
    let mut tx = store.reader().begin().await?;
    page(&mut tx, store.cursors(), (viewer, zone), space, (query, after), now).await
}

/// Returns a page of the library.
pub(in crate::server::store) async fn page(
    conn: &mut Conn,
    cursors: &Cursors,
    (viewer, zone): (&Viewer, &Zone),
    space: SpaceId,
    (query, after): (&LibraryQuery, Option<&str>),
    now: i64,
) -> Result<LibraryPage, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let (shown, topic) = shown(conn, viewer, space, query).await?;
    let path = match query.folder.filter(|_| shown.has_folders()) {
        Some(folder) => folders::path(conn, (viewer, &facts), space, folder).await?,
        None => Vec::new(),
    };
    let list = List {
        viewer,
        zone,
        space,
        query,
        shown: &shown,
    };
    let bound = LibraryQuery {
        tiles: false,
        ..query.clone()
    };
    let cursors = cursors.of(viewer.id, &format!("library {space} {}", bound.to_query()));
    // A cursor of another list gives the first page.
    let from = after.and_then(|after| cursors.open(after));
    let from = from.map(|(_, keys)| keys).filter(|keys| fit(list.keys(), keys));
    let folders = match &from {
        None => list.folders(conn, (viewer, &facts)).await?,
        Some(_) => Vec::new(),
    };
    let rows = list.select(from.as_deref(), PAGE_ROWS + 1).rows(conn).await?;
    let page = &rows[..rows.len().min(PAGE_ROWS)];
    let next = match page.last().filter(|_| rows.len() > PAGE_ROWS) {
        Some(row) => Some(cursors.seal(0, read_keys(list.keys(), row, WIDTH)?.iter())?),
        None => None,
    };
    let mut files: Vec<FileRow> = page
        .iter()
        .map(|row| row::read_placed(row, viewer, &facts))
        .collect::<Result<_, _>>()?;
    match &topic {
        Some(topic) => files
            .iter_mut()
            .for_each(|file| file.place = Place::Topic(topic.clone())),
        None => row::find_topics(conn, viewer, &mut files).await?,
    }
    Ok(LibraryPage {
        space_name: space_name(conn, space).await?,
        space_state: facts.state,
        path,
        folders,
        files,
        topic,
        next,
        empty: empty(conn, viewer, space).await?,
        rights: LibraryRights {
            add: decide(viewer, &facts, Action::Discuss).is_ok(),
        },
        people: people(conn, viewer, space).await?,
        largest: rules::read(conn).await?.largest,
        now,
    })
}

/// Returns which files the query shows, and the topic if it is limited to one.
///
/// # Errors
///
/// `NotFound` for a folder or topic that is not in the space, or is deleted.
async fn shown(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    query: &LibraryQuery,
) -> Result<(Shown, Option<TopicOfFile>), StoreError> {
    if let Some(number) = query.topic {
        let topic = topics::access::known(conn, viewer, TopicAddress { space, number }).await?;
        if topic.address.space != space || decide_topic(viewer, &topic.facts, TopicAction::Read).is_err() {
            return Err(StoreError::NotFound);
        }
        let mut sql = Sql::new(&format!(
            "SELECT t.space_id, t.number, {TITLE} FROM topics t WHERE t.id = "
        ));
        let row = sql.text(topic.id).row(conn).await?.ok_or(StoreError::NotFound)?;
        return Ok((Shown::Topic(topic.id), Some(row::topic(&row, 0)?)));
    }
    let shown = match (query.view, query.folder) {
        (LibraryView::Topics, _) => Shown::Topics,
        (LibraryView::Folders, folder) if !query.is_filtered() => Shown::Folder(folder),
        (LibraryView::Folders, None) => Shown::Everything,
        (LibraryView::Folders, Some(folder)) => Shown::Below(folders::below(conn, &[folder]).await?),
    };
    Ok((shown, None))
}

/// The files that a list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server::store) enum Shown {
    /// Those in a folder; `None` is the library itself.
    Folder(Option<FolderId>),
    /// Those of these folders.
    Below(Vec<FolderId>),
    /// Those of the library and of posts.
    Everything,
    /// Those of posts, by their newest topic.
    Topics,
    /// Those of the posts of this topic.
    Topic(TopicId),
}

impl Shown {
    fn has_folders(&self) -> bool {
        matches!(self, Self::Folder(_) | Self::Below(_) | Self::Everything)
    }
}

pub(in crate::server::store) struct List<'a> {
    pub viewer: &'a Viewer,
    pub zone: &'a Zone,
    pub space: SpaceId,
    pub query: &'a LibraryQuery,
    pub shown: &'a Shown,
}

const ID: Key = text("f.id");
const NAME: Key = text("f.sort_key");

impl List<'_> {
    /// Returns the columns that order the list. The last one is unique, and each order has its index.
    fn keys(&self) -> &'static [Key] {
        if *self.shown == Shown::Topics {
            return const { &[number("t.last_post"), NAME, ID] };
        }
        match self.query.sort.by {
            SortFiles::Name => const { &[NAME, ID] },
            SortFiles::Added => const { &[number("f.added_at"), ID] },
            SortFiles::Size => const { &[number("f.size"), ID] },
            SortFiles::Kind => const { &[text("f.kind"), NAME, ID] },
        }
    }

    /// Returns the query of the rows after the row with these keys.
    pub fn select(&self, from: Option<&[Value]>, limit: usize) -> Sql {
        let mut sql = Sql::new("SELECT ");
        sql.push(COLUMNS).push(", ");
        columns(&mut sql, self.keys(), "");
        sql.push(" FROM files f");
        if *self.shown == Shown::Topics {
            sql.push(" CROSS JOIN topics t");
        }
        sql.push(TABLES).push(" WHERE f.deleted_at IS NULL AND f.space_id = ");
        sql.text(self.space);
        self.narrow(&mut sql);
        self.filter(&mut sql);
        if let Some(keys) = from {
            self.after(&mut sql, keys);
        }
        sql.push(" ORDER BY ");
        if *self.shown == Shown::Topics {
            sql.push("t.last_post DESC, f.sort_key, f.id");
        } else {
            columns(
                &mut sql,
                self.keys(),
                if self.query.sort.descending { " DESC" } else { "" },
            );
        }
        sql.push(" LIMIT ").bind(limit as i64);
        sql
    }

    /// Adds the condition of what is shown.
    fn narrow(&self, sql: &mut Sql) {
        match self.shown {
            Shown::Folder(None) => {
                sql.push(" AND f.in_library = 1 AND f.folder_id IS NULL");
            }
            Shown::Folder(Some(folder)) => {
                sql.push(" AND f.in_library = 1 AND f.folder_id = ").text(folder);
            }
            Shown::Below(folders) => {
                // As an expression, so that the engine uses the index of the order and not that of folders.
                sql.push(" AND f.in_library = 1 AND f.folder_id || ''").within(folders);
            }
            Shown::Everything => {
                placed(sql.push(" AND "), self.viewer);
            }
            Shown::Topics => {
                sql.push(
                    " AND f.in_library = 0 AND t.id = (SELECT t.id FROM post_files pf JOIN posts p ON p.seq = pf.post_seq \
                     JOIN topics t ON t.id = p.topic_id WHERE pf.file_id = f.id AND p.deleted_at IS NULL \
                     AND t.deleted_at IS NULL AND t.space_id = f.space_id",
                );
                visible_to(sql, self.viewer.id);
                sql.push(" ORDER BY t.last_post DESC LIMIT 1)");
            }
            Shown::Topic(topic) => {
                sql.push(
                    " AND f.in_library = 0 AND EXISTS (SELECT 1 FROM post_files pf JOIN posts p ON p.seq = pf.post_seq \
                     WHERE pf.file_id = f.id AND p.deleted_at IS NULL AND p.topic_id = ",
                );
                sql.text(topic).push(")");
            }
        }
    }

    /// Adds the conditions of search and filters.
    fn filter(&self, sql: &mut Sql) {
        matches_search(sql, "f", &self.query.search);
        if let Some(kind) = self.query.kind {
            sql.push(" AND f.kind = ").bind(kind.as_str());
        }
        if let Some(person) = self.query.person {
            sql.push(" AND f.added_by = ").text(person);
        }
        self.zone.narrow(sql, "f.added_at", self.query.from, self.query.to);
    }

    /// Adds the condition that a row follows the row with these keys.
    fn after(&self, sql: &mut Sql, keys: &[Value]) {
        match (self.shown, keys) {
            (Shown::Topics, [last, rest @ ..]) => {
                sql.push(" AND (t.last_post < ").bind(last.clone());
                sql.push(" OR (t.last_post = ").bind(last.clone());
                sql.push(" AND (f.sort_key, f.id) > (");
                add_values(sql, rest);
                sql.push(")))");
            }
            _ => {
                sql.push(" AND (");
                columns(sql, self.keys(), "");
                sql.push(if self.query.sort.descending { ") < (" } else { ") > (" });
                add_values(sql, keys);
                sql.push(")");
            }
        }
    }

    /// Returns the folders of the first page: those in the shown one, or those below it that the search finds. Other filters
    /// are about files alone.
    async fn folders(
        &self,
        conn: &mut Conn,
        (viewer, facts): (&Viewer, &AccessFacts),
    ) -> Result<Vec<domain::file::FolderRow>, StoreError> {
        let only_search = LibraryQuery {
            search: self.query.search.clone(),
            folder: self.query.folder,
            tiles: self.query.tiles,
            sort: self.query.sort,
            ..LibraryQuery::default()
        };
        let within = match self.shown {
            Shown::Folder(folder) => folders::Within::Folder(*folder),
            Shown::Below(below) if *self.query == only_search => folders::Within::Below(below),
            Shown::Everything if *self.query == only_search => folders::Within::Space,
            _ => return Ok(Vec::new()),
        };
        let LibrarySort { by, descending } = self.query.sort;
        let descending = descending && by == SortFiles::Name;
        let found = folders::Found {
            within,
            search: &self.query.search,
            descending,
        };
        folders::rows(conn, (viewer, facts), self.space, &found).await
    }
}

async fn space_name(conn: &mut Conn, space: SpaceId) -> Result<String, StoreError> {
    let mut sql = Sql::new("SELECT s.name FROM spaces s WHERE s.id = ");
    let row = sql.text(space).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(row.try_get(0)?)
}

/// Returns whether the space has neither folders nor files for the viewer, apart from drafts and the trash.
async fn empty(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<bool, StoreError> {
    let mut sql =
        Sql::new("SELECT CASE WHEN EXISTS (SELECT 1 FROM files f WHERE f.deleted_at IS NULL AND f.space_id = ");
    placed(sql.text(space).push(" AND "), viewer);
    sql.push(") OR EXISTS (SELECT 1 FROM folders d WHERE d.deleted_at IS NULL AND d.space_id = ");
    sql.text(space).push(") THEN 0 ELSE 1 END");
    Ok(sql.count(conn).await? == 1)
}

/// Returns the people who added the newest versions of files of the space that the viewer may see, by name.
async fn people(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Vec<PersonRef>, StoreError> {
    let rows = people_of(viewer, space).rows(conn).await?;
    rows.iter().map(|row| person(row, 0)).collect()
}

/// Returns the query of these people. It looks each of them up in the index, whatever the number of files.
pub(in crate::server::store) fn people_of(viewer: &Viewer, space: SpaceId) -> Sql {
    let first = |sql: &mut Sql, after: &str| {
        sql.push("SELECT f.added_by FROM files f WHERE f.deleted_at IS NULL AND ");
        placed(sql, viewer);
        sql.push(after).push(" AND f.space_id = ");
        sql.text(space).push(" ORDER BY f.added_by LIMIT 1");
    };
    let mut sql = Sql::new("WITH RECURSIVE found (id) AS (SELECT (");
    first(&mut sql, "");
    sql.push(") UNION ALL SELECT (");
    first(&mut sql, " AND f.added_by > found.id");
    sql.push(
        ") FROM found WHERE found.id IS NOT NULL) SELECT u.id, u.name, u.deactivated_at FROM found \
         JOIN users u ON u.id = found.id ORDER BY u.name_key, u.id",
    );
    sql
}
