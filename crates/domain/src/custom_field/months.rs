//! The names of the months in Polish and English.

use crate::fold::fold;

/// The folded names of each month: in Polish in all grammatical cases and abbreviated, in English, and as a Roman
/// numeral.
const NAMES: [&str; 12] = [
    "styczen stycznia styczniowi styczniem styczniu sty stycz january jan i",
    "luty lutego lutemu lutym lut february feb ii",
    "marzec marca marcowi marcem marcu mar march iii",
    "kwiecien kwietnia kwietniowi kwietniem kwietniu kwi kwie april apr iv",
    "maj maja majowi majem maju may v",
    "czerwiec czerwca czerwcowi czerwcem czerwcu cze czer june jun vi",
    "lipiec lipca lipcowi lipcem lipcu lip july jul vii",
    "sierpien sierpnia sierpniowi sierpniem sierpniu sie sier august aug viii",
    "wrzesien wrzesnia wrzesniowi wrzesniem wrzesniu wrz wrze september sep sept ix",
    "pazdziernik pazdziernika pazdziernikowi pazdziernikiem pazdzierniku paz pazdz october oct x",
    "listopad listopada listopadowi listopadem listopadzie lis list november nov xi",
    "grudzien grudnia grudniowi grudniem grudniu gru grud december dec xii",
];

/// Returns the number of the month with that name, from 1.
pub fn month_named(word: &str) -> Option<u8> {
    let word = fold(word);
    let names = |names: &&str| names.split(' ').any(|name| name == word);
    (1..)
        .zip(NAMES)
        .find(|(_, month)| names(month))
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_recognised_in_both_languages_and_all_cases() {
        for (word, month) in [
            ("Sierpnia", 8),
            ("sierpień", 8),
            ("PAŹDZIERNIKA", 10),
            ("paź", 10),
            ("listopadzie", 11),
            ("lutym", 2),
            ("maja", 5),
            ("May", 5),
            ("Aug", 8),
            ("Sept", 9),
            ("VIII", 8),
            ("marca", 3),
            ("March", 3),
        ] {
            assert_eq!(month_named(word), Some(month), "{word}");
        }
        for word in ["", "roku", "st", "au", "mi"] {
            assert_eq!(month_named(word), None, "{word}");
        }
    }
}
