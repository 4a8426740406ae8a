//! A database that an earlier version wrote opens without loss.

use std::{collections::BTreeMap, path::Path};

use domain::{
    custom_field::{Decimal, Kind, Value},
    person::{Language, Role},
    visibility::Visibility,
};
use sqlx::{Row, any::AnyRow};

use super::{
    fields::{add_field, of},
    world::{World, add, form},
};
use crate::server::store::{
    FILE, Store, account,
    engine::{
        clean_names, dialect, rekeying, sort_key,
        sql::{Conn, Sql},
    },
    people::users,
    spaces::derived::{self, Part},
};

/// Written by the first version: people of both roles, spaces, groups, tags, members, an import, a list operation.
const FIRST: &[u8] = include_bytes!("databases/first.sqlite3");

/// Rows that the stored database lacks, as the first version wrote them: a space in the trash, a link, a session, and
/// an import of which only a part of the rows was received.
const ADDED: [&str; 5] = [
    "UPDATE spaces SET state = 'trash', deleted_at = 4000000000000 WHERE number = 5",
    "INSERT INTO links VALUES ('hash', 'join', (SELECT min(id) FROM users), 1, 4000000000000, NULL)",
    "INSERT INTO sessions VALUES ('hash', (SELECT min(id) FROM users), '{}', 4000000000000)",
    "INSERT INTO imports (id, actor_id, file_name, state, rows, settings, at) \
     SELECT '00000000-0000-7000-8000-000000000001', min(id), 'rows.csv', 'waiting', 2000, '', 1 FROM users",
    "INSERT INTO import_chunks VALUES ('00000000-0000-7000-8000-000000000001', 0, '[]')",
];

/// For each table of the first version, a query of its name and its rows with the columns of that version, except sort
/// keys, which differ between versions.
const TABLES: &str = r#"
    SELECT 'SELECT ''' || m.name || ''' || char(10) || quote("' || group_concat(p.name, '") || quote("')
        || '") FROM "' || m.name || '"'
    FROM sqlite_master m JOIN pragma_table_info(m.name) p
    WHERE p.name NOT LIKE '%\_key' ESCAPE '\' AND p.name <> 'sort_key_version' AND m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL TABLE%' AND m.name NOT LIKE '%sqlx%'
        AND m.name NOT LIKE 'spaces_search%'
    GROUP BY m.name ORDER BY m.name"#;

#[tokio::test]
async fn a_database_of_the_first_version_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    std::fs::write(&file, FIRST).unwrap();
    let mut conn = connect(&file).await;
    for statement in ADDED {
        Sql::new(statement).run(&mut conn).await.unwrap();
    }
    drop(conn);
    let questions = questions(&file).await;
    let before = rows(&file, &questions).await;
    assert!(before.len() > 400 && before.keys().any(|row| row.starts_with("import_items")));

    let store = Store::open(folder.path()).await.unwrap();
    let mut tx = store.reader().begin().await.unwrap();
    let broken = Sql::new("SELECT count(*) FROM pragma_foreign_key_check");
    assert_eq!(broken.count(&mut tx).await.unwrap(), 0);
    for table in ["users", "groups", "tags", "spaces"] {
        let named = Sql::new(&format!("SELECT name, name_key FROM {table}"));
        let rows = named.rows(&mut tx).await.unwrap();
        assert!(!rows.is_empty());
        for row in rows {
            assert_eq!(row.get::<String, _>(1), sort_key(row.get(0)), "{table}");
        }
    }
    // Derived columns follow the new keys.
    let keys = Sql::new("SELECT id, owner_key, groups_key, tags_key FROM spaces ORDER BY id");
    let kept = texts(&keys.rows(&mut tx).await.unwrap());
    drop(tx);
    let mut tx = store.begin().await.unwrap();
    derived::refresh_all(&mut tx, &[Part::Owner, Part::Groups, Part::Tags])
        .await
        .unwrap();
    assert_eq!(texts(&keys.rows(&mut tx).await.unwrap()), kept);
    assert!(!rekeying::rebuild_outdated(&mut tx).await.unwrap(), "once is enough");
    drop((tx, store));
    assert_eq!(rows(&file, &questions).await, before);
}

fn texts(rows: &[AnyRow]) -> Vec<Vec<String>> {
    rows.iter()
        .map(|row| (0..row.len()).map(|column| row.get(column)).collect())
        .collect()
}

#[tokio::test]
async fn values_of_custom_fields_get_the_keys_of_this_version() {
    let world = World::new().await;
    let admin = world.person("Łucja", Role::Administrator).await;
    let mut space = form("space", Visibility::Public);
    for (kind, value) in [
        (Kind::ShortText, Value::Text("Żółw".into())),
        (Kind::Person, Value::Person(admin.me().id)),
        (Kind::Number, Value::Number(Decimal(12))),
    ] {
        let field = add_field(&admin, of(kind.as_str(), kind)).await.unwrap();
        space.fields.insert(field.id, value);
    }
    add(&admin, space).await;
    let mut tx = world.store.begin().await.unwrap();
    account::ensure(&mut tx, Language::Pl).await.unwrap();
    let keys = Sql::new("SELECT key FROM space_field_values ORDER BY field");
    let before = texts(&keys.rows(&mut tx).await.unwrap());
    for change in [
        "UPDATE space_field_values SET key = 'old' WHERE number IS NULL",
        "UPDATE account SET sort_key_version = 'old'",
    ] {
        Sql::new(change).run(&mut tx).await.unwrap();
    }
    assert_ne!(texts(&keys.rows(&mut tx).await.unwrap()), before);
    assert!(rekeying::rebuild_outdated(&mut tx).await.unwrap());
    assert_eq!(texts(&keys.rows(&mut tx).await.unwrap()), before);
}

#[tokio::test]
async fn names_that_were_stored_with_invisible_characters_are_equal_to_typed_ones() {
    let world = World::new().await;
    let admin = world.person("Anna", Role::Administrator).await;
    let group = world.group(&admin, "Klienci").await;
    let other = world.group(&admin, "Other").await;
    let mut spaces = Vec::new();
    for (name, group, tag) in [("first", group, "urgent"), ("second", other, "other")] {
        let mut space = form(name, Visibility::Public);
        (space.groups, space.tags) = (vec![group], vec![tag.into()]);
        spaces.push(add(&admin, space).await);
    }
    let mut tx = world.store.begin().await.unwrap();
    account::ensure(&mut tx, Language::Pl).await.unwrap();
    assert!(
        !clean_names::clean(&mut tx).await.unwrap(),
        "a new account has clean names"
    );
    // Names as an earlier version stored them, with zero-width spaces, soft hyphens and no-break spaces, also in the
    // keys.
    for (table, from, to) in [
        ("users", "Anna", "An\u{ad}na"),
        ("groups", "Other", "Kli\u{200b}enci"),
        ("tags", "other", "ur\u{200b}gent"),
        ("spaces", "second", "Hala\u{a0}se\u{200b}cond"),
    ] {
        let mut sql = Sql::new(&format!("UPDATE {table} SET name = "));
        sql.bind(to).push(", name_key = 'old', name_folded = ").bind(to);
        assert_eq!(sql.push(" WHERE name = ").bind(from).run(&mut tx).await.unwrap(), 1);
    }
    for value in ["email", "email_folded"] {
        let mut sql = Sql::new(&format!("UPDATE users SET {value} = "));
        sql.bind("anna@example.org\u{200b}").run(&mut tx).await.unwrap();
    }
    let again = Sql::new("UPDATE account SET names_cleaned = 0");
    again.run(&mut tx).await.unwrap();
    assert!(clean_names::clean(&mut tx).await.unwrap());
    assert!(!clean_names::clean(&mut tx).await.unwrap(), "once is enough");

    assert_eq!(names(&mut tx, "users").await, ["Anna"]);
    // Two groups that look the same stay two groups with different names.
    assert_eq!(names(&mut tx, "groups").await, ["Klienci", "Klienci 2"]);
    // Two tags with the same text become one.
    assert_eq!(names(&mut tx, "tags").await, ["urgent"]);
    assert_eq!(names(&mut tx, "spaces").await, ["Hala second", "first"]);
    let tagged = Sql::new("SELECT l.space_id FROM space_tags l ORDER BY l.space_id");
    let mut ids: Vec<String> = spaces.iter().map(|id| id.to_string()).collect();
    ids.sort();
    assert_eq!(texts(&tagged.rows(&mut tx).await.unwrap()).concat(), ids);
    // The space is indexed for search again.
    let waiting = Sql::new(&format!("SELECT name FROM spaces WHERE {}", dialect::NOT_INDEXED));
    assert!(
        texts(&waiting.rows(&mut tx).await.unwrap())
            .concat()
            .contains(&"Hala second".to_owned())
    );
    let found = users::by_email(&mut tx, "anna@example.org").await.unwrap();
    assert_eq!(found, Some(admin.me().id));
    let keys = Sql::new("SELECT id, owner_key, groups_key, tags_key FROM spaces ORDER BY id");
    let kept = texts(&keys.rows(&mut tx).await.unwrap());
    derived::refresh_all(&mut tx, &[Part::Owner, Part::Groups, Part::Tags])
        .await
        .unwrap();
    assert_eq!(texts(&keys.rows(&mut tx).await.unwrap()), kept);
}

/// Returns the names of the table, after comparing their keys with those of this version.
async fn names(conn: &mut Conn, table: &'static str) -> Vec<String> {
    let named = Sql::new(&format!(
        "SELECT name, name_key, name_folded FROM {table} ORDER BY name"
    ));
    let rows = texts(&named.rows(conn).await.unwrap());
    for row in &rows {
        assert_eq!(row[1..], [sort_key(&row[0]), domain::fold::fold(&row[0])], "{table}");
    }
    rows.into_iter().map(|row| row[0].clone()).collect()
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

/// Returns how often each row occurs.
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
