//! Knocks at every door as everyone, and notes what came back and what was wrong with it.

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

/// How many entries are tried at once: a write waits for the disk.
const AT_ONCE: usize = 4;
/// How long one knock may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// What a person's own attempts leave behind, though the spaces are as they were: what was tried, and the tag that was
/// typed.
const OWN_RECORDS: [&str; 7] = [
    "audit_lines",
    "audit_people",
    "import_chunks",
    "import_items",
    "imports",
    "operations",
    "tags",
];

/// What came of one entry.
pub struct Section {
    pub entry: Entry,
    /// By person and column, in the order of both.
    pub rows: Vec<(Who, Vec<Cell>)>,
    /// Answers that are not the rule's.
    pub wrong: Vec<String>,
    /// Answers that tell of what the person may not know of.
    pub telling: Vec<String>,
    /// Refusals that changed something.
    pub changed: Vec<String>,
}

/// Everything, in the order of the table.
pub fn request_everywhere() -> Vec<Section> {
    let account = runtime().block_on(Account::make());
    let waiting = Mutex::new(table::entries().into_iter().enumerate());
    let done = Mutex::new(BTreeMap::new());
    let next = || waiting.lock().unwrap().next();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
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

/// Of one thread, so that how a page is rendered depends less on which of two threads is faster.
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
        telling: Vec::new(),
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
    /// One person at all columns, the last first: what the unknown id gets is what the others are held against.
    async fn row(&mut self, account: &Account, site: &Site, who: Who) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut unknown = None;
        for column in self.entry.rule.columns().iter().rev() {
            let mut scene = Scene::new(account, site, &self.entry, who, *column).await;
            scene.prepare(self.entry.before).await;
            let before = contents(&site.state.store).await;
            let answer = timeout(PATIENCE, scene.request(&self.entry)).await;
            let answer = answer.unwrap_or_else(|_| panic!("{}: no answer", self.place(&scene)));
            let cell = self.read(&scene, &answer);
            self.judge(&scene, &answer, cell);
            if !self.entry.allows(&scene) {
                let after = contents(&site.state.store).await;
                self.hold_unchanged(&scene, cell, before, after);
            }
            let answer = plain(&scene, &answer);
            let unknown = unknown.get_or_insert_with(|| answer.clone());
            if self.entry.must_not_tell(&scene) && *unknown != answer {
                let place = self.place(&scene);
                let column = column.word();
                self.telling
                    .push(format!("{place}\n--- unknown\n{unknown}\n--- {column}\n{answer}"));
            }
            cells.push(cell);
        }
        cells.reverse();
        cells
    }

    /// The word of the answer, and its status.
    fn read(&self, scene: &Scene, answer: &Answer) -> Cell {
        let word = match answer.status {
            200 => (self.entry.read)(scene, answer),
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

    /// A refusal left nothing behind; one that is told in the answer may note that it was tried.
    fn hold_unchanged(&mut self, scene: &Scene, cell: Cell, before: Contents, after: Contents) {
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
