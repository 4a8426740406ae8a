//! The SHA-256 of a file that is read in parts. `hashing-worker.js` beside the crate reads them: browsers' own function needs
//! the whole file in memory.

use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;

/// The hash of the parts so far.
#[wasm_bindgen]
#[derive(Default)]
pub struct Hasher(Sha256);

#[wasm_bindgen]
impl Hasher {
    /// Returns the hash of no bytes.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part.
    pub fn update(&mut self, part: &[u8]) {
        self.0.update(part);
    }

    /// Returns the hash in hexadecimal.
    pub fn finish(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits = self.0.finalize().into_iter();
        let digit = |value: u8| char::from(DIGITS[usize::from(value & 15)]);
        digits.flat_map(|byte| [digit(byte >> 4), digit(byte)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_parts_is_that_of_the_whole() {
        let whole = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let mut hasher = Hasher::new();
        hasher.update(b"a");
        hasher.update(b"bc");
        assert_eq!(hasher.finish(), whole);
    }

    #[test]
    fn an_empty_file_has_a_hash() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Hasher::new().finish(), empty);
    }
}
