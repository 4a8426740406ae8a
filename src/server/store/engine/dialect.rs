//! The SQL that only one engine has, as named functions and constants. Everything else in the store is portable.

/// Begins a transaction that takes the write lock at its first statement.
pub const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";
/// Returns one row, `ok`, if the file is undamaged.
pub const CHECK_INTEGRITY: &str = "PRAGMA integrity_check(1)";
/// Returns the engine's version.
pub const VERSION: &str = "SELECT sqlite_version()";
/// The address of a database in memory.
pub const IN_MEMORY: &str = "sqlite::memory:";
/// Copies the whole database into the file whose path is `$1`.
pub const COPY_INTO: &str = "VACUUM INTO $1";
/// Returns unused memory to the system.
pub const SHRINK_MEMORY: &str = "PRAGMA shrink_memory";
/// Makes commits wait until they are on the disk, which is the default of new connections.
pub const WAIT_FOR_DISK: &str = "PRAGMA synchronous = FULL";
/// Lets commits be acknowledged before they are on the disk.
pub const NEVER_WAIT_FOR_DISK: &str = "PRAGMA synchronous = OFF";
/// Moves the contents of the log into the database file while others read and write.
pub const CHECKPOINT: &str = "PRAGMA wal_checkpoint(PASSIVE)";
/// Lets a commit checkpoint the log when it has a thousand pages, as SQLite does by default.
pub const CHECKPOINT_BY_ITSELF: &str = "PRAGMA wal_autocheckpoint = 1000";
/// Stops commits from checkpointing.
pub const NEVER_CHECKPOINT: &str = "PRAGMA wal_autocheckpoint = 0";

// mmap stays off: with it an I/O error of the disk ends the process instead of returning an error.
macro_rules! connection {
    () => {
        "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
    };
}

/// The statements that a writing connection runs first. The large cache keeps the pages that a large import changes
/// repeatedly, which would otherwise be written repeatedly.
pub const WRITER: &str = concat!(connection!(), "PRAGMA cache_size = -65536;");
macro_rules! reader_cache {
    () => {
        "PRAGMA cache_size = -8000;"
    };
}

/// The statements that a reading connection runs first. It refuses to write.
pub const READER: &str = concat!(connection!(), reader_cache!(), "PRAGMA query_only = ON;");
/// Lets a reading connection keep no more than a few pages in memory.
pub const SMALL_CACHE: &str = "PRAGMA cache_size = -200;";
/// Lets a reading connection keep pages in memory as it does from the start.
pub const USUAL_CACHE: &str = reader_cache!();
/// Returns how much a connection keeps in memory.
#[cfg(test)]
pub const CACHE_SIZE: &str = "PRAGMA cache_size";
/// The statements that a connection for inspecting a file runs first.
pub const LOOK_ONLY: &str = "PRAGMA query_only = ON;";

/// The placeholder of a value in [`super::sql::Inserts`]. Not `$1`: sqlx looks up each numbered value by name, which
/// gets slower with the number of values.
pub const PLACEHOLDER: char = '?';

/// Begins a JSON object. Pairs of name and value follow, then `)`.
pub const OBJECT: &str = "json_object(";
/// Begins the aggregate function that collects its argument into a JSON array.
pub const ARRAY: &str = "json_group_array(";
/// Begins the expression that reads a text as JSON, so that it is not quoted when it becomes part of an object.
pub const PARSED: &str = "json(";

/// Returns the expression of a member of the JSON object in a column.
pub fn member(column: &str, key: &str) -> String {
    format!("json_extract({column}, '$.{key}')")
}

/// Returns the table expression whose rows' `value` are the elements of the array `key` of the JSON object in a column.
pub fn elements(column: &str, key: &str) -> String {
    format!("json_each({column}, '$.{key}')")
}

/// Begins the table expression whose rows' `value` are the elements of a list: [`list`] follows, then `)`.
pub const ELEMENTS: &str = "json_each(";

/// Returns a list of texts or integers as the one value that [`ELEMENTS`] takes; its elements are texts.
pub fn list<T: ToString>(list: impl IntoIterator<Item = T>) -> String {
    serde_json::Value::from(list.into_iter().map(|entry| entry.to_string()).collect::<Vec<_>>()).to_string()
}

/// Returns a list of integers as the one value that [`ELEMENTS`] takes. Its elements are integers.
pub fn integer_list(list: &[i64]) -> String {
    serde_json::Value::from(list).to_string()
}

/// Returns an expression that makes a new id for each row of a bulk insert: a UUIDv7 of the instant `at`, milliseconds
/// since the Unix epoch.
pub fn fresh_id(at: i64) -> String {
    let at = at.max(0) & 0xffff_ffff_ffff;
    let (high, low) = (at >> 16, at & 0xffff);
    format!(
        "'{high:08x}-{low:04x}-7' || lower(substr(hex(randomblob(2)), 1, 3)) || '-8' \
         || lower(substr(hex(randomblob(2)), 1, 3)) || '-' || lower(hex(randomblob(6)))"
    )
}

/// Returns the statement that reports the query plan of this statement.
#[cfg(test)]
pub fn plan_of(statement: &str) -> String {
    format!("EXPLAIN QUERY PLAN {statement}")
}

/// Begins the query of name and statement of each index of a table. The table's name follows.
pub const INDEXES_OF: &str =
    "SELECT i.name, i.sql FROM sqlite_schema i WHERE i.type = 'index' AND i.sql IS NOT NULL AND i.tbl_name = ";
/// Ends the query that [`INDEXES_OF`] begins: oldest first.
pub const OLDEST_INDEX_FIRST: &str = " ORDER BY i.rowid";

/// Returns a full-text expression that matches words beginning with `word`, which consists of letters and digits.
pub fn begins_with(word: &str) -> String {
    format!("\"{word}\"*")
}

/// Returns a full-text expression that matches if any of the given expressions matches.
pub fn any(expressions: &[String]) -> String {
    expressions.join(" OR ")
}

/// Returns a full-text expression that matches if all of the given expressions match.
pub fn all(expressions: &[String]) -> String {
    expressions.join(" AND ")
}

/// Returns the full-text expression as one part of another.
pub fn part(expression: &str) -> String {
    format!("({expression})")
}

/// Begins the query of the numbers of the spaces that match a full-text expression. The expression follows.
pub const MATCHING_SPACES: &str = "SELECT rowid AS number FROM spaces_search WHERE spaces_search MATCH ";

/// Extends the expression after [`MATCHING_SPACES`] by alternatives of the form: a mark, the number of a space `x` as
/// eight hex digits, the beginning of a word. These are the texts before, between and after the two values that
/// [`mark_and_word`] returns. The tables and the condition of `x` follow, then [`END_OF_NUMBERED`].
pub const OR_NUMBERED: (&str, &str, &str) = (
    " || COALESCE((SELECT string_agg(",
    " || printf('%08x', x.number) || ",
    ", '')",
);
/// Returns the two values for [`OR_NUMBERED`].
pub fn mark_and_word(mark: &str, word: &str) -> (String, String) {
    (format!(" OR \"{mark}"), format!("{word}\"*"))
}
/// Ends [`OR_NUMBERED`].
pub const END_OF_NUMBERED: &str = "), '')";

/// Begins the statement that adds rows of number and terms to the full-text index.
pub const ADD_TO_INDEX: &str = "INSERT INTO spaces_search (rowid, words) VALUES ";
/// Begins the statement that removes spaces from the full-text index. A condition on their numbers follows.
pub const REMOVE_FROM_INDEX: &str = "DELETE FROM spaces_search WHERE rowid";
/// The table with one row `id` for each space in the full-text index.
pub const INDEXED_SPACES: &str = "spaces_search_docsize";
/// The condition that a space is not in the full-text index. Its column `number` must be in scope under that name.
pub const NOT_INDEXED: &str = "NOT EXISTS (SELECT 1 FROM spaces_search_docsize d WHERE d.id = number)";

/// Begins the statement that adds rows of number and terms to the full-text index of posts.
pub const ADD_POSTS_TO_INDEX: &str = "INSERT INTO posts_search (rowid, words) VALUES ";
/// Begins the statement that removes posts from the full-text index. A condition on their numbers follows.
pub const REMOVE_POSTS_FROM_INDEX: &str = "DELETE FROM posts_search WHERE rowid";
/// The table with one row `id` for each post in the full-text index.
pub const INDEXED_POSTS: &str = "posts_search_docsize";
/// The condition that a post `p` is not in the full-text index.
pub const POST_NOT_INDEXED: &str = "NOT EXISTS (SELECT 1 FROM posts_search_docsize d WHERE d.id = p.seq)";
/// The tables of posts `p` in the full-text index.
pub const FOUND_POSTS: &str = "posts_search CROSS JOIN posts p";
/// Begins the condition on [`FOUND_POSTS`] that they match a full-text expression. The expression follows.
pub const POSTS_MATCH: &str = "p.seq = posts_search.rowid AND posts_search MATCH ";
/// The number of a post in [`FOUND_POSTS`], by which the index is ordered.
pub const FOUND_POST: &str = "posts_search.rowid";

/// Begins the statement that adds rows of number and terms to the full-text index of files.
pub const ADD_FILES_TO_INDEX: &str = "INSERT INTO files_search (rowid, words) VALUES ";
/// Begins the statement that removes files from the full-text index. A condition on their numbers follows.
pub const REMOVE_FILES_FROM_INDEX: &str = "DELETE FROM files_search WHERE rowid";
/// The table with one row `id` for each file in the full-text index.
pub const INDEXED_FILES: &str = "files_search_docsize";
/// The condition that a file `f` is not in the full-text index.
pub const FILE_NOT_INDEXED: &str = "NOT EXISTS (SELECT 1 FROM file_numbers n JOIN files_search_docsize d \
     ON d.id = n.number WHERE n.file_id = f.id)";
/// The tables of files `f` with their numbers `n` in the full-text index.
pub const FOUND_FILES: &str = "files_search CROSS JOIN file_numbers n CROSS JOIN files f";
/// Begins the condition on [`FOUND_FILES`] that they match a full-text expression. The expression follows.
pub const FILES_MATCH: &str = "n.number = files_search.rowid AND f.id = n.file_id AND files_search MATCH ";
/// The number of a file in [`FOUND_FILES`], by which the index is ordered.
pub const FOUND_FILE: &str = "files_search.rowid";
