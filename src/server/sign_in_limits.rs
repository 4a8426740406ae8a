//! Passwords: hashed and checked off the request's thread, and not as often as somebody who guesses would like.

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{SaltString, rand_core::OsRng},
};
use domain::{error::AppError, fold::fold, ids::UserId, limits};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    task::spawn_blocking,
};

use super::store::{Store, StoreError, people::users};

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    Welcome(UserId),
    /// E-mail and password do not belong together.
    Wrong,
    /// Too many wrong tries.
    Wait,
}

/// Hashes, checks and counts. Only wrong tries count, so nobody who knows a password is kept out by their own visits.
pub struct SignInLimits {
    failures: DefaultKeyedRateLimiter<String>,
    closed: Mutex<HashMap<String, Instant>>,
    /// Each hash takes 19 MB for a moment.
    hashing: Semaphore,
    /// What the password of an unknown e-mail is checked against, so that it takes as long.
    nobody: String,
}

const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

impl SignInLimits {
    /// Limits that have counted no failures yet.
    pub fn new() -> Result<Self, AppError> {
        Ok(Self {
            failures: RateLimiter::keyed(Quota::per_minute(NonZeroU32::MIN.saturating_add(1)).allow_burst(BURST)),
            closed: Mutex::default(),
            hashing: Semaphore::new(2),
            nobody: hash_now("nobody's password")?,
        })
    }

    /// A password's hash, for keeping.
    pub async fn hash(&self, password: &str) -> Result<String, AppError> {
        let _turn = self.turn().await?;
        let password = password.to_owned();
        spawn_blocking(move || hash_now(&password))
            .await
            .map_err(|_| AppError::Unavailable)?
    }

    /// Whether this is the person's password.
    pub async fn knows(&self, who: UserId, hash: &str, password: &str) -> Result<bool, AppError> {
        let key = who.to_string();
        let too_many = AppError::TooManyTries { seconds: 60 };
        if self.is_closed(&key) {
            return Err(too_many);
        }
        self.attempt(&key, Some(hash), password).await?.ok_or(too_many)
    }

    /// Somebody at this address says that they are this person.
    pub async fn check(&self, store: &Store, email: &str, password: &str, from: IpAddr) -> Result<Attempt, StoreError> {
        let key = key(email, from);
        if self.is_closed(&key) {
            return Ok(Attempt::Wait);
        }
        let found = users::credentials(store, email).await?;
        let hash = found.as_ref().map(|(_, hash)| hash.as_str());
        Ok(match (self.attempt(&key, hash, password).await?, found) {
            (None, _) => Attempt::Wait,
            (Some(true), Some((id, _))) => Attempt::Welcome(id),
            _ => Attempt::Wrong,
        })
    }

    /// Forgets whoever waited long enough.
    pub fn sweep(&self) {
        self.failures.retain_recent();
        let now = Instant::now();
        self.lock().retain(|_, until| *until > now);
    }

    async fn turn(&self) -> Result<SemaphorePermit<'_>, AppError> {
        self.hashing.acquire().await.map_err(|_| AppError::Unavailable)
    }

    /// Checks and counts a try in one turn; without a hash it is wrong, after as long. `None` where the door is closed.
    async fn attempt(&self, key: &str, hash: Option<&str>, password: &str) -> Result<Option<bool>, AppError> {
        let _turn = self.turn().await?;
        // Tries that came at once all found it open; each is asked again when those before it are counted.
        if self.is_closed(key) {
            return Ok(None);
        }
        let right = self.verify(hash.unwrap_or(&self.nobody), password).await? && hash.is_some();
        if !right {
            self.failed(key);
        }
        Ok(Some(right))
    }

    async fn verify(&self, hash: &str, password: &str) -> Result<bool, AppError> {
        // A password that nobody can have still takes its time, but not more than that.
        let password: String = password.chars().take(limits::PASSWORD_MAX + 1).collect();
        let hash = hash.to_owned();
        spawn_blocking(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
        .map_err(|_| AppError::Unavailable)
    }

    fn is_closed(&self, key: &str) -> bool {
        self.lock().get(key).is_some_and(|until| *until > Instant::now())
    }

    fn failed(&self, key: &str) {
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

/// One e-mail from one place; a place is a /64 where the address is of IPv6.
fn key(email: &str, from: IpAddr) -> String {
    let email: String = fold(email.trim()).chars().take(limits::EMAIL).collect();
    match from.to_canonical() {
        IpAddr::V4(address) => format!("{email} {address}"),
        IpAddr::V6(address) => format!("{email} {:x}", address.to_bits() >> 64),
    }
}

fn hash_now(password: &str) -> Result<String, AppError> {
    let salt = SaltString::generate(&mut OsRng);
    Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|error| StoreError::Damaged(error.to_string()).into())
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
            let hash = limits.hash("correct horse").await.unwrap();
            people.push(users::add(&mut tx, &person, Language::Pl, Some(&hash)).await.unwrap());
        }
        tx.commit().await.unwrap();
        let here = IpAddr::from([127, 0, 0, 1]);
        let first = limits
            .check(&store, " A@firma.pl", "correct horse", here)
            .await
            .unwrap();
        assert_eq!(first, Attempt::Welcome(people[0]));
        for _ in 0..11 {
            limits.failed(&key("a@firma.pl", here));
        }
        let closed = limits.check(&store, "A@firma.pl", "correct horse", here).await.unwrap();
        assert_eq!(closed, Attempt::Wait);
        let other = limits.check(&store, "b@firma.pl", "correct horse", here).await.unwrap();
        assert_eq!(other, Attempt::Welcome(people[1]));
        let unknown = limits
            .check(&store, "c@firma.pl", "nobody's password", here)
            .await
            .unwrap();
        assert_eq!(unknown, Attempt::Wrong);
    }

    #[tokio::test]
    async fn tries_that_come_at_once_are_counted_too() {
        let limits = std::sync::Arc::new(SignInLimits::new().unwrap());
        let hash = limits.hash("the right password").await.unwrap();
        let who = UserId(crate::server::clock::new_id());
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..30 {
            let (limits, hash) = (limits.clone(), hash.clone());
            tries.spawn(async move { limits.knows(who, &hash, "a wrong password").await });
        }
        let checked = tries.join_all().await.into_iter().filter(Result::is_ok).count();
        // Ten, the one that closes the door, and what was being checked beside it.
        assert!((11..=13).contains(&checked), "{checked} were checked");
    }
}
