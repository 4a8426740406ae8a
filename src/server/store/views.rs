//! Saved views: a person's own, and shared ones.

use std::borrow::Cow;

use domain::{
    access::{AccountAction, Viewer},
    custom_field::{FieldFilter, FieldTest},
    error::{AppError, Current, Field, Reason},
    fold::fold,
    ids::{UserId, ViewId},
    limits,
    list_query::{ListQuery, Place, VisibleItems},
    saved_view::{self, SavedView, ViewForm},
};
use sqlx::{Row, any::AnyRow};

use crate::server::{
    clock,
    permits::AccountPermit,
    store::{
        Store, StoreError,
        engine::{
            rows::{boolean, parsed, person},
            sort_key,
            sql::{Conn, Sql},
        },
        fields, groups,
        spaces::members,
        tags,
    },
};

const VIEWS: &str = "SELECT w.id, w.name, w.query, w.shared, u.id, u.name, u.deactivated_at, w.version \
     FROM saved_views w JOIN users u ON u.id = w.owner_id WHERE ";

/// Returns the views that the person may see, from the cache where nothing was written since they were read.
pub async fn cached(store: &Store, viewer: &Viewer) -> Result<Vec<SavedView>, StoreError> {
    let read = async { list(&mut *store.reader().begin().await?, viewer).await.map(Some) };
    let views = store.cache().find_or_read(|cached| &mut cached.views, *viewer, read);
    Ok(views.await?.map(|views| views.to_vec()).unwrap_or_default())
}

/// Returns the views that the person may see: first their own, then shared ones, each by name.
pub async fn list(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<SavedView>, StoreError> {
    let mut sql = Sql::new(VIEWS);
    known(&mut sql, viewer);
    sql.push(" ORDER BY CASE WHEN w.owner_id = ")
        .text(viewer.id)
        .push(" THEN 0 ELSE 1 END, w.name_key, w.id");
    let rows = sql.rows(conn).await?;
    let mut views: Vec<SavedView> = rows.iter().map(|row| read(row, viewer)).collect::<Result<_, _>>()?;
    mask(conn, viewer, &mut views).await?;
    Ok(views)
}

/// Removes the filters that the reader cannot see from the views. People who may change a view see all its filters.
async fn mask(conn: &mut Conn, viewer: &Viewer, views: &mut [SavedView]) -> Result<(), StoreError> {
    let others: Vec<(&mut SavedView, ListQuery)> = views
        .iter_mut()
        .filter(|view| !view.may_change)
        .map(|view| {
            let list = ListQuery::from_query(&view.query).0;
            (view, list)
        })
        .collect();
    let visible = visible_filters(conn, viewer, others.iter().map(|(_, list)| list)).await?;
    for (view, list) in others {
        view.query = visible.masked(&list, view.id).to_query(&Place::First);
    }
    Ok(())
}

/// Returns the tags, groups, people and fields in the filters of the lists that the viewer can see.
async fn visible_filters<'a>(
    conn: &mut Conn,
    viewer: &Viewer,
    lists: impl Iterator<Item = &'a ListQuery>,
) -> Result<VisibleItems, StoreError> {
    let mut named = ListQuery::default();
    let mut people: Vec<UserId> = Vec::new();
    for list in lists {
        named.tags.extend(list.tags.iter().cloned());
        named.groups.extend(&list.groups);
        named.fields.extend(list.fields.iter().cloned());
        people.extend(list.owner.iter().chain(&list.created_by));
    }
    people.extend(named.fields.iter().filter_map(|filter| match filter.test {
        FieldTest::Person(person) => Some(person),
        _ => None,
    }));
    let mut visible = VisibleItems::default();
    if !named.tags.is_empty() {
        visible.tags = tags::visible(conn, viewer, &named.tags).await?;
    }
    if !named.groups.is_empty() {
        visible.groups = groups::list(conn).await?.into_iter().map(|group| group.id).collect();
    }
    if !people.is_empty() {
        visible.people = members::named(conn, &people)
            .await?
            .into_iter()
            .map(|person| person.id)
            .collect();
    }
    if !named.fields.is_empty() {
        let fields = fields::active(conn).await?;
        visible.fields = fields.into_iter().map(|numbered| numbered.field.id).collect();
    }
    Ok(visible)
}

/// Returns the list with the hidden filters of the saved views in `unseen`. If the reader may not see one of these
/// views, the list matches nothing.
pub async fn resolved<'a>(
    conn: &mut Conn,
    viewer: &Viewer,
    list: &'a ListQuery,
) -> Result<Cow<'a, ListQuery>, StoreError> {
    if list.unseen.is_empty() {
        return Ok(Cow::Borrowed(list));
    }
    let mut whole = list.clone();
    for id in std::mem::take(&mut whole.unseen) {
        let mut sql = Sql::new(VIEWS);
        known(&mut sql, viewer);
        let Some(row) = sql.push(" AND w.id = ").text(id).row(conn).await? else {
            whole.fields.push(FieldFilter::nothing());
            continue;
        };
        let kept = ListQuery::from_query(&read(&row, viewer)?.query).0;
        let hidden = visible_filters(conn, viewer, std::iter::once(&kept))
            .await?
            .hidden(&kept);
        // If nothing is hidden from this reader, the address was made for a reader who cannot see some filters.
        whole.narrow_by(if hidden == ListQuery::default() {
            kept.named()
        } else {
            hidden
        });
    }
    Ok(Cow::Owned(whole))
}

/// Adds the condition that the view belongs to the person or is shared.
fn known(sql: &mut Sql, viewer: &Viewer) {
    sql.push("(w.owner_id = ").text(viewer.id).push(" OR w.shared = 1)");
}

fn read(row: &AnyRow, viewer: &Viewer) -> Result<SavedView, StoreError> {
    let (owner, shared) = (person(row, 4)?, boolean(row, 3)?);
    Ok(SavedView {
        id: parsed(row, 0)?,
        name: row.try_get(1)?,
        query: row.try_get(2)?,
        shared,
        may_change: saved_view::decide(viewer, owner.id, shared).is_ok(),
        owner,
        version: row.try_get(7)?,
    })
}

/// Returns the view if the person may change it.
///
/// # Errors
///
/// `NotFound` for another person's own view; otherwise the reason why the person may not change it.
async fn manageable(conn: &mut Conn, viewer: &Viewer, id: ViewId) -> Result<SavedView, StoreError> {
    let mut sql = Sql::new(VIEWS);
    known(&mut sql, viewer);
    let row = sql.push(" AND w.id = ").text(id).row(conn).await?;
    let view = read(&row.ok_or(StoreError::NotFound)?, viewer)?;
    saved_view::decide(viewer, view.owner.id, view.shared).map_err(AppError::from)?;
    Ok(view)
}

/// Adds a view of the person.
pub async fn add(permit: &mut AccountPermit, form: ViewForm) -> Result<ViewId, StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::UseAccount)?;
    let form = form.checked().map_err(AppError::Invalid)?;
    let mut sql = Sql::new("SELECT count(*) FROM saved_views w WHERE w.owner_id = ");
    if sql.text(actor).count(conn).await? >= limits::VIEWS_A_PERSON as i64 {
        let max = limits::VIEWS_A_PERSON;
        return Err(AppError::field(Field::Name, Reason::TooMany { max }).into());
    }
    check_free(conn, actor, &form.name, None).await?;
    let id = ViewId(clock::new_id());
    let mut sql = Sql::new(
        "INSERT INTO saved_views (id, owner_id, name, name_key, name_folded, query, shared, created_at, version) \
         VALUES (",
    );
    sql.text(id).push(", ").text(actor).push(", ");
    sql.bind(form.name.as_str()).push(", ").bind(sort_key(&form.name));
    sql.push(", ").bind(fold(&form.name)).push(", ").bind(form.query);
    sql.push(", ").bind(i64::from(form.shared)).push(", ").bind(at);
    sql.push(", 1)").run(conn).await?;
    Ok(id)
}

/// Renames a view, shares it or stops sharing it, or changes its list. The owner stays the same.
pub async fn change(permit: &mut AccountPermit, id: ViewId, form: ViewForm) -> Result<(), StoreError> {
    let viewer = permit.viewer();
    let conn = permit.act(AccountAction::UseAccount)?;
    let now = manageable(conn, &viewer, id).await?;
    let form = form.checked().map_err(AppError::Invalid)?;
    if form.version != now.version {
        return Err(AppError::Conflict(Box::new(Current::named(now.name))).into());
    }
    check_free(conn, now.owner.id, &form.name, Some(id)).await?;
    let mut sql = Sql::new("UPDATE saved_views SET name = ");
    sql.bind(form.name.as_str()).push(", name_key = ");
    sql.bind(sort_key(&form.name)).push(", name_folded = ");
    sql.bind(fold(&form.name)).push(", query = ").bind(form.query);
    sql.push(", shared = ").bind(i64::from(form.shared));
    sql.push(", version = version + 1 WHERE id = ").text(id);
    sql.run(conn).await?;
    Ok(())
}

/// Deletes a view. The spaces in it are not changed.
pub async fn delete(permit: &mut AccountPermit, id: ViewId) -> Result<(), StoreError> {
    let viewer = permit.viewer();
    let conn = permit.act(AccountAction::UseAccount)?;
    manageable(conn, &viewer, id).await?;
    let mut sql = Sql::new("DELETE FROM saved_views WHERE id = ");
    sql.text(id).run(conn).await?;
    Ok(())
}

/// Refuses a name that another view of the same owner has.
async fn check_free(conn: &mut Conn, owner: UserId, name: &str, own: Option<ViewId>) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT w.id FROM saved_views w WHERE w.owner_id = ");
    sql.text(owner).push(" AND w.name_folded = ").bind(fold(name));
    match sql.row(conn).await?.map(|row| parsed::<ViewId>(&row, 0)).transpose()? {
        Some(id) if Some(id) != own => Err(AppError::field(Field::Name, Reason::Taken).into()),
        _ => Ok(()),
    }
}
