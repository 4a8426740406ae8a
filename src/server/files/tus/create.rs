//! Creating an upload, with its first part if the request has one.

use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    deal::access::DealAction,
    error::AppError,
    file::{
        access::FileAction,
        upload::{Recipient, Target},
    },
    ids::{SpaceId, UserId},
    person::Me,
};

use super::{
    DISCARD_MAX,
    answer::{self, Refusal},
    metadata::{self, Wanted},
    number,
    part::{self, Announced},
    text,
};
use crate::server::{
    bodies,
    files::room,
    gate::Gate,
    permits::SpacePermit,
    state::AppState,
    store::{
        engine::sql::Conn,
        files::{
            access, rules,
            uploads::{self, Upload},
        },
    },
};

/// Answers POST on all uploads.
pub async fn create(State(state): State<AppState>, Extension(me): Extension<Me>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let gate = Gate::of(state.store.clone(), me);
    let upload = match begin(&state, &gate, &parts.headers).await {
        Ok(upload) => upload,
        Err(refusal) => {
            bodies::discard(body, DISCARD_MAX).await;
            return refusal.into_response();
        }
    };
    let place = answer::location(&upload);
    match first_part(&state, &gate, upload, &parts.headers, body).await {
        Ok(current) => (StatusCode::CREATED, place, current).into_response(),
        Err(refusal) => (place, refusal).into_response(),
    }
}

/// Adds the upload, or returns the one that the same request added before.
async fn begin(state: &AppState, gate: &Gate, headers: &HeaderMap) -> Result<Upload, Refusal> {
    let size = number(headers, "upload-length")?.ok_or(AppError::Malformed)?;
    let size = i64::try_from(size).map_err(|_| AppError::TooLarge)?;
    let wanted = metadata::read(text(headers, "upload-metadata")?.unwrap_or_default(), size)?;
    super::check_add_on(&state.store, &wanted.new.to).await?;
    match wanted.new.to {
        Recipient::Space { space, target } => {
            let mut permit = gate.space(space, Action::Discuss).await?;
            let person = permit.actor();
            if let Some(known) = known(permit.act(Action::Discuss)?, person, &wanted).await? {
                return Ok(known);
            }
            check_target(&mut permit, space, target).await?;
            check_room(state, permit.act(Action::Discuss)?, size).await?;
            let upload = uploads::add(&mut permit, wanted.new, wanted.request).await?;
            permit.commit().await?;
            Ok(upload)
        }
        Recipient::Deal { deal } => {
            let mut permit = gate.deal(deal, DealAction::WriteNote).await?;
            let person = permit.actor();
            if let Some(known) = known(permit.act(DealAction::WriteNote)?, person, &wanted).await? {
                return Ok(known);
            }
            check_room(state, permit.act(DealAction::WriteNote)?, size).await?;
            let upload = uploads::add_for_deal(&mut permit, wanted.new, wanted.request).await?;
            permit.commit().await?;
            Ok(upload)
        }
    }
}

/// Returns the upload that the same request added before.
async fn known(conn: &mut Conn, person: UserId, wanted: &Wanted) -> Result<Option<Upload>, Refusal> {
    match &wanted.request {
        Some(request) => Ok(uploads::of_request(conn, person, request).await?),
        None => Ok(None),
    }
}

async fn check_room(state: &AppState, conn: &mut Conn, size: i64) -> Result<(), Refusal> {
    let rules = rules::read(conn).await?;
    if size > rules.largest {
        return Err(Refusal::Larger(rules.largest));
    }
    Ok(room::check(conn, &state.config, &state.uploads, &rules, size).await?)
}

/// Checks that the folder or file to which the upload goes is in the space, and that the person may add to it.
async fn check_target(permit: &mut SpacePermit, space: SpaceId, target: Target) -> Result<(), Refusal> {
    let viewer = permit.viewer();
    let conn = permit.act(Action::Discuss)?;
    let add = FileAction::Add;
    let found = match target {
        Target::Folder { folder: None } | Target::Post => return Ok(()),
        Target::Folder { folder: Some(folder) } => access::known_folder(conn, &viewer, folder, add).await?.space,
        Target::Version { file } => access::known(conn, &viewer, file, add).await?.space,
    };
    match found == space {
        true => Ok(()),
        false => Err(AppError::NotFound.into()),
    }
}

/// Receives the first part, if the request has one and none has arrived yet. Returns the headers about the upload. An empty
/// file ends at once.
async fn first_part(
    state: &AppState,
    gate: &Gate,
    upload: Upload,
    headers: &HeaderMap,
    body: Body,
) -> Result<HeaderMap, Refusal> {
    if upload.file.is_some() {
        bodies::discard(body, DISCARD_MAX).await;
        let length = part::size(&upload);
        return Ok(answer::state(&upload, length));
    }
    let length = state.uploads.length(upload.id).await?;
    let wanted = length == 0 && (Announced::is_in(headers) || upload.new.size == 0);
    let claim = if wanted { state.uploads.claim(upload.id) } else { None };
    let Some(claim) = claim else {
        // The request is repeated. The client continues after what has arrived.
        bodies::discard(body, DISCARD_MAX).await;
        return Ok(answer::state(&upload, length));
    };
    let part = match Announced::is_in(headers) {
        true => {
            let announced = Announced::read(headers)?;
            announced.check(state, &upload, 0).await?;
            Some(announced.part(body, &upload, 0))
        }
        false => None,
    };
    part::advance(state, gate, claim, upload, part).await
}
