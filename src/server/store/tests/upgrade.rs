//! A database that an earlier version wrote opens with nothing lost.

use std::{collections::BTreeMap, path::Path};

use sqlx::Row;

use crate::server::store::{FILE, Store, sql::Sql};

/// Written by the first version: people of both roles, spaces, groups, tags, members, an import, a list operation.
const FIRST: &[u8] = include_bytes!("databases/first.sqlite3");

/// For each table of the first version a query of its name and its rows, every column as it was then.
const TABLES: &str = r#"
    SELECT 'SELECT ''' || m.name || ''' || char(10) || quote("' || group_concat(p.name, '") || quote("')
        || '") FROM "' || m.name || '"'
    FROM sqlite_master m JOIN pragma_table_info(m.name) p
    WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL TABLE%' AND m.name NOT LIKE '%sqlx%'
        AND m.name NOT LIKE 'spaces_search%'
    GROUP BY m.name ORDER BY m.name"#;

#[tokio::test]
async fn a_database_of_the_first_version_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    std::fs::write(&file, FIRST).unwrap();
    let questions = questions(&file).await;
    let before = rows(&file, &questions).await;
    assert!(before.len() > 400 && before.keys().any(|row| row.starts_with("import_items")));

    let store = Store::open(folder.path()).await.unwrap();
    let mut tx = store.reader().begin().await.unwrap();
    let broken = Sql::new("SELECT count(*) FROM pragma_foreign_key_check");
    assert_eq!(broken.count(&mut tx).await.unwrap(), 0);
    drop((tx, store));
    assert_eq!(rows(&file, &questions).await, before);
}

async fn connect(file: &Path) -> sqlx::AnyConnection {
    use sqlx::Connection;

    sqlx::any::install_default_drivers();
    let address = format!("sqlite://{}", file.display());
    sqlx::AnyConnection::connect(&address).await.unwrap()
}

async fn questions(file: &Path) -> Vec<String> {
    let tables = Sql::new(TABLES).rows(&mut connect(file).await).await.unwrap();
    tables.iter().map(|row| row.get(0)).collect()
}

/// How often each row is there.
async fn rows(file: &Path, questions: &[String]) -> BTreeMap<String, u32> {
    let mut conn = connect(file).await;
    let mut rows = BTreeMap::new();
    for question in questions {
        for row in Sql::new(question).rows(&mut conn).await.unwrap() {
            *rows.entry(row.get(0)).or_default() += 1;
        }
    }
    rows
}
