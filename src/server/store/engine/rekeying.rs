//! Rebuilding sort keys that another version computed, when the database is opened, so that one list never mixes keys
//! of two versions.

use sqlx::Row;

use super::{
    sort_key,
    sql::{Conn, Sql},
};
use crate::server::store::{
    SORT_KEY_VERSION, StoreError, deals, fields,
    spaces::{
        self,
        derived::{self, Part},
    },
};

/// The tables whose rows have a name and a sort key of it, with the column of the key.
const NAMED: [(&str, &str); 8] = [
    ("users", "name_key"),
    ("groups", "name_key"),
    ("tags", "name_key"),
    ("deals", "name_key"),
    ("saved_views", "name_key"),
    ("spaces", "name_key"),
    ("folders", "sort_key"),
    ("files", "sort_key"),
];
/// How many names are in memory at a time.
const BATCH_SIZE: i64 = 5_000;

/// Rebuilds all keys if they are of another version. Returns whether they were.
pub async fn rebuild_outdated(conn: &mut Conn) -> Result<bool, StoreError> {
    let account = Sql::new("SELECT sort_key_version FROM account WHERE id = 1")
        .row(conn)
        .await?;
    // Before the account is set up no row has a name.
    let Some(account) = account else { return Ok(false) };
    if account.try_get::<&str, _>(0)? == SORT_KEY_VERSION {
        return Ok(false);
    }
    let aside = spaces::index::drop_all(conn).await?;
    for (table, column) in NAMED {
        rename(conn, table, column).await?;
    }
    rekey_spellings(conn).await?;
    derived::refresh_all(conn, &[Part::Owner, Part::Groups, Part::Tags]).await?;
    aside.create_all(conn, &|_, _| ()).await?;
    deals::keys::refresh(conn, deals::keys::Of::All).await?;
    fields::values::rekey(conn).await?;
    let mut sql = Sql::new("UPDATE account SET sort_key_version = ");
    sql.bind(SORT_KEY_VERSION).push(" WHERE id = 1").run(conn).await?;
    Ok(true)
}

/// Rebuilds the keys of tags that a space spells in its own way.
async fn rekey_spellings(conn: &mut Conn) -> Result<(), StoreError> {
    let spelled = Sql::new("SELECT DISTINCT l.spelling FROM space_tags l WHERE l.spelling <> ''");
    for row in spelled.rows(conn).await? {
        let spelling: String = row.try_get(0)?;
        let mut sql = Sql::new("UPDATE space_tags SET spelling_key = ");
        sql.bind(sort_key(&spelling)).push(" WHERE spelling = ").bind(spelling);
        sql.run(conn).await?;
    }
    Ok(())
}

async fn rename(conn: &mut Conn, table: &'static str, column: &'static str) -> Result<(), StoreError> {
    let mut last = String::new();
    loop {
        let mut sql = Sql::new("SELECT id, name FROM ");
        sql.push(table).push(" WHERE id > ").bind(last.as_str());
        sql.push(" ORDER BY id LIMIT ").bind(BATCH_SIZE);
        let rows = sql.rows(conn).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = end.try_get(0)?;
        for row in &rows {
            let mut sql = Sql::new("UPDATE ");
            sql.push(table).push(" SET ").push(column).push(" = ");
            sql.bind(sort_key(row.try_get(1)?));
            sql.push(" WHERE id = ")
                .bind(row.try_get::<&str, _>(0)?)
                .run(conn)
                .await?;
        }
    }
}
