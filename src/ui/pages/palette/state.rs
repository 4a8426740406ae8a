//! The state of an open palette: its rows, and what keys, clicks and answers do.

use domain::{
    ids::UserId,
    search::{Found, FoundGroup, SearchHit, SearchQuery},
};
use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};

use super::{
    PaletteParts,
    actions::Place,
    recent,
    rows::{Does, Row, Section, Shown, Step},
};
use crate::{
    api::search::search_everything,
    i18n::Messages,
    ui::{
        browser::{after, new_id, open_tab, page_time, post, press_page_action, show_in_list},
        components::Glyph,
        errors::sentence,
        pages::search::{hit_glyph, hit_word},
        uploads::{Destination, Uploads},
    },
};

/// The rows that need no answer.
pub struct Offered {
    pub recent: Vec<Row>,
    pub actions: Vec<Row>,
}

/// The state of an open palette; its methods are the reactions to keys, clicks and answers.
#[derive(Clone, Copy)]
pub struct State {
    parts: PaletteParts,
    person: UserId,
    pub messages: Messages,
    /// The typed text.
    pub text: RwSignal<String>,
    pub shown: RwSignal<Shown>,
    /// The place of the marked row, which changes without rendering the rows again.
    pub marked: RwSignal<Option<usize>>,
    /// What is announced: how many rows there are, or why there are none.
    pub note: RwSignal<String>,
    /// The newest answer.
    found: StoredValue<Vec<FoundGroup>>,
    /// Number of requests; the answers to all but the last are dropped.
    requests: StoredValue<u32>,
    offered: StoredValue<Offered>,
    place: StoredValue<Place>,
    ids: StoredValue<String>,
    uploads: Uploads,
    go: Callback<String>,
}

impl State {
    /// Creates the state of a palette that opens over a page. `go` opens an address.
    pub fn new(
        parts: PaletteParts,
        (person, messages): (UserId, Messages),
        (place, offered): (Place, Offered),
        go: Callback<String>,
    ) -> Self {
        let state = Self {
            parts,
            person,
            messages,
            text: RwSignal::new(String::new()),
            shown: RwSignal::new(Shown::default()),
            marked: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            found: StoredValue::new(Vec::new()),
            requests: StoredValue::new(0),
            offered: StoredValue::new(offered),
            place: StoredValue::new(place),
            ids: StoredValue::new(new_id()),
            uploads: Uploads::expect(),
            go,
        };
        state.typed(String::new());
        state
    }

    /// Returns the id of an element of the palette.
    pub fn id(self, part: &str) -> String {
        self.ids.with_value(|ids| format!("{ids}-{part}"))
    }

    /// Returns the id of the row at a place.
    pub fn row_id(self, place: usize) -> String {
        self.id(&place.to_string())
    }

    /// Shows what is known for the text, and asks the server for more.
    pub fn typed(self, text: String) {
        let searched = text.trim().to_owned();
        self.text.set(text);
        self.requests.update_value(|requests| *requests += 1);
        self.found.update_value(|found| {
            if searched.is_empty() {
                found.clear();
            }
            // What an earlier answer found is shown while it has the words, until the next answer.
            for group in found.iter_mut() {
                group.hits.retain(|hit| hit.matches(&searched));
            }
        });
        let rows = self.rows(&searched);
        self.change(|shown| shown.typed(rows));
        if searched.is_empty() {
            return self.announce();
        }
        let request = self.requests.get_value();
        spawn_local(async move {
            let answer = search_everything(searched.clone(), None, None).await;
            if self.requests.try_get_value() != Some(request) {
                return;
            }
            match answer {
                Ok(Found { groups, .. }) => {
                    self.found.set_value(groups);
                    let rows = self.rows(&searched);
                    self.change(|shown| shown.answered(rows, page_time()));
                    self.announce();
                }
                Err(failure) => self.note.set(sentence(self.messages, &failure.0)),
            }
        });
    }

    /// Returns the rows for a text: recent ones, actions, what was found, and the way to the search page.
    fn rows(self, text: &str) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut add = |row: Row| {
            if rows.iter().all(|known| known.key != row.key) {
                rows.push(row);
            }
        };
        self.offered.with_value(|offered| {
            let known = offered.recent.iter().chain(&offered.actions);
            known.filter(|row| row.matches(text)).cloned().for_each(&mut add);
        });
        if text.is_empty() {
            return rows;
        }
        self.found.with_value(|found| {
            for FoundGroup { group, hits, .. } in found {
                let section = Section::Found(*group);
                hits.iter().map(|hit| self.hit(section, hit)).for_each(&mut add);
            }
        });
        let address = SearchQuery::new(None, text).address();
        add(Row {
            key: "search".to_owned(),
            section: Section::Search,
            title: vec![self.messages.with("palette-search-all", [("words", text)])],
            note: String::new(),
            glyph: Glyph::Search,
            does: Does::Open(address),
        });
        rows
    }

    fn hit(self, section: Section, hit: &SearchHit) -> Row {
        let word = hit_word(self.messages, &hit.kind);
        Row {
            key: hit.address.clone(),
            section,
            title: hit.title.clone(),
            note: match hit.place.is_empty() {
                true => word,
                false => format!("{word} · {}", hit.place),
            },
            glyph: hit_glyph(&hit.kind),
            does: Does::Open(hit.address.clone()),
        }
    }

    /// Changes the rows, which are rendered again only if they differ, and the mark.
    fn change(self, change: impl FnOnce(&mut Shown)) {
        let (before, mut shown) = self
            .shown
            .with_untracked(|shown| (shown.rows().to_vec(), shown.clone()));
        change(&mut shown);
        let place = shown.marked_place();
        match shown.rows() == before {
            true => self.shown.update_untracked(|now| *now = shown),
            false => self.shown.set(shown),
        }
        self.marked.set(place);
        if let Some(place) = place {
            // The rows are rendered after this.
            after(0, move || {
                if self.ids.try_get_value().is_some() {
                    show_in_list(&self.row_id(place));
                }
            });
        }
    }

    /// Announces the number of rows, without the one that leads to the search page.
    fn announce(self) {
        let is_counted = |row: &&Row| row.section != Section::Search;
        let count = self
            .shown
            .with_untracked(|shown| shown.rows().iter().filter(is_counted).count());
        self.note.set(self.messages.with("palette-count", [("count", count)]));
    }

    /// Handles a key in the field.
    pub fn key(self, event: &KeyboardEvent) {
        if event.is_composing() || event.alt_key() {
            return;
        }
        let control = event.ctrl_key() || event.meta_key();
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Previous,
            "Home" => Step::First,
            "End" => Step::Last,
            "Enter" => {
                event.prevent_default();
                let pressed = event.time_stamp();
                let row = self.shown.with_untracked(|shown| shown.for_enter(pressed).cloned());
                if let Some(row) = row {
                    self.run(row, control);
                }
                return;
            }
            "k" | "K" if control => {
                event.prevent_default();
                return self.parts.open.set(false);
            }
            _ => return,
        };
        event.prevent_default();
        self.change(|shown| shown.step(step));
    }

    /// Does what a row says. `in_tab` opens its page in another tab.
    pub fn run(self, row: Row, in_tab: bool) {
        recent::keep(self.person, &row);
        if let Some(address) = row.address().filter(|_| in_tab) {
            return open_tab(address);
        }
        let (parts, uploads, go) = (self.parts, self.uploads, self.go);
        let (here, folder) = self.place.with_value(|place| (place.address(), place.folder()));
        match row.does {
            // During the event: browsers choose files only for an act of the person.
            Does::Upload(space) => uploads.choose(Destination::Folder { space, folder }),
            Does::Open(address) => go.run(address),
            does => after(0, move || act(parts, does, &here)),
        }
        parts.open.set(false);
    }
}

/// Does what needs no page, once the palette is closed and the focus is where it was.
fn act(parts: PaletteParts, does: Does, here: &str) {
    match does {
        Does::AddSpace => parts.add_space.set(true),
        Does::AddDeal => parts.add_deal.set(true),
        Does::ShowKeys => parts.keys.set(true),
        Does::Press(place, label) => press_page_action(place, &label),
        Does::Post(path, Some(field)) => post(path, &[field, ("back", here)]),
        Does::Post(path, None) => post(path, &[]),
        Does::Open(_) | Does::Upload(_) => {}
    }
}
