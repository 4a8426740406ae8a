//! The account's own row and the audit log's lines about people.

use domain::{
    ids::UserId,
    person::Language,
    visibility::{Visibility, VisibilityRules},
};
use sqlx::Row;

use super::{SORT_KEY_VERSION, Store, StoreError, Tx, sql::Conn};
use crate::server::clock;

/// Makes the account's row where there is none: with the first person.
pub async fn ensure(tx: &mut Tx, language: Language) -> Result<(), StoreError> {
    let rules = VisibilityRules::default();
    sqlx::query(
        "INSERT INTO account (id, language, visibility_allowed, visibility_default, sort_key_version, created_at) \
         VALUES (1, $1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING",
    )
    .bind(language.tag())
    .bind(words(&rules.allowed))
    .bind(rules.default.as_str())
    .bind(SORT_KEY_VERSION)
    .bind(clock::now())
    .execute(&mut **tx)
    .await?;
    super::deals::stages::begin(tx, language).await
}

fn words(levels: &[Visibility]) -> String {
    levels.iter().map(|level| level.as_str()).collect::<Vec<_>>().join(" ")
}

/// Which levels of visibility the account offers.
pub async fn visibility_rules(conn: &mut Conn) -> Result<VisibilityRules, StoreError> {
    let row = sqlx::query("SELECT visibility_allowed, visibility_default FROM account WHERE id = 1")
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else {
        return Ok(VisibilityRules::default());
    };
    let allowed: String = row.try_get(0)?;
    let default: String = row.try_get(1)?;
    // A word that this version does not know is left out, never read as a level.
    let allowed: Vec<_> = allowed.split(' ').filter_map(Visibility::parse).collect();
    Ok(VisibilityRules {
        allowed: if allowed.is_empty() {
            vec![Visibility::Hidden]
        } else {
            allowed
        },
        default: Visibility::from_storage(&default),
    })
}

/// The account's language, for whom nothing else says one.
pub async fn language(store: &Store) -> Result<Option<Language>, StoreError> {
    let tag: Option<String> = sqlx::query_scalar("SELECT language FROM account WHERE id = 1")
        .fetch_optional(store.reader())
        .await?;
    Ok(tag.as_deref().and_then(Language::parse))
}

/// Notes who did what to whose account; `actor` is none for the command line.
pub async fn note(
    tx: &mut Tx,
    actor: Option<UserId>,
    kind: &'static str,
    subject: UserId,
    detail: &str,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO audit_lines (id, at, actor_id, kind, subject_id, detail) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(clock::new_id().to_string())
        .bind(clock::now())
        .bind(actor.map(|id| id.to_string()))
        .bind(kind)
        .bind(subject.to_string())
        .bind(serde_json::json!({ "what": detail }).to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
