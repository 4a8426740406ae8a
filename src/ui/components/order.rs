//! Reordering of a list by drag or by button.

/// Returns the list with the entry at `from` moved to `to`; unchanged if either index is out of range.
pub fn moved<T>(mut order: Vec<T>, from: usize, to: usize) -> Vec<T> {
    if from < order.len() && to < order.len() {
        let entry = order.remove(from);
        order.insert(to, entry);
    }
    order
}
