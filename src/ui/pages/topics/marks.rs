//! Up to which post a topic is read: what was on screen, sent at most once a second.

use std::collections::HashSet;

use domain::topic::TopicAddress;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::topics::mark_read,
    ui::{
        browser::reading::Seen,
        shell::pace::{Pace, never_busy},
    },
};

/// Which posts were seen, and up to which post the topic is read.
#[derive(Debug, Default)]
struct Progress {
    mark: i64,
    passed: HashSet<i64>,
    read: HashSet<i64>,
}

impl Progress {
    /// Returns the post up to which the topic is read. `shown` are the numbers of the loaded posts in order, of which the
    /// first follows the mark or precedes it. A post that was never on screen ends the walk.
    fn reached(&self, shown: &[i64]) -> i64 {
        let unread = shown.iter().copied().filter(|number| *number > self.mark);
        let passed = unread.take_while(|number| self.passed.contains(number));
        passed
            .filter(|number| self.read.contains(number))
            .last()
            .unwrap_or(self.mark)
    }
}

/// The marks of a topic's page.
#[derive(Clone, Copy)]
pub struct Marks {
    progress: StoredValue<Progress>,
    sending: Pace,
    /// Whether nothing is marked, because the person marked the topic as unread.
    paused: StoredValue<bool>,
}

impl Marks {
    /// Creates the marks of a topic whose posts up to `mark` are read.
    pub fn new(topic: TopicAddress, mark: i64) -> Self {
        let progress = StoredValue::new(Progress {
            mark,
            ..Progress::default()
        });
        let (sent, paused) = (StoredValue::new(mark), StoredValue::new(false));
        let sending = Pace::new(never_busy, move || {
            let mark = progress.with_value(|progress| progress.mark);
            if paused.get_value() || mark <= sent.get_value() {
                return;
            }
            spawn_local(async move {
                // A mark that could not be sent is sent with the next one.
                if mark_read(topic, mark).await.is_ok() {
                    sent.try_update_value(|sent| *sent = (*sent).max(mark));
                }
            });
        });
        Self {
            progress,
            sending,
            paused,
        }
    }

    /// Notes that a post was seen. `shown` are the numbers of the loaded posts; `whole` is whether no unread post precedes
    /// them.
    pub fn saw(self, number: i64, seen: Seen, shown: impl FnOnce() -> (Vec<i64>, bool)) {
        let noted = self.progress.try_update_value(|progress| {
            progress.passed.insert(number);
            if seen == Seen::Read {
                progress.read.insert(number);
            }
        });
        if noted.is_none() || seen == Seen::Passed || self.paused.get_value() {
            return;
        }
        let (shown, whole) = shown();
        if whole {
            self.progress
                .update_value(|progress| progress.mark = progress.reached(&shown));
            self.sending.ask();
        }
    }

    /// Returns the post up to which the topic is read.
    pub fn mark(self) -> i64 {
        self.progress.with_value(|progress| progress.mark)
    }

    /// Stops marking, because the person marked the topic as unread.
    pub fn pause(self) {
        self.paused.set_value(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(mark: i64, passed: &[i64], read: &[i64]) -> Progress {
        Progress {
            mark,
            passed: passed.iter().copied().collect(),
            read: read.iter().copied().collect(),
        }
    }

    #[test]
    fn the_mark_goes_to_the_last_post_that_was_read_without_leaving_one_out() {
        let shown = [3, 5, 6, 9];
        assert_eq!(progress(3, &[5, 6], &[5]).reached(&shown), 5);
        assert_eq!(progress(3, &[5, 6], &[6]).reached(&shown), 6);
        assert_eq!(progress(3, &[5, 9], &[5, 9]).reached(&shown), 5);
        assert_eq!(progress(3, &[9], &[9]).reached(&shown), 3);
        assert_eq!(progress(9, &[3], &[3]).reached(&shown), 9);
    }
}
