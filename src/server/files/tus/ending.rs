//! The end of an upload: its bytes become a file of the space.

use domain::{
    access::Action,
    deal::access::DealAction,
    error::AppError,
    file::{Hash, upload::Recipient},
};

use super::answer::Refusal;
use crate::server::{
    files::{BlobError, BlobKey, uploads::Claim},
    gate::Gate,
    serving::{sniff, stripping},
    state::AppState,
    store::{
        deals::{self, NewDealFile},
        files::{
            add::{NewFile, add_version_or_file},
            blobs, previews,
            uploads::{self, Became, Upload},
        },
    },
};

/// Makes the upload, whose bytes have all arrived, a file.
///
/// # Errors
///
/// `Checksum` if the bytes are not those that were announced, and the refusal if the person may not add files there any
/// more: then the upload is gone. After all other errors it can be tried again.
pub async fn end(state: &AppState, gate: &Gate, claim: &Claim, upload: &Upload) -> Result<Became, Refusal> {
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

async fn add(state: &AppState, gate: &Gate, claim: &Claim, upload: &Upload, hash: Hash) -> Result<Became, AppError> {
    // Storing the bytes may take long.
    super::check_recipient(gate, &upload.new.to).await?;
    if upload.new.size == 0 {
        claim.open().await.map_err(BlobError::from)?;
    }
    let head = claim.head(sniff::HEAD).await.map_err(BlobError::from)?;
    let content_type = sniff::content_type(&head, &upload.new.name);
    // The sweep may not delete the bytes until their row is committed.
    let _held = state.blobs.hold(hash).await;
    state.blobs.put_file(&BlobKey::Content(hash), &claim.path()).await?;
    let examined = stripping::examined(&state.store, &state.blobs, hash, upload.new.size, &content_type).await?;
    match upload.new.to {
        Recipient::Space { space, target } => {
            let new = NewFile {
                target,
                path: upload.new.path.clone(),
                name: upload.new.name.clone(),
                hash: hash.to_string(),
                size: upload.new.size,
                content_type,
            };
            let mut permit = gate.space(space, Action::Discuss).await?;
            let at = permit.at();
            let conn = permit.act(Action::Discuss)?;
            blobs::put(conn, hash, new.size, &new.content_type, at).await?;
            previews::keep(conn, hash, &new.content_type, &examined.picture, at).await?;
            let file = add_version_or_file(&mut permit, &new).await?;
            uploads::end(&mut permit, upload.id, file).await?;
            permit.commit().await?;
            Ok(Became::File(file))
        }
        Recipient::Deal { deal } => {
            let new = NewDealFile {
                name: upload.new.name.clone(),
                hash,
                size: upload.new.size,
                content_type,
            };
            let mut permit = gate.deal(deal, DealAction::WriteNote).await?;
            let at = permit.at();
            let conn = permit.act(DealAction::WriteNote)?;
            blobs::put(conn, hash, new.size, &new.content_type, at).await?;
            previews::keep(conn, hash, &new.content_type, &examined.picture, at).await?;
            let file = deals::add_file(&mut permit, &new).await?;
            uploads::end_for_deal(&mut permit, upload.id, file).await?;
            permit.commit().await?;
            Ok(Became::DealFile(file))
        }
    }
}
