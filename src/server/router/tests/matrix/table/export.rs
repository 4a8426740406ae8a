//! The list of spaces as a file: it holds no more than the list.

use domain::access::Action;

use super::super::{
    entry::{Act, Cell, Entry},
    scene::{Answer, Scene},
};

/// The entry of the export's route.
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
    ]
}

/// How much of the space the file holds.
fn written(scene: &Scene, answer: &Answer) -> &'static str {
    if answer.body.contains(&scene.space.to_string()) {
        "full"
    } else if answer.body.contains(&format!("Name{}", scene.word())) {
        "outline"
    } else {
        "nothing"
    }
}
