//! All uploads of a tab, of which three run side by side.

use std::collections::HashMap;

use domain::{file::upload::Progress, limits};
use uuid::Uuid;

use super::{
    Destination, Item,
    phase::{PartLimit, Phase, Refusal},
};

/// The number of uploads that run side by side.
const SIDE_BY_SIDE: usize = 3;

/// The uploads of a tab, in the order in which they were added.
#[derive(Default)]
pub struct Queue {
    items: Vec<Item>,
    places: HashMap<Uuid, usize>,
    pub limit: PartLimit,
    /// The size of the smallest file for which the server had no room, in bytes.
    full_at: Option<i64>,
}

/// What the panel says about all uploads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Number of uploads.
    pub files: usize,
    /// Number of uploads that are complete.
    pub done: usize,
    /// Number of uploads that wait for the person.
    pub stopped: usize,
    /// Number of those that are refused.
    pub refused: usize,
    /// Number of those whose file is to be chosen again.
    pub lacking: usize,
    pub paused: usize,
    /// Number of uploads that run or wait for their turn.
    pub going: usize,
    pub progress: Option<Progress>,
}

impl Queue {
    /// Returns all uploads.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Returns an upload.
    pub fn get(&self, id: Uuid) -> Option<&Item> {
        self.items.get(*self.places.get(&id)?)
    }

    /// Returns an upload, to be changed.
    pub fn get_mut(&mut self, id: Uuid) -> Option<&mut Item> {
        self.items.get_mut(*self.places.get(&id)?)
    }

    /// Returns an upload with the limit of parts, to be changed.
    pub fn with_limit(&mut self, id: Uuid) -> Option<(&mut Item, &mut PartLimit)> {
        let item = self.items.get_mut(*self.places.get(&id)?)?;
        Some((item, &mut self.limit))
    }

    /// Adds uploads, unless they are there. Those that the server would refuse are refused at once.
    pub fn add(&mut self, added: Vec<Item>) {
        for mut item in added {
            if self.places.contains_key(&item.id) {
                continue;
            }
            if item.path.len() > limits::FOLDERS_DEEP {
                item.phase = Phase::Refused(Refusal::TooDeep);
            }
            if item.destination.is_draft() && self.unfinished_to(item.destination).count() >= limits::FILES_A_POST {
                item.phase = Phase::Refused(Refusal::TooManyFiles);
            }
            self.places.insert(item.id, self.items.len());
            self.items.push(item);
        }
    }

    /// Removes uploads.
    pub fn remove(&mut self, gone: impl Fn(&Item) -> bool) -> Vec<Item> {
        let (gone, kept) = std::mem::take(&mut self.items).into_iter().partition(gone);
        self.items = kept;
        let places = self.items.iter().enumerate();
        self.places = places.map(|(at, item)| (item.id, at)).collect();
        gone
    }

    /// Returns the uploads to a destination that are not complete and not refused.
    pub fn unfinished_to(&self, destination: Destination) -> impl Iterator<Item = &Item> {
        let here = move |item: &&Item| item.destination == destination && item.is_unfinished();
        self.items.iter().filter(here)
    }

    /// Starts the next uploads. Returns each with the number of its start.
    pub fn start(&mut self) -> Vec<(Uuid, u32)> {
        let active = self.items.iter().filter(|item| item.is_active()).count();
        let mut free = SIDE_BY_SIDE.saturating_sub(active);
        let mut started = Vec::new();
        for item in &mut self.items {
            if free == 0 {
                break;
            }
            if item.phase != Phase::Waiting {
                continue;
            }
            if self.full_at.is_some_and(|full| item.size >= full) {
                item.phase = Phase::NoRoom;
                continue;
            }
            started.push((item.id, item.start()));
            free -= 1;
        }
        started
    }

    /// Takes notice that the server had no room for an upload. Others that are not smaller are not tried.
    pub fn no_room(&mut self, id: Uuid) {
        if let Some(size) = self.get(id).map(|item| item.size) {
            self.full_at = Some(self.full_at.map_or(size, |full| full.min(size)));
        }
    }

    /// Lets uploads wait for their turn again. Returns their ids.
    pub fn wake(&mut self, which: impl Fn(&Item) -> bool) -> Vec<Uuid> {
        let mut woken = Vec::new();
        for item in &mut self.items {
            if !matches!(item.phase, Phase::Waiting | Phase::Done(_)) && which(item) {
                if item.phase == Phase::NoRoom {
                    self.full_at = None;
                }
                item.stop(Phase::Waiting);
                woken.push(item.id);
            }
        }
        woken
    }

    /// Stops the uploads that are going on. Returns their ids.
    pub fn pause(&mut self, which: impl Fn(&Item) -> bool) -> Vec<Uuid> {
        let mut paused = Vec::new();
        for item in &mut self.items {
            if item.may_pause() && which(item) {
                item.stop(Phase::Paused);
                paused.push(item.id);
            }
        }
        paused
    }

    /// Returns what the panel says about all uploads.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        let mut progress = Progress { sent: 0, size: 0 };
        for item in &self.items {
            summary.files += 1;
            match &item.phase {
                Phase::Done(_) => summary.done += 1,
                Phase::Paused => summary.paused += 1,
                _ if item.needs_person() => summary.stopped += 1,
                _ => summary.going += 1,
            }
            summary.lacking += usize::from(!item.has_file());
            if matches!(item.phase, Phase::Refused(_)) {
                summary.refused += 1;
            } else {
                // An empty file counts as well.
                progress.size += item.size.max(1);
                progress.sent += match &item.phase {
                    Phase::Done(_) => item.size.max(1),
                    Phase::Reading => 0,
                    _ => item.sent,
                };
            }
        }
        summary.progress = (summary.files > 0).then_some(progress);
        summary
    }

    /// Returns at most `count` uploads for the panel: those that need the person, then those that run, those that wait, and
    /// those that are complete, newest first.
    pub fn rows(&self, count: usize) -> Vec<Uuid> {
        let rank = |item: &Item| match item.phase {
            _ if item.needs_person() => 0,
            Phase::Done(_) => 3,
            Phase::Waiting => 2,
            _ => 1,
        };
        let mut rows = Vec::with_capacity(count);
        for wanted in 0..3 {
            let of_rank = self.items.iter().filter(|item| rank(item) == wanted);
            rows.extend(of_rank.take(count - rows.len()).map(|item| item.id));
        }
        let done = self.items.iter().rev().filter(|item| rank(item) == 3);
        rows.extend(done.take(count - rows.len()).map(|item| item.id));
        rows
    }
}

#[cfg(test)]
mod tests {
    use domain::{file::upload::Progress, ids::SpaceId};

    use super::*;
    use crate::ui::outbox::Place;

    const SPACE: SpaceId = SpaceId(Uuid::from_u128(1));
    const FOLDER: Destination = Destination::Folder {
        space: SPACE,
        folder: None,
    };

    fn item(id: u128, size: i64, destination: Destination) -> Item {
        Item::new(
            Uuid::from_u128(id),
            format!("{id}.txt"),
            Vec::new(),
            [size, 0],
            destination,
        )
    }

    fn queue(count: u128) -> Queue {
        let mut queue = Queue::default();
        queue.add((1..=count).map(|id| item(id, 100, FOLDER)).collect());
        queue
    }

    fn ids(queue: &mut Queue) -> Vec<u128> {
        queue.start().into_iter().map(|(id, _)| id.as_u128()).collect()
    }

    fn end(queue: &mut Queue, id: u128, phase: Phase) {
        queue.get_mut(Uuid::from_u128(id)).unwrap().stop(phase);
    }

    #[test]
    fn three_files_run_side_by_side_in_their_order() {
        let mut queue = queue(5);
        assert_eq!(ids(&mut queue), [1, 2, 3]);
        assert!(ids(&mut queue).is_empty());
        end(&mut queue, 2, Phase::Done(Uuid::nil()));
        assert_eq!(ids(&mut queue), [4]);
        end(&mut queue, 1, Phase::Paused);
        assert_eq!(ids(&mut queue), [5]);
    }

    #[test]
    fn a_paused_file_waits_for_its_turn_when_it_is_resumed() {
        let mut queue = queue(4);
        ids(&mut queue);
        queue.pause(|_| true);
        assert!(ids(&mut queue).is_empty());
        assert_eq!(queue.summary().paused, 4);
        queue.wake(|item| item.id == Uuid::from_u128(4));
        assert_eq!(ids(&mut queue), [4]);
    }

    #[test]
    fn on_a_full_server_only_smaller_files_are_tried() {
        let mut queue = Queue::default();
        queue.add(vec![
            item(1, 100, FOLDER),
            item(2, 100, FOLDER),
            item(3, 100, FOLDER),
            item(4, 200, FOLDER),
            item(5, 50, FOLDER),
        ]);
        ids(&mut queue);
        end(&mut queue, 1, Phase::NoRoom);
        queue.no_room(Uuid::from_u128(1));
        assert_eq!(ids(&mut queue), [5]);
        assert_eq!(queue.summary().stopped, 2);
        // 'Try again' tries the others as well.
        queue.wake(|item| item.phase == Phase::NoRoom);
        end(&mut queue, 2, Phase::Done(Uuid::nil()));
        assert_eq!(ids(&mut queue), [1]);
    }

    #[test]
    fn folders_that_are_too_deep_and_too_many_files_of_a_post_are_refused_at_once() {
        let post = Destination::Post {
            space: SPACE,
            place: Place::NewTopic(SPACE),
        };
        let mut queue = Queue::default();
        let mut deep = item(999, 1, FOLDER);
        deep.path = vec!["a".into(); 4];
        queue.add(vec![deep]);
        queue.add((1..=60).map(|id| item(id, 1, post)).collect());
        let refused = |why: Refusal| {
            let wanted = Phase::Refused(why);
            queue.items().iter().filter(|item| item.phase == wanted).count()
        };
        assert_eq!((refused(Refusal::TooDeep), refused(Refusal::TooManyFiles)), (1, 10));
    }

    #[test]
    fn removed_files_are_found_no_more() {
        let mut queue = queue(3);
        queue.remove(|item| item.id == Uuid::from_u128(2));
        assert!(queue.get(Uuid::from_u128(2)).is_none());
        assert_eq!(queue.get(Uuid::from_u128(3)).unwrap().name, "3.txt");
    }

    #[test]
    fn the_progress_of_all_is_that_of_their_bytes() {
        let mut queue = queue(4);
        ids(&mut queue);
        queue.get_mut(Uuid::from_u128(1)).unwrap().passed(50);
        end(&mut queue, 2, Phase::Done(Uuid::nil()));
        end(&mut queue, 3, Phase::Refused(Refusal::Damaged));
        let summary = queue.summary();
        assert_eq!(
            (summary.files, summary.done, summary.stopped, summary.going),
            (4, 1, 1, 2)
        );
        assert_eq!(summary.progress, Some(Progress { sent: 150, size: 300 }));
    }

    #[test]
    fn the_panel_begins_with_what_needs_the_person_and_is_not_endless() {
        let mut queue = queue(10_000);
        ids(&mut queue);
        end(&mut queue, 1, Phase::Done(Uuid::nil()));
        end(&mut queue, 2, Phase::NoRoom);
        let rows: Vec<u128> = queue.rows(5).into_iter().map(|id| id.as_u128()).collect();
        assert_eq!(rows, [2, 3, 4, 5, 6]);
        let few: Vec<u128> = self::queue(2).rows(100).into_iter().map(|id| id.as_u128()).collect();
        assert_eq!(few, [1, 2]);
    }
}
