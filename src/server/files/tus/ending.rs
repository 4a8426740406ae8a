//! The end of an upload: its bytes become a file of the space.

use domain::{
    access::Action,
    deal::access::DealAction,
    error::AppError,
    file::{Hash, upload::Recipient},
};

use super::answer::Refusal;
use crate::server::{
    files::{BlobError, arrived::Arrived, uploads::Claim},
    gate::Gate,
    serving::sniff,
    state::AppState,
    store::files::uploads::{self, Became, Upload},
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
    let storage = (&state.store, &state.blobs);
    let bytes = (hash, upload.new.size);
    let place = claim.path();
    let arrived = Arrived::from_file(storage, &upload.new.name, (&place, &head), bytes).await?;
    match upload.new.to {
        Recipient::Space { space, target } => {
            let mut permit = gate.space(space, Action::Discuss).await?;
            let path = upload.new.path.clone();
            let file = arrived.add_to_space(&mut permit, target, path).await?;
            uploads::end(&mut permit, upload.id, file).await?;
            permit.commit().await?;
            Ok(Became::File(file))
        }
        Recipient::Deal { deal } => {
            let mut permit = gate.deal(deal, DealAction::WriteNote).await?;
            let file = arrived.add_to_deal(&mut permit).await?;
            uploads::end_for_deal(&mut permit, upload.id, file).await?;
            permit.commit().await?;
            Ok(Became::DealFile(file))
        }
    }
}
