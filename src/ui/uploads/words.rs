//! What is said about uploads.

use domain::{error::AppError, file::size_in_words, limits};

use super::{Item, Phase, Refusal, Summary};
use crate::{
    i18n::{Argument, Messages},
    ui::errors::sentence,
};

/// Returns the state of an upload.
pub fn state(messages: Messages, item: &Item) -> String {
    let text = |name: &str| messages.text(name);
    match &item.phase {
        Phase::Waiting => text("upload-waiting"),
        Phase::Reading => counted(messages, "upload-reading", item),
        Phase::Sending => counted(messages, "upload-sending", item),
        Phase::Retrying => text("upload-retrying"),
        Phase::Paused => counted(messages, "upload-paused", item),
        Phase::SignedOut => text("upload-signed-out"),
        Phase::NoRoom => text("upload-no-room"),
        Phase::NoFile { asks: true } => text("upload-asks"),
        Phase::NoFile { asks: false } => text("upload-choose-again"),
        Phase::Refused(why) => refusal(messages, why),
        Phase::Done(_) => messages.with("upload-done", [("size", size_in_words(item.size, messages.0))]),
    }
}

fn counted(messages: Messages, name: &str, item: &Item) -> String {
    let words = |bytes| Argument::from(size_in_words(bytes, messages.0));
    let percent = Argument::from(item.progress().percent());
    messages.with(
        name,
        [
            ("percent", percent),
            ("sent", words(item.sent)),
            ("size", words(item.size)),
        ],
    )
}

fn refusal(messages: Messages, why: &Refusal) -> String {
    match why {
        Refusal::Server(AppError::NotFound) => messages.text("upload-not-found"),
        Refusal::Server(AppError::TooLarge) => messages.text("upload-too-large"),
        Refusal::Server(error) => sentence(messages, error),
        Refusal::TooLarge(largest) => {
            messages.with("upload-larger-than", [("size", size_in_words(*largest, messages.0))])
        }
        Refusal::TooDeep => messages.with("upload-too-deep", [("max", limits::FOLDERS_DEEP)]),
        Refusal::TooManyFiles => messages.with("upload-too-many-files", [("max", limits::FILES_A_POST)]),
        Refusal::Unreadable => messages.text("upload-unreadable"),
        Refusal::Damaged => messages.text("upload-damaged"),
    }
}

/// Returns the line that sums up all uploads.
pub fn summary(messages: Messages, summary: &Summary) -> String {
    let done = Argument::from(summary.done);
    let (name, count) = if summary.done < summary.files {
        ("uploads-summary", summary.files)
    } else {
        ("uploads-all-done", summary.done)
    };
    messages.with(name, [("done", done), ("count", Argument::from(count))])
}

/// Returns what a screen reader says about all uploads.
pub fn announcement(messages: Messages, all: &Summary) -> String {
    if all.files == 0 {
        return String::new();
    }
    let mut said = summary(messages, all);
    if all.stopped > 0 {
        said = format!("{said}. {}", messages.with("uploads-stopped", [("count", all.stopped)]));
    }
    said
}

#[cfg(test)]
mod tests {
    use domain::{ids::SpaceId, person::Language};
    use uuid::Uuid;

    use super::*;
    use crate::ui::uploads::Destination;

    fn item(phase: Phase) -> Item {
        let destination = Destination::Folder {
            space: SpaceId(Uuid::nil()),
            folder: None,
        };
        let measures = [10 * 1024 * 1024, 0];
        let mut item = Item::new(Uuid::nil(), "a.txt".into(), Vec::new(), measures, destination);
        item.passed(5 * 1024 * 1024);
        item.phase = phase;
        item
    }

    #[test]
    fn every_state_has_its_words() {
        let refusals = [
            Refusal::Server(AppError::NotFound),
            Refusal::Server(AppError::NotAllowed),
            Refusal::Server(AppError::TooLarge),
            Refusal::TooLarge(2 * 1024 * 1024),
            Refusal::TooDeep,
            Refusal::TooManyFiles,
            Refusal::Unreadable,
            Refusal::Damaged,
        ];
        let phases = [
            Phase::Waiting,
            Phase::Reading,
            Phase::Sending,
            Phase::Retrying,
            Phase::Paused,
            Phase::SignedOut,
            Phase::NoRoom,
            Phase::NoFile { asks: true },
            Phase::NoFile { asks: false },
            Phase::Done(Uuid::nil()),
        ];
        for language in Language::ALL {
            let phases = phases
                .iter()
                .cloned()
                .chain(refusals.iter().cloned().map(Phase::Refused));
            let mut said: Vec<String> = phases.map(|phase| state(Messages(language), &item(phase))).collect();
            let count = said.len();
            assert!(
                said.iter()
                    .all(|words| words.contains(char::is_whitespace) || words.len() > 4),
                "{said:?}"
            );
            said.sort();
            said.dedup();
            assert_eq!(said.len(), count);
        }
        let sending = state(Messages(Language::En), &item(Phase::Sending));
        assert!(sending.contains("50") && sending.contains("5\u{a0}MB"), "{sending}");
    }

    #[test]
    fn the_line_about_all_counts_files() {
        let of = |done, files, stopped| Summary {
            files,
            done,
            stopped,
            ..Summary::default()
        };
        let messages = Messages(Language::En);
        assert_eq!(summary(messages, &of(1, 3, 0)), "1 of 3 files");
        assert_eq!(summary(messages, &of(3, 3, 0)), "3 files uploaded");
        assert!(announcement(messages, &of(1, 3, 1)).contains("1 file"));
        assert_eq!(announcement(messages, &of(0, 0, 0)), "");
    }
}
