//! The row of the account: the decisions of administrators for everybody.

use std::sync::Arc;

use domain::{
    access::AccountAction,
    account_rules::{AccountRules, SpaceRules, Who},
    add_on::{AddOn, AddOns},
    audit::Event,
    error::AppError,
    person::Language,
    visibility::{Visibility, VisibilityRules},
};
use sqlx::Row;

use super::{
    SORT_KEY_VERSION, Store, StoreError, audit,
    cache::Decisions,
    engine::sql::{Conn, Sql},
};
use crate::server::{clock, permits::AccountPermit};

/// Returns the decisions of administrators, from the cache where nothing changed since they were read.
pub async fn decisions(store: &Store) -> Result<Arc<Decisions>, StoreError> {
    let read = async {
        let mut tx = store.reader().begin().await?;
        Ok::<_, StoreError>(Decisions {
            space_rules: space_rules(&mut tx).await?,
            add_ons: add_ons(&mut tx).await?,
        })
    };
    let decisions = store.cache().get_or_read(|cached| &mut cached.decisions, read).await?;
    if decisions.space_rules.version == 0 {
        // The account is not set up yet. Another process, such as `spaces user add`, may set it up.
        store.cache().clear();
    }
    Ok(decisions)
}

/// Inserts the row of the account if there is none. This happens when the first person is added.
pub async fn ensure(conn: &mut Conn, language: Language) -> Result<(), StoreError> {
    let rules = VisibilityRules::default();
    sqlx::query(
        "INSERT INTO account (id, language, visibility_allowed, visibility_default, sort_key_version, created_at, \
         names_cleaned) VALUES (1, $1, $2, $3, $4, $5, 1) ON CONFLICT (id) DO NOTHING",
    )
    .bind(language.tag())
    .bind(words(&rules.allowed))
    .bind(rules.default.as_str())
    .bind(SORT_KEY_VERSION)
    .bind(clock::now())
    .execute(&mut *conn)
    .await?;
    super::deals::stages::add_defaults(conn, language).await
}

fn words(levels: &[Visibility]) -> String {
    levels.iter().map(|level| level.as_str()).collect::<Vec<_>>().join(" ")
}

/// Returns the visibility levels that the account offers.
pub async fn visibility_rules(conn: &mut Conn) -> Result<VisibilityRules, StoreError> {
    let row = sqlx::query("SELECT visibility_allowed, visibility_default FROM account WHERE id = 1")
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else {
        return Ok(VisibilityRules::default());
    };
    let allowed: String = row.try_get(0)?;
    let default: String = row.try_get(1)?;
    // A level that this version does not know is left out and never read as another level.
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

/// Returns who may do what in the account. Before it is set up everybody may do everything.
pub async fn rules(conn: &mut Conn) -> Result<AccountRules, StoreError> {
    Ok(space_rules(conn).await?.rights)
}

/// Returns the settings of spaces.
pub async fn space_rules(conn: &mut Conn) -> Result<SpaceRules, StoreError> {
    let row = Sql::new(
        "SELECT rules_version, may_add_spaces, may_edit_groups, may_import_and_export FROM account WHERE id = 1",
    )
    .row(conn)
    .await?;
    let (version, rights) = match row {
        None => (0, AccountRules::default()),
        Some(row) => {
            let who = |column: usize| Ok::<_, sqlx::Error>(Who::from_storage(row.try_get(column)?));
            let rights = AccountRules {
                add_spaces: who(1)?,
                edit_groups: who(2)?,
                import_and_export: who(3)?,
            };
            (row.try_get(0)?, rights)
        }
    };
    Ok(SpaceRules {
        version,
        visibility: visibility_rules(conn).await?,
        rights,
    })
}

/// Saves the settings of spaces. They apply to spaces that are added or changed later; existing spaces do not change.
pub async fn save_space_rules(permit: &mut AccountPermit, wanted: SpaceRules) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let wanted = wanted.checked().map_err(AppError::Invalid)?;
    let now = space_rules(conn).await?;
    if now.version != wanted.version {
        return Err(AppError::conflict(&now).into());
    }
    if now == wanted {
        return Ok(());
    }
    let mut sql = Sql::new("UPDATE account SET rules_version = rules_version + 1, visibility_allowed = ");
    sql.bind(words(&wanted.visibility.allowed))
        .push(", visibility_default = ")
        .bind(wanted.visibility.default.as_str());
    for (column, who) in [
        (", may_add_spaces = ", wanted.rights.add_spaces),
        (", may_edit_groups = ", wanted.rights.edit_groups),
        (", may_import_and_export = ", wanted.rights.import_and_export),
    ] {
        sql.push(column).bind(who.as_str());
    }
    if sql.push(" WHERE id = 1").run(conn).await? == 0 {
        return Err(StoreError::NotFound);
    }
    let event = Event::RulesChanged {
        from: Box::new(now),
        to: Box::new(wanted),
    };
    audit::write(conn, at, Some(actor), "spaces", &event).await
}

/// Returns the add-ons that the account uses. Before it is set up these are all.
pub async fn add_ons(conn: &mut Conn) -> Result<AddOns, StoreError> {
    let row = Sql::new("SELECT add_ons_off FROM account WHERE id = 1")
        .row(conn)
        .await?;
    let off: Option<String> = row.map(|row| row.try_get(0)).transpose()?;
    Ok(off.as_deref().map(AddOns::from_storage).unwrap_or_default())
}

/// Switches an add-on on or off. Its data is kept.
pub async fn switch_add_on(permit: &mut AccountPermit, add_on: AddOn, on: bool) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let mut add_ons = add_ons(conn).await?;
    if !add_ons.switch(add_on, on) {
        return Ok(());
    }
    let mut sql = Sql::new("UPDATE account SET add_ons_off = ");
    sql.bind(add_ons.to_storage()).push(" WHERE id = 1");
    if sql.run(conn).await? == 0 {
        return Err(StoreError::NotFound);
    }
    let event = Event::AddOnSwitched { add_on, on };
    audit::write(conn, at, Some(actor), add_on.as_str(), &event).await
}

/// Returns the language of the account, which is used where a person has not chosen a language.
pub async fn language(store: &Store) -> Result<Option<Language>, StoreError> {
    let tag: Option<String> = sqlx::query_scalar("SELECT language FROM account WHERE id = 1")
        .fetch_optional(store.reader())
        .await?;
    Ok(tag.as_deref().and_then(Language::parse))
}
