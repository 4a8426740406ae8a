//! The whole contents of a database, to see what a request changed.

use std::collections::BTreeMap;

use domain::ids::SpaceId;
use sqlx::Row;

use crate::server::store::{Store, engine::sql::Sql};

/// A query that returns, for every table, a SELECT of its name and of its rows as one text. It leaves out sessions,
/// which change with every request, events, which repeat other tables, and virtual tables, whose rows are in other
/// tables.
const TABLES: &str = r#"
    SELECT 'SELECT ''' || m.name || ''', COALESCE(group_concat('
        || group_concat('quote("' || p.name || '")', ' || '','' || ')
        || ', char(10)), '''') FROM "' || m.name || '"'
    FROM sqlite_master m JOIN pragma_table_info(m.name) p
    WHERE m.type = 'table' AND m.name NOT IN ('sessions', 'events') AND m.sql NOT LIKE 'CREATE VIRTUAL TABLE%'
    GROUP BY m.name ORDER BY m.name"#;

/// Returns the rows of each table.
pub async fn contents(store: &Store) -> BTreeMap<String, String> {
    let mut tx = store.reader().begin().await.unwrap();
    let tables = Sql::new(TABLES).rows(&mut tx).await.unwrap();
    let tables: Vec<String> = tables.iter().map(|row| row.get(0)).collect();
    let rows = Sql::new(&tables.join(" UNION ALL ")).rows(&mut tx).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// Deletes a space permanently, as the trash does after 30 days.
pub async fn remove(store: &Store, space: SpaceId) {
    let mut tx = store.begin().await.unwrap();
    let mut sql = Sql::new("DELETE FROM spaces WHERE id = ");
    sql.text(space).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}
