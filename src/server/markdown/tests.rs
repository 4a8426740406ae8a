//! Tests of the rendering of posts.

mod blocks;
mod files;
mod forging;
mod labels;
mod pathological;
mod xss;

use std::collections::HashMap;

use domain::ids::{FileId, SpaceId, UserId};
use uuid::Uuid;

use super::*;

/// A person's id, different for each number.
fn person(number: u128) -> UserId {
    UserId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

/// A space's id, different for each number.
fn space(number: u128) -> SpaceId {
    SpaceId(Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0000 + number))
}

fn html(markdown: &str) -> String {
    render(markdown).html
}

/// Returns the people and spaces that stored HTML refers to.
fn found(html: &str) -> (Vec<UserId>, Vec<SpaceId>) {
    let found = references(html);
    (found.people, found.spaces)
}

/// What a reader of the tests may see.
#[derive(Default)]
struct Names {
    people: HashMap<UserId, String>,
    spaces: HashMap<SpaceId, String>,
    files: HashMap<FileId, FileView>,
    neutral: Neutral,
}

impl Names {
    /// A reader who may see the first person and the first space.
    fn of_one() -> Self {
        Self {
            people: HashMap::from([(person(1), "Anna <Żak>".to_owned())]),
            spaces: HashMap::from([(space(1), "R&D".to_owned())]),
            files: HashMap::new(),
            neutral: Neutral {
                person: "someone".to_owned(),
                space: "a space".to_owned(),
                file: "no file".to_owned(),
            },
        }
    }
}

impl Reader for Names {
    fn person(&self, id: UserId) -> Option<&str> {
        self.people.get(&id).map(String::as_str)
    }

    fn space(&self, id: SpaceId) -> Option<&str> {
        self.spaces.get(&id).map(String::as_str)
    }

    fn file(&self, id: FileId) -> Option<&FileView> {
        self.files.get(&id)
    }

    fn neutral(&self) -> &Neutral {
        &self.neutral
    }
}
