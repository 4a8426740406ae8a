//! `docs/permissions.txt`: the matrix in readable form.

use std::{fmt::Write, path::PathBuf};

use super::{
    entry::{Cell, Rule},
    requests::Section,
};

const HEADER: &str = "\
WHO MAY DO WHAT IN SPACES

For administrators and for developers. The file lists every function of the server (named as it is called:
POST /api/open_space) and every route, with the answer that each of six people gets:

  stranger         a client that is not signed in
  deactivated      a former administrator, still a member of the space, with an old session
  user             a person of the account with no relation to the space
  member           has access to the space
  owner            owns the space
  administrator    of the account; neither owner nor member of the space

For a request about one space, the columns are a public, a private and a hidden space, and an id that no space has
('unknown'). For a request about a file or folder, the member added it. A private one is a private topic of the member
that is assigned to nobody, or a file of it. For a request about a deal, they are a deal that has the owner and the
member, and an id that no deal has.
A person who may not know of a space or a deal gets exactly the answer of the unknown id, to the last byte. For a
request about an operation, an import or a view, the columns are the person's own, another person's, and one that does
not exist. Other requests have one answer.

Each cell has a word and the HTTP status of the answer:

  yes                                     it is done, or shown
  full, outline, nothing                  how much of the space is shown; an outline is name, owner, groups and lock
  signed out, not allowed, not found      it is refused (a page that says 'not allowed' has the status 403)
  closed                                  it exists and may not be changed
  failed                                  the request lacks what it needs, such as the upgrade to a WebSocket
  to sign-in, to spaces                   the browser is redirected there
  changed, updated, not allowed, gone,    what happened to the space in a list operation, an import or an undo, which
  refused, changed since                  answer 200 and skip what the person may not change
  warned, added                           whether an import warns about the name, or adds a second space with it

The file is written by a test, src/server/router/tests/matrix.rs, which sends every request as each of these people and
fails if the server answers otherwise. After an intended change run:

  UPDATE_PERMISSIONS=1 cargo test --features ssr --lib matrix
";

/// Width of a column; every cell is shorter.
const WIDTH: usize = 20;
const PERSON: usize = 17;

/// Returns the path of the file.
pub fn path() -> PathBuf {
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("docs/permissions.txt")
}

/// Returns the text of the file.
pub fn text(sections: &[Section]) -> String {
    let mut out = String::from(HEADER);
    let mut earlier = "";
    for section in sections.iter().filter(|section| section.entry.written) {
        let entry = &section.entry;
        if entry.name != earlier {
            earlier = entry.name;
            let line = "-".repeat(entry.name.chars().count());
            let _ = write!(out, "\n\n{}\n{line}\n", entry.name);
        }
        let _ = writeln!(out, "\n{}{}", entry.with, required_permission(&entry.rule));
        let mut head = format!("  {:PERSON$}", "");
        for column in entry.rule.columns() {
            let _ = write!(head, "{:WIDTH$}", column.word());
        }
        let _ = writeln!(out, "{}", head.trim_end());
        for (who, cells) in &section.rows {
            let _ = writeln!(out, "{}", row(who.word(), cells));
        }
    }
    out
}

fn row(person: &str, cells: &[Cell]) -> String {
    let mut row = format!("  {person:PERSON$}");
    for cell in cells {
        let cell = cell.to_string();
        assert!(cell.len() < WIDTH, "'{cell}' is too wide for the file");
        let _ = write!(row, "{cell:WIDTH$}");
    }
    row.trim_end().to_owned()
}

/// Returns the name that the access rule has for the required permission.
fn required_permission(rule: &Rule) -> String {
    match rule {
        Rule::Space { action, .. } => format!(" (permission on the space: {})", words(action)),
        Rule::Topic { action, .. } => format!(" (permission on the topic: {})", words(action)),
        Rule::File { action, .. } => format!(" (permission on the file: {})", words(action)),
        Rule::Deal { action, .. } => format!(" (permission on the deal: {})", words(action)),
        Rule::Account { action, .. } => format!(" (permission in the account: {})", words(action)),
        Rule::Own { .. } => " (one's own)".to_owned(),
        Rule::Open { .. } => String::new(),
    }
}

fn words(action: &impl serde::Serialize) -> String {
    let word = serde_json::to_value(action).unwrap();
    word.as_str().unwrap().replace('_', " ")
}
