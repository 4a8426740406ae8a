//! Dropping the indexes of the spaces while many rows are inserted or changed.
//!
//! Inserting a row into a dozen indexes writes to pages that are far apart. An index that is created when all rows are
//! there is sorted in memory and written sequentially, which halves the time. Both happen in one transaction, so no
//! reader sees the table without its indexes.

use sqlx::Row;

use crate::server::store::engine::{
    dialect,
    sql::{Conn, Sql},
};

/// The statements that create the dropped indexes again.
#[derive(Default)]
pub(in crate::server::store) struct DroppedIndexes(Vec<String>);

/// Drops the indexes.
pub(in crate::server::store) async fn drop_all(conn: &mut Conn) -> Result<DroppedIndexes, sqlx::Error> {
    let mut statements = Vec::new();
    let mut indexes = Sql::new(dialect::INDEXES_OF);
    indexes.bind("spaces").push(dialect::OLDEST_INDEX_FIRST);
    for row in indexes.rows(conn).await? {
        let name: String = row.try_get(0)?;
        statements.push(row.try_get(1)?);
        Sql::new(&format!("DROP INDEX {name}")).run(conn).await?;
    }
    Ok(DroppedIndexes(statements))
}

impl DroppedIndexes {
    /// Creates the indexes again, in their order. After each it reports how many exist, and of how many.
    pub(in crate::server::store) async fn create_all(
        self,
        conn: &mut Conn,
        report: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<(), sqlx::Error> {
        for (place, statement) in self.0.iter().enumerate() {
            Sql::new(statement).run(conn).await?;
            report(place + 1, self.0.len());
        }
        Ok(())
    }
}
