//! What is in a zip of files and folders.

use std::collections::{HashMap, HashSet};

use domain::{
    access::{Action, Viewer},
    error::AppError,
    file::{
        Hash, Items,
        access::{FileAction, decide_file},
        name::{UsedNames, portable},
    },
    ids::{FileId, FolderId, SpaceId},
    limits::{FILES_A_ZIP, FOLDERS_DEEP},
};
use sqlx::{Row, any::AnyRow};

use super::access::{FACTS_WIDTH, facts_columns, folders, read_facts};
use crate::server::{
    clock,
    store::{
        Store, StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        spaces,
    },
};

/// The content of a zip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    pub space: SpaceId,
    pub space_name: String,
    /// Folders before what is in them.
    pub entries: Vec<Entry>,
}

/// A file or folder in a zip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The folders and the name, separated by `/`. It is safe on all systems, and no other entry has it.
    pub path: String,
    /// `None` for a folder.
    pub file: Option<PackedFile>,
}

/// A file in a zip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedFile {
    pub id: FileId,
    /// The bytes that are served.
    pub hash: Hash,
    /// In bytes.
    pub size: i64,
    /// When the newest version was added, milliseconds since the Unix epoch.
    pub added: i64,
}

impl Packed {
    /// Returns the number of files.
    pub fn files(&self) -> usize {
        self.entries.iter().filter(|entry| entry.file.is_some()).count()
    }
}

struct Folder {
    id: FolderId,
    parent: Option<FolderId>,
    name: String,
}

struct File {
    folder: Option<FolderId>,
    name: String,
    file: PackedFile,
}

/// What a person wants in a zip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// These files and folders of one space, with everything that is in the folders.
    Items(Items),
    /// The whole library of a space.
    Library(SpaceId),
}

/// Returns the content of a zip. If an administrator reads a closed space of others, this is first recorded in the audit
/// log.
///
/// # Errors
///
/// Those of the rule; `NotFound` if one of the items does not exist, is not of the same space, or may not be known to the
/// viewer; `TooLarge` if there are too many files.
pub async fn packed_audited(store: &Store, viewer: &Viewer, wanted: &Wanted) -> Result<Packed, StoreError> {
    let mut tx = store.reader().begin().await?;
    let packed = match wanted {
        Wanted::Items(items) => chosen(&mut tx, viewer, items).await?,
        Wanted::Library(space) => library(&mut tx, viewer, *space).await?,
    };
    let facts = spaces::permitted(&mut tx, viewer, packed.space, Action::Open).await?;
    drop(tx);
    spaces::audit_view(store, viewer, &facts, packed.space, clock::now()).await?;
    Ok(packed)
}

async fn library(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Packed, StoreError> {
    spaces::permitted(conn, viewer, space, Action::Open).await?;
    let all = below(conn, space, None).await?;
    let files = files_in(conn, viewer, space, None).await?;
    packed(conn, space, all, files).await
}

async fn chosen(conn: &mut Conn, viewer: &Viewer, items: &Items) -> Result<Packed, StoreError> {
    if items.len() > FILES_A_ZIP {
        return Err(AppError::TooLarge.into());
    }
    let single = files_with(conn, viewer, &items.files).await?;
    let roots = folders(conn, viewer, &items.folders).await?;
    let wanted = |ids: usize, found: usize| {
        if ids == found {
            Ok(())
        } else {
            Err(StoreError::NotFound)
        }
    };
    wanted(items.files.iter().collect::<HashSet<_>>().len(), single.len())?;
    wanted(items.folders.iter().collect::<HashSet<_>>().len(), roots.len())?;
    for root in &roots {
        decide_file(viewer, &root.facts, FileAction::Read).map_err(AppError::from)?;
        if root.facts.deleted {
            return Err(StoreError::NotFound);
        }
    }
    let of_files = single.iter().map(|(space, _)| *space);
    let of_folders = roots.iter().map(|folder| folder.space);
    let spaces: HashSet<SpaceId> = of_files.chain(of_folders).collect();
    let [space] = spaces.into_iter().collect::<Vec<_>>()[..] else {
        return Err(StoreError::NotFound);
    };
    let all = below(conn, space, Some(&items.folders)).await?;
    let inside: HashSet<FolderId> = all.iter().map(|folder| folder.id).collect();
    let mut files = files_in(conn, viewer, space, Some(&inside)).await?;
    // A file that is in a chosen folder is there, and not beside it too.
    let known: HashSet<FileId> = files.iter().map(|file| file.file.id).collect();
    files.extend(
        single
            .into_iter()
            .map(|(_, file)| file)
            .filter(|file| !known.contains(&file.file.id)),
    );
    packed(conn, space, all, files).await
}

/// Returns these folders and those in them, or all of the space; none is in the trash.
async fn below(conn: &mut Conn, space: SpaceId, roots: Option<&[FolderId]>) -> Result<Vec<Folder>, StoreError> {
    let select = || {
        let mut sql =
            Sql::new("SELECT d.id, d.parent_id, d.name FROM folders d WHERE d.deleted_at IS NULL AND d.space_id = ");
        sql.text(space);
        sql
    };
    let order = " ORDER BY d.depth, d.sort_key, d.id";
    let Some(roots) = roots else {
        let rows = select().push(order).rows(conn).await?;
        return rows.iter().map(folder).collect();
    };
    let mut found: Vec<Folder> = Vec::new();
    let mut seen: HashSet<FolderId> = HashSet::new();
    let mut level: Vec<FolderId> = roots.to_vec();
    for depth in 0..=FOLDERS_DEEP {
        if level.is_empty() {
            break;
        }
        let column = if depth == 0 { "d.id" } else { "d.parent_id" };
        let mut sql = select();
        let rows = sql
            .push(" AND ")
            .push(column)
            .within(&level)
            .push(order)
            .rows(conn)
            .await?;
        level.clear();
        for row in &rows {
            let folder = folder(row)?;
            if seen.insert(folder.id) {
                level.push(folder.id);
                found.push(folder);
            }
        }
    }
    Ok(found)
}

fn folder(row: &AnyRow) -> Result<Folder, StoreError> {
    let parent: Option<&str> = row.try_get(1)?;
    Ok(Folder {
        id: parsed(row, 0)?,
        parent: parent.map(|_| parsed(row, 1)).transpose()?,
        name: row.try_get(2)?,
    })
}

/// The query for files with what is served of them, after the columns of facts.
fn select(viewer: &Viewer) -> Sql {
    let mut sql = Sql::new("SELECT ");
    facts_columns(&mut sql, viewer);
    sql.push(
        ", f.id, f.space_id, f.folder_id, f.name, f.added_at, COALESCE(r.hash, b.hash), COALESCE(r.size, b.size) \
         FROM files f JOIN spaces s ON s.id = f.space_id JOIN file_versions v ON v.file_id = f.id \
         AND v.number = f.version JOIN blobs b ON b.hash = v.hash LEFT JOIN blobs r ON r.hash = b.served \
         AND NOT EXISTS (SELECT 1 FROM file_rules k WHERE k.only = 1 AND k.keep_originals = 1) WHERE ",
    );
    sql
}

/// Runs the query, at most for one file more than a zip may have. All files must be readable.
async fn files(conn: &mut Conn, viewer: &Viewer, sql: &mut Sql) -> Result<Vec<(SpaceId, File)>, StoreError> {
    let most = i64::try_from(FILES_A_ZIP).unwrap_or(i64::MAX);
    sql.push(" ORDER BY f.sort_key, f.id LIMIT ").bind(most + 1);
    let mut found = Vec::new();
    for row in &sql.rows(conn).await? {
        decide_file(viewer, &read_facts(row, 0)?, FileAction::Read).map_err(AppError::from)?;
        let at = FACTS_WIDTH;
        let folder: Option<&str> = row.try_get(at + 2)?;
        let file = File {
            folder: folder.map(|_| parsed(row, at + 2)).transpose()?,
            name: row.try_get(at + 3)?,
            file: PackedFile {
                id: parsed(row, at)?,
                hash: parsed(row, at + 5)?,
                size: row.try_get(at + 6)?,
                added: row.try_get(at + 4)?,
            },
        };
        found.push((parsed(row, at + 1)?, file));
    }
    Ok(found)
}

async fn files_with(conn: &mut Conn, viewer: &Viewer, ids: &[FileId]) -> Result<Vec<(SpaceId, File)>, StoreError> {
    let mut sql = select(viewer);
    sql.push("f.id").within(ids);
    files(conn, viewer, &mut sql).await
}

/// Returns the files in these folders of the library, or all in it; none is in the trash.
async fn files_in(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    folders: Option<&HashSet<FolderId>>,
) -> Result<Vec<File>, StoreError> {
    let mut sql = select(viewer);
    sql.push("f.in_library = 1 AND f.deleted_at IS NULL AND f.space_id = ")
        .text(space);
    if let Some(folders) = folders {
        sql.push(" AND f.folder_id").within(folders);
    }
    let found = files(conn, viewer, &mut sql).await?;
    Ok(found.into_iter().map(|(_, file)| file).collect())
}

/// Gives everything its path.
async fn packed(conn: &mut Conn, space: SpaceId, folders: Vec<Folder>, files: Vec<File>) -> Result<Packed, StoreError> {
    if files.len() > FILES_A_ZIP {
        return Err(AppError::TooLarge.into());
    }
    let mut sql = Sql::new("SELECT name FROM spaces WHERE id = ");
    let row = sql.text(space).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(Packed {
        space,
        space_name: row.try_get(0)?,
        entries: entries(folders, files),
    })
}

fn entries(folders: Vec<Folder>, files: Vec<File>) -> Vec<Entry> {
    let mut paths: HashMap<FolderId, String> = HashMap::new();
    let mut used: HashMap<Option<FolderId>, UsedNames> = HashMap::new();
    let mut entries = Vec::with_capacity(folders.len() + files.len());
    let mut take = |paths: &HashMap<FolderId, String>, place: Option<FolderId>, name: &str| {
        // What is in no folder of the zip is beside its outermost ones.
        let place = place.filter(|folder| paths.contains_key(folder));
        let name = used.entry(place).or_default().take(&portable(name));
        match place.and_then(|folder| paths.get(&folder)) {
            Some(path) => format!("{path}/{name}"),
            None => name,
        }
    };
    let mut waiting = folders;
    // A chosen folder may come before one in which it is.
    for _ in 0..=FOLDERS_DEEP {
        let ids: HashSet<FolderId> = waiting.iter().map(|folder| folder.id).collect();
        let (later, now): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|folder| folder.parent.is_some_and(|parent| ids.contains(&parent)));
        for folder in now {
            let path = take(&paths, folder.parent, &folder.name);
            paths.insert(folder.id, path.clone());
            entries.push(Entry { path, file: None });
        }
        waiting = later;
    }
    for file in files {
        let path = take(&paths, file.folder, &file.name);
        entries.push(Entry {
            path,
            file: Some(file.file),
        });
    }
    entries
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn folder(id: u128, parent: Option<u128>, name: &str) -> Folder {
        Folder {
            id: FolderId(Uuid::from_u128(id)),
            parent: parent.map(|parent| FolderId(Uuid::from_u128(parent))),
            name: name.to_owned(),
        }
    }

    fn file(folder: Option<u128>, name: &str) -> File {
        File {
            folder: folder.map(|folder| FolderId(Uuid::from_u128(folder))),
            name: name.to_owned(),
            file: PackedFile {
                id: FileId(Uuid::nil()),
                hash: Hash::of_digest([0; 32]),
                size: 0,
                added: 0,
            },
        }
    }

    #[test]
    fn paths_keep_folders_and_are_safe_and_unique() {
        let folders = vec![
            folder(2, Some(1), "Umowy: 2026"),
            folder(1, Some(9), "Projekt"),
            folder(3, None, "projekt"),
        ];
        let files = vec![
            file(Some(2), "a.txt"),
            file(Some(2), "A.TXT"),
            file(None, "Projekt"),
            file(Some(9), "con.txt"),
            file(None, "../x"),
        ];
        let paths: Vec<String> = entries(folders, files).into_iter().map(|entry| entry.path).collect();
        assert_eq!(
            paths,
            [
                "Projekt",
                "projekt (2)",
                "Projekt/Umowy_ 2026",
                "Projekt/Umowy_ 2026/a.txt",
                "Projekt/Umowy_ 2026/A (2).TXT",
                "Projekt (3)",
                "_con.txt",
                ".._x",
            ]
        );
    }
}
