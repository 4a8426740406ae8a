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
mod pages;
mod routes;
mod settings;
mod spaces;
mod topics;
mod views;

/// Returns all entries in the order of the file. Entries with the same name are adjacent. Those of topics are tried with a
/// private topic too.
pub fn entries() -> Vec<Entry> {
    let mut entries = of_all();
    entries.extend(of_all().into_iter().filter_map(Entry::into_private));
    let mut names: Vec<&str> = Vec::new();
    for entry in &entries {
        if !names.contains(&entry.name) {
            names.push(entry.name);
        }
    }
    entries.sort_by_key(|entry| names.iter().position(|name| *name == entry.name));
    entries
}

fn of_all() -> Vec<Entry> {
    let mut entries = spaces::entries();
    entries.extend(lists::entries());
    entries.extend(topics::entries());
    entries.extend(pages::entries());
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
    entries
}
