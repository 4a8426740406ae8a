//! Building queries: text and arguments are added together, so that a value never becomes SQL text.

use sqlx::{Any, AnyConnection, AssertSqlSafe, any::AnyRow, query::Query};

use super::dialect;

/// A connection, or the connection of a transaction.
pub type Conn = AnyConnection;

/// An argument of a query.
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

/// A statement under construction.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Returns a statement that begins with this text.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// Returns whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a placeholder and binds the value to it.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds a placeholder for an id or another value that is stored as text.
    pub fn text(&mut self, value: impl ToString) -> &mut Self {
        self.bind(value.to_string())
    }

    /// Adds `IN (…)` over a list of texts.
    pub fn within<T: ToString>(&mut self, list: impl IntoIterator<Item = T>) -> &mut Self {
        self.push(" IN (SELECT value FROM ").elements(list).push(")")
    }

    /// Adds `IN (…)` over a list of integers.
    pub fn within_integers(&mut self, list: &[i64]) -> &mut Self {
        self.push(" IN (SELECT CAST(value AS INTEGER) FROM ")
            .elements(list)
            .push(")")
    }

    /// Adds a table expression whose rows' `value` are the elements of the list.
    pub fn elements<T: ToString>(&mut self, list: impl IntoIterator<Item = T>) -> &mut Self {
        self.push(dialect::ELEMENTS).bind(dialect::list(list)).push(")")
    }

    /// Adds a table expression whose rows' `value` are the integers of the list.
    pub fn integer_elements(&mut self, list: &[i64]) -> &mut Self {
        self.push(dialect::ELEMENTS).bind(dialect::integer_list(list)).push(")")
    }

    /// Returns the statement that reports the query plan of this one.
    #[cfg(test)]
    pub fn explained(&self) -> Self {
        Self {
            text: dialect::plan_of(&self.text),
            values: self.values.clone(),
        }
    }

    fn prepared(&self) -> Query<'static, Any, <Any as sqlx::Database>::Arguments> {
        bound(&self.text, self.values.iter().cloned())
    }

    /// Returns all rows.
    pub async fn rows(&self, conn: &mut Conn) -> Result<Vec<AnyRow>, sqlx::Error> {
        self.prepared().fetch_all(conn).await
    }

    /// Returns the only row, if there is one.
    pub async fn row(&self, conn: &mut Conn) -> Result<Option<AnyRow>, sqlx::Error> {
        self.prepared().fetch_optional(conn).await
    }

    /// Returns the first column of all rows, as integers.
    pub async fn integers(&self, conn: &mut Conn) -> Result<Vec<i64>, sqlx::Error> {
        use sqlx::Row;
        self.rows(conn).await?.iter().map(|row| row.try_get(0)).collect()
    }

    /// Returns the integer in the first column of the only row.
    pub async fn count(&self, conn: &mut Conn) -> Result<i64, sqlx::Error> {
        use sqlx::Row;
        self.prepared().fetch_one(conn).await?.try_get(0)
    }

    /// Runs the statement and returns how many rows it changed.
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

/// Inserts many rows by statements of many rows each. All statements but the last have the same text, which is prepared
/// once.
pub struct Inserts {
    head: &'static str,
    row: String,
    /// A statement with the maximum number of rows.
    whole: String,
    most: usize,
    values: Vec<Value>,
    rows: usize,
}

impl Inserts {
    /// The approximate number of values in one statement. SQLite records the changed pages before each statement of
    /// several rows, so few large statements are faster than many small ones.
    const VALUES: usize = 4_000;

    /// Prepares inserts. `head` ends with VALUES; each `{}` in `row` is the place of a value.
    pub fn new(head: &'static str, row: &'static str) -> Self {
        let most = (Self::VALUES / row.matches("{}").count().max(1)).max(1);
        let row = row.replace("{}", &dialect::PLACEHOLDER.to_string());
        Self {
            head,
            whole: text(head, &row, most),
            row,
            most,
            values: Vec::new(),
            rows: 0,
        }
    }

    /// Adds a row, and inserts the collected rows when a statement is full.
    pub async fn add(&mut self, conn: &mut Conn, row: impl IntoIterator<Item = Value>) -> Result<(), sqlx::Error> {
        self.values.extend(row);
        self.rows += 1;
        if self.rows == self.most {
            self.rows = 0;
            bound(&self.whole, self.values.drain(..)).execute(conn).await?;
        }
        Ok(())
    }

    /// Inserts the remaining rows.
    pub async fn end(self, conn: &mut Conn) -> Result<(), sqlx::Error> {
        if self.rows > 0 {
            let rest = text(self.head, &self.row, self.rows);
            bound(&rest, self.values.into_iter()).execute(conn).await?;
        }
        Ok(())
    }
}

/// Returns the statement that inserts this number of rows.
fn text(head: &str, row: &str, rows: usize) -> String {
    format!("{head} {}", vec![row; rows].join(", "))
}
