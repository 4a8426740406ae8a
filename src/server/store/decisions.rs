//! The decisions of administrators, cached between two changes.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{account_rules::SpaceRules, add_on::AddOns};

/// The decisions of administrators: the settings of spaces, and the add-ons in use.
#[derive(Debug)]
pub struct Decisions {
    pub space_rules: SpaceRules,
    pub add_ons: AddOns,
}

/// A cache of the decisions, filled by the first read and invalidated by each write that changes them.
#[derive(Clone, Debug, Default)]
pub struct DecisionsCache(Arc<Mutex<Cached>>);

#[derive(Debug, Default)]
struct Cached {
    /// Incremented with each invalidation, so that decisions read before it are not cached after it.
    changes: u64,
    decisions: Option<Arc<Decisions>>,
}

impl DecisionsCache {
    /// Invalidates the cache. Call it after the write is committed.
    pub fn invalidate(&self) {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cached.changes += 1;
        cached.decisions = None;
    }

    /// Returns the cached decisions, and the number of invalidations so far, which [`Self::put`] takes.
    pub(super) fn get(&self) -> (u64, Option<Arc<Decisions>>) {
        let cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (cached.changes, cached.decisions.clone())
    }

    /// Caches decisions that were read after [`Self::get`], unless the cache was invalidated since.
    pub(super) fn put(&self, changes: u64, decisions: &Arc<Decisions>) {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cached.changes == changes {
            cached.decisions = Some(decisions.clone());
        }
    }
}
