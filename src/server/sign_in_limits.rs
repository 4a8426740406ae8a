//! Passwords: checked, and not as often as somebody who guesses would like.

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

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The person, and the stored hash that the password was checked against.
    Welcome(UserId, String),
    /// E-mail and password do not belong together.
    Wrong,
    /// Too many wrong tries.
    Wait,
}

/// Hashes, checks and counts. Only wrong tries count, so nobody who knows a password is kept out by their own visits.
pub struct SignInLimits {
    failures: DefaultKeyedRateLimiter<String>,
    closed: Mutex<HashMap<String, Instant>>,
    hashing: Hashing,
    /// What the password of an unknown e-mail is checked against, so that it takes as long.
    nobody: String,
}

/// How many e-mails at addresses are remembered before those that waited long enough are forgotten.
const REMEMBERED: usize = 10_000;
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

impl SignInLimits {
    /// Limits that have counted no failures yet.
    pub fn new() -> Result<Self, AppError> {
        Ok(Self {
            failures: RateLimiter::keyed(Quota::per_minute(NonZeroU32::MIN.saturating_add(1)).allow_burst(BURST)),
            closed: Mutex::default(),
            hashing: Hashing::default(),
            nobody: hash_now("nobody's password")?,
        })
    }

    /// Returns a password's hash, for storing. `source` names who wants it: an address or a person.
    pub async fn hash(&self, source: &str, password: &str) -> Result<String, AppError> {
        self.hashing.turn(source).await?.hash(password.to_owned()).await
    }

    /// Whether this is the person's password.
    pub async fn knows(&self, who: UserId, hash: &str, password: &str) -> Result<bool, AppError> {
        let key = who.to_string();
        let too_many = AppError::TooManyTries { seconds: 60 };
        if self.is_closed(&key) {
            return Err(too_many);
        }
        self.attempt(&key, &key, Some(hash), password).await?.ok_or(too_many)
    }

    /// Somebody at this address says that they are this person.
    pub async fn check(&self, store: &Store, email: &str, password: &str, from: IpAddr) -> Result<Attempt, StoreError> {
        let key = key(email, from);
        if self.is_closed(&key) {
            return Ok(Attempt::Wait);
        }
        let place = place(from);
        if !self.hashing.has_room(&place) {
            return Err(BUSY.into());
        }
        let found = users::credentials(store, email).await?;
        let hash = found.as_ref().map(|(_, hash)| hash.as_str());
        Ok(match (self.attempt(&key, &place, hash, password).await?, found) {
            (None, _) => Attempt::Wait,
            (Some(true), Some((id, hash))) => Attempt::Welcome(id, hash),
            _ => Attempt::Wrong,
        })
    }

    /// Forgets whoever waited long enough.
    pub fn sweep(&self) {
        self.failures.retain_recent();
        let now = Instant::now();
        self.lock().retain(|_, until| *until > now);
    }

    /// Checks and counts a try in one turn; without a hash it is wrong, after as long. `None` where the door is closed.
    async fn attempt(
        &self,
        key: &str,
        source: &str,
        hash: Option<&str>,
        password: &str,
    ) -> Result<Option<bool>, AppError> {
        let turn = self.hashing.turn(source).await?;
        // Tries that came at once all found it open; each is asked again when those before it are counted.
        if self.is_closed(key) {
            return Ok(None);
        }
        // A password that nobody can have still takes its time, but not more than that.
        let password: String = password.chars().take(limits::PASSWORD_MAX + 1).collect();
        let against = hash.unwrap_or(&self.nobody).to_owned();
        let right = turn.verify(against, password).await? && hash.is_some();
        if !right {
            self.failed(key);
        }
        Ok(Some(right))
    }

    fn is_closed(&self, key: &str) -> bool {
        self.lock().get(key).is_some_and(|until| *until > Instant::now())
    }

    fn failed(&self, key: &str) {
        if self.failures.len() > REMEMBERED {
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
        // Nothing panics while it is held; were it so, the map is still a map.
        self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One e-mail from one place.
fn key(email: &str, from: IpAddr) -> String {
    let email: String = fold(email.trim()).chars().take(limits::EMAIL).collect();
    format!("{email} {}", place(from))
}

/// Where a client is: an address, or a /64 where the address is of IPv6.
pub fn place(from: IpAddr) -> String {
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
    async fn wrong_tries_close_the_door_for_that_email_alone() {
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
        assert!(matches!(first, Attempt::Welcome(id, _) if id == people[0]));
        for _ in 0..11 {
            limits.failed(&key("a@firma.pl", here));
        }
        let closed = limits.check(&store, "A@firma.pl", "correct horse", here).await.unwrap();
        assert_eq!(closed, Attempt::Wait);
        let other = limits.check(&store, "b@firma.pl", "correct horse", here).await.unwrap();
        assert!(matches!(other, Attempt::Welcome(id, _) if id == people[1]));
        let unknown = limits
            .check(&store, "c@firma.pl", "nobody's password", here)
            .await
            .unwrap();
        assert_eq!(unknown, Attempt::Wrong);
    }

    #[tokio::test]
    async fn tries_that_come_at_once_are_counted_too() {
        let limits = std::sync::Arc::new(SignInLimits::new().unwrap());
        let hash = limits.hash("test", "the right password").await.unwrap();
        let who = UserId(crate::server::clock::new_id());
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let (limits, hash) = (limits.clone(), hash.clone());
            tries.spawn(async move { limits.knows(who, &hash, "a wrong password").await });
        }
        let checked = tries.join_all().await.into_iter().filter(Result::is_ok).count();
        // Ten, the one that closes the door, and those that were being checked beside it.
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        assert!((11..=11 + cores).contains(&checked), "{checked} were checked");
    }
}
