//! Sentences that say how many spaces an operation skips and why, one sentence per reason.

use domain::operation::{Outcome, SkipReason};

use super::{Argument, Messages};

/// Returns the sentences for an operation that has not been applied yet.
pub fn sentences_before(messages: Messages, outcome: &Outcome) -> Vec<String> {
    sentences(messages, outcome, "before")
}

/// Returns the sentences for an operation that was applied.
pub fn sentences_after(messages: Messages, outcome: &Outcome) -> Vec<String> {
    sentences(messages, outcome, "after")
}

fn sentences(messages: Messages, outcome: &Outcome, when: &str) -> Vec<String> {
    let sentence = |(reason, count): &(SkipReason, u32)| {
        messages.with(
            name(*reason),
            [
                ("count", Argument::from(*count)),
                ("total", Argument::from(outcome.total)),
                ("when", Argument::from(when.to_owned())),
            ],
        )
    };
    outcome
        .skipped
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(sentence)
        .collect()
}

fn name(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::NotAllowed => "skip-not-allowed",
        SkipReason::NothingToDo => "skip-nothing-to-do",
        SkipReason::TooMany => "skip-too-many",
        SkipReason::ChangedSince => "skip-changed-since",
        SkipReason::Gone => "skip-gone",
        SkipReason::NotOffered => "skip-not-offered",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::person::Language;

    fn outcome(skipped: &[(SkipReason, u32)]) -> Outcome {
        Outcome {
            total: 40,
            changed: 28,
            skipped: skipped.to_vec(),
        }
    }

    #[test]
    fn skipped_spaces_are_counted_with_their_reason_before_and_after() {
        let outcome = outcome(&[(SkipReason::NotAllowed, 12), (SkipReason::Gone, 0)]);
        let messages = Messages(Language::En);
        assert_eq!(
            sentences_before(messages, &outcome),
            ["12 of 40 will be skipped, because you may not do this there."]
        );
        assert_eq!(
            sentences_after(messages, &outcome),
            ["12 of 40 skipped, because you may not do this there."]
        );
    }

    #[test]
    fn polish_sentences_agree_with_the_number_of_skipped_spaces() {
        use SkipReason::{ChangedSince, Gone, NotAllowed, NotOffered, NothingToDo, TooMany};
        let messages = Messages(Language::Pl);
        let verbs = [
            (1, "zostanie pominięta"),
            (2, "zostaną pominięte"),
            (5, "zostanie pominiętych"),
            (12, "zostanie pominiętych"),
            (22, "zostaną pominięte"),
        ];
        let impersonal = [
            (NotAllowed, "nie masz do tego uprawnień"),
            (NothingToDo, "już tak jest"),
            (TooMany, "przekroczyłoby to limit przestrzeni"),
        ];
        for (count, verb) in verbs {
            for (reason, because) in impersonal {
                let outcome = outcome(&[(reason, count)]);
                assert_eq!(
                    sentences_before(messages, &outcome),
                    [format!("{count} z\u{a0}40 {verb}, bo {because}.")]
                );
                assert_eq!(
                    sentences_after(messages, &outcome),
                    [format!("{count} z\u{a0}40 pominięto, bo {because}.")]
                );
            }
            let (them, of_them, had) = if count == 1 {
                ("ją", "jej", "miała")
            } else {
                ("je", "ich", "miały")
            };
            for (reason, because) in [
                (ChangedSince, format!("ktoś {them} w\u{a0}międzyczasie zmienił")),
                (Gone, format!("już {of_them} nie ma")),
                (
                    NotOffered,
                    format!("poziom, który {had}, nie jest już dostępny na tym koncie"),
                ),
            ] {
                assert_eq!(
                    sentences_after(messages, &outcome(&[(reason, count)])),
                    [format!("{count} z\u{a0}40 pominięto, bo {because}.")]
                );
            }
        }
    }

    #[test]
    fn every_reason_has_a_sentence_in_both_languages() {
        for messages in Language::ALL.map(Messages) {
            for reason in [
                SkipReason::NotAllowed,
                SkipReason::NothingToDo,
                SkipReason::TooMany,
                SkipReason::ChangedSince,
                SkipReason::Gone,
                SkipReason::NotOffered,
            ] {
                let outcome = outcome(&[(reason, 3)]);
                for words in [
                    sentences_before(messages, &outcome),
                    sentences_after(messages, &outcome),
                ] {
                    assert!(words[0].starts_with("3 ") && words[0].contains("40"), "{words:?}");
                }
            }
        }
    }
}
