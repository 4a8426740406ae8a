//! The list of spaces as a file: it holds no more than the list.

use domain::{access::Action, import::NamedSpaces};
use serde_json::json;

use super::super::{
    entry::{Act, Cell, Entry},
    scene::{Answer, Scene},
};

/// The entries of the export's route and of what compares a file that comes back.
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
        // The file is made for everyone, and the audit log says so.
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
        Entry::space(
            "import_spaces",
            "read what a space is by now, for a file that names it",
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

/// How much of the space the file holds.
fn written(scene: &Scene, answer: &Answer) -> &'static str {
    if answer.body.contains(&format!("About{}", scene.word())) {
        "full"
    } else if answer.body.contains(&format!("Name{}", scene.word())) {
        "outline"
    } else {
        "nothing"
    }
}
