//! Requests for access, and joining and leaving spaces.

use domain::{
    ids::{SpaceId, UserId},
    topic::AccessRequest,
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Asks the owner of a private space for access, once. The sentence may be empty.
#[server(prefix = "/api", endpoint = "ask_for_access", input = Json, output = Json)]
pub async fn ask_for_access(space: SpaceId, sentence: String) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::access_requests};

    let mut permit = Gate::signed_in()?.space(space, Action::Find).await?;
    access_requests::ask(&mut permit, &sentence).await?;
    Ok(permit.commit().await?)
}

/// Returns whether the caller's request for access to the space is pending.
#[server(prefix = "/api", endpoint = "has_asked_for_access", input = Json, output = Json)]
pub async fn has_asked_for_access(space: SpaceId) -> Answer<bool> {
    use crate::server::{gate::Gate, store::access_requests};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(access_requests::has_asked(&mut tx, &gate.viewer(), space).await?)
}

/// Returns the pending requests for access to a space, oldest first, for people who may manage it.
#[server(prefix = "/api", endpoint = "access_requests", input = Json, output = Json)]
pub async fn access_requests(space: SpaceId) -> Answer<Vec<AccessRequest>> {
    use crate::server::{gate::Gate, store::access_requests};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(access_requests::pending(&mut tx, &gate.viewer(), space).await?)
}

/// Grants or declines a request for access.
#[server(prefix = "/api", endpoint = "answer_request", input = Json, output = Json)]
pub async fn answer_request(space: SpaceId, person: UserId, grant: bool) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::access_requests};

    let mut permit = Gate::signed_in()?.space(space, Action::ManagePeople).await?;
    access_requests::answer(&mut permit, person, grant).await?;
    Ok(permit.commit().await?)
}

/// Ends the caller's membership of a space.
#[server(prefix = "/api", endpoint = "leave_space", input = Json, output = Json)]
pub async fn leave_space(space: SpaceId) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::access_requests};

    let mut permit = Gate::signed_in()?.space(space, Action::Leave).await?;
    access_requests::leave(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Makes the people of another space, which the caller may open, members of this one. Returns how many are new.
#[server(prefix = "/api", endpoint = "add_people_of_space", input = Json, output = Json)]
pub async fn add_people_of_space(space: SpaceId, from: SpaceId) -> Answer<i64> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::access_requests};

    let mut permit = Gate::signed_in()?.space(space, Action::ManagePeople).await?;
    let added = access_requests::add_people_of(&mut permit, from).await?;
    permit.commit().await?;
    Ok(added)
}
