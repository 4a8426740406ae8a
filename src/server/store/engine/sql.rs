//! Building a query piece by piece: text and its arguments grow together, so a value never becomes SQL.

use sqlx::{Any, AnyConnection, AssertSqlSafe, any::AnyRow, query::Query};

/// A connection or a transaction's inside.
pub type Conn = AnyConnection;

/// A value of a query.
#[derive(Clone, Debug)]
pub enum Value {
    Integer(i64),
    Text(String),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

/// A statement that is being written.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Begins with this text.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a placeholder and its value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds an id, or anything else that is kept as text.
    pub fn text(&mut self, value: impl ToString) -> &mut Self {
        self.bind(value.to_string())
    }

    /// Adds `IN (…)` over a list of texts. SQLite takes a list as JSON; another engine would take an array.
    pub fn within<T: ToString>(&mut self, list: impl IntoIterator<Item = T>) -> &mut Self {
        self.push(" IN (SELECT value FROM json_each(");
        self.bind(json_list(list)).push("))")
    }

    /// The statement that tells how this one is carried out.
    #[cfg(test)]
    pub fn explained(&self) -> Self {
        Self {
            text: format!("EXPLAIN QUERY PLAN {}", self.text),
            values: self.values.clone(),
        }
    }

    fn prepared(&self) -> Query<'static, Any, <Any as sqlx::Database>::Arguments> {
        bound(&self.text, self.values.iter().cloned())
    }

    /// All rows.
    pub async fn rows(&self, conn: &mut Conn) -> Result<Vec<AnyRow>, sqlx::Error> {
        self.prepared().fetch_all(conn).await
    }

    /// The only row, if there is one.
    pub async fn row(&self, conn: &mut Conn) -> Result<Option<AnyRow>, sqlx::Error> {
        self.prepared().fetch_optional(conn).await
    }

    /// The integer that the query counts.
    pub async fn count(&self, conn: &mut Conn) -> Result<i64, sqlx::Error> {
        use sqlx::Row;
        self.prepared().fetch_one(conn).await?.try_get(0)
    }

    /// Runs a statement; how many rows it changed.
    pub async fn run(&self, conn: &mut Conn) -> Result<u64, sqlx::Error> {
        Ok(self.prepared().execute(conn).await?.rows_affected())
    }
}

fn bound(text: &str, values: impl Iterator<Item = Value>) -> Query<'static, Any, <Any as sqlx::Database>::Arguments> {
    let mut query = sqlx::query(AssertSqlSafe(text.to_owned()));
    for value in values {
        query = match value {
            Value::Integer(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
        };
    }
    query
}

/// Inserts many rows by statements of many rows each: the same text again and again, which is prepared once.
pub struct Inserts {
    head: &'static str,
    row: &'static str,
    /// A statement of as many rows as one may have.
    whole: String,
    most: usize,
    values: Vec<Value>,
    rows: usize,
}

impl Inserts {
    /// Values of one statement, about. Before each statement of several rows SQLite notes the pages that it changes,
    /// so few large ones are quicker than many small ones.
    const VALUES: usize = 4_000;

    /// `head` ends with VALUES; in `row` a question mark stands for each value. Not `$1`: sqlx looks each numbered
    /// value up by its name, which takes longer the more there are.
    pub fn new(head: &'static str, row: &'static str) -> Self {
        let most = (Self::VALUES / row.matches('?').count().max(1)).max(1);
        Self {
            head,
            row,
            whole: text(head, row, most),
            most,
            values: Vec::new(),
            rows: 0,
        }
    }

    /// Adds a row.
    pub async fn add(&mut self, conn: &mut Conn, row: impl IntoIterator<Item = Value>) -> Result<(), sqlx::Error> {
        self.values.extend(row);
        self.rows += 1;
        if self.rows == self.most {
            self.rows = 0;
            bound(&self.whole, self.values.drain(..)).execute(conn).await?;
        }
        Ok(())
    }

    /// Inserts what is left.
    pub async fn end(self, conn: &mut Conn) -> Result<(), sqlx::Error> {
        if self.rows > 0 {
            let rest = text(self.head, self.row, self.rows);
            bound(&rest, self.values.into_iter()).execute(conn).await?;
        }
        Ok(())
    }
}

/// A statement that inserts so many rows.
fn text(head: &str, row: &str, rows: usize) -> String {
    format!("{head} {}", vec![row; rows].join(", "))
}

/// A list of texts as the one value that [`Sql::within`] and `json_each` take.
pub fn json_list<T: ToString>(list: impl IntoIterator<Item = T>) -> String {
    serde_json::Value::from(list.into_iter().map(|entry| entry.to_string()).collect::<Vec<_>>()).to_string()
}

/// An expression that makes a fresh id (a UUIDv7 of this instant) for each row of a bulk insert.
pub fn fresh_id(at: i64) -> String {
    let at = at.max(0) & 0xffff_ffff_ffff;
    let (high, low) = (at >> 16, at & 0xffff);
    format!(
        "'{high:08x}-{low:04x}-7' || lower(substr(hex(randomblob(2)), 1, 3)) || '-8' \
         || lower(substr(hex(randomblob(2)), 1, 3)) || '-' || lower(hex(randomblob(6)))"
    )
}
