//! Moving one entry of a list that a person orders, by drag or by button.

/// The order with one of its entries in another place; unchanged where there is no such place.
pub fn moved<T>(mut order: Vec<T>, from: usize, to: usize) -> Vec<T> {
    if from < order.len() && to < order.len() {
        let entry = order.remove(from);
        order.insert(to, entry);
    }
    order
}
