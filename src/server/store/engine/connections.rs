//! Connecting to the database, migrating, copying and closing it.
//!
//! One writer and many readers; SQLite in WAL mode. A write is on the disk before it is acknowledged.

use std::{path::Path, time::Duration};

use sqlx::{
    Executor, Pool, Row,
    any::{AnyPoolOptions, AnyRow},
};
use tokio::sync::watch;

use super::{
    cursors::Cursors,
    dialect,
    seal::Seal,
    sql::{Conn, Sql},
};
use crate::server::store::{StoreError, cache::Cache};

/// The database engine; no other file names it.
pub type Engine = sqlx::Any;
/// A write transaction.
pub type Tx = sqlx::Transaction<'static, Engine>;

/// The name of the database file in the data folder.
pub const FILE: &str = "spaces.sqlite3";

const READERS: u32 = 8;
/// How long a writer waits for another. A large import writes for many seconds; other writers wait and do not fail.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

pub(in crate::server::store) static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The open database.
#[derive(Clone, Debug)]
pub struct Store {
    readers: Pool<Engine>,
    writer: Pool<Engine>,
    cursors: Cursors,
    unsubscribing: Seal,
    cache: Cache,
    /// Sends the number of the newest committed event.
    newest_event: watch::Sender<i64>,
    /// Sends the number of commits so far.
    commits: watch::Sender<u64>,
}

impl Store {
    /// Connects to the database in the folder, and creates or migrates it if needed.
    pub(super) async fn connect(data_dir: &Path) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        std::fs::create_dir_all(data_dir)?;
        let address = address(&std::path::absolute(data_dir.join(FILE))?)?;
        let writer = options(1, dialect::WRITER).connect(&address).await?;
        MIGRATIONS.run(&writer).await?;
        let mut tx = writer.begin_with(dialect::BEGIN_WRITE).await?;
        let cursors = Cursors::load(&mut tx).await?;
        let unsubscribing = Seal::load(&mut tx, "unsubscribing").await?;
        tx.commit().await?;
        let readers = options(READERS, dialect::READER).connect_lazy(&address)?;
        Ok(Self {
            readers,
            writer,
            cursors,
            unsubscribing,
            cache: Cache::default(),
            newest_event: watch::channel(0).0,
            commits: watch::channel(0).0,
        })
    }

    /// Returns the pool of reading connections, which refuse to write.
    pub fn reader(&self) -> &Pool<Engine> {
        &self.readers
    }

    /// Returns the encryption of the cursors of lists.
    pub fn cursors(&self) -> &Cursors {
        &self.cursors
    }

    /// Returns the encryption of the links that switch e-mail off.
    pub(in crate::server::store) fn unsubscribing(&self) -> &Seal {
        &self.unsubscribing
    }

    /// Returns the cache of what every page needs.
    pub(in crate::server::store) fn cache(&self) -> &Cache {
        &self.cache
    }

    /// Begins a transaction on the only writing connection.
    pub(in crate::server::store) async fn begin_write(&self) -> Result<Tx, StoreError> {
        Ok(self.writer.begin_with(dialect::BEGIN_WRITE).await?)
    }

    /// Checkpoints the log that [`defer_checkpoints`] let grow, while others read and write, and turns automatic
    /// checkpoints on again.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        sqlx::query(dialect::CHECKPOINT).execute(&self.readers).await?;
        sqlx::query(dialect::CHECKPOINT_BY_ITSELF).execute(&self.writer).await?;
        Ok(())
    }

    /// Sets whether commits wait until they are on the disk. They must, except while the demo account is generated:
    /// after a power failure it is generated again.
    pub async fn wait_for_disk(&self, wait: bool) -> Result<(), StoreError> {
        let statement = if wait {
            dialect::WAIT_FOR_DISK
        } else {
            dialect::NEVER_WAIT_FOR_DISK
        };
        sqlx::query(statement).execute(&self.writer).await?;
        Ok(())
    }

    /// Returns to the system the memory that a long write took.
    pub async fn release_memory(&self) -> Result<(), StoreError> {
        sqlx::query(dialect::SHRINK_MEMORY).execute(&self.writer).await?;
        Ok(())
    }

    /// Copies the whole database, in one consistent state, into a new file while others read and write.
    pub async fn copy_into(&self, file: &Path) -> Result<(), StoreError> {
        let path = file
            .to_str()
            .ok_or_else(|| StoreError::Damaged("the file's path is not UTF-8".into()))?;
        sqlx::query(dialect::COPY_INTO).bind(path).execute(&self.writer).await?;
        Ok(())
    }

    /// Returns the sender of the number of the newest committed event.
    pub(in crate::server::store) fn newest_event_sender(&self) -> &watch::Sender<i64> {
        &self.newest_event
    }

    /// Returns the sender of the number of commits.
    pub(in crate::server::store) fn commits_sender(&self) -> &watch::Sender<u64> {
        &self.commits
    }

    /// Returns whether the database answers.
    pub async fn is_healthy(&self) -> bool {
        sqlx::query("SELECT 1").fetch_one(&self.readers).await.is_ok()
    }

    /// Returns the version of the linked SQLite.
    pub async fn engine_version(&self) -> Result<String, StoreError> {
        Ok(sqlx::query_scalar(dialect::VERSION).fetch_one(&self.readers).await?)
    }

    /// Closes all connections. The last one to close checkpoints the log.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

#[cfg(test)]
impl Store {
    /// Records a migration that this program does not have.
    pub async fn migrate_as_a_later_version(&self) {
        let added = "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
             SELECT 29990101000000, 'later', installed_on, success, checksum, execution_time FROM _sqlx_migrations LIMIT 1";
        sqlx::query(added).execute(&self.writer).await.unwrap();
    }
}

/// Turns automatic checkpoints off until [`Store::checkpoint`]. After hundreds of megabytes a commit that checkpoints
/// would make every waiting writer wait too.
pub async fn defer_checkpoints(conn: &mut Conn) -> Result<(), sqlx::Error> {
    sqlx::query(dialect::NEVER_CHECKPOINT).execute(conn).await?;
    Ok(())
}

/// Returns the first row of a statement that reads a large part of the database. The connection does not keep what it
/// read; otherwise an idle server would have several megabytes more in memory.
pub async fn scan(conn: &mut Conn, sql: &Sql) -> Result<Option<AnyRow>, sqlx::Error> {
    sqlx::query(dialect::SMALL_CACHE).execute(&mut *conn).await?;
    let found = sql.row(conn).await;
    sqlx::query(dialect::USUAL_CACHE).execute(conn).await?;
    found
}

/// Connects to a copy of a database for reading it as it is. Returns `None` if it is older than the migration.
pub(in crate::server::store) async fn look(file: &Path, migration: i64) -> Result<Option<Pool<Engine>>, StoreError> {
    sqlx::any::install_default_drivers();
    let address = address(&std::path::absolute(file)?)?.replace("mode=rwc", "mode=ro");
    let pool = options(1, dialect::LOOK_ONLY).connect(&address).await?;
    let applied = applied_migrations(&pool).await?;
    let has = applied.iter().any(|(version, _)| *version == migration);
    Ok(has.then_some(pool))
}

/// Checks that a file is an undamaged database of Spaces, of this version or an earlier one.
pub async fn check_file(file: &Path) -> Result<(), StoreError> {
    sqlx::any::install_default_drivers();
    let address = address(&std::path::absolute(file)?)?.replace("mode=rwc", "mode=ro");
    let pool = options(1, dialect::LOOK_ONLY).connect(&address).await?;
    let verdict: String = sqlx::query_scalar(dialect::CHECK_INTEGRITY).fetch_one(&pool).await?;
    let ours = sqlx::query("SELECT 1 FROM users LIMIT 1").fetch_optional(&pool).await;
    let applied = applied_migrations(&pool).await;
    pool.close().await;
    ours?;
    if verdict != "ok" {
        return Err(StoreError::Damaged(verdict));
    }
    check_migrations(&applied?)
}

/// Returns version and checksum of each migration that was applied to the database.
async fn applied_migrations(pool: &Pool<Engine>) -> Result<Vec<(i64, Vec<u8>)>, sqlx::Error> {
    let rows = sqlx::query("SELECT version, checksum FROM _sqlx_migrations ORDER BY version")
        .fetch_all(pool)
        .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// Refuses a database with migrations that this program does not have: the server would not start with it.
fn check_migrations(applied: &[(i64, Vec<u8>)]) -> Result<(), StoreError> {
    for (version, checksum) in applied {
        let known = MIGRATIONS.iter().find(|migration| migration.version == *version);
        let wrong = match known {
            Some(migration) if *migration.checksum == *checksum.as_slice() => continue,
            Some(_) => format!("its migration {version} differs from the one of this program"),
            None => "it was written by a later version of Spaces; install that version, then restore".to_owned(),
        };
        return Err(StoreError::Damaged(wrong));
    }
    Ok(())
}

/// Returns the version of the linked SQLite without opening a file.
pub fn sqlite_version() -> String {
    let version = async {
        sqlx::any::install_default_drivers();
        let pool = AnyPoolOptions::new()
            .max_connections(1)
            .connect(dialect::IN_MEMORY)
            .await?;
        sqlx::query_scalar(dialect::VERSION).fetch_one(&pool).await
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let version: Option<Result<String, sqlx::Error>> = runtime.ok().map(|runtime| runtime.block_on(version));
    version.and_then(Result::ok).unwrap_or_else(|| "unknown".to_owned())
}

pub(in crate::server::store) fn options(connections: u32, pragmas: &'static str) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(BUSY_TIMEOUT)
        .idle_timeout(Duration::from_secs(300))
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql(pragmas)).await?;
                Ok(())
            })
        })
}

/// Returns the file's address as sqlx expects it. sqlx's own percent-encoding does not encode '%'.
pub(in crate::server::store) fn address(file: &Path) -> Result<String, StoreError> {
    let path = file
        .to_str()
        .ok_or_else(|| StoreError::Damaged("the data folder's path is not UTF-8".into()))?;
    let mut address = String::from("sqlite://");
    for c in path.chars() {
        match c {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3F"),
            '#' => address.push_str("%23"),
            ' ' => address.push_str("%20"),
            c => address.push(c),
        }
    }
    address.push_str("?mode=rwc");
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_scan_has_a_small_cache_and_other_reads_the_usual_one() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let mut conn = store.reader().acquire().await.unwrap();
        let size = Sql::new(dialect::CACHE_SIZE);
        let usual = size.count(&mut conn).await.unwrap();
        let row = scan(&mut conn, &size).await.unwrap().unwrap();
        let small: i64 = row.try_get(0).unwrap();
        assert!(usual < small && small < 0, "{usual} and {small} KB");
        let after = size.count(&mut conn).await.unwrap();
        assert_eq!(after, usual);
    }

    #[tokio::test]
    async fn a_reader_cannot_write_and_sqlite_is_new_enough() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("a b%?#")).await.unwrap();
        let written = sqlx::query("DELETE FROM users").execute(store.reader()).await;
        assert!(written.is_err());
        // Before 3.51.3, several connections that checkpoint at the same time could damage a WAL database.
        let version: Vec<u32> = store
            .engine_version()
            .await
            .unwrap()
            .split('.')
            .map(|part| part.parse().unwrap())
            .collect();
        assert!(version >= vec![3, 51, 3], "{version:?}");
        assert!(folder.path().join("a b%?#").join(FILE).exists());
    }
}
