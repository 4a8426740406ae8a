//! The list of spaces as a file: it contains no more than the list shows.

use domain::{access::Action, import::NamedSpaces};
use serde_json::json;

use super::super::{
    entry::{Act, Cell, Entry},
    scene::{Answer, Scene},
};

/// Returns the entries of the export's route and of comparing a file that is imported again.
pub fn entries() -> Vec<Entry> {
    let address = |scene: &Scene| format!("/spaces/export?format=csv&q=name{}", scene.word());
    let act = Act::Get(Box::new(address));
    vec![
        Entry::on_space(
            "GET /spaces/export",
            "the list as a file, searched for a space's name",
            Action::Open,
            act,
        )
        .says("full", Cell("outline", 200), Cell("nothing", 200))
        // The file is created for everyone, and the download is recorded in the audit log.
        .done_anyway()
        .read(written),
        Entry::on_space(
            "POST /spaces/export",
            "the space as the ticked row of the list",
            Action::Open,
            Act::Form(Box::new(|scene| format!("format=csv&ids={}", scene.space))),
        )
        .says("full", Cell("outline", 200), Cell("nothing", 200))
        .done_anyway()
        .read(written),
        Entry::on_space(
            "GET /spaces/{id}/conversation",
            "the conversation of a space as a file",
            Action::Open,
            Act::Get(Box::new(|scene| format!("/spaces/{}/conversation", scene.space))),
        )
        // The download is recorded in the audit log.
        .done_anyway(),
        Entry::space(
            "import_spaces",
            "read the present state of a space that a file names",
            Action::Edit,
            |scene| json!({ "ids": [scene.space] }),
        )
        .says("yes", Cell("closed", 200), Cell("nothing", 200))
        .done_anyway()
        .read(|_, answer| {
            let named = answer.json::<NamedSpaces>();
            match (named.current.len(), named.closed.len()) {
                (0, 0) => "nothing",
                (0, _) => "closed",
                _ => "yes",
            }
        }),
    ]
}

/// Returns how much of the space the file contains.
fn written(scene: &Scene, answer: &Answer) -> &'static str {
    if answer.body.contains(&format!("About{}", scene.word())) {
        "full"
    } else if answer.body.contains(&format!("Name{}", scene.word())) {
        "outline"
    } else {
        "nothing"
    }
}
