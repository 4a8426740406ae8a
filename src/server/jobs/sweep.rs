//! The hourly sweep, which deletes what has expired and tells what has become due. Each part is guarded separately: if one fails or panics, the
//! others and the next sweep still run.

use std::{fmt::Display, future::Future, time::Duration};

use super::{Jobs, Kind};
use crate::server::{
    clock,
    files::{backup_lock, sweep as blobs},
    permits::{Purpose, SystemPermit},
    state::AppState,
    store::{Store, StoreError, audit, deals, events, files, imports, mail, sessions, spaces::trash, topics},
};

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Sweeps now and then every hour, until shutdown begins.
pub fn start(state: AppState) {
    let supervisor = state.jobs.supervisor.clone();
    let stopping = supervisor.stopping().clone();
    supervisor.spawn(Kind::Sweep, "every hour".to_owned(), async move {
        let mut hours = tokio::time::interval(EVERY);
        while stopping.run_until_cancelled(hours.tick()).await.is_some() {
            sweep(&state).await;
        }
    });
}

/// Sweeps once.
pub(super) async fn sweep(state: &AppState) {
    let (store, jobs, now) = (&state.store, &state.jobs, clock::now());
    part(jobs, "sign-in limits", async {
        state.sign_in_limits.sweep();
        Ok::<_, std::convert::Infallible>(0)
    })
    .await;
    part(jobs, "expired sessions and links", sessions::sweep(store, now)).await;
    part(jobs, "spaces in the trash", trash::purge(store, now)).await;
    part(jobs, "topics in the trash", topics::trash::purge(store, now)).await;
    part(jobs, "files in the trash", files::trash::purge(store, now)).await;
    part(jobs, "files without a post", files::posts::delete_unplaced(store, now)).await;
    part(jobs, "files without a note", deals::files::delete_unsent(store, now)).await;
    part(
        jobs,
        "expired uploads",
        blobs::expired_uploads(store, &state.uploads, now),
    )
    .await;
    part(jobs, "bytes without a file", forget_bytes(state, now)).await;
    // A server that crashed after a large change may have left posts that search does not find.
    part(jobs, "posts that search lacked", topics::index::index_missing(store)).await;
    part(jobs, "rendering of posts", topics::rendering::renew(store)).await;
    part(jobs, "pages to check", topics::facets::page::checks::tell(store, now)).await;
    part(jobs, "audit lines", audit::delete_old(store, now)).await;
    part(jobs, "events", forget_events(store, now)).await;
    part(jobs, "overdue e-mail", forget_mail(store, now)).await;
    part(jobs, "old notices", forget_notices(store, now)).await;
    part(jobs, "abandoned imports", imports::sweep(store, now)).await;
    // A server that crashed after a large import may have left spaces that search does not find.
    jobs.index(store).await;
}

/// Runs one part to its end or until shutdown begins. What it has not committed by then is rolled back.
async fn part<E: Display>(jobs: &Jobs, what: &str, work: impl Future<Output = Result<u64, E>>) {
    let work = async { jobs.supervisor.stopping().run_until_cancelled(work).await };
    match jobs.supervisor.guard(Kind::Sweep, what, work).await {
        Ok(Some(Ok(count))) if count > 0 => tracing::info!(what, count, "swept"),
        Ok(Some(Err(cause))) => tracing::warn!(what, %cause, "not swept; the next hour tries again"),
        _ => {}
    }
}

/// Deletes stored bytes to which nothing refers, unless a backup is copying them. Returns how many.
async fn forget_bytes(state: &AppState, now: i64) -> blobs::Swept {
    let Some(_alone) = backup_lock::try_alone(&state.config.data)? else {
        return Ok(0);
    };
    let mut gone = blobs::unreferenced(&state.store, &state.blobs, now).await?;
    if state.blobs.orphans_are_due(now) {
        gone += blobs::orphans(&state.store, &state.blobs, now).await?;
    }
    Ok(gone)
}

/// Deletes notices that are older than the period for which they are kept. Returns how many.
async fn forget_notices(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
    let gone = topics::notices::delete_old(&mut tx, now).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Deletes events that are older than the period for which they are kept. Returns how many.
async fn forget_events(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
    let gone = events::delete_old(&mut tx, now).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Deletes e-mail that waited for too long. Returns how many messages.
async fn forget_mail(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
    let gone = mail::delete_overdue(&mut tx, now).await?;
    tx.commit().await?;
    Ok(gone)
}
