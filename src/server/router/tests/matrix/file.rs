//! `docs/permissions.txt`: the matrix as people read it.

use std::{fmt::Write, path::PathBuf};

use super::{
    entry::{Cell, Rule},
    requests::Section,
};

const HEADER: &str = "\
WHO MAY DO WHAT IN SPACES

For administrators as well as for developers. Every function of the server (named as it is called: POST /api/open_space)
and every address stands here, with what each of six people gets there:

  stranger         nobody of the account: not signed in
  deactivated      was an administrator and is still named as a member of the space; comes with an old session
  user             in the account, and nothing to do with the space
  member           has access to the space
  owner            owns the space
  administrator    of the account; neither owner nor member of the space

Where it is about one space, the columns are a public, a private and a hidden space, and an id that no space has
('unknown'). Where it is about a deal, they are a deal that has the owner and the member, and an id that no deal has.
Whoever may not know of a space or a deal gets the very answer of the unknown id, to the last letter. Where it is about
an operation or an import, the columns are one's own, another's, and one that does not exist. The rest has one answer.

Each place holds a word and the HTTP status of the answer:

  yes                                     it is done, or shown
  full, outline, nothing                  how much of the space it shows; an outline is name, owner, groups and lock
  signed out, not allowed, not found      it is refused (a page that says 'not allowed' has the status 403)
  closed                                  it is there, and may not be changed
  to sign-in, to spaces                   the browser is sent there
  changed, updated, not allowed, gone,    what became of the space in a list operation, an import or an undo, which
  refused, changed since                  answer 200 and leave alone what the person may not change
  warned, added                           whether an import warns of the name, or adds a second space of it

The file is written by a test, src/server/router/tests/matrix.rs, which knocks at every door as every one of them and
fails where the server answers otherwise. After a change that is meant:

  UPDATE_PERMISSIONS=1 cargo test --features ssr --lib matrix
";

/// Width of a column; no cell is longer.
const WIDTH: usize = 20;
const PERSON: usize = 17;

/// Where the file is.
pub fn path() -> PathBuf {
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("docs/permissions.txt")
}

/// The file's text.
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
        let _ = writeln!(out, "\n{}{}", entry.with, asked(&entry.rule));
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

/// Which right is asked for, as the access rule names it.
fn asked(rule: &Rule) -> String {
    match rule {
        Rule::Space { action, .. } => format!(" (right to the space: {})", words(action)),
        Rule::Deal { action, .. } => format!(" (right to the deal: {})", words(action)),
        Rule::Account { action, .. } => format!(" (right in the account: {})", words(action)),
        Rule::Own { .. } => " (one's own)".to_owned(),
        Rule::Open { .. } => String::new(),
    }
}

fn words(action: &impl serde::Serialize) -> String {
    let word = serde_json::to_value(action).unwrap();
    word.as_str().unwrap().replace('_', " ")
}
