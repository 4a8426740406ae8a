//! What every page needs and few writes change: the decisions of administrators, the groups, the custom fields, and of
//! each reader the session, the person and the saved views. They are cached between two writes.
//!
//! Each value is a function of the database and of its key alone. Therefore a key has everything on which the value
//! depends: saved views have the whole viewer as their key, and not only the person's id, because the role decides what
//! a view shows.

use std::{
    collections::HashMap,
    future::Future,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use domain::{
    access::Viewer, account_rules::SpaceRules, add_on::AddOns, custom_field::CustomField, group::GroupRef, ids::UserId,
    person::Me, saved_view::SavedView,
};
use tower_sessions_core::session::Record;

/// The maximum age of a cached value. The server empties the cache when it writes; an administrator who changes the
/// file by hand, such as to end a session, does not.
const MAX_AGE: Duration = Duration::from_secs(5);
/// The maximum number of cached values of one kind that belong to readers.
const MAX_READERS: usize = 500;

/// The decisions of administrators: the settings of spaces, and the add-ons in use.
#[derive(Debug)]
pub struct Decisions {
    pub space_rules: SpaceRules,
    pub add_ons: AddOns,
}

/// The cache. Reads fill it, and each committed write empties it.
#[derive(Clone, Debug, Default)]
pub struct Cache(Arc<Mutex<Cached>>);

/// The cached values.
#[derive(Debug, Default)]
pub(super) struct Cached {
    /// The number of writes so far, so that a value that was read before a write is not cached after it.
    writes: u64,
    /// When the first value was cached after the cache was emptied.
    since: Option<Instant>,
    pub decisions: Entry<Decisions>,
    pub groups: Entry<Vec<GroupRef>>,
    pub fields: Entry<Vec<CustomField>>,
    /// By the hash of the session's id.
    pub sessions: Keyed<String, Record>,
    pub people: Keyed<UserId, Me>,
    pub views: Keyed<Viewer, Vec<SavedView>>,
}

/// A value, if one is cached.
type Entry<T> = Option<Arc<T>>;

/// Selects one of the values.
type Which<T> = fn(&mut Cached) -> &mut Entry<T>;

/// Values of one kind, each with its key.
type Keyed<K, T> = HashMap<K, Arc<T>>;

/// Selects the values of one kind.
type Kind<K, T> = fn(&mut Cached) -> &mut Keyed<K, T>;

impl Cached {
    /// Removes all values.
    fn clear(&mut self) {
        *self = Self {
            writes: self.writes,
            ..Self::default()
        };
    }
}

impl Cache {
    /// Empties the cache, after a write is committed.
    pub(super) fn clear(&self) {
        self.with(|cached| {
            cached.clear();
            cached.writes += 1;
        });
    }

    /// Returns a value if it is cached, and the number of writes so far, which [`Self::put`] takes.
    fn get<T>(&self, find: impl FnOnce(&mut Cached) -> Entry<T>) -> (u64, Entry<T>) {
        self.with(|cached| {
            if cached.since.is_some_and(|since| since.elapsed() > MAX_AGE) {
                cached.clear();
            }
            (cached.writes, find(cached))
        })
    }

    /// Caches a value that was read after [`Self::get`], unless something was written since.
    fn put(&self, writes: u64, store: impl FnOnce(&mut Cached)) {
        self.with(|cached| {
            if cached.writes == writes {
                cached.since.get_or_insert_with(Instant::now);
                store(cached);
            }
        });
    }

    /// Returns a value: the cached one, or what `read` returns, which is then cached unless something was written
    /// meanwhile.
    pub(super) async fn get_or_read<T, E>(
        &self,
        which: Which<T>,
        read: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        let (writes, cached) = self.get(|cached| which(cached).clone());
        if let Some(cached) = cached {
            return Ok(cached);
        }
        let value = Arc::new(read.await?);
        self.put(writes, |cached| *which(cached) = Some(value.clone()));
        Ok(value)
    }

    /// Returns the value with this key as [`Self::get_or_read`] does. What does not exist is not cached.
    pub(super) async fn find_or_read<K: Eq + Hash, T, E>(
        &self,
        kind: Kind<K, T>,
        key: K,
        read: impl Future<Output = Result<Option<T>, E>>,
    ) -> Result<Option<Arc<T>>, E> {
        let (writes, cached) = self.get(|cached| kind(cached).get(&key).cloned());
        if cached.is_some() {
            return Ok(cached);
        }
        let Some(value) = read.await?.map(Arc::new) else {
            return Ok(None);
        };
        self.put(writes, |cached| {
            let values = kind(cached);
            if values.len() >= MAX_READERS {
                values.clear();
            }
            values.insert(key, value.clone());
        });
        Ok(Some(value))
    }

    fn with<R>(&self, act: impl FnOnce(&mut Cached) -> R) -> R {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_read_before_a_write_is_not_cached_after_it() {
        let cache = Cache::default();
        let groups = || cache.get(|cached| cached.groups.clone());
        let put = |writes| cache.put(writes, |cached| cached.groups = Some(Arc::default()));
        let (writes, cached) = groups();
        assert!(cached.is_none());
        put(writes);
        assert!(groups().1.is_some());
        cache.clear();
        assert!(groups().1.is_none());
        put(writes);
        assert!(groups().1.is_none());
    }

    #[test]
    fn a_value_is_read_again_when_it_is_too_old() {
        let cache = Cache::default();
        cache.put(0, |cached| cached.groups = Some(Arc::default()));
        cache.with(|cached| cached.since = Instant::now().checked_sub(MAX_AGE + Duration::from_secs(1)));
        assert!(cache.get(|cached| cached.groups.clone()).1.is_none());
    }

    #[tokio::test]
    async fn the_values_of_readers_are_few_and_a_missing_one_is_not_cached() {
        let cache = Cache::default();
        let find = async |number: usize, views: Option<Vec<SavedView>>| {
            let id = UserId(uuid::Uuid::from_u128(number as u128));
            let role = domain::person::Role::User;
            let read = async { Ok::<_, ()>(views) };
            let found = cache.find_or_read(|cached| &mut cached.views, Viewer { id, role }, read);
            found.await.unwrap()
        };
        assert!(find(0, None).await.is_none());
        for number in 0..=MAX_READERS {
            assert!(find(number, Some(Vec::new())).await.is_some());
            assert!(find(number, None).await.is_some(), "{number} is not cached");
        }
        assert!(find(0, None).await.is_none());
        assert_eq!(cache.with(|cached| cached.views.len()), 1);
    }
}
