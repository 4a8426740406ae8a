//! Tests of the source code for rules that the compiler does not check (ARCHITECTURE.md, 'Invariants').

mod circles;
mod topics;

use std::{env, fs, path::PathBuf};

/// A source file: its path from the root, and its code without test modules in files of their own.
struct Source {
    path: String,
    code: String,
}

fn sources(folders: &[&str]) -> Vec<Source> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap());
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(Source {
                    path: path.strip_prefix(&root).unwrap().display().to_string(),
                    code: fs::read_to_string(&path).unwrap(),
                });
            }
        }
    }
    assert!(!found.is_empty(), "{folders:?}");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Fails with every line that breaks the rule.
fn none(rule: &str, sources: &[Source], breaks: impl Fn(&Source, &str) -> bool) {
    let broken: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            let lines = source.code.lines().enumerate();
            let broken = lines.filter(|(_, line)| breaks(source, line));
            broken.map(|(number, line)| format!("{}:{}: {}", source.path, number + 1, line.trim()))
        })
        .collect();
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

#[test]
fn every_module_has_a_doc_comment() {
    let silent: Vec<String> = sources(&["src", "crates/domain/src", "crates/spreadsheet/src"])
        .into_iter()
        .filter(|source| !source.code.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "without '//!' at its head: {silent:?}");
}

#[test]
fn the_interface_never_uses_the_server() {
    none("ui names the server", &sources(&["src/ui"]), |_, line| {
        line.contains("crate::server") || line.contains("sqlx")
    });
}

#[test]
fn pages_store_no_value_that_is_bound_to_a_thread() {
    // The server renders a page on one thread and drops it on another, where such a value panics.
    none(
        "bound to a thread",
        &sources(&["src/ui/pages", "src/ui/components", "src/ui/shell"]),
        |_, line| {
            ["new_local(", "LocalStorage", "SendWrapper", "LocalResource"]
                .iter()
                .any(|word| line.contains(word))
        },
    );
}

#[test]
fn the_title_of_a_document_outlives_its_page() {
    // The server reads it when the page is rendered, on a thread that does not wait for the page to be dropped.
    none(
        "a title that reads a signal of its page",
        &sources(&["src/ui"]),
        |_, line| line.contains("<Title text=move"),
    );
}

#[test]
fn no_effect_runs_on_the_server() {
    // An effect would run on another thread than the rendering, and panic if both lock the same signal.
    none(
        "an effect that runs on the server",
        &sources(&["src/ui"]),
        |source, line| {
            line.contains("new_isomorphic")
                || (line.contains("set_pending") && !source.path.ends_with("/loading_region.rs"))
        },
    );
}

#[test]
fn server_functions_use_the_server_only_inside_their_bodies() {
    none(
        "api names the server outside a function",
        &sources(&["src/api"]),
        |_, line| line.starts_with("use crate::server") || line.contains("sqlx"),
    );
}

#[test]
fn sql_is_written_only_in_the_store() {
    let statements = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "PRAGMA "];
    none("SQL outside the store", &without_tests(&["src"]), |source, line| {
        let elsewhere = !source.path.starts_with("src/server/store") && !source.path.starts_with("src/house/");
        let written = statements
            .iter()
            .any(|statement| line.contains(&format!("\"{statement}")));
        elsewhere && (written || line.contains("sqlx::"))
    });
}

/// Returns the sources without tests: test files are left out, and other files are cut off before their test module.
fn without_tests(folders: &[&str]) -> Vec<Source> {
    let is_test = |source: &Source| source.path.contains("/tests/") || source.path.ends_with("tests.rs");
    let mut found = sources(folders);
    found.retain(|source| !is_test(source));
    for source in &mut found {
        if let Some(at) = source.code.find("#[cfg(test)]\nmod tests {") {
            source.code.truncate(at);
        }
    }
    found
}

#[test]
fn the_sql_of_one_engine_is_written_in_one_file() {
    let words = [
        "fts5",
        "MATCH ",
        "json_",
        "PRAGMA",
        "BEGIN IMMEDIATE",
        "VACUUM",
        "rowid",
        "WITHOUT ROWID",
        "randomblob",
        "hex(",
        "sqlite_schema",
        "sqlite_master",
        "sqlite_version()",
        "EXPLAIN",
        "INDEXED BY",
        "INSERT OR",
        "_docsize",
    ];
    none("SQL of one engine", &sources(&["src/server/store"]), |source, line| {
        let allowed = source.path.ends_with("engine/dialect.rs") || source.path.contains("/tests");
        let text = line.contains('"') || line.trim_start().starts_with(|c: char| c.is_ascii_uppercase());
        let code = line.trim_start();
        let quiet = code.starts_with("//") || code.contains("serde_json::");
        !allowed && text && !quiet && words.iter().any(|word| line.contains(word))
    });
}

#[test]
fn every_write_has_a_permit() {
    none(
        "a writing transaction without a permit",
        &without_tests(&["src/server"]),
        |source, line| {
            let may = [
                "src/server/permits/",
                "src/server/gate",
                "src/server/store/events/writing.rs",
            ];
            let allowed = may.iter().any(|start| source.path.starts_with(start));
            !allowed && line.contains("tore.begin()")
        },
    );
    none(
        "a permit that the gate did not make",
        &without_tests(&["src/server"]),
        |source, line| {
            let made = [
                "SpacePermit::new(",
                "AccountPermit::new(",
                "DealPermit::new(",
                "TopicPermit::new(",
            ];
            !source.path.starts_with("src/server/gate") && made.iter().any(|made| line.contains(made))
        },
    );
    none(
        "the writing connection outside of the engine",
        &without_tests(&["src/server"]),
        |source, line| {
            let engine = source.path.starts_with("src/server/store/engine/");
            !engine && !source.path.ends_with("events/writing.rs") && line.contains("begin_write(")
        },
    );
}

#[test]
fn events_are_written_in_one_place() {
    let tables = ["activities", "deal_activities", "audit_lines", "events"];
    none(
        "an event written elsewhere",
        &without_tests(&["src/server"]),
        |source, line| {
            let elsewhere = !source.path.starts_with("src/server/store/events/");
            elsewhere
                && tables
                    .iter()
                    .any(|table| line.contains(&format!("INSERT INTO {table} ")))
        },
    );
}

#[test]
fn the_domain_does_no_io_and_reads_no_clock() {
    let machine = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::now",
    ];
    none(
        "I/O or a clock in the domain",
        &sources(&["crates/domain/src"]),
        |_, line| machine.iter().any(|word| line.contains(word)),
    );
}

#[test]
fn no_program_contains_the_folder_in_which_it_was_built() {
    // Checkouts may share a target folder, so a program that was compiled in one may run in another.
    let compiled_in = concat!("env!(\"CARGO_", "MANIFEST_DIR\")");
    none(
        "keeps the folder that it was built in",
        &sources(&["src", "crates", "xtask"]),
        |_, line| line.contains(compiled_in),
    );
}

#[test]
fn the_two_builds_differ_only_by_modules() {
    none(
        "cfg(feature) away from a door",
        &sources(&["src", "crates"]),
        |source, line| {
            let door = ["/lib.rs", "/main.rs", "/mod.rs"]
                .iter()
                .any(|end| source.path.ends_with(end));
            !door && line.contains("cfg") && line.contains("feature =")
        },
    );
}
