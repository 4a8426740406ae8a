//! The access table: an entry, or several, for every server function and every route.

use super::entry::Entry;

mod account;
mod deals;
mod export;
mod fields;
mod files;
mod imports;
mod lists;
mod notices;
mod operations;
mod routes;
mod settings;
mod spaces;
mod tasks;
mod topics;
mod views;

/// Returns all entries in the order of the file. Entries with the same name are adjacent.
pub fn entries() -> Vec<Entry> {
    let mut entries = spaces::entries();
    entries.extend(lists::entries());
    entries.extend(topics::entries());
    entries.extend(tasks::entries());
    entries.extend(files::entries());
    entries.extend(views::entries());
    entries.extend(operations::entries());
    entries.extend(imports::entries());
    entries.extend(account::entries());
    entries.extend(fields::entries());
    entries.extend(deals::entries());
    entries.extend(notices::entries());
    entries.extend(settings::entries());
    entries.extend(export::entries());
    entries.extend(routes::entries());
    let mut names: Vec<&str> = Vec::new();
    for entry in &entries {
        if !names.contains(&entry.name) {
            names.push(entry.name);
        }
    }
    entries.sort_by_key(|entry| names.iter().position(|name| *name == entry.name));
    entries
}
