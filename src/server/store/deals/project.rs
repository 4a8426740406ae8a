//! The space that is created for a won deal.

use domain::{
    access::AccountAction,
    deal::{
        ProjectSpace,
        access::{DealAction, decide},
    },
    error::AppError,
    ids::SpaceId,
    space::SpaceForm,
};

use super::{access_facts, files};
use crate::server::{
    permits::{AccountPermit, By},
    store::{StoreError, engine::sql::Sql, spaces},
};

/// Adds a space for a deal and returns its id. Sending the same `request` again adds no second space. A person who adds
/// it for another owner stays a member. The chosen files of the deal's notes become files of the space's library.
///
/// # Errors
///
/// `NotFound` if a file is not one of the deal's notes.
pub async fn create_space(
    permit: &mut AccountPermit,
    project: ProjectSpace,
    form: SpaceForm,
    request: uuid::Uuid,
) -> Result<SpaceId, StoreError> {
    let (viewer, actor, at) = (permit.viewer(), permit.actor(), permit.at());
    let conn = permit.act(AccountAction::AddSpace)?;
    let deal = access_facts(conn, &viewer, project.deal)
        .await?
        .ok_or(StoreError::NotFound)?;
    decide(&viewer, &deal, DealAction::CreateSpace).map_err(AppError::from)?;
    let id = spaces::write::add(permit, form, request).await?;
    let conn = permit.act(AccountAction::AddSpace)?;
    let mut sql = Sql::new("INSERT INTO deal_spaces (space_id, deal_id, created_at) VALUES (");
    sql.text(id).push(", ").text(project.deal).push(", ").bind(at);
    let made = sql.push(") ON CONFLICT DO NOTHING").run(conn).await?;
    if made > 0 {
        files::copy(conn, By { person: actor, at }, project.deal, id, &project.files).await?;
        spaces::act::hand_over_to(conn, id, actor, at, project.owner).await?;
    }
    Ok(id)
}
