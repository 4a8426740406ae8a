//! The selected rows of a list, as plain logic without signals.

use std::{collections::HashSet, hash::Hash};

/// The ids of the selected rows, also of those on other pages of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked<T: Eq + Hash> {
    chosen: HashSet<T>,
    /// The row at which a range starts.
    anchor: Option<T>,
}

impl<T: Eq + Hash> Default for Picked<T> {
    fn default() -> Self {
        Self {
            chosen: HashSet::new(),
            anchor: None,
        }
    }
}

/// How many rows of a page are selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageTicks {
    None,
    Some,
    All,
}

impl PageTicks {
    /// Returns how much of a page with this number of rows is selected.
    pub fn of(ticked: usize, rows: usize) -> Self {
        match ticked {
            0 => Self::None,
            ticked if ticked == rows => Self::All,
            _ => Self::Some,
        }
    }
}

impl<T: Copy + Eq + Hash> Picked<T> {
    /// Returns whether the row is selected.
    pub fn has(&self, id: T) -> bool {
        self.chosen.contains(&id)
    }

    /// Returns whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Returns the number of selected rows.
    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Returns the selected rows, in no order.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        self.chosen.iter().copied()
    }

    /// Selects or deselects a row, and starts a range there.
    pub fn toggle(&mut self, id: T) {
        if !self.chosen.remove(&id) {
            self.chosen.insert(id);
        }
        self.anchor = Some(id);
    }

    /// Gives all rows from the last toggled one to this one the state of the last toggled one. `page` has the rows in their
    /// order.
    pub fn range(&mut self, page: &[T], to: T) {
        let place = |id: T| page.iter().position(|row| *row == id);
        let (Some(from), Some(end)) = (self.anchor.and_then(place), place(to)) else {
            return self.toggle(to);
        };
        let ticked = self.chosen.contains(&page[from]);
        for id in &page[from.min(end)..=from.max(end)] {
            if ticked {
                self.chosen.insert(*id);
            } else {
                self.chosen.remove(id);
            }
        }
        self.anchor = Some(to);
    }

    /// Selects or deselects all rows of a page.
    pub fn set_page(&mut self, page: &[T], ticked: bool) {
        self.anchor = None;
        if ticked {
            self.chosen.extend(page.iter().copied());
        } else {
            page.iter().for_each(|id| {
                self.chosen.remove(id);
            });
        }
    }

    /// Deselects the rows that are gone.
    pub fn keep(&mut self, is_there: impl Fn(T) -> bool) {
        self.chosen.retain(|id| is_there(*id));
    }

    /// Returns how many rows of the page are selected.
    pub fn of_page(&self, page: &[T]) -> PageTicks {
        let ticked = page.iter().filter(|id| self.has(**id)).count();
        PageTicks::of(ticked, page.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: [u32; 6] = [1, 2, 3, 4, 5, 6];

    fn sorted(picked: &Picked<u32>) -> Vec<u32> {
        let mut ids: Vec<u32> = picked.iter().collect();
        ids.sort_unstable();
        ids
    }

    #[test]
    fn a_range_takes_the_state_of_its_first_row() {
        let mut picked = Picked::default();
        picked.toggle(5);
        picked.range(&PAGE, 2);
        assert_eq!(sorted(&picked), [2, 3, 4, 5]);
        picked.toggle(3);
        picked.range(&PAGE, 4);
        assert_eq!(sorted(&picked), [2, 5]);
    }

    #[test]
    fn a_range_without_a_start_on_the_page_selects_one_row() {
        let mut picked = Picked::default();
        picked.range(&PAGE, 3);
        assert_eq!(sorted(&picked), [3]);
        picked.toggle(9);
        picked.range(&PAGE, 1);
        assert_eq!(sorted(&picked), [1, 3, 9]);
    }

    #[test]
    fn a_page_is_selected_partly_or_as_a_whole() {
        let mut picked = Picked::default();
        assert_eq!(picked.of_page(&PAGE), PageTicks::None);
        picked.toggle(1);
        assert_eq!(picked.of_page(&PAGE), PageTicks::Some);
        picked.set_page(&PAGE, true);
        assert_eq!(picked.of_page(&PAGE), PageTicks::All);
        picked.set_page(&PAGE, false);
        assert!(picked.is_empty());
    }

    #[test]
    fn rows_that_are_gone_are_no_longer_selected() {
        let mut picked = Picked::default();
        picked.set_page(&PAGE, true);
        picked.keep(|id| [2, 7].contains(&id));
        assert_eq!(sorted(&picked), [2]);
    }
}
