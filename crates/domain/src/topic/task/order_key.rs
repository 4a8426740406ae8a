//! Order keys: texts by which cards are ordered, so that a card can be put between any two others without changing them.
//!
//! A key is a number between 0 and 1 in base 36, without '0.' and without zeros at its end. Such texts sort like their
//! numbers, in every collation that sorts digits before lower-case letters.

/// Maximum length of a key. When a longer one would be needed, all keys of the column are spread anew.
pub const ORDER_KEY_MAX: usize = 64;

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const BASE: u32 = 36;
/// Number of digits of keys that are not between two others.
const WIDTH: usize = 6;
/// The number of keys of this width.
const WIDTH_KEYS: u64 = (BASE as u64).pow(WIDTH as u32);
/// The distance at which keys are added at either end.
const STEP: u64 = 1_296;

fn digit(text: &[u8], at: usize) -> u32 {
    let found = text
        .get(at)
        .and_then(|byte| DIGITS.iter().position(|digit| digit == byte));
    found.map_or(0, |value| value as u32)
}

/// Returns the first digits as a number.
fn number(key: &str) -> u64 {
    (0..WIDTH).fold(0, |sum, at| {
        sum * u64::from(BASE) + u64::from(digit(key.as_bytes(), at))
    })
}

fn text(mut number: u64) -> String {
    let mut digits = [b'0'; WIDTH];
    for place in digits.iter_mut().rev() {
        *place = DIGITS[(number % u64::from(BASE)) as usize];
        number /= u64::from(BASE);
    }
    String::from_utf8_lossy(&digits).trim_end_matches('0').to_owned()
}

/// Returns a key between two others; `None` for an end of the column without one. It is `None` if the keys are not in order,
/// or if only a key of more than [`ORDER_KEY_MAX`] digits is between them: then the column needs new keys by [`spread`].
pub fn between(before: Option<&str>, after: Option<&str>) -> Option<String> {
    let key = match (before, after) {
        (None, None) => text(WIDTH_KEYS / 2),
        (Some(before), None) => match number(before) + STEP {
            next if next < WIDTH_KEYS => text(next),
            _ => midpoint(before.as_bytes(), None),
        },
        (None, Some(after)) => match number(after).checked_sub(STEP) {
            Some(next) if next > 0 => text(next),
            _ => midpoint(b"", Some(after.as_bytes())),
        },
        (Some(before), Some(after)) if before < after => midpoint(before.as_bytes(), Some(after.as_bytes())),
        _ => return None,
    };
    let in_order = before.is_none_or(|before| before < key.as_str()) && after.is_none_or(|after| key.as_str() < after);
    (in_order && key.len() <= ORDER_KEY_MAX).then_some(key)
}

/// Returns the shortest text in the middle between two; the upper end of all keys if there is no second.
fn midpoint(before: &[u8], after: Option<&[u8]>) -> String {
    let mut key = String::new();
    let (mut at, mut below) = (0, after);
    loop {
        let low = digit(before, at);
        let high = below.map_or(BASE, |after| if at < after.len() { digit(after, at) } else { 0 });
        if high > low + 1 {
            key.push(char::from(DIGITS[((low + high) / 2) as usize]));
            return key;
        }
        key.push(char::from(DIGITS[(low % BASE) as usize]));
        if high > low {
            // Every text that begins like `before` is below the other key.
            below = None;
        }
        at += 1;
        if at > ORDER_KEY_MAX {
            return key;
        }
    }
}

/// Returns this many keys in order, with the same distance between all.
pub fn spread(count: usize) -> Vec<String> {
    let step = WIDTH_KEYS / (count as u64 + 1);
    (1..=count as u64).map(|place| text(place * step)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Puts a key at this place and returns whether all keys had to be spread.
    fn put(keys: &mut Vec<String>, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| keys[before].clone());
        let after = keys.get(place).cloned();
        let key = between(before.as_deref(), after.as_deref());
        let rebalanced = key.is_none();
        keys.insert(place, key.unwrap_or_default());
        if rebalanced {
            *keys = spread(keys.len());
        }
        rebalanced
    }

    #[test]
    fn keys_after_ten_thousand_drops_at_one_place_have_at_most_64_digits() {
        for place in [0, 1, 1_000, 1_999, 2_000] {
            for beside_the_last in [false, true] {
                let mut keys = spread(2_000);
                let (mut at, mut rebalanced) = (place, 0);
                for _ in 0..10_000 {
                    rebalanced += usize::from(put(&mut keys, at));
                    at += usize::from(beside_the_last);
                }
                assert!(keys.iter().all(|key| key.len() <= ORDER_KEY_MAX));
                assert!(keys.is_sorted_by(|one, next| one < next));
                assert!(rebalanced <= 60, "{rebalanced} at {place}");
            }
        }
    }

    #[test]
    fn keys_at_the_ends_stay_short() {
        for at_end in [false, true] {
            let mut keys = vec![between(None, None).unwrap()];
            for _ in 0..5_000 {
                let place = if at_end { keys.len() } else { 0 };
                assert!(!put(&mut keys, place));
            }
            assert!(keys.iter().all(|key| key.len() <= WIDTH));
        }
    }

    #[test]
    fn keys_that_are_not_in_order_have_none_between_them() {
        assert_eq!(between(Some("b"), Some("b")), None);
        assert_eq!(between(Some("c"), Some("b")), None);
        assert_eq!(between(Some("b"), Some("c")).as_deref(), Some("bi"));
    }

    proptest! {
        #[test]
        fn a_key_is_between_its_neighbours(places in proptest::collection::vec(0_usize..1_000, 1..400)) {
            let mut keys = Vec::new();
            for place in places {
                let place = place % (keys.len() + 1);
                put(&mut keys, place);
                prop_assert!(keys.is_sorted_by(|one, next| one < next));
                prop_assert!(keys.iter().all(|key| !key.is_empty() && !key.ends_with('0')));
            }
        }

        #[test]
        fn spread_keys_are_in_order(count in 0_usize..5_000) {
            let keys = spread(count);
            prop_assert!(keys.is_sorted_by(|one, next| one < next));
        }
    }
}
