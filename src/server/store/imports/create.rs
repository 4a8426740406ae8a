//! Inserting the new spaces of an import, many with each statement.
//!
//! 100,000 rows are two million entries in tables and indexes. Each is written only once, because the columns derived
//! from groups, tags and people are computed before the insert. Spaces are inserted in the order of their names, which
//! is the order of the entries within nearly every index, so few pages are filled at a time. Their links are inserted
//! in the order of the spaces' ids.

use domain::{
    access::AccountAction,
    activity::SpaceEvent,
    error::AppError,
    fold::fold,
    ids::{ImportId, SpaceId, UserId},
    import::ImportRow,
    preset::Preset,
    visibility::Visibility,
};

use super::{
    super::{
        StoreError, defer_checkpoints,
        engine::sql::{Conn, Inserts, Sql},
        events,
        spaces::{self, index::DroppedIndexes},
    },
    custom, items,
    words::Words,
};
use crate::server::{clock, permits::AccountPermit};

/// The minimum number of new spaces for which the indexes are dropped and created again. Inserting fewer rows, or few
/// rows compared with the existing ones, into the existing indexes is fast enough.
const MANY: usize = 5_000;
/// Number of rows between two reports of progress.
const ROWS_PER_REPORT: usize = 500;

struct New<'a> {
    id: SpaceId,
    name_key: &'a str,
    visibility: Visibility,
    row: &'a ImportRow,
}

/// Adds the spaces of new rows, each with the sort key of its name. Rows without a visibility level get the given one.
/// The search index must be updated afterwards.
pub(super) async fn create(
    permit: &mut AccountPermit,
    import: ImportId,
    rows: &[(ImportRow, String)],
    level: Visibility,
    words: &Words,
    progress: &(dyn Fn(u32) + Send + Sync),
) -> Result<(), AppError> {
    let (actor, at, line) = (permit.actor(), clock::now(), imported_line()?);
    let conn = permit.act(AccountAction::Import)?;
    let mut new: Vec<New> = rows
        .iter()
        .map(|(row, name_key)| New {
            id: SpaceId(clock::new_id()),
            name_key,
            visibility: row.visibility.unwrap_or(level),
            row,
        })
        .collect();
    let total = new.len();
    // Inserting the spaces, creating their indexes and inserting their links take about the same time each.
    let report = |done: usize| {
        if done.is_multiple_of(ROWS_PER_REPORT) {
            progress(u32::try_from(done / 3).unwrap_or(u32::MAX));
        }
    };
    let done = async {
        let known = Sql::new("SELECT count(*) FROM spaces").count(conn).await?;
        new.sort_unstable_by_key(|space| space.name_key);
        if total >= MANY {
            defer_checkpoints(conn).await?;
        }
        let dropped = if total >= MANY && i64::try_from(total).is_ok_and(|new| new >= known) {
            spaces::index::drop_all(conn).await?
        } else {
            DroppedIndexes::default()
        };
        insert_spaces(conn, import, &new, words, actor, at, &report).await?;
        let indexed = |made: usize, all: usize| {
            progress(u32::try_from((total + total * made / all) / 3).unwrap_or(u32::MAX));
        };
        dropped.create_all(conn, &indexed).await?;
        new.sort_unstable_by_key(|space| space.id);
        items::note_added(conn, import, new.iter().map(|space| space.id)).await?;
        insert_links(conn, &new, words, actor, at, &|done| report(2 * total + done)).await?;
        let valued: Vec<_> = new.iter().map(|space| (space.id, space.row)).collect();
        custom::insert(conn, &words.fields, &valued, import).await?;
        record_imported(conn, import, actor, at, &line).await?;
        Ok::<_, StoreError>(())
    };
    done.await?;
    progress(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    Ok(())
}

async fn insert_spaces(
    conn: &mut Conn,
    import: ImportId,
    new: &[New<'_>],
    words: &Words,
    actor: UserId,
    at: i64,
    report: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), sqlx::Error> {
    let mut spaces = Inserts::new(
        "INSERT INTO spaces (id, name, name_key, name_folded, description, visibility, visibility_rank, state, owner_id, \
         owner_key, groups_key, tags_key, people, created_at, created_by, last_activity_at, import_id, preset, version) \
         VALUES",
        "({}, {}, {}, {}, {}, {}, {}, 'active', {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, 1)",
    );
    let (actor_id, import) = (actor.to_string(), import.to_string());
    for (done, new) in new.iter().enumerate() {
        let New {
            id,
            name_key,
            visibility,
            row,
        } = new;
        let links = words.links_of(row, actor);
        let values = [
            id.to_string().into(),
            row.name.as_str().into(),
            (*name_key).into(),
            fold(&row.name).into(),
            row.description.as_deref().unwrap_or_default().into(),
            visibility.as_str().into(),
            (*visibility as i64).into(),
            links.owner.to_string().into(),
            words.owner_key(links.owner).into(),
            links.groups_key().into(),
            links.tags_key().into(),
            (links.people.len() as i64 + 1).into(),
            at.into(),
            actor_id.as_str().into(),
            at.into(),
            import.as_str().into(),
            row.preset.map_or("", Preset::as_str).into(),
        ];
        spaces.add(conn, values).await?;
        report(done);
    }
    spaces.end(conn).await
}

/// Inserts the groups, tags and members of new spaces.
async fn insert_links(
    conn: &mut Conn,
    new: &[New<'_>],
    words: &Words,
    actor: UserId,
    at: i64,
    report: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), sqlx::Error> {
    let mut groups = Inserts::new(
        "INSERT INTO space_groups (space_id, group_id, reader) VALUES",
        "({}, {}, {})",
    );
    let mut tags = Inserts::new(
        "INSERT INTO space_tags (space_id, tag_id, spelling, spelling_key, reader) VALUES",
        "({}, {}, {}, {}, {})",
    );
    let mut people = Inserts::new(
        "INSERT INTO space_members (space_id, user_id, added_at) VALUES",
        "({}, {}, {})",
    );
    for (done, new) in new.iter().enumerate() {
        let links = words.links_of(new.row, actor);
        let (id, owner) = (new.id.to_string(), links.owner.to_string());
        // The same values as those of `Link::reader` for a space that is not in the trash.
        let (of_groups, of_tags) = match new.visibility {
            Visibility::Public => ("", ""),
            Visibility::Private => ("", owner.as_str()),
            Visibility::Hidden => (owner.as_str(), owner.as_str()),
        };
        for group in links.groups {
            groups
                .add(
                    conn,
                    [id.as_str().into(), group.id.to_string().into(), of_groups.into()],
                )
                .await?;
        }
        for tag in links.tags {
            let (spelling, key) = (tag.spelling.as_str().into(), tag.spelling_key().into());
            let (id, tag) = (id.as_str().into(), tag.id.as_str().into());
            tags.add(conn, [id, tag, spelling, key, of_tags.into()]).await?;
        }
        for person in links.people {
            people
                .add(conn, [id.as_str().into(), person.to_string().into(), at.into()])
                .await?;
        }
        report(done);
    }
    groups.end(conn).await?;
    tags.end(conn).await?;
    people.end(conn).await
}

/// Records the first line of activity of each space that the import added.
async fn record_imported(
    conn: &mut Conn,
    import: ImportId,
    actor: UserId,
    at: i64,
    line: &str,
) -> Result<(), StoreError> {
    let mut detail = |sql: &mut Sql| {
        sql.bind(line);
    };
    events::record_each(conn, at, actor, import, &mut detail, &mut |sql| {
        sql.push(" FROM spaces s WHERE s.id IN (SELECT i.space_id");
        items::added(sql, import);
        sql.push(") ORDER BY s.id");
    })
    .await
}

/// Returns the JSON of the first line of activity of each imported space.
fn imported_line() -> Result<String, AppError> {
    serde_json::to_string(&SpaceEvent::Imported).map_err(|_| AppError::Unavailable)
}
