//! Adding a space and saving an edited one.

use std::collections::BTreeSet;

use domain::{
    access::{AccountAction, Action, may_choose_visibility},
    activity::{EditedField, SpaceEvent},
    audit::Event,
    custom_field::{CustomField, Values},
    error::{AppError, Field, Reason},
    fold::fold,
    ids::{SpaceId, UserId},
    preset::Preset,
    space::{SpaceDetail, SpaceForm, SpaceState},
    visibility::Visibility,
};
use sha2::{Digest, Sha256};

use super::{
    activity,
    derived::{self, Part, Set},
    members, read,
};
use crate::server::{
    permits::{AccountPermit, SpacePermit},
    store::{
        StoreError, account, audit,
        engine::{
            sort_key,
            sql::{Conn, Sql},
        },
        fields::{self, Numbered, values},
        groups, tags,
    },
};

/// Returns the id of the space that the actor adds by this request. It depends on both: the same request sent again
/// gives the same id, and sending the id of another person's space as a request reveals nothing about that space.
pub(in crate::server::store) fn id_of(actor: UserId, request: uuid::Uuid) -> SpaceId {
    let digest = Sha256::new().chain_update(actor.0).chain_update(request).finalize();
    let bytes = digest.first_chunk().copied().unwrap_or_default();
    SpaceId(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// Adds a space of the actor and returns its id. Sending the same `request` again adds no second space.
pub async fn add(permit: &mut AccountPermit, form: SpaceForm, request: uuid::Uuid) -> Result<SpaceId, StoreError> {
    let (actor, viewer, at) = (permit.actor(), permit.viewer(), permit.at());
    let id = id_of(actor, request);
    let conn = permit.act(AccountAction::AddSpace)?;
    let mut sql = Sql::new("SELECT 1 FROM spaces s WHERE s.id = ");
    if sql.text(id).row(conn).await?.is_some() {
        return Ok(id);
    }
    let (fields, mut form) = checked(conn, form).await?;
    form.people.retain(|person| *person != actor);
    check_visibility(conn, None, form.visibility).await?;
    groups::check(conn, &form.groups).await?;
    members::check_active(conn, &form.people).await?;
    values::check_people(conn, &Values::new(), &form.fields).await?;
    let number = insert(conn, id, actor, &form, at).await?;
    groups::set(conn, id, &form.groups).await?;
    tags::set(conn, &viewer, id, &form.tags).await?;
    members::add(conn, id, &form.people, at).await?;
    values::write_changes(conn, number, &fields, &Values::new(), &form.fields).await?;
    derived::refresh(conn, Set::One(id), &Part::ALL).await?;
    activity::write(conn, id, actor, at, &SpaceEvent::Created).await?;
    Ok(id)
}

async fn insert(conn: &mut Conn, id: SpaceId, owner: UserId, form: &SpaceForm, at: i64) -> Result<i64, StoreError> {
    let mut sql = Sql::new(
        "INSERT INTO spaces (id, name, name_key, name_folded, description, visibility, visibility_rank, state, \
         owner_id, owner_key, groups_key, tags_key, people, created_at, created_by, last_activity_at, version, preset) \
         VALUES (",
    );
    sql.text(id).push(", ").bind(form.name.as_str()).push(", ");
    sql.bind(sort_key(&form.name))
        .push(", ")
        .bind(fold(&form.name))
        .push(", ");
    sql.bind(form.description.as_str())
        .push(", ")
        .bind(form.visibility.as_str())
        .push(", 0, ");
    sql.bind(SpaceState::Active.as_str())
        .push(", ")
        .text(owner)
        .push(", '', '', '', 1, ");
    sql.bind(at)
        .push(", ")
        .text(owner)
        .push(", ")
        .bind(at)
        .push(", 1, ")
        .bind(form.preset.map_or("", Preset::as_str))
        .push(") RETURNING number");
    Ok(sql.count(conn).await?)
}

/// Checks the form against the fields that spaces show.
async fn checked(conn: &mut Conn, form: SpaceForm) -> Result<(Vec<Numbered>, SpaceForm), StoreError> {
    let fields = fields::active(conn).await?;
    let known: Vec<CustomField> = fields.iter().map(|numbered| numbered.field.clone()).collect();
    let form = form.checked_with(&known).map_err(AppError::Invalid)?;
    Ok((fields, form))
}

/// Saves an edited space. Visibility and people change only if the actor may manage the space.
pub async fn save(permit: &mut SpacePermit, form: SpaceForm) -> Result<(), StoreError> {
    let (id, at, viewer, facts) = (permit.space(), permit.at(), permit.viewer(), permit.access_facts());
    let may_manage = read::rights(&viewer, &facts).manage;
    let conn = permit.act(Action::Edit)?;
    let now = read::detail(conn, &viewer, &facts, id, at).await?;
    if form.version != now.version {
        return Err(AppError::conflict(&now.form()).into());
    }
    let (fields, mut form) = checked(conn, form).await?;
    form.people.retain(|person| *person != now.owner.id);
    let change = Change::between(&now, &form, &fields);
    if change.touches_access() && !may_manage {
        return Err(AppError::NotAllowed.into());
    }
    if change.is_nothing() {
        return Ok(());
    }
    check_visibility(conn, Some(now.visibility), form.visibility).await?;
    if change.fields.contains(&EditedField::Groups) {
        groups::check(conn, &form.groups).await?;
    }
    members::check_active(conn, &change.given).await?;
    let before = now.form().fields;
    values::check_people(conn, &before, &form.fields).await?;
    let number = write(conn, id, &form, at).await?;
    values::write_changes(conn, number, &fields, &before, &form.fields).await?;
    groups::set(conn, id, &form.groups).await?;
    tags::set(conn, &viewer, id, &form.tags).await?;
    members::remove(conn, id, &change.taken).await?;
    members::add(conn, id, &change.given, at).await?;
    derived::refresh(conn, Set::One(id), &Part::ALL).await?;
    record_events(conn, &now, &form, change, viewer.id, at).await
}

/// The differences that an edit makes.
struct Change {
    fields: Vec<EditedField>,
    visibility: bool,
    given: Vec<UserId>,
    taken: Vec<UserId>,
}

impl Change {
    fn between(now: &SpaceDetail, form: &SpaceForm, fields: &[Numbered]) -> Self {
        let old = now.form();
        let folded = |tags: &[String]| tags.iter().map(|tag| fold(tag)).collect::<BTreeSet<_>>();
        let groups = |form: &SpaceForm| form.groups.iter().copied().collect::<BTreeSet<_>>();
        let differs = [
            (old.name != form.name, EditedField::Name),
            (old.description != form.description, EditedField::Description),
            (groups(&old) != groups(form), EditedField::Groups),
            (folded(&old.tags) != folded(&form.tags), EditedField::Tags),
            (old.preset != form.preset, EditedField::Preset),
        ];
        let minus = |from: &[UserId], less: &[UserId]| from.iter().filter(|id| !less.contains(id)).copied().collect();
        Self {
            fields: differs
                .into_iter()
                .filter(|(differs, _)| *differs)
                .map(|(_, field)| field)
                .chain(
                    values::changed_fields(fields, &old.fields, &form.fields)
                        .into_iter()
                        .map(|numbered| EditedField::Custom(numbered.field.label.clone())),
                )
                .collect(),
            visibility: old.visibility != form.visibility,
            given: minus(&form.people, &old.people),
            taken: minus(&old.people, &form.people),
        }
    }

    fn touches_access(&self) -> bool {
        self.visibility || !self.given.is_empty() || !self.taken.is_empty()
    }

    fn is_nothing(&self) -> bool {
        self.fields.is_empty() && !self.touches_access()
    }
}

async fn write(conn: &mut Conn, id: SpaceId, form: &SpaceForm, at: i64) -> Result<i64, StoreError> {
    let mut sql = Sql::new("UPDATE spaces SET name = ");
    sql.bind(form.name.as_str())
        .push(", name_key = ")
        .bind(sort_key(&form.name));
    sql.push(", name_folded = ")
        .bind(fold(&form.name))
        .push(", description = ")
        .bind(form.description.as_str());
    sql.push(", visibility = ")
        .bind(form.visibility.as_str())
        .push(", preset = ")
        .bind(form.preset.map_or("", Preset::as_str))
        .push(", last_activity_at = ")
        .bind(at);
    sql.push(", version = version + 1 WHERE id = ")
        .text(id)
        .push(" RETURNING number");
    Ok(sql.count(conn).await?)
}

async fn record_events(
    conn: &mut Conn,
    before: &SpaceDetail,
    form: &SpaceForm,
    change: Change,
    actor: UserId,
    at: i64,
) -> Result<(), StoreError> {
    let id = before.id;
    if !change.fields.is_empty() {
        let fields = change.fields;
        activity::write(conn, id, actor, at, &SpaceEvent::Edited { fields }).await?;
    }
    if change.visibility {
        visibility_changed(conn, id, actor, at, (before.visibility, form.visibility)).await?;
    }
    members::record_given(conn, id, actor, at, &change.given).await?;
    members::record_taken(conn, id, actor, at, &change.taken).await
}

/// Records that the visibility changed, for the people of the space and for administrators.
pub(in crate::server::store) async fn visibility_changed(
    conn: &mut Conn,
    id: SpaceId,
    actor: UserId,
    at: i64,
    (from, to): (Visibility, Visibility),
) -> Result<(), StoreError> {
    activity::write(conn, id, actor, at, &SpaceEvent::VisibilityChanged { from, to }).await?;
    audit::write(conn, at, Some(actor), id, &Event::VisibilityChanged { from, to }).await
}

/// Refuses a level that the account does not offer.
pub(in crate::server::store) async fn check_visibility(
    conn: &mut Conn,
    now: Option<Visibility>,
    wanted: Visibility,
) -> Result<(), StoreError> {
    let rules = account::visibility_rules(conn).await?;
    if may_choose_visibility(&rules, now, wanted) {
        Ok(())
    } else {
        Err(AppError::field(Field::Visibility, Reason::NotOffered).into())
    }
}
