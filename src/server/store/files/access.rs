//! The viewer's relation to files and folders, and the rule of `domain::file::access` as SQL.

use domain::{
    access::Viewer,
    error::AppError,
    file::access::{FileAction, FileFacts, decide_file},
    ids::{FileId, FolderId, SpaceId, UserId},
};
use sqlx::{Row, any::AnyRow};

use crate::server::store::{
    StoreError,
    engine::{
        rows::{boolean, parsed},
        sql::{Conn, Sql},
    },
    spaces::{access as access_sql, read_access_facts},
    topics::access::visible_to,
};

/// The number of columns that [`facts_columns`] adds.
pub const FACTS_WIDTH: usize = 8;

/// A file with the viewer's relation to it.
#[derive(Clone, Copy, Debug)]
pub struct FileOfPermit {
    pub id: FileId,
    pub space: SpaceId,
    pub in_library: bool,
    /// `None` for a file of the library itself, and for a file of posts.
    pub folder: Option<FolderId>,
    /// The number of the newest version.
    pub version: i64,
    pub facts: FileFacts,
}

/// A folder with the viewer's relation to it.
#[derive(Clone, Copy, Debug)]
pub struct FolderOfPermit {
    pub id: FolderId,
    pub space: SpaceId,
    pub parent: Option<FolderId>,
    /// 1 is a folder of the library itself.
    pub depth: i64,
    pub facts: FileFacts,
}

/// The people for whom a file has its places.
#[derive(Clone, Copy, Debug)]
enum For {
    /// A person, who sees no private topics of others.
    Person(UserId),
    /// Everybody who may open the space: nobody's private topics count.
    All,
    /// All topics count.
    Anybody,
}

/// Adds the condition that the file under this alias is in the library, or that a post has it which is not deleted, of a
/// topic that these people may see.
fn placed_for(sql: &mut Sql, people: For, file: &str) {
    sql.push(&format!(
        "({file}.in_library = 1 OR EXISTS (SELECT 1 FROM post_files pf JOIN posts p ON p.seq = pf.post_seq \
         JOIN topics t ON t.id = p.topic_id WHERE pf.file_id = {file}.id AND p.deleted_at IS NULL \
         AND t.deleted_at IS NULL AND t.space_id = {file}.space_id"
    ));
    match people {
        For::Person(person) => visible_to(sql, person),
        For::All => drop(sql.push(" AND t.private = 0")),
        For::Anybody => {}
    }
    sql.push("))");
}

/// Adds the condition that the file `f` is in the library, or that a post has it which is not deleted, of a topic that the
/// viewer may see.
pub fn placed(sql: &mut Sql, viewer: &Viewer) {
    placed_for(sql, For::Person(viewer.id), "f");
}

/// Adds the condition that the file under this alias exists for the viewer, apart from the rules of its space and of the
/// trash.
pub fn exists(sql: &mut Sql, viewer: &Viewer, file: &str) {
    placed_for(sql.push("("), For::Person(viewer.id), file);
    sql.push(&format!(" OR ({file}.created_by = "))
        .text(viewer.id)
        .push(" AND NOT ");
    placed_for(sql, For::Anybody, file);
    sql.push("))");
}

/// Adds the condition that the file `f` has a place, but that only posts of private topics have it.
pub fn only_in_private_topics(sql: &mut Sql) {
    placed_for(sql.push("("), For::Anybody, "f");
    placed_for(sql.push(" AND NOT "), For::All, "f");
    sql.push(")");
}

/// Returns those of the files that everybody who may open their space may see.
pub async fn placed_for_all(conn: &mut Conn, files: &[FileId]) -> Result<Vec<FileId>, StoreError> {
    let mut sql = Sql::new("SELECT f.id FROM files f WHERE f.id");
    placed_for(sql.within(files).push(" AND "), For::All, "f");
    let rows = sql.rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

/// Adds the columns of the facts about a file `f` of a space `s`.
pub fn facts_columns(sql: &mut Sql, viewer: &Viewer) {
    columns(sql, viewer, "f");
    for people in [For::Person(viewer.id), For::Anybody] {
        placed_for(sql.push(", CASE WHEN "), people, "f");
        sql.push(" THEN 1 ELSE 0 END");
    }
}

/// Adds the columns of the facts about a folder `d` of a space `s`.
pub fn folder_facts_columns(sql: &mut Sql, viewer: &Viewer) {
    columns(sql, viewer, "d");
    sql.push(", 1, 1");
}

fn columns(sql: &mut Sql, viewer: &Viewer, item: &str) {
    sql.push("s.visibility, s.state, CASE WHEN s.owner_id = ")
        .text(viewer.id);
    sql.push(" THEN 1 ELSE 0 END, CASE WHEN ");
    access_sql::member(sql, viewer);
    sql.push(&format!(" THEN 1 ELSE 0 END, CASE WHEN {item}.created_by = "));
    sql.text(viewer.id).push(&format!(
        " THEN 1 ELSE 0 END, CASE WHEN {item}.deleted_at IS NULL THEN 0 ELSE 1 END"
    ));
}

/// Reads the facts from the columns of [`facts_columns`] or [`folder_facts_columns`].
pub fn read_facts(row: &AnyRow, column: usize) -> Result<FileFacts, StoreError> {
    let placed = boolean(row, column + 6)?;
    Ok(FileFacts {
        space: read_access_facts(row, column)?,
        author: boolean(row, column + 4)?,
        deleted: boolean(row, column + 5)?,
        placed,
        hidden: !placed && boolean(row, column + 7)?,
    })
}

/// Adds the condition that the viewer may read the file `f` of the space `s`.
pub fn readable(sql: &mut Sql, viewer: &Viewer) {
    sql.push("(");
    access_sql::open(sql, viewer);
    exists(sql.push(" AND "), viewer, "f");
    if !viewer.is_admin() {
        sql.push(" AND (f.deleted_at IS NULL OR f.created_by = ")
            .text(viewer.id);
        sql.push(" OR s.owner_id = ").text(viewer.id).push(")");
    }
    sql.push(")");
}

/// Adds the condition that the viewer may read the folder `d` of the space `s`.
pub fn readable_folder(sql: &mut Sql, viewer: &Viewer) {
    sql.push("(");
    access_sql::open(sql, viewer);
    if !viewer.is_admin() {
        sql.push(" AND (d.deleted_at IS NULL OR d.created_by = ")
            .text(viewer.id);
        sql.push(" OR s.owner_id = ").text(viewer.id).push(")");
    }
    sql.push(")");
}

/// Returns the viewer's relation to the file, or `None` if there is no such file. The domain decides what the relation
/// permits.
pub async fn facts(conn: &mut Conn, viewer: &Viewer, file: FileId) -> Result<Option<FileOfPermit>, StoreError> {
    Ok(files(conn, viewer, &[file]).await?.pop())
}

/// Returns the viewer's relation to those of the files that exist, in no order.
pub async fn files(conn: &mut Conn, viewer: &Viewer, files: &[FileId]) -> Result<Vec<FileOfPermit>, StoreError> {
    let mut sql = Sql::new("SELECT ");
    facts_columns(&mut sql, viewer);
    sql.push(
        ", f.id, f.space_id, f.in_library, f.folder_id, f.version FROM files f JOIN spaces s ON s.id = f.space_id \
         WHERE f.id",
    );
    let rows = sql.within(files).rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(FileOfPermit {
                id: parsed(row, FACTS_WIDTH)?,
                space: parsed(row, FACTS_WIDTH + 1)?,
                in_library: boolean(row, FACTS_WIDTH + 2)?,
                folder: optional(row, FACTS_WIDTH + 3)?,
                version: row.try_get(FACTS_WIDTH + 4)?,
                facts: read_facts(row, 0)?,
            })
        })
        .collect()
}

/// Returns the viewer's relation to the file if they may do `action` with it.
///
/// # Errors
///
/// The refusal of the domain's rule; `NotFound` for an unknown file.
pub async fn known(
    conn: &mut Conn,
    viewer: &Viewer,
    file: FileId,
    action: FileAction,
) -> Result<FileOfPermit, StoreError> {
    let file = facts(conn, viewer, file).await?.ok_or(StoreError::NotFound)?;
    decide_file(viewer, &file.facts, action).map_err(AppError::from)?;
    Ok(file)
}

/// Returns the viewer's relation to the folder, or `None` if there is no such folder.
pub async fn folder_facts(
    conn: &mut Conn,
    viewer: &Viewer,
    folder: FolderId,
) -> Result<Option<FolderOfPermit>, StoreError> {
    Ok(folders(conn, viewer, &[folder]).await?.pop())
}

/// Returns the viewer's relation to those of the folders that exist, in no order.
pub async fn folders(
    conn: &mut Conn,
    viewer: &Viewer,
    folders: &[FolderId],
) -> Result<Vec<FolderOfPermit>, StoreError> {
    let mut sql = Sql::new("SELECT ");
    folder_facts_columns(&mut sql, viewer);
    sql.push(", d.id, d.space_id, d.parent_id, d.depth FROM folders d JOIN spaces s ON s.id = d.space_id WHERE d.id");
    let rows = sql.within(folders).rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(FolderOfPermit {
                id: parsed(row, FACTS_WIDTH)?,
                space: parsed(row, FACTS_WIDTH + 1)?,
                parent: optional(row, FACTS_WIDTH + 2)?,
                depth: row.try_get(FACTS_WIDTH + 3)?,
                facts: read_facts(row, 0)?,
            })
        })
        .collect()
}

/// Returns the viewer's relation to the folder if they may do `action` with it.
///
/// # Errors
///
/// The refusal of the domain's rule; `NotFound` for an unknown folder.
pub async fn known_folder(
    conn: &mut Conn,
    viewer: &Viewer,
    folder: FolderId,
    action: FileAction,
) -> Result<FolderOfPermit, StoreError> {
    let folder = folder_facts(conn, viewer, folder).await?.ok_or(StoreError::NotFound)?;
    decide_file(viewer, &folder.facts, action).map_err(AppError::from)?;
    Ok(folder)
}

fn optional(row: &AnyRow, column: usize) -> Result<Option<FolderId>, StoreError> {
    let text = row.try_get::<Option<&str>, _>(column)?;
    text.map(|_| parsed(row, column)).transpose()
}
