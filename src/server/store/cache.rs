//! What every page needs and few writes change: the decisions of administrators, the groups and the custom fields. They
//! are cached between two writes.

use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{account_rules::SpaceRules, add_on::AddOns, custom_field::CustomField, group::GroupRef};

/// The decisions of administrators: the settings of spaces, and the add-ons in use.
#[derive(Debug)]
pub struct Decisions {
    pub space_rules: SpaceRules,
    pub add_ons: AddOns,
}

/// The cache. Reads fill it, and each committed write empties it.
#[derive(Clone, Debug, Default)]
pub struct Cache(Arc<Mutex<Cached>>);

/// What is cached.
#[derive(Debug, Default)]
pub(super) struct Cached {
    /// The number of writes so far, so that a value that was read before a write is not cached after it.
    writes: u64,
    pub decisions: Entry<Decisions>,
    pub groups: Entry<Vec<GroupRef>>,
    pub fields: Entry<Vec<CustomField>>,
}

/// A value, if one is cached.
type Entry<T> = Option<Arc<T>>;

/// Selects one of the values.
type Which<T> = fn(&mut Cached) -> &mut Entry<T>;

impl Cache {
    /// Empties the cache, after a write is committed.
    pub(super) fn clear(&self) {
        self.with(|cached| {
            *cached = Cached {
                writes: cached.writes + 1,
                ..Cached::default()
            }
        });
    }

    /// Returns a value if it is cached, and the number of writes so far, which [`Self::put`] takes.
    fn get<T>(&self, which: Which<T>) -> (u64, Entry<T>) {
        self.with(|cached| (cached.writes, which(cached).clone()))
    }

    /// Caches a value that was read after [`Self::get`], unless something was written since.
    fn put<T>(&self, writes: u64, which: Which<T>, value: &Arc<T>) {
        self.with(|cached| {
            if cached.writes == writes {
                *which(cached) = Some(value.clone());
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
        let (writes, cached) = self.get(which);
        if let Some(cached) = cached {
            return Ok(cached);
        }
        let value = Arc::new(read.await?);
        self.put(writes, which, &value);
        Ok(value)
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
        let which: Which<Vec<GroupRef>> = |cached| &mut cached.groups;
        let (writes, cached) = cache.get(which);
        assert!(cached.is_none());
        cache.put(writes, which, &Arc::new(Vec::new()));
        assert!(cache.get(which).1.is_some());
        cache.clear();
        assert!(cache.get(which).1.is_none());
        cache.put(writes, which, &Arc::new(Vec::new()));
        assert!(cache.get(which).1.is_none());
    }
}
