//! The rows of the palette, and which of them a key or a click means. Plain data, without the page.
//!
//! Answers of the server arrive while a person looks at the rows. So a row is never known by its place: Enter means the row
//! that was marked and announced, a click the row that the person aimed at. If that is unclear, nothing happens.

use domain::{fold, ids::SpaceId, search::SearchGroup};

use crate::ui::components::Glyph;

/// Time after which a person has seen that another row took the place of the one they aim at, in milliseconds.
const SEEN_AFTER: f64 = 300.0;

/// A part of the list, in the order of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    Recent,
    /// What the head of the page offers.
    Page,
    Add,
    Go,
    /// Theme, language, and the end of the session.
    Account,
    Found(SearchGroup),
    /// The search page with the typed words.
    Search,
}

/// What a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Opens a page of this address.
    Open(String),
    /// Presses the button at this place in the head of the page, which has this label.
    Press(usize, String),
    AddSpace,
    AddDeal,
    /// Uploads files to the library of the space.
    Upload(SpaceId),
    ShowKeys,
    /// Posts a form with one field to the path, and returns to the page; without a field it does not return.
    Post(&'static str, Option<(&'static str, &'static str)>),
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What tells it apart from all others: its address, or the name of the action.
    pub key: String,
    pub section: Section,
    /// The title as pieces that match or not, in turn, beginning with one that does not.
    pub title: Vec<String>,
    /// What it is and where. May be empty.
    pub note: String,
    pub glyph: Glyph,
    pub does: Does,
}

impl Row {
    /// Returns whether title and note have all words of the text.
    pub fn matches(&self, text: &str) -> bool {
        fold::matches(&format!("{} {}", self.title.concat(), self.note), text)
    }

    /// Returns the address that the row opens.
    pub fn address(&self) -> Option<&str> {
        match &self.does {
            Does::Open(address) => Some(address),
            _ => None,
        }
    }
}

/// Where the mark moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Next,
    Previous,
    First,
    Last,
}

/// The rows that are shown, and the marked one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    rows: Vec<Row>,
    /// The key of the marked row.
    marked: Option<String>,
    /// When an answer marked a row where none was, in milliseconds since the page was loaded.
    marked_at: f64,
    /// The rows that took the place of others, and when, in milliseconds since the page was loaded.
    moved: Vec<(String, f64)>,
}

impl Shown {
    /// Returns the rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Shows the rows for a text that was typed just now, and marks the first of them.
    pub fn typed(&mut self, rows: Vec<Row>) {
        self.marked = first_of(&rows);
        self.marked_at = 0.0;
        self.moved.clear();
        self.rows = rows;
    }

    /// Shows the rows after an answer. The marked row stays marked. If it is gone, none is marked; if none was marked, the
    /// first is.
    pub fn answered(&mut self, rows: Vec<Row>, now: f64) {
        let has = |rows: &[Row], key: &str| rows.iter().any(|row| row.key == key);
        let pairs = rows.iter().zip(&self.rows);
        let replaced = pairs.filter(|(new, old)| new.key != old.key);
        self.moved.extend(replaced.map(|(new, _)| (new.key.clone(), now)));
        match &self.marked {
            Some(key) if !has(&rows, key) => self.marked = None,
            Some(_) => {}
            None => {
                self.marked = first_of(&rows);
                self.marked_at = now;
            }
        }
        self.rows = rows;
    }

    /// Moves the mark. After the last row follows the first.
    pub fn step(&mut self, step: Step) {
        let count = self.rows.len();
        if count == 0 {
            return;
        }
        let at = self.marked_place();
        let to = match (step, at) {
            (Step::First, _) | (Step::Next, None) => 0,
            (Step::Last, _) | (Step::Previous, None) => count - 1,
            (Step::Next, Some(at)) => (at + 1) % count,
            (Step::Previous, Some(at)) => (at + count - 1) % count,
        };
        self.marked = self.rows.get(to).map(|row| row.key.clone());
        self.marked_at = 0.0;
    }

    /// Returns the place of the marked row.
    pub fn marked_place(&self) -> Option<usize> {
        let marked = self.marked.as_ref()?;
        self.rows.iter().position(|row| row.key == *marked)
    }

    /// Returns the row for Enter that was pressed at this time: the marked one, if it was marked by then.
    pub fn for_enter(&self, pressed: f64) -> Option<&Row> {
        let place = self.marked_place().filter(|_| pressed >= self.marked_at)?;
        self.rows.get(place)
    }

    /// Returns the row with this key for a click at this time, unless it took the place of another one shortly before.
    pub fn for_click(&self, key: &str, pressed: f64) -> Option<&Row> {
        let moved = self.moved.iter().filter(|(moved, _)| moved == key);
        if moved.map(|(_, at)| at).any(|at| pressed < at + SEEN_AFTER) {
            return None;
        }
        self.rows.iter().find(|row| row.key == key)
    }
}

/// Returns the key of the row that is marked at first. The link to the search page is marked only by the person.
fn first_of(rows: &[Row]) -> Option<String> {
    rows.iter()
        .find(|row| row.section != Section::Search)
        .map(|row| row.key.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, section: Section) -> Row {
        Row {
            key: key.to_owned(),
            section,
            title: vec![key.to_owned()],
            note: String::new(),
            glyph: Glyph::Layers,
            does: Does::Open(key.to_owned()),
        }
    }

    fn found(keys: &[&str]) -> Vec<Row> {
        let hits = keys.iter().map(|key| row(key, Section::Found(SearchGroup::Spaces)));
        hits.chain([row("search", Section::Search)]).collect()
    }

    fn for_enter(shown: &Shown, at: f64) -> Option<&str> {
        shown.for_enter(at).map(|row| row.key.as_str())
    }

    fn for_click<'a>(shown: &'a Shown, key: &str, at: f64) -> Option<&'a str> {
        shown.for_click(key, at).map(|row| row.key.as_str())
    }

    #[test]
    fn the_first_row_is_marked_and_the_mark_moves_around() {
        let mut shown = Shown::default();
        shown.step(Step::Next);
        assert_eq!(for_enter(&shown, 0.0), None);
        shown.typed(found(&["a", "b"]));
        let mut walk = Vec::new();
        for step in [
            Step::Next,
            Step::Next,
            Step::Next,
            Step::Previous,
            Step::First,
            Step::Last,
        ] {
            shown.step(step);
            walk.push(for_enter(&shown, 0.0).unwrap().to_owned());
        }
        assert_eq!(walk, ["b", "search", "a", "search", "a", "search"]);
    }

    #[test]
    fn enter_means_the_marked_row_wherever_an_answer_moves_it() {
        let mut shown = Shown::default();
        shown.typed(found(&["a", "b"]));
        shown.answered(found(&["new", "a"]), 50.0);
        assert_eq!((for_enter(&shown, 50.0), shown.marked_place()), (Some("a"), Some(1)));
    }

    #[test]
    fn enter_does_nothing_if_the_marked_row_is_gone() {
        let mut shown = Shown::default();
        shown.typed(found(&["a"]));
        shown.answered(found(&["b"]), 50.0);
        assert_eq!(for_enter(&shown, 60.0), None);
        shown.step(Step::Next);
        assert_eq!(for_enter(&shown, 60.0), Some("b"));
    }

    #[test]
    fn enter_that_was_pressed_before_a_row_was_marked_does_nothing() {
        let mut shown = Shown::default();
        // The link to the search page is shown at once, but Enter does not mean it.
        shown.typed(found(&[]));
        assert_eq!(for_enter(&shown, 40.0), None);
        shown.answered(found(&["a"]), 50.0);
        assert_eq!((for_enter(&shown, 49.0), for_enter(&shown, 50.0)), (None, Some("a")));
    }

    #[test]
    fn a_click_does_nothing_on_a_row_that_has_just_taken_the_place_of_another() {
        let mut shown = Shown::default();
        shown.typed(found(&["a", "b"]));
        shown.answered(found(&["a", "c", "d"]), 1000.0);
        assert_eq!(for_click(&shown, "a", 1001.0), Some("a"));
        assert_eq!(for_click(&shown, "c", 1299.0), None);
        assert_eq!(for_click(&shown, "c", 1300.0), Some("c"));
        // It replaced the link to the search page.
        assert_eq!(for_click(&shown, "d", 1001.0), None);
        assert_eq!(for_click(&shown, "b", 2000.0), None);
        // A second answer that keeps the places keeps the times.
        shown.answered(found(&["a", "c", "d"]), 1100.0);
        assert_eq!(
            (for_click(&shown, "c", 1299.0), for_click(&shown, "c", 1300.0)),
            (None, Some("c"))
        );
    }

    #[test]
    fn a_row_is_found_by_the_beginnings_of_words_of_title_and_note() {
        let row = Row {
            note: "Łódź".to_owned(),
            ..row("Nowa umowa", Section::Recent)
        };
        assert!(row.matches("umo lodz") && row.matches("") && !row.matches("mowa"));
    }
}
