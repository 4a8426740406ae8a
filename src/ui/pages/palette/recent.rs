//! What the person chose last in the palette, in this browser. It is kept apart for each person of the browser.

use domain::ids::UserId;
use serde::{Deserialize, Serialize};

use super::rows::{Does, Row, Section};
use crate::ui::{
    browser::{store, stored},
    components::Glyph,
};

/// The maximum number of rows that are kept.
const KEPT: usize = 6;

/// A row that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The key of the row, which of a page is its address.
    key: String,
    title: String,
    note: String,
}

impl Chosen {
    /// Returns the row. Actions are those that the page offers now, in the present language; of others only pages can be
    /// chosen again.
    fn row(self, actions: &[Row]) -> Option<Row> {
        if let Some(action) = actions.iter().find(|action| action.key == self.key) {
            return Some(Row {
                section: Section::Recent,
                ..action.clone()
            });
        }
        self.key.starts_with('/').then(|| Row {
            section: Section::Recent,
            title: vec![self.title],
            note: self.note,
            glyph: glyph_at(&self.key),
            does: Does::Open(self.key.clone()),
            key: self.key,
        })
    }
}

/// Returns the icon of the page at an address.
fn glyph_at(address: &str) -> Glyph {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts[..] {
        ["spaces", _, "topics", ..] => Glyph::Talk,
        ["files", ..] => Glyph::File,
        ["deals", _, ..] => Glyph::Handshake,
        ["spaces"] | ["deals"] if !query.is_empty() => Glyph::Person,
        _ => Glyph::Layers,
    }
}

fn key(person: UserId) -> String {
    format!("palette-{person}")
}

fn kept(person: UserId) -> Vec<Chosen> {
    let text = stored(&key(person));
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Returns the rows that the person chose last, newest first. `actions` are those that the page offers now.
pub fn rows(person: UserId, actions: &[Row]) -> Vec<Row> {
    let rows = kept(person).into_iter().filter_map(|chosen| chosen.row(actions));
    rows.collect()
}

/// Keeps a row as the one that was chosen last. The buttons of a page are not kept: they mean that page.
pub fn keep(person: UserId, row: &Row) {
    if matches!(row.does, Does::Press(..) | Does::Upload(_)) || row.section == Section::Search {
        return;
    }
    let kept = with(kept(person), row);
    if let Ok(text) = serde_json::to_string(&kept) {
        store(&key(person), &text);
    }
}

/// Puts a row before the others, without its earlier entry.
fn with(mut kept: Vec<Chosen>, row: &Row) -> Vec<Chosen> {
    kept.retain(|chosen| chosen.key != row.key);
    kept.insert(
        0,
        Chosen {
            key: row.key.clone(),
            title: row.title.concat(),
            note: row.note.clone(),
        },
    );
    kept.truncate(KEPT);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str) -> Row {
        Row {
            key: key.to_owned(),
            section: Section::Go,
            title: vec!["Now".to_owned(), key.to_owned()],
            note: String::new(),
            glyph: Glyph::Chart,
            does: Does::Open(key.to_owned()),
        }
    }

    #[test]
    fn the_newest_rows_are_kept_once() {
        let mut kept = Vec::new();
        for key in ["/1", "/2", "/3", "/4", "/5", "/6", "/7", "/2"] {
            kept = with(kept, &row(key));
        }
        let keys: Vec<&str> = kept.iter().map(|chosen| chosen.key.as_str()).collect();
        assert_eq!(keys, ["/2", "/7", "/6", "/5", "/4", "/3"]);
    }

    #[test]
    fn actions_are_as_the_page_offers_them_now() {
        let chosen = |key: &str| Chosen {
            key: key.to_owned(),
            title: "Before".to_owned(),
            note: String::new(),
        };
        let actions = [row("/deals"), row("add-space")];
        assert_eq!(
            chosen("add-space").row(&actions).unwrap().title.concat(),
            "Nowadd-space"
        );
        assert_eq!(chosen("add-deal").row(&actions), None);
        let page = chosen("/spaces/1/topics/2").row(&actions).unwrap();
        assert_eq!((page.title.concat().as_str(), page.glyph), ("Before", Glyph::Talk));
        assert_eq!(glyph_at("/spaces?owner=1"), Glyph::Person);
    }
}
