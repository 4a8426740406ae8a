//! Sizes of files in words, and sizes of pictures on a page.

use super::PictureSize;
use crate::{person::Language, text::in_threes};

const UNITS: [&str; 5] = ["B", "KB", "MB", "GB", "TB"];
/// The number of bytes of a kilobyte, of kilobytes of a megabyte, and so on.
const STEP: i128 = 1024;

/// Returns the size with a unit, as the language writes it: `1.2 MB`, `340 KB`.
pub fn size_in_words(bytes: i64, language: Language) -> String {
    let bytes = i128::from(bytes.max(0));
    let (mut unit, mut one) = (0, 1);
    // A size that would be written as 1,024 of a unit is written as 1 of the next.
    while unit + 1 < UNITS.len() && rounded(bytes, one) >= STEP {
        unit += 1;
        one *= STEP;
    }
    let tenths = rounded(bytes * 10, one);
    let number = match (tenths / 10, tenths % 10) {
        (whole, tenth) if unit > 0 && whole < 10 && tenth > 0 => format!("{whole}{}{tenth}", language.decimal_mark()),
        (whole, _) if unit > 0 && whole < 10 => whole.to_string(),
        _ => in_threes(&rounded(bytes, one).to_string(), language.group_mark()),
    };
    format!("{number}\u{a0}{}", UNITS[unit])
}

fn rounded(bytes: i128, one: i128) -> i128 {
    (bytes + one / 2) / one
}

impl PictureSize {
    /// Returns the size of the same picture with neither side longer than this, in pixels. A smaller one is not enlarged.
    pub fn within(self, longest: u32) -> Self {
        let longer = self.width.max(self.height);
        if longer <= longest {
            return self;
        }
        let scaled = |side: u32| {
            let side = (u64::from(side) * u64::from(longest) + u64::from(longer) / 2) / u64::from(longer);
            u32::try_from(side).unwrap_or(longest).max(1)
        };
        Self {
            width: scaled(self.width),
            height: scaled(self.height),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_written_with_at_most_one_decimal_as_the_language_does() {
        for (bytes, english, polish) in [
            (-1, "0 B", "0 B"),
            (0, "0 B", "0 B"),
            (1_023, "1,023 B", "1\u{a0}023 B"),
            (1_024, "1 KB", "1 KB"),
            (1_258_291, "1.2 MB", "1,2 MB"),
            (10_485_760, "10 MB", "10 MB"),
            (348_160, "340 KB", "340 KB"),
            (1_048_575, "1 MB", "1 MB"),
            (2_147_483_648, "2 GB", "2 GB"),
            (i64::MAX, "8,388,608 TB", "8\u{a0}388\u{a0}608 TB"),
        ] {
            let words = |language| size_in_words(bytes, language);
            assert_eq!(words(Language::En), english.replace(' ', "\u{a0}"), "{bytes}");
            assert_eq!(words(Language::Pl), polish.replace(' ', "\u{a0}"), "{bytes}");
        }
    }

    #[test]
    fn a_picture_keeps_its_ratio_and_is_never_enlarged() {
        let within = |width, height| {
            let size = PictureSize { width, height }.within(1280);
            (size.width, size.height)
        };
        assert_eq!(within(640, 480), (640, 480));
        assert_eq!(within(4000, 3000), (1280, 960));
        assert_eq!(within(3000, 4000), (960, 1280));
        assert_eq!(within(100_000, 1), (1280, 1));
        assert_eq!(within(u32::MAX, u32::MAX), (1280, 1280));
    }
}
