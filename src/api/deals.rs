//! Deals: the list, a single deal with its notes, actions on a deal, the pipeline.

use domain::{
    deal::{DealDetail, DealFile, DealForm, DealLine, DealNote, DealPage, DealQuery, ProjectSpace, StageRef, StageRow},
    ids::{ActivityId, DealFileId, DealId, NoteId, SpaceId, StageId},
    list_query::Place,
    space::{Count, SpaceForm},
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns a page of the deals that match the query.
#[server(prefix = "/api", endpoint = "list_deals", input = Json, output = Json)]
pub async fn list_deals(query: DealQuery, place: Place) -> Answer<DealPage> {
    use crate::server::{clock, gate::Gate, store::deals};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(deals::page(
        &mut tx,
        &gate.viewer(),
        &gate.zone(),
        gate.store().cursors(),
        &query,
        &place,
        clock::now(),
    )
    .await?)
}

/// Returns how many deals match the query.
#[server(prefix = "/api", endpoint = "count_deals", input = Json, output = Json)]
pub async fn count_deals(query: DealQuery) -> Answer<Count> {
    use crate::server::{gate::Gate, store::deals};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(deals::count(&mut tx, &gate.viewer(), &gate.zone(), &query).await?)
}

/// Returns a deal with its details.
#[server(prefix = "/api", endpoint = "open_deal", input = Json, output = Json)]
pub async fn open_deal(id: DealId) -> Answer<DealDetail> {
    use crate::server::{clock, gate::Gate, store::deals};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(deals::open(&mut tx, &gate.viewer(), id, clock::now()).await?)
}

/// Returns up to 50 notes on a deal, newest first; with `before`, those older than that note.
#[server(prefix = "/api", endpoint = "deal_notes", input = Json, output = Json)]
pub async fn deal_notes(id: DealId, before: Option<NoteId>) -> Answer<Vec<DealNote>> {
    use crate::server::{gate::Gate, store::deals};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(deals::notes(&mut tx, &gate.viewer(), id, before).await?)
}

/// Returns the files of all notes on a deal, in the order in which they were uploaded.
#[server(prefix = "/api", endpoint = "deal_files", input = Json, output = Json)]
pub async fn deal_files(id: DealId) -> Answer<Vec<DealFile>> {
    use crate::server::{gate::Gate, store::deals};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(deals::files::list(&mut tx, &gate.viewer(), id).await?)
}

/// Returns up to 50 activity lines of a deal, newest first; with `before`, those older than that line.
#[server(prefix = "/api", endpoint = "deal_activity", input = Json, output = Json)]
pub async fn deal_activity(id: DealId, before: Option<ActivityId>) -> Answer<Vec<DealLine>> {
    use crate::server::{gate::Gate, store::deals};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(deals::activity(&mut tx, &gate.viewer(), id, before).await?)
}

/// Adds a deal and returns its id. Sending the same `request` twice adds one deal.
#[server(prefix = "/api", endpoint = "add_deal", input = Json, output = Json)]
pub async fn add_deal(form: DealForm, request: uuid::Uuid) -> Answer<DealId> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::deals};

    let mut permit = Gate::signed_in()?.account(AccountAction::AddDeal).await?;
    let id = deals::add(&mut permit, form, request).await?;
    permit.commit().await?;
    Ok(id)
}

/// Saves an edited deal; owner and people change only if the person may change them.
#[server(prefix = "/api", endpoint = "save_deal", input = Json, output = Json)]
pub async fn save_deal(id: DealId, form: DealForm) -> Answer<()> {
    use domain::deal::access::DealAction;

    use crate::server::{gate::Gate, store::deals};

    let mut permit = Gate::signed_in()?.deal(id, DealAction::Edit).await?;
    deals::save(&mut permit, form).await?;
    Ok(permit.commit().await?)
}

/// Marks a deal as won.
#[server(prefix = "/api", endpoint = "win_deal", input = Json, output = Json)]
pub async fn win_deal(id: DealId) -> Answer<()> {
    use domain::deal::access::DealAction;

    use crate::server::{gate::Gate, store::deals};

    let mut permit = Gate::signed_in()?.deal(id, DealAction::Close).await?;
    deals::close(&mut permit, true).await?;
    Ok(permit.commit().await?)
}

/// Marks a deal as lost.
#[server(prefix = "/api", endpoint = "lose_deal", input = Json, output = Json)]
pub async fn lose_deal(id: DealId) -> Answer<()> {
    use domain::deal::access::DealAction;

    use crate::server::{gate::Gate, store::deals};

    let mut permit = Gate::signed_in()?.deal(id, DealAction::Close).await?;
    deals::close(&mut permit, false).await?;
    Ok(permit.commit().await?)
}

/// Reopens a closed deal.
#[server(prefix = "/api", endpoint = "reopen_deal", input = Json, output = Json)]
pub async fn reopen_deal(id: DealId) -> Answer<()> {
    use domain::deal::access::DealAction;

    use crate::server::{gate::Gate, store::deals};

    let mut permit = Gate::signed_in()?.deal(id, DealAction::Close).await?;
    deals::reopen(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Deletes a deal and its notes permanently.
#[server(prefix = "/api", endpoint = "delete_deal", input = Json, output = Json)]
pub async fn delete_deal(id: DealId) -> Answer<()> {
    use domain::deal::access::DealAction;

    use crate::server::{gate::Gate, store::deals};

    let mut permit = Gate::signed_in()?.deal(id, DealAction::Delete).await?;
    deals::delete(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Adds a note to a deal and returns the note's id. The files are those that the person uploaded for it.
#[server(prefix = "/api", endpoint = "add_deal_note", input = Json, output = Json)]
pub async fn add_deal_note(id: DealId, text: String, files: Vec<DealFileId>) -> Answer<NoteId> {
    use domain::deal::access::DealAction;

    use crate::server::{gate::Gate, store::deals};

    let mut permit = Gate::signed_in()?.deal(id, DealAction::WriteNote).await?;
    let note = deals::add_note(&mut permit, &text, &files).await?;
    permit.commit().await?;
    Ok(note)
}

/// Adds the project space of a won deal and returns its id. Sending the same `request` twice adds one space.
#[server(prefix = "/api", endpoint = "create_project_space", input = Json, output = Json)]
pub async fn create_project_space(project: ProjectSpace, form: SpaceForm, request: uuid::Uuid) -> Answer<SpaceId> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::deals};

    let mut permit = Gate::signed_in()?.account(AccountAction::AddSpace).await?;
    let id = deals::create_space(&mut permit, project, form, request).await?;
    permit.commit().await?;
    Ok(id)
}

/// Returns the stages of the pipeline in their order.
#[server(prefix = "/api", endpoint = "list_stages", input = Json, output = Json)]
pub async fn list_stages() -> Answer<Vec<StageRef>> {
    use crate::server::{gate::Gate, store::deals::stages};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(stages::list(&mut tx).await?)
}

/// Returns the stages with the number of deals in each.
#[server(prefix = "/api", endpoint = "pipeline", input = Json, output = Json)]
pub async fn pipeline() -> Answer<Vec<StageRow>> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::deals::stages};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    Ok(stages::pipeline(&mut permit).await?)
}

/// Adds a stage at the end of the pipeline and returns its id.
#[server(prefix = "/api", endpoint = "add_stage", input = Json, output = Json)]
pub async fn add_stage(name: String) -> Answer<StageId> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::deals::stages};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    let id = stages::add(&mut permit, &name).await?;
    permit.commit().await?;
    Ok(id)
}

/// Renames a stage.
#[server(prefix = "/api", endpoint = "rename_stage", input = Json, output = Json)]
pub async fn rename_stage(id: StageId, name: String) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::deals::stages};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    stages::rename(&mut permit, id, &name).await?;
    Ok(permit.commit().await?)
}

/// Changes the order of the stages.
#[server(prefix = "/api", endpoint = "order_stages", input = Json, output = Json)]
pub async fn order_stages(order: Vec<StageId>) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::deals::stages};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    stages::order(&mut permit, &order).await?;
    Ok(permit.commit().await?)
}

/// Deletes a stage and moves its deals to the stage `move_to`.
#[server(prefix = "/api", endpoint = "delete_stage", input = Json, output = Json)]
pub async fn delete_stage(id: StageId, move_to: Option<StageId>) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::deals::stages};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    stages::delete(&mut permit, id, move_to).await?;
    Ok(permit.commit().await?)
}
