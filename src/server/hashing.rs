//! Password hashing with a queue of its own. A hash takes about 19 MiB and a tenth of a second of one core, so
//! strangers who try passwords must not be able to start any number of them.
//!
//! At most one hash for each core runs at a time, in threads of low priority, so that other requests are not slowed
//! down. The queue is limited in total and for each source, and so is the waiting time; hashes beyond these limits are
//! refused with [`AppError::Busy`].

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{SaltString, rand_core::OsRng},
};
use domain::error::AppError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::store::StoreError;

/// Maximum number of hashes that wait or run.
const QUEUE: usize = 64;
/// Maximum number of hashes from one source, so that one stranger cannot fill the queue.
const SHARE: usize = 16;
/// Maximum time for which a hash waits.
const MAX_WAIT: Duration = Duration::from_secs(10);
/// Minimum time between two log lines about a full queue.
const REPORTED_EVERY: Duration = Duration::from_secs(60);
/// The error of a refused hash, with the time after which to try again.
pub const BUSY: AppError = AppError::Busy { seconds: 5 };
/// The `nice` value of hashing threads: beside a busy thread of normal priority they get a tenth of a core.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// The queue of password hashes.
pub struct Hashing {
    cores: Arc<Semaphore>,
    queued: Mutex<HashMap<String, usize>>,
    max_wait: Duration,
    /// When the full queue was last logged.
    reported: Mutex<Option<Instant>>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self::with_max_wait(MAX_WAIT)
    }
}

impl Hashing {
    fn with_max_wait(max_wait: Duration) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            cores: Arc::new(Semaphore::new(cores)),
            queued: Mutex::default(),
            max_wait,
            reported: Mutex::default(),
        }
    }

    /// Returns whether the queue has room for this source. The caller asks before it does other expensive work.
    pub fn has_room(&self, source: &str) -> bool {
        let room = self.place(source).is_some();
        if !room {
            self.report(source);
        }
        room
    }

    /// Waits until a hash for this source may run.
    pub async fn turn(&self, source: &str) -> Result<Turn<'_>, AppError> {
        let Some(place) = self.place(source) else {
            self.report(source);
            return Err(BUSY);
        };
        match tokio::time::timeout(self.max_wait, self.cores.clone().acquire_owned()).await {
            Ok(Ok(core)) => Ok(Turn { core, _place: place }),
            Ok(Err(_)) => Err(AppError::Unavailable),
            Err(_) => Err(BUSY),
        }
    }

    fn place(&self, source: &str) -> Option<Place<'_>> {
        let mut queued = self.queued.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = queued.values().sum();
        let own = queued.get(source).copied().unwrap_or_default();
        if all >= QUEUE || own >= SHARE {
            return None;
        }
        queued.insert(source.to_owned(), own + 1);
        Some(Place {
            hashing: self,
            source: source.to_owned(),
        })
    }

    /// Logs that the queue is full, at most once a minute.
    fn report(&self, source: &str) {
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        if reported.is_none_or(|at| at.elapsed() >= REPORTED_EVERY) {
            *reported = Some(Instant::now());
            tracing::warn!(
                source,
                "more passwords than can be checked; further ones are refused for now"
            );
        }
    }
}

/// A place in the queue, which is freed when it is dropped.
struct Place<'a> {
    hashing: &'a Hashing,
    source: String,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut queued = self.hashing.queued.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = queued.get_mut(&self.source) {
            *own -= 1;
            if *own == 0 {
                queued.remove(&self.source);
            }
        }
    }
}

/// The right to run one hash.
pub struct Turn<'a> {
    core: OwnedSemaphorePermit,
    _place: Place<'a>,
}

impl Turn<'_> {
    /// Returns the hash of a password, for storing.
    pub async fn hash(self, password: String) -> Result<String, AppError> {
        self.run(move || hash_now(&password)).await?
    }

    /// Returns whether the password belongs to the stored hash.
    pub async fn verify(self, hash: String, password: String) -> Result<bool, AppError> {
        self.run(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }

    /// Runs the work in a thread of its own. The core is freed when the work has ended, even if the caller has stopped
    /// waiting.
    async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let (done, result) = oneshot::channel();
        let core = self.core;
        let thread = thread::Builder::new().name("hashing".to_owned()).spawn(move || {
            let _core = core;
            lower_priority();
            // The caller may have stopped waiting.
            let _ = done.send(work());
        });
        if let Err(cause) = thread {
            return Err(StoreError::Damaged(format!("no thread for hashing: {cause}")).into());
        }
        result.await.map_err(|_| AppError::Unavailable)
    }
}

/// Returns the hash of a password, computed in the caller's thread.
pub fn hash_now(password: &str) -> Result<String, AppError> {
    let salt = SaltString::generate(&mut OsRng);
    Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|error| StoreError::Damaged(error.to_string()).into())
}

/// Lowers the priority of this thread below those that answer requests. Linux sets the priority for each thread; on
/// other systems it would apply to the whole process and is left as it is.
#[cfg(target_os = "linux")]
fn lower_priority() {
    if let Err(cause) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS) {
        tracing::debug!(%cause, "the priority of a hashing thread could not be lowered");
    }
}

#[cfg(not(target_os = "linux"))]
fn lower_priority() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_queue_is_limited_for_one_source_and_in_total() {
        let hashing = Hashing::default();
        let mut places = Vec::new();
        for source in ["a", "b", "c", "d", "e"] {
            while let Some(place) = hashing.place(source) {
                places.push(place);
            }
        }
        assert_eq!(places.len(), QUEUE);
        assert!(places.iter().all(|place| place.source != "e"));
        assert_eq!(places.iter().filter(|place| place.source == "a").count(), SHARE);
        assert_eq!(hashing.turn("a").await.err(), Some(BUSY));
        places.clear();
        assert!(hashing.queued.lock().unwrap().is_empty());
        assert!(hashing.turn("a").await.is_ok());
    }

    #[tokio::test]
    async fn waiting_for_a_turn_is_bounded() {
        let hashing = Hashing::with_max_wait(Duration::from_millis(20));
        let mut turns = Vec::new();
        for _ in 0..hashing.cores.available_permits() {
            turns.push(hashing.turn("a").await.unwrap());
        }
        assert_eq!(hashing.turn("b").await.err(), Some(BUSY));
        turns.clear();
        assert!(hashing.turn("b").await.is_ok());
    }

    #[tokio::test]
    async fn a_caller_that_stops_waiting_does_not_free_the_core_before_the_work_has_ended() {
        let hashing = Hashing::default();
        let cores = hashing.cores.available_permits();
        let (go_on, held) = std::sync::mpsc::channel::<()>();
        {
            let turn = hashing.turn("a").await.unwrap();
            let work = turn.run(move || {
                let _ = held.recv();
            });
            // The caller starts the work and stops waiting.
            assert!(tokio::time::timeout(Duration::from_millis(5), work).await.is_err());
        }
        assert_eq!(hashing.cores.available_permits(), cores - 1);
        drop(go_on);
        let _all = hashing.cores.acquire_many(u32::try_from(cores).unwrap()).await.unwrap();
    }
}
