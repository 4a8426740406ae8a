//! The indexes of the spaces, out of the way while many come in or change.
//!
//! A row that comes in finds its place in each of a dozen trees, and most of those places are far apart. An index that is
//! made of all rows at once is sorted in memory and written from its beginning to its end: half the time. Both
//! happen in one transaction, so nobody ever sees the spaces without their indexes.

use sqlx::Row;

use crate::server::store::engine::{
    dialect,
    sql::{Conn, Sql},
};

/// The statements that make the indexes again.
#[derive(Default)]
pub(in crate::server::store) struct Aside(Vec<String>);

/// Drops the indexes.
pub(in crate::server::store) async fn set_aside(conn: &mut Conn) -> Result<Aside, sqlx::Error> {
    let mut statements = Vec::new();
    for row in dialect::indexes("spaces").rows(conn).await? {
        let name: String = row.try_get(0)?;
        statements.push(row.try_get(1)?);
        Sql::new(&format!("DROP INDEX {name}")).run(conn).await?;
    }
    Ok(Aside(statements))
}

impl Aside {
    /// Makes the indexes again, in their order; tells after each how many there are, and of how many.
    pub(in crate::server::store) async fn bring_back(
        self,
        conn: &mut Conn,
        tell: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<(), sqlx::Error> {
        for (place, statement) in self.0.iter().enumerate() {
            Sql::new(statement).run(conn).await?;
            tell(place + 1, self.0.len());
        }
        Ok(())
    }
}
