//! Work that is done at most once a second, however often it is asked for.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::browser::after;

/// The minimum time between two runs of the work, in milliseconds.
const EVERY_MS: u32 = 1_000;

/// The pace of one piece of work. It ends with the component that created it.
#[derive(Clone, Copy)]
pub struct Pace {
    /// Whether the work was asked for since its last run.
    due: StoredValue<bool>,
    /// Whether the last run was less than a second ago.
    resting: StoredValue<bool>,
    is_busy: fn() -> bool,
    work: StoredValue<Arc<dyn Fn() + Send + Sync>>,
}

impl Pace {
    /// Creates the pace of this work, which waits while `is_busy`.
    pub fn new(is_busy: fn() -> bool, work: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            due: StoredValue::new(false),
            resting: StoredValue::new(false),
            is_busy,
            work: StoredValue::new(Arc::new(work)),
        }
    }

    /// Does the work now, or when the rest is over and nothing keeps it waiting.
    pub fn ask(self) {
        if self.due.try_set_value(true).is_none() {
            self.go();
        }
    }

    fn go(self) {
        if self.due.try_get_value() != Some(true) || self.resting.try_get_value() != Some(false) {
            return;
        }
        if !(self.is_busy)() {
            self.due.set_value(false);
            let work = self.work.get_value();
            work();
        }
        self.resting.set_value(true);
        after(EVERY_MS, move || {
            if self.resting.try_set_value(false).is_none() {
                self.go();
            }
        });
    }
}

/// Returns false: work that nothing keeps waiting.
pub fn never_busy() -> bool {
    false
}
