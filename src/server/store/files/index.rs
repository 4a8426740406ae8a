//! The full-text index of the names of files, of libraries and of posts, and updating it.
//!
//! Every file has a number in the index, deleted ones and those of drafts too. A search leaves these out.

use domain::{ids::FileId, visibility::Visibility};
use sqlx::Row;

use crate::server::{
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError,
        engine::{
            connections::scan,
            dialect,
            rows::parsed,
            sql::{Conn, Sql},
        },
        spaces::set::Set,
        topics::audience::{Scope, Terms},
    },
};

/// The maximum number of files that one transaction indexes, so that other writers wait only briefly.
const BATCH_SIZE: i64 = 2_000;
/// Number of files in a statement.
const CHUNK: usize = 100;
/// Whether the index is to show a file of the space `s` to everyone.
const PUBLIC: &str = "CASE WHEN s.visibility = 'public' THEN 1 ELSE 0 END";

/// Indexes new files, or files again whose name or space changed.
pub async fn index_files(conn: &mut Conn, files: &[FileId]) -> Result<(), StoreError> {
    for files in files.chunks(CHUNK) {
        let mut sql = Sql::new(&format!(
            "INSERT INTO file_numbers (file_id, public) SELECT f.id, {PUBLIC} FROM files f \
             JOIN spaces s ON s.id = f.space_id WHERE NOT EXISTS \
             (SELECT 1 FROM file_numbers n WHERE n.file_id = f.id) AND f.id"
        ));
        sql.within(files).push(" ORDER BY f.created_at, f.id").run(conn).await?;
        remove_files(conn, files).await?;
        insert(conn, files).await?;
    }
    Ok(())
}

/// Removes files from the index before they are deleted permanently.
pub async fn remove_files(conn: &mut Conn, files: &[FileId]) -> Result<(), StoreError> {
    if files.is_empty() {
        return Ok(());
    }
    remove_all(conn, &|sql| {
        sql.push("f.id").within(files);
    })
    .await
}

/// Removes the files of spaces from the index before the spaces are deleted permanently.
pub async fn remove_spaces(conn: &mut Conn, set: Set<'_>) -> Result<(), StoreError> {
    remove_all(conn, &|sql| set.clause(sql, "f.space_id")).await
}

/// Indexes the files of those spaces again whose visibility changed. If these are very many they are only removed, and
/// [`index_missing`] indexes them later.
pub async fn refresh(conn: &mut Conn, set: Set<'_>) -> Result<(), StoreError> {
    let changed = |sql: &mut Sql| {
        sql.push(&format!(
            "n.public <> (SELECT {PUBLIC} FROM spaces s WHERE s.id = f.space_id) AND "
        ));
        set.clause(sql, "f.space_id");
    };
    let mut sql = Sql::new("SELECT f.id FROM files f JOIN file_numbers n ON n.file_id = f.id WHERE ");
    changed(&mut sql);
    let rows = sql.push(" LIMIT ").bind(BATCH_SIZE + 1).rows(conn).await?;
    if rows.len() as i64 > BATCH_SIZE {
        return remove_all(conn, &changed).await;
    }
    let files: Vec<FileId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    index_files(conn, &files).await
}

type Condition<'a> = dyn Fn(&mut Sql) + Sync + 'a;

/// Removes the files `f` with the numbers `n` that satisfy the condition.
async fn remove_all(conn: &mut Conn, condition: &Condition<'_>) -> Result<(), StoreError> {
    let mut sql = Sql::new(dialect::REMOVE_FILES_FROM_INDEX);
    sql.push(" IN (SELECT n.number FROM files f JOIN file_numbers n ON n.file_id = f.id WHERE ");
    condition(&mut sql);
    sql.push(")").run(conn).await?;
    Ok(())
}

/// Adds files that have numbers and are not in the index.
async fn insert(conn: &mut Conn, files: &[FileId]) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT n.number, f.name, s.visibility, s.number FROM files f JOIN file_numbers n ON n.file_id = f.id \
         JOIN spaces s ON s.id = f.space_id WHERE f.id",
    );
    let rows = sql.within(files).rows(conn).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(dialect::ADD_FILES_TO_INDEX);
    for (place, row) in rows.iter().enumerate() {
        let visibility = Visibility::from_storage(row.try_get(2)?);
        let terms = Terms::new(visibility, row.try_get(3)?).add(Scope::All, row.try_get(1)?);
        sql.push(if place > 0 { ", (" } else { "(" });
        sql.bind(row.try_get::<i64, _>(0)?).push(", ");
        sql.bind(terms.into_text()).push(")");
    }
    sql.run(conn).await?;
    let mut sql = Sql::new(&format!(
        "UPDATE file_numbers SET public = (SELECT {PUBLIC} FROM files f JOIN spaces s ON s.id = f.space_id \
         WHERE f.id = file_numbers.file_id) WHERE file_id"
    ));
    sql.within(files).run(conn).await?;
    Ok(())
}

/// Adds the table and the condition of files that the index lacks.
fn missing(sql: &mut Sql) {
    sql.push(" FROM files f WHERE ").push(dialect::FILE_NOT_INDEXED);
}

/// Indexes the files that the index lacks, in batches. Returns how many.
pub async fn index_missing(store: &Store) -> Result<u64, StoreError> {
    // Nearly always nothing is missing. This check needs no write lock.
    let mut behind = Sql::new("SELECT 1");
    missing(&mut behind);
    behind.push(" LIMIT 1");
    if scan(&mut *store.reader().acquire().await?, &behind).await?.is_none() {
        return Ok(0);
    }
    let (mut after, mut indexed) = (String::new(), 0);
    loop {
        let mut tx = SystemPermit::begin(store, Purpose::Index).await?;
        let mut sql = Sql::new("SELECT f.id");
        missing(&mut sql);
        sql.push(" AND f.id > ").bind(after.as_str());
        sql.push(" ORDER BY f.id LIMIT ").bind(BATCH_SIZE);
        let rows = sql.rows(&mut tx).await?;
        let files: Vec<FileId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
        let Some(last) = files.last() else {
            return Ok(indexed);
        };
        after = last.to_string();
        index_files(&mut tx, &files).await?;
        tx.commit().await?;
        indexed += files.len() as u64;
    }
}
