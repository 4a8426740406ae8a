//! Distinguishing Central European text from Western European text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::encoding::{Detected, central_european, of};
use crate::options::{Encoding, EncodingDoubt};

/// Maximum number of bytes of words with non-English letters that the statistics use.
const SAMPLE_BYTES: usize = 1 << 16;
/// The letters of Polish that English lacks, without `ó`, whose byte is the same in all these encodings.
const POLISH: &str = "ąćęłńśźżĄĆĘŁŃŚŹŻ";

/// Returns the encoding of a text that is neither UTF-8 nor UTF-16.
pub fn central_or_western(bytes: &[u8]) -> Detected {
    let central = central_european(bytes);
    let signs = Signs::of(bytes, central);
    let Some(word) = signs.word else {
        // Both encodings yield the same text.
        return central.into();
    };
    // A ratio of four to one, so that a single foreign name does not decide.
    if signs.polish > 4 * signs.western {
        return central.into();
    }
    let by_words = match is_western(&signs.sample) {
        true => Encoding::Windows1252,
        false => central,
    };
    if signs.western > 4 * (signs.polish + signs.either) {
        return by_words.into();
    }
    let other = match by_words {
        Encoding::Windows1252 => central,
        _ => Encoding::Windows1252,
    };
    let read = |encoding: Encoding| of(encoding).decode_without_bom_handling(word).0.into_owned();
    Detected {
        encoding: by_words,
        doubt: Some(EncodingDoubt {
            other,
            word: read(by_words),
            other_word: read(other),
        }),
    }
}

/// The evidence of letters that the encodings decode differently.
struct Signs<'a> {
    /// Number of bytes that are a Polish letter, and in Windows-1252 a symbol that occurs in no word.
    polish: usize,
    /// Number of bytes that are a Western letter, and in the Central European encoding no Polish one.
    western: usize,
    /// Number of bytes that are letters in both.
    either: usize,
    /// The first word that the encodings decode differently.
    word: Option<&'a [u8]>,
    /// The words with non-English letters.
    sample: Vec<u8>,
}

impl<'a> Signs<'a> {
    fn of(bytes: &'a [u8], central: Encoding) -> Self {
        let table = |encoding: Encoding| {
            let high: Vec<u8> = (0x80..=0xFF).collect();
            let text = of(encoding).decode_without_bom_handling(&high).0.into_owned();
            text.chars().collect::<Vec<char>>()
        };
        let (central, western) = (table(central), table(Encoding::Windows1252));
        let mut signs = Self {
            polish: 0,
            western: 0,
            either: 0,
            word: None,
            sample: Vec::new(),
        };
        for word in bytes.split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()) {
            if word.is_ascii() {
                continue;
            }
            if signs.sample.len() < SAMPLE_BYTES {
                signs.sample.extend_from_slice(word);
                signs.sample.push(b' ');
            }
            let mut differs = false;
            for byte in word.iter().filter(|byte| !byte.is_ascii()) {
                let place = usize::from(*byte - 0x80);
                let (Some(one), Some(other)) = (central.get(place), western.get(place)) else {
                    continue;
                };
                if one == other || !one.is_alphabetic() && !other.is_alphabetic() {
                    continue;
                }
                differs = true;
                // A symbol beside a letter is not part of its word; 'm³' is a word.
                let in_word = word.len() > 1 && !(*other == '³' && word.len() < 4);
                match (POLISH.contains(*one), other.is_alphabetic()) {
                    (true, false) if in_word => signs.polish += 1,
                    (true, _) => signs.either += 1,
                    (false, true) => signs.western += 1,
                    (false, false) => {}
                }
            }
            if differs && signs.word.is_none() {
                signs.word = Some(word.get(..word.len().min(40)).unwrap_or(word));
            }
        }
        signs
    }
}

/// Returns whether the words are more likely Western.
fn is_western(sample: &[u8]) -> bool {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    guess != encoding_rs::WINDOWS_1250 && guess != encoding_rs::ISO_8859_2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, encoding: Encoding) -> (Encoding, bool) {
        let (bytes, _, unmappable) = of(encoding).encode(text);
        assert!(!unmappable, "{text}");
        let detected = central_or_western(&bytes);
        (detected.encoding, detected.doubt.is_some())
    }

    #[test]
    fn western_words_are_detected_as_western_or_in_doubt() {
        for text in [
            "Navn;Beskrivelse\nRødgrød;med fløde\nÅrhus;blåbær\n",
            "Navn;x\nKøbenhavn;y\n",
            "Naam;x\nIJsselmeer – één;y\nSão Paulo;não\n",
        ] {
            assert_eq!(
                found(text, Encoding::Windows1252),
                (Encoding::Windows1252, false),
                "{text}"
            );
        }
        for text in ["Navn;x\nlæge;y\n", "Nombre;x\nEspaña;niño\n", "Nom;x\nmême;forêt\n"] {
            let (encoding, in_doubt) = found(text, Encoding::Windows1252);
            assert!(in_doubt || encoding == Encoding::Windows1252, "{text}");
        }
    }

    #[test]
    fn polish_words_are_detected_as_polish() {
        for encoding in [Encoding::Windows1250, Encoding::Iso8859_2] {
            for text in [
                "Nazwa;Opis\nŁódź;zażółć gęślą jaźń\nGdańsk;śledź\n",
                "Nazwa;Opis\nPaweł;Citroën\n",
                "NAZWA;OPIS\nŁÓDŹ;ŚWIĘTOKRZYSKIE\n",
                "Nazwa;Opis\nBudżet;są\n",
            ] {
                let bytes = of(encoding).encode(text).0;
                let detected = central_or_western(&bytes);
                assert_eq!(detected.doubt, None, "{text}");
                assert_eq!(of(detected.encoding).decode(&bytes).0, text, "{text}");
            }
        }
        // Czech has letters of its own.
        let czech = "Název;Popis\nPříliš žluťoučký kůň;úpěl ďábelské ódy\nŘeka;říčka\n";
        assert_eq!(found(czech, Encoding::Windows1250).0, Encoding::Windows1250);
    }

    #[test]
    fn text_that_both_encodings_decode_alike_is_not_in_doubt() {
        for text in ["Name;x\nMüller;Größe\n", "Nom;x\nCafé;été\n", "Nazwa;Opis\nKraków;–\n"] {
            assert!(!found(text, Encoding::Windows1252).1, "{text}");
        }
    }

    #[test]
    fn a_word_is_shown_in_both_encodings() {
        let bytes = of(Encoding::Windows1250).encode("Nazwa;Opis\nKoń;x\n").0.into_owned();
        let detected = central_or_western(&bytes);
        let doubt = detected.doubt.unwrap();
        let mut words = [doubt.word, doubt.other_word];
        words.sort();
        assert_eq!(words, ["Koñ", "Koń"]);
    }
}
