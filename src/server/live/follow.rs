//! The task that follows the stored events, the ends of sessions and the progress of jobs.

use std::{collections::HashSet, future::pending, time::Duration};

use domain::ids::SpaceId;
use tokio::{
    sync::broadcast::error::RecvError,
    time::{Instant, sleep, sleep_until},
};

use super::{
    filter::{Batch, Recheck},
    hub::Hub,
    replay::BATCH,
};
use crate::server::{
    clock,
    jobs::{Jobs, Kind},
    store::{Store, StoreError, events, live, sessions},
};

/// The minimum time between two checks of the sessions, while others write.
const SESSIONS_EVERY: Duration = Duration::from_millis(300);
/// The time after which events and sessions are checked even if this process wrote nothing: a session may have expired,
/// and the command line may have written.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// Pause after a failure.
const PAUSE: Duration = Duration::from_secs(1);

/// Starts to follow, unless that was done before, until shutdown begins. After a failure all connections are closed;
/// they reconnect with their cursors.
pub fn start(hub: &Hub, store: &Store, jobs: &Jobs) {
    if !hub.is_first_start() {
        return;
    }
    let (hub, store, jobs) = (hub.clone(), store.clone(), jobs.clone());
    let supervisor = jobs.supervisor.clone();
    supervisor
        .clone()
        .spawn(Kind::Live, "all events".to_owned(), async move {
            let stopping = supervisor.stopping().clone();
            loop {
                let run = stopping.run_until_cancelled(follow(&hub, &store, &jobs));
                match supervisor.guard(Kind::Live, "events", run).await {
                    Ok(Some(Err(cause))) => tracing::error!(%cause, "the live stream starts again"),
                    Ok(None) => return,
                    Ok(Some(Ok(()))) | Err(_) => {}
                }
                hub.close();
                if stopping.run_until_cancelled(sleep(PAUSE)).await.is_none() {
                    return;
                }
            }
        });
}

async fn follow(hub: &Hub, store: &Store, jobs: &Jobs) -> Result<(), StoreError> {
    let (mut newest, mut commits, mut reports) = (store.newest_event(), store.commits(), jobs.reports());
    let mut position = events::newest(&mut *store.reader().acquire().await?).await?;
    hub.open(position);
    let mut look = tokio::time::interval(LOOK_EVERY);
    let (mut checked, mut due) = (Instant::now(), None);
    loop {
        tokio::select! {
            changed = newest.changed() => {
                if changed.is_err() {
                    return Ok(());
                }
                position = deliver(hub, store, position).await?;
            }
            _ = commits.changed() => {
                due.get_or_insert(Instant::now().max(checked + SESSIONS_EVERY));
            }
            () = until(due) => {
                (checked, due) = (Instant::now(), None);
                check_sessions(hub, store).await?;
            }
            report = reports.recv() => match report {
                Ok(report) => hub.progress(&report),
                // The pages connect again and then ask for the progress.
                Err(RecvError::Lagged(_) | RecvError::Closed) => return Ok(()),
            },
            _ = look.tick() => {
                position = deliver(hub, store, position).await?;
                check_sessions(hub, store).await?;
            }
        }
    }
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => pending().await,
    }
}

/// Sends all events after `position` and returns the number of the last one.
async fn deliver(hub: &Hub, store: &Store, mut position: i64) -> Result<i64, StoreError> {
    loop {
        let mut conn = store.reader().acquire().await?;
        let stored = events::after(&mut conn, position, BATCH).await?;
        let Some(last) = stored.last() else {
            return Ok(position);
        };
        position = last.number;
        let batch = Batch::load(&mut conn, &stored).await?;
        if batch.changes_roles() {
            hub.set_viewers(&live::viewers(&mut conn, &hub.people()).await?);
        }
        hub.deliver(store, &batch, position);
        hub.check_topics(&batch);
        let watched = hub.watched();
        let recheck: Vec<SpaceId> = match batch.recheck() {
            Recheck::All => watched,
            Recheck::These(spaces) => {
                let watched: HashSet<SpaceId> = watched.into_iter().collect();
                spaces.intersection(&watched).copied().collect()
            }
        };
        if !recheck.is_empty() {
            hub.check_watched(&recheck, &live::spaces(&mut conn, &recheck).await?);
        }
    }
}

/// Closes the connections of sessions that have ended.
async fn check_sessions(hub: &Hub, store: &Store) -> Result<(), StoreError> {
    let keys = hub.sessions();
    if !keys.is_empty() {
        let mut conn = store.reader().acquire().await?;
        let ended = sessions::ended(&mut conn, &keys, clock::now()).await?;
        hub.end_sessions(&ended);
    }
    Ok(())
}
