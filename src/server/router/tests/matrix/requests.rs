//! Sends every request as every person, and records the answers and what is wrong with them.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

use tokio::{runtime::Runtime, time::timeout};

use super::{
    super::Site,
    account::{Account, Who},
    entry::{Cell, Entry},
    plain::plain,
    scene::{Answer, Scene},
    table,
};
use crate::server::store::tests::contents::contents;

type Contents = BTreeMap<String, String>;

/// How many entries are tried at a time. Writes wait for the disk, so this is more than the number of cores.
const CONCURRENT_ENTRIES: usize = 4;
/// Time limit of one request.
const TIME_LIMIT: Duration = Duration::from_secs(30);
/// Tables that a person's own attempts may change although the spaces stay as they were: records of the attempt, and
/// the tag that was typed.
const OWN_RECORDS: [&str; 7] = [
    "audit_lines",
    "audit_people",
    "import_chunks",
    "import_items",
    "imports",
    "operations",
    "tags",
];

/// The results of one entry.
pub struct Section {
    pub entry: Entry,
    /// By person and column, in the order of both.
    pub rows: Vec<(Who, Vec<Cell>)>,
    /// Answers that differ from the rule.
    pub wrong: Vec<String>,
    /// Answers that reveal something the person may not know of.
    pub revealing: Vec<String>,
    /// Refused requests that changed data.
    pub changed: Vec<String>,
}

/// Tries all entries, in the order of the table.
pub fn request_everywhere() -> Vec<Section> {
    let account = runtime().block_on(Account::make());
    let waiting = Mutex::new(table::entries().into_iter().enumerate());
    let done = Mutex::new(BTreeMap::new());
    let next = || waiting.lock().unwrap().next();
    std::thread::scope(|scope| {
        for _ in 0..CONCURRENT_ENTRIES {
            scope.spawn(|| {
                let runtime = runtime();
                while let Some((place, entry)) = next() {
                    let section = runtime.block_on(section(&account, entry));
                    done.lock().unwrap().insert(place, section);
                }
            });
        }
    });
    done.into_inner().unwrap().into_values().collect()
}

/// Returns a runtime with one thread, so that the rendering of a page depends less on the speed of threads.
fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

async fn section(account: &Account, entry: Entry) -> Section {
    let mut section = Section {
        entry,
        rows: Vec::new(),
        wrong: Vec::new(),
        revealing: Vec::new(),
        changed: Vec::new(),
    };
    for who in Who::ALL {
        let site = account.copy().await;
        let row = section.row(account, &site, who).await;
        section.rows.push((who, row));
        site.state.store.close().await;
    }
    section
}

impl Section {
    /// Tries all columns as one person, the last one first: the others are compared with the answer for the unknown id.
    async fn row(&mut self, account: &Account, site: &Site, who: Who) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut unknown = None;
        for column in self.entry.rule.columns().iter().rev() {
            let mut scene = Scene::new(account, site, &self.entry, who, *column).await;
            scene.prepare(self.entry.before).await;
            let before = contents(&site.state.store).await;
            let answer = timeout(TIME_LIMIT, scene.request(&self.entry)).await;
            let answer = answer.unwrap_or_else(|_| panic!("{}: no answer", self.place(&scene)));
            let cell = self.read(&scene, &answer);
            self.judge(&scene, &answer, cell);
            if !self.entry.allows(&scene) {
                let after = contents(&site.state.store).await;
                self.check_unchanged(&scene, cell, before, after);
            }
            let answer = plain(&scene, &answer);
            let unknown = unknown.get_or_insert_with(|| answer.clone());
            if self.entry.must_not_reveal(&scene) && *unknown != answer {
                let place = self.place(&scene);
                let column = column.word();
                self.revealing
                    .push(format!("{place}\n--- unknown\n{unknown}\n--- {column}\n{answer}"));
            }
            cells.push(cell);
        }
        cells.reverse();
        cells
    }

    /// Returns the word of the answer and its status.
    fn read(&self, scene: &Scene, answer: &Answer) -> Cell {
        let word = match answer.status {
            200 => (self.entry.read)(scene, answer),
            201 | 204 => (self.entry.read)(scene, answer),
            302 | 303 if answer.place().contains("error=") => "refused",
            302 | 303 if answer.place().starts_with("/sign-in") => "to sign-in",
            302 | 303 if answer.place().starts_with("/spaces") => "to spaces",
            401 => "signed out",
            403 => "not allowed",
            404 => "not found",
            _ => "failed",
        };
        Cell(word, answer.status)
    }

    fn judge(&mut self, scene: &Scene, answer: &Answer, cell: Cell) {
        let expected = self.entry.expected(scene);
        if cell != expected {
            let place = self.place(scene);
            let body: String = answer.body.chars().take(300).collect();
            self.wrong
                .push(format!("{place}: '{cell}' instead of '{expected}': {body}"));
        }
    }

    /// Checks that a refused request changed nothing. A refusal that the answer states may be recorded.
    fn check_unchanged(&mut self, scene: &Scene, cell: Cell, before: Contents, after: Contents) {
        let own = |table: &String| cell.1 == 200 && OWN_RECORDS.contains(&table.as_str());
        let changed: Vec<&String> = before
            .keys()
            .filter(|table| !own(table) && before[*table] != after[*table])
            .collect();
        if !changed.is_empty() {
            let place = self.place(scene);
            self.changed.push(format!("{place}: {changed:?}"));
        }
    }

    fn place(&self, scene: &Scene) -> String {
        let Entry { name, with, .. } = &self.entry;
        format!("{name} ({with}), {}, {}", scene.who.word(), scene.column.word())
    }
}
