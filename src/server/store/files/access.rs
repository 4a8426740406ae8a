//! The viewer's relation to files and folders, and the rule of `domain::file::access` as SQL.

use domain::{
    access::Viewer,
    error::AppError,
    file::access::{FileAction, FileFacts, decide_file},
    ids::{FileId, FolderId, SpaceId},
};
use sqlx::{Row, any::AnyRow};

use crate::server::store::{
    StoreError,
    engine::{
        rows::{boolean, parsed},
        sql::{Conn, Sql},
    },
    spaces::{access as access_sql, read_access_facts},
};

/// The condition that the file `f` is in the library, or that a post has it which is not deleted.
pub const PLACED: &str = "(f.in_library = 1 OR EXISTS (SELECT 1 FROM post_files pf JOIN posts p ON p.seq = pf.post_seq \
     JOIN topics t ON t.id = p.topic_id WHERE pf.file_id = f.id AND p.deleted_at IS NULL AND t.deleted_at IS NULL \
     AND t.space_id = f.space_id))";

/// The number of columns that [`facts_columns`] adds.
pub const FACTS_WIDTH: usize = 7;

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

/// Adds the columns of the facts about a file `f` of a space `s`.
pub fn facts_columns(sql: &mut Sql, viewer: &Viewer) {
    columns(sql, viewer, PLACED, "f");
}

/// Adds the columns of the facts about a folder `d` of a space `s`.
pub fn folder_facts_columns(sql: &mut Sql, viewer: &Viewer) {
    columns(sql, viewer, "1 = 1", "d");
}

fn columns(sql: &mut Sql, viewer: &Viewer, placed: &str, item: &str) {
    sql.push("s.visibility, s.state, CASE WHEN s.owner_id = ")
        .text(viewer.id);
    sql.push(" THEN 1 ELSE 0 END, CASE WHEN ");
    access_sql::member(sql, viewer);
    sql.push(&format!(" THEN 1 ELSE 0 END, CASE WHEN {item}.created_by = "));
    sql.text(viewer.id).push(&format!(
        " THEN 1 ELSE 0 END, CASE WHEN {item}.deleted_at IS NULL THEN 0 ELSE 1 END, \
         CASE WHEN {placed} THEN 1 ELSE 0 END"
    ));
}

/// Reads the facts from the columns of [`facts_columns`] or [`folder_facts_columns`].
pub fn read_facts(row: &AnyRow, column: usize) -> Result<FileFacts, StoreError> {
    Ok(FileFacts {
        space: read_access_facts(row, column)?,
        author: boolean(row, column + 4)?,
        deleted: boolean(row, column + 5)?,
        placed: boolean(row, column + 6)?,
    })
}

/// Adds the condition that the viewer may read the file `f` of the space `s`.
pub fn readable(sql: &mut Sql, viewer: &Viewer) {
    sql.push("(");
    access_sql::open(sql, viewer);
    sql.push(&format!(" AND ({PLACED} OR f.created_by = "));
    sql.text(viewer.id).push(")");
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
