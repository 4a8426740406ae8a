//! Checking passwords, with a limit on wrong tries.

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use domain::{error::AppError, fold::fold, ids::UserId, limits};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};

use super::{
    hashing::{BUSY, Hashing, hash_now},
    store::{Store, StoreError, people::users},
};

/// The result of a try to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The person, and the stored hash that the password was verified against.
    Accepted(UserId, String),
    /// The e-mail and the password do not belong together.
    Wrong,
    /// There were too many wrong tries.
    Wait,
}

/// Verifies passwords and counts wrong tries. Correct ones are not counted, so people who know their password are not
/// locked out by signing in often.
pub struct SignInLimits {
    failures: DefaultKeyedRateLimiter<String>,
    paused_until: Mutex<HashMap<String, Instant>>,
    hashing: Hashing,
    /// A hash against which the password for an unknown e-mail is verified, so that it takes as long as for a known
    /// one.
    nobody: String,
}

/// The number of failure records above which ended pauses are removed.
const SWEEP_THRESHOLD: usize = 10_000;
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

impl SignInLimits {
    /// Returns limits without counted failures.
    pub fn new() -> Result<Self, AppError> {
        Ok(Self {
            failures: RateLimiter::keyed(Quota::per_minute(NonZeroU32::MIN.saturating_add(1)).allow_burst(BURST)),
            paused_until: Mutex::default(),
            hashing: Hashing::default(),
            nobody: hash_now("nobody's password")?,
        })
    }

    /// Returns the hash of a password, for storing. `source` identifies the caller: an address or a person.
    pub async fn hash(&self, source: &str, password: &str) -> Result<String, AppError> {
        self.hashing.turn(source).await?.hash(password.to_owned()).await
    }

    /// Returns whether this is the person's password.
    pub async fn verify(&self, who: UserId, hash: &str, password: &str) -> Result<bool, AppError> {
        let key = who.to_string();
        let too_many = AppError::TooManyTries { seconds: 60 };
        if self.is_paused(&key) {
            return Err(too_many);
        }
        self.attempt(&key, &key, Some(hash), password).await?.ok_or(too_many)
    }

    /// Checks the e-mail and password of a client at this address.
    pub async fn check(&self, store: &Store, email: &str, password: &str, from: IpAddr) -> Result<Attempt, StoreError> {
        let key = key(email, from);
        if self.is_paused(&key) {
            return Ok(Attempt::Wait);
        }
        let place = source(from);
        if !self.hashing.has_room(&place) {
            return Err(BUSY.into());
        }
        let found = users::credentials(store, email).await?;
        let hash = found.as_ref().map(|(_, hash)| hash.as_str());
        Ok(match (self.attempt(&key, &place, hash, password).await?, found) {
            (None, _) => Attempt::Wait,
            (Some(true), Some((id, hash))) => Attempt::Accepted(id, hash),
            _ => Attempt::Wrong,
        })
    }

    /// Removes the pauses that have ended.
    pub fn sweep(&self) {
        self.failures.retain_recent();
        let now = Instant::now();
        self.lock().retain(|_, until| *until > now);
    }

    /// Verifies and counts a try within one turn of the hashing queue. Without a hash the try is wrong, and takes as
    /// long. Returns `None` during a pause.
    async fn attempt(
        &self,
        key: &str,
        source: &str,
        hash: Option<&str>,
        password: &str,
    ) -> Result<Option<bool>, AppError> {
        let turn = self.hashing.turn(source).await?;
        // Concurrent tries all passed the first check, so each is checked again after the earlier ones were counted.
        if self.is_paused(key) {
            return Ok(None);
        }
        // A password that is too long to be valid takes as long as one of maximum length, and no longer.
        let password: String = password.chars().take(limits::PASSWORD_MAX + 1).collect();
        let against = hash.unwrap_or(&self.nobody).to_owned();
        let right = turn.verify(against, password).await? && hash.is_some();
        if !right {
            self.failed(key);
        }
        Ok(Some(right))
    }

    fn is_paused(&self, key: &str) -> bool {
        self.lock().get(key).is_some_and(|until| *until > Instant::now())
    }

    fn failed(&self, key: &str) {
        if self.failures.len() > SWEEP_THRESHOLD {
            self.sweep();
        }
        if let Err(late) = self.failures.check_key(&key.to_owned()) {
            let wait = late
                .wait_time_from(self.failures.clock().now())
                .max(Duration::from_secs(1));
            self.lock().insert(key.to_owned(), Instant::now() + wait);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Instant>> {
        // No code panics while it holds the lock. If it did, the map would still be valid.
        self.paused_until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the key of an e-mail and a client address.
fn key(email: &str, from: IpAddr) -> String {
    let email: String = fold(email.trim()).chars().take(limits::EMAIL).collect();
    format!("{email} {}", source(from))
}

/// Returns the source of a client: its address, or the /64 network of an IPv6 address.
pub fn source(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}", address.to_bits() >> 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::person::{Language, NewPerson, Role};

    #[tokio::test]
    async fn wrong_tries_pause_only_that_email() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let limits = SignInLimits::new().unwrap();
        let mut tx = store.begin().await.unwrap();
        let mut people = Vec::new();
        for email in ["a@firma.pl", "b@firma.pl"] {
            let person = NewPerson {
                name: "Anna".into(),
                email: email.into(),
                role: Role::User,
            };
            let hash = limits.hash("test", "correct horse").await.unwrap();
            people.push(users::add(&mut tx, &person, Language::Pl, Some(&hash)).await.unwrap());
        }
        tx.commit().await.unwrap();
        let here = IpAddr::from([127, 0, 0, 1]);
        let first = limits
            .check(&store, " A@firma.pl", "correct horse", here)
            .await
            .unwrap();
        assert!(matches!(first, Attempt::Accepted(id, _) if id == people[0]));
        for _ in 0..11 {
            limits.failed(&key("a@firma.pl", here));
        }
        let paused_until = limits.check(&store, "A@firma.pl", "correct horse", here).await.unwrap();
        assert_eq!(paused_until, Attempt::Wait);
        let other = limits.check(&store, "b@firma.pl", "correct horse", here).await.unwrap();
        assert!(matches!(other, Attempt::Accepted(id, _) if id == people[1]));
        let unknown = limits
            .check(&store, "c@firma.pl", "nobody's password", here)
            .await
            .unwrap();
        assert_eq!(unknown, Attempt::Wrong);
    }

    #[tokio::test]
    async fn concurrent_tries_are_counted() {
        let limits = std::sync::Arc::new(SignInLimits::new().unwrap());
        let hash = limits.hash("test", "the right password").await.unwrap();
        let who = UserId(crate::server::clock::new_id());
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let (limits, hash) = (limits.clone(), hash.clone());
            tries.spawn(async move { limits.verify(who, &hash, "a wrong password").await });
        }
        let checked = tries.join_all().await.into_iter().filter(Result::is_ok).count();
        // Ten, the one that starts the pause, and those that were being verified at the same time.
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        assert!((11..=11 + cores).contains(&checked), "{checked} were checked");
    }
}
