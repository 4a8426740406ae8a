//! Everything that a database holds, to see what a request changed.

use std::collections::BTreeMap;

use domain::ids::SpaceId;
use sqlx::Row;

use crate::server::store::{Store, engine::sql::Sql};

/// For every table a `SELECT` of its name and of its rows as one text. Sessions come and go with every request; each
/// event has its line in a table of its own; a virtual table's rows stand in tables of their own.
const TABLES: &str = r#"
    SELECT 'SELECT ''' || m.name || ''', COALESCE(group_concat('
        || group_concat('quote("' || p.name || '")', ' || '','' || ')
        || ', char(10)), '''') FROM "' || m.name || '"'
    FROM sqlite_master m JOIN pragma_table_info(m.name) p
    WHERE m.type = 'table' AND m.name NOT IN ('sessions', 'events') AND m.sql NOT LIKE 'CREATE VIRTUAL TABLE%'
    GROUP BY m.name ORDER BY m.name"#;

/// The rows of each table.
pub async fn contents(store: &Store) -> BTreeMap<String, String> {
    let mut tx = store.reader().begin().await.unwrap();
    let tables = Sql::new(TABLES).rows(&mut tx).await.unwrap();
    let tables: Vec<String> = tables.iter().map(|row| row.get(0)).collect();
    let rows = Sql::new(&tables.join(" UNION ALL ")).rows(&mut tx).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// Removes a space for good, as the trash does in the end.
pub async fn remove(store: &Store, space: SpaceId) {
    let mut tx = store.begin().await.unwrap();
    let mut sql = Sql::new("DELETE FROM spaces WHERE id = ");
    sql.text(space).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}
