//! Distributing work on many rows over the processors. While an import is checked, other writers wait.

use std::{num::NonZero, thread};

/// Fewer items are not worth a thread.
const ENOUGH: usize = 20;

/// Returns the result of `work` for each item, in their order.
pub(super) fn spread<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    if processors == 1 || items.len() < ENOUGH {
        return items.iter().map(work).collect();
    }
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = items
            .chunks(items.len().div_ceil(processors))
            .map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<_>>()))
            .collect();
        let mut results = Vec::with_capacity(items.len());
        for thread in threads {
            match thread.join() {
                Ok(part) => results.extend(part),
                Err(cause) => std::panic::resume_unwind(cause),
            }
        }
        results
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        for count in [0, 1, 19, 20, 21, 1_001] {
            let items: Vec<usize> = (0..count).collect();
            let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(spread(&items, |item| item * 2), expected);
        }
    }
}
