//! The end of an upload: its bytes become a file of the space.

use domain::{access::Action, error::AppError, file::Hash, ids::FileId};

use super::answer::Refusal;
use crate::server::{
    files::{BlobKey, uploads::Claim},
    gate::Gate,
    serving::sniff,
    state::AppState,
    store::{
        files::{
            add::{NewFile, add_version_or_file},
            blobs,
            uploads::{self, Upload},
        },
        spaces,
    },
};

/// Makes the upload, whose bytes have all arrived, a file. Returns its id.
///
/// # Errors
///
/// `Checksum` if the bytes are not those that were announced, and the refusal if the person may not add files to the space
/// any more: then the upload is gone. After all other errors it can be tried again.
pub async fn end(state: &AppState, gate: &Gate, claim: &Claim, upload: &Upload) -> Result<FileId, Refusal> {
    let hash = hash(claim, upload).await?;
    if upload
        .new
        .sha256
        .as_ref()
        .is_some_and(|wanted| *wanted != hash.to_string())
    {
        forget(state, claim, upload).await?;
        return Err(Refusal::Checksum);
    }
    match add(state, gate, claim, upload, hash).await {
        Ok(file) => {
            claim.remove().await?;
            Ok(file)
        }
        Err(error @ (AppError::NotFound | AppError::NotAllowed)) => {
            forget(state, claim, upload).await?;
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Deletes the upload and its bytes.
pub async fn forget(state: &AppState, claim: &Claim, upload: &Upload) -> Result<(), Refusal> {
    uploads::delete(&state.store, upload.id).await?;
    Ok(claim.remove().await?)
}

/// Returns the hash of the bytes. It is known, unless the server was restarted meanwhile.
async fn hash(claim: &Claim, upload: &Upload) -> Result<Hash, Refusal> {
    let size = u64::try_from(upload.new.size).unwrap_or_default();
    let hashing = match claim.hashing(size) {
        Some(hashing) => hashing,
        None => claim.read_hash().await?,
    };
    if hashing.length() != size {
        return Err(Refusal::Offset(hashing.length()));
    }
    claim.set_hashing(Some(hashing.clone()));
    Ok(hashing.finish())
}

async fn add(state: &AppState, gate: &Gate, claim: &Claim, upload: &Upload, hash: Hash) -> Result<FileId, AppError> {
    let space = upload.new.space;
    {
        // Before the bytes are stored, which may take long; the permit checks it again.
        let mut tx = gate.read().await?;
        spaces::permitted(&mut tx, &gate.viewer(), space, Action::Discuss).await?;
    }
    if upload.new.size == 0 {
        claim.open().await.map_err(crate::server::files::BlobError::from)?;
    }
    let head = claim
        .head(sniff::HEAD)
        .await
        .map_err(crate::server::files::BlobError::from)?;
    let new = NewFile {
        target: upload.new.target,
        path: upload.new.path.clone(),
        name: upload.new.name.clone(),
        hash: hash.to_string(),
        size: upload.new.size,
        content_type: sniff::content_type(&head, &upload.new.name),
    };
    // The sweep may not delete the bytes until their row is committed.
    let _held = state.blobs.hold(hash).await;
    state.blobs.put_file(&BlobKey::Content(hash), &claim.path()).await?;
    let mut permit = gate.space(space, Action::Discuss).await?;
    let at = permit.at();
    blobs::put(permit.act(Action::Discuss)?, hash, new.size, &new.content_type, at).await?;
    let file = add_version_or_file(&mut permit, &new).await?;
    uploads::end(&mut permit, upload.id, file).await?;
    permit.commit().await?;
    Ok(file)
}
