//! The selection of rows, as plain logic without signals.

use domain::{ids::SpaceId, list_query::ListQuery, operation::Selection, space::Count};

use crate::ui::pages::picked::{PageTicks, Picked};

/// The selected rows of a list, across all its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    chosen: Picked<SpaceId>,
    /// Whether all matching spaces are selected, including those on other pages.
    all_matching: bool,
}

impl Ticks {
    /// Returns whether the row is selected.
    pub fn has(&self, id: SpaceId) -> bool {
        self.all_matching || self.chosen.has(id)
    }

    /// Returns whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        !self.all_matching && self.chosen.is_empty()
    }

    /// Returns whether all matching spaces are selected.
    pub fn is_all_matching(&self) -> bool {
        self.all_matching
    }

    /// Returns the number of individually selected rows; meaningless while all matching spaces are selected.
    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Selects or deselects a row, and starts a range there. If all matching spaces were selected, the other rows of
    /// the page remain selected.
    pub fn toggle(&mut self, page: &[SpaceId], id: SpaceId) {
        if self.all_matching {
            self.all_matching = false;
            self.chosen.set_page(page, true);
        }
        self.chosen.toggle(id);
    }

    /// Gives all rows from the last toggled one to this one the state of the last toggled one.
    pub fn range(&mut self, page: &[SpaceId], to: SpaceId) {
        if self.all_matching {
            self.toggle(page, to);
        } else {
            self.chosen.range(page, to);
        }
    }

    /// Selects or deselects all rows of a page.
    pub fn set_page(&mut self, page: &[SpaceId], ticked: bool) {
        self.all_matching = false;
        self.chosen.set_page(page, ticked);
    }

    /// Selects all matching spaces.
    pub fn set_all_matching(&mut self) {
        *self = Self {
            all_matching: true,
            ..Self::default()
        };
    }

    /// Returns how many rows of the page are selected.
    pub fn of_page(&self, page: &[SpaceId]) -> PageTicks {
        PageTicks::of(page.iter().filter(|id| self.has(**id)).count(), page.len())
    }

    /// Returns whether to offer selecting all matching spaces: if the whole page is selected, and more spaces match
    /// than are selected or the number of matching spaces is not known yet.
    pub fn offers_all_matching(&self, page: &[SpaceId], matching: Option<Count>) -> bool {
        let more = matching.is_none_or(|count| count.over || count.shown as usize > self.len());
        !self.all_matching && more && self.of_page(page) == PageTicks::All
    }

    /// Returns the selection as operations take it.
    pub fn selection(&self, query: &ListQuery) -> Selection {
        if self.all_matching {
            return Selection::Matching(Box::new(query.clone()));
        }
        let mut ids: Vec<SpaceId> = self.chosen.iter().collect();
        ids.sort_unstable();
        Selection::Ids(ids)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn page(rows: u128) -> Vec<SpaceId> {
        (1..=rows).map(|number| SpaceId(Uuid::from_u128(number))).collect()
    }

    #[test]
    fn a_range_takes_the_state_of_its_first_row() {
        let rows = page(6);
        let mut ticks = Ticks::default();
        ticks.toggle(&rows, rows[4]);
        ticks.range(&rows, rows[1]);
        assert_eq!(
            ticks.selection(&ListQuery::default()),
            Selection::Ids(rows[1..=4].to_vec())
        );
        ticks.toggle(&rows, rows[2]);
        ticks.range(&rows, rows[3]);
        assert_eq!(
            ticks.selection(&ListQuery::default()),
            Selection::Ids(vec![rows[1], rows[4]])
        );
    }

    #[test]
    fn a_range_without_a_start_selects_one_row() {
        let rows = page(3);
        let mut ticks = Ticks::default();
        ticks.range(&rows, rows[2]);
        assert_eq!(ticks.len(), 1);
        assert!(ticks.has(rows[2]));
    }

    #[test]
    fn a_range_from_another_page_selects_one_row() {
        let (rows, other) = (page(3), vec![SpaceId(Uuid::from_u128(9))]);
        let mut ticks = Ticks::default();
        ticks.toggle(&other, other[0]);
        ticks.range(&rows, rows[2]);
        assert_eq!(ticks.len(), 2);
    }

    #[test]
    fn a_page_is_selected_partly_or_as_a_whole() {
        let rows = page(3);
        let mut ticks = Ticks::default();
        assert_eq!(ticks.of_page(&rows), PageTicks::None);
        ticks.toggle(&rows, rows[0]);
        assert_eq!(ticks.of_page(&rows), PageTicks::Some);
        ticks.set_page(&rows, true);
        assert_eq!(ticks.of_page(&rows), PageTicks::All);
        ticks.set_page(&rows, false);
        assert!(ticks.is_empty());
    }

    #[test]
    fn selecting_all_matching_is_offered_if_more_match_than_are_selected() {
        let count = |shown, over| Some(Count { shown, over });
        let (first, second) = (page(5), vec![SpaceId(Uuid::from_u128(7))]);
        let mut ticks = Ticks::default();
        assert!(
            !ticks.offers_all_matching(&first, count(60, false)),
            "nothing is ticked"
        );
        ticks.set_page(&first, true);
        assert!(!ticks.offers_all_matching(&first, count(5, false)), "all 5 are ticked");
        assert!(ticks.offers_all_matching(&first, count(6, false)));
        assert!(ticks.offers_all_matching(&first, count(5, true)));
        assert!(ticks.offers_all_matching(&first, None));
        ticks.set_page(&second, true);
        assert!(
            !ticks.offers_all_matching(&second, count(6, false)),
            "both pages are ticked"
        );
        ticks.toggle(&first, first[1]);
        assert!(
            !ticks.offers_all_matching(&first, count(60, false)),
            "one row of the page is not ticked"
        );
        ticks.set_all_matching();
        assert!(
            !ticks.offers_all_matching(&first, count(60, false)),
            "all are ticked already"
        );
    }

    #[test]
    fn rows_of_other_pages_stay_selected() {
        let (first, second) = (page(2), vec![SpaceId(Uuid::from_u128(7))]);
        let mut ticks = Ticks::default();
        ticks.set_page(&first, true);
        ticks.set_page(&second, true);
        ticks.set_page(&first, false);
        assert_eq!(ticks.selection(&ListQuery::default()), Selection::Ids(second));
    }

    #[test]
    fn all_matching_is_a_query_until_a_row_is_deselected() {
        let rows = page(3);
        let query = ListQuery {
            search: "łódź".into(),
            ..ListQuery::default()
        };
        let mut ticks = Ticks::default();
        ticks.set_all_matching();
        assert!(ticks.has(SpaceId(Uuid::from_u128(99))));
        assert_eq!(ticks.selection(&query), Selection::Matching(Box::new(query.clone())));
        ticks.toggle(&rows, rows[1]);
        assert_eq!(ticks.selection(&query), Selection::Ids(vec![rows[0], rows[2]]));
    }
}
