//! A test that modules do not use each other in circles. The uses are read from the text of `use` statements and of
//! paths.
//!
//! A file and the modules in its own folder may use each other. A use of a re-exported item counts as a use of the
//! module that defines the item.

use std::collections::{BTreeMap, BTreeSet};

use super::{Source, sources};

/// Pairs of modules of which the first uses the second in a circle that still exists. The list may only shrink.
const EXCEPTIONS: &[(&str, &str)] = &[
    // The checker's methods are spread over the files of its folder.
    ("domain::import::compare", "domain::import::checker"),
    ("domain::import::custom", "domain::import::checker"),
    ("domain::import::reading", "domain::import::checker"),
];

type Path = Vec<String>;

/// A `use` of one item: its path, its other name if it has one, and whether it is re-exported.
struct Use {
    path: Path,
    alias: Option<String>,
    public: bool,
}

struct Module {
    uses: Vec<Use>,
    /// The paths in the code, unchanged.
    paths: Vec<Path>,
    code: String,
}

fn path(text: &str) -> Path {
    text.split("::").map(|part| part.trim().to_owned()).collect()
}

/// Returns the module path of a file, from the root of the crate.
fn module(file: &str, root: &str) -> Path {
    let inner = file.strip_prefix(root).unwrap().trim_end_matches(".rs");
    let mut path: Path = inner.split('/').map(str::to_owned).collect();
    if path
        .last()
        .is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str()))
    {
        path.pop();
    }
    path
}

/// Returns the code without comments and without test modules.
fn code(source: &Source) -> String {
    let mut out = String::new();
    let mut lines = source.code.lines().peekable();
    while let Some(line) = lines.next() {
        let tests = line.trim() == "#[cfg(test)]" && lines.peek().is_some_and(|next| next.ends_with('{'));
        if tests {
            break;
        }
        if !line.trim_start().starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Splits a text at the commas that are outside of braces.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&text[from..]);
    found.into_iter().filter(|part| !part.trim().is_empty()).collect()
}

fn flat(before: &[String], text: &str, public: bool, found: &mut Vec<Use>) {
    let text = text.trim();
    if let (Some(open), Some(close)) = (text.find('{'), text.rfind('}')) {
        let mut before = before.to_vec();
        let head = text[..open].trim().trim_end_matches("::");
        if !head.is_empty() {
            before.extend(path(head));
        }
        for part in parts(&text[open + 1..close]) {
            flat(&before, part, public, found);
        }
        return;
    }
    let (what, alias) = match text.split_once(" as ") {
        Some((what, alias)) => (what, Some(alias.trim().to_owned())),
        None => (text, None),
    };
    let mut whole = before.to_vec();
    whole.extend(path(what));
    if whole.last().is_some_and(|last| last == "self") {
        whole.pop();
    }
    let path = whole;
    found.push(Use { path, alias, public });
}

/// Returns the `use` statements of the code, and the code without them.
fn uses(code: &str) -> (Vec<Use>, String) {
    let (mut found, mut rest) = (Vec::new(), String::new());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let public = trimmed.starts_with("pub");
        let begins = trimmed
            .split_once("use ")
            .filter(|(before, _)| {
                before.is_empty() || (public && !before.contains(['(', ' ']) || before.ends_with(") "))
            })
            .or_else(|| trimmed.strip_prefix("pub use ").map(|rest| ("pub ", rest)));
        let Some((_, text)) = begins else {
            rest.push_str(line);
            rest.push('\n');
            continue;
        };
        let mut statement = text.to_owned();
        while !statement.contains(';') {
            let Some(next) = lines.next() else { break };
            statement.push(' ');
            statement.push_str(next.trim());
        }
        flat(&[], statement.split(';').next().unwrap(), public, &mut found);
    }
    (found, rest)
}

/// Returns all paths of two or more names in the code.
fn paths(code: &str) -> Vec<Path> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (mut found, mut word, mut before) = (Vec::new(), String::new(), ' ');
    for c in code.chars().chain([' ']) {
        if is_name(c) || (c == ':' && !word.is_empty()) {
            if word.is_empty() && (before == '.' || before == ':') {
                // It is a method call, or the rest of a path that begins with a type.
                before = c;
                continue;
            }
            word.push(c);
        } else {
            let text = word.trim_end_matches(':');
            if text.contains("::") && !text.contains(":::") {
                found.push(path(text));
            }
            word.clear();
        }
        before = c;
    }
    found
}

struct Modules(BTreeMap<Path, Module>);

impl Modules {
    fn read(folders: &[&str], root: &str) -> Self {
        let of = |source: Source| {
            let (uses, code) = uses(&code(&source));
            let paths = paths(&code);
            (module(&source.path, root), Module { uses, paths, code })
        };
        let is_test = |source: &Source| source.path.contains("/tests") || source.path.ends_with("_tests.rs");
        Self(
            sources(folders)
                .into_iter()
                .filter(|source| !is_test(source))
                .map(of)
                .collect(),
        )
    }

    /// Returns the path from the root, or `None` if it leads to another crate.
    fn absolute(&self, at: &Path, path: &Path) -> Option<Path> {
        let rest = match path.first()?.as_str() {
            "crate" => return Some(path[1..].to_vec()),
            "self" => [at.clone(), path[1..].to_vec()].concat(),
            "super" => {
                let up = path.iter().take_while(|part| *part == "super").count();
                let base = at.get(..at.len().checked_sub(up)?)?.to_vec();
                [base, path[up..].to_vec()].concat()
            }
            first => {
                let child = [at.clone(), vec![first.to_owned()]].concat();
                self.0.get(&child)?;
                [at.clone(), path.clone()].concat()
            }
        };
        Some(rest)
    }

    /// Returns the module that defines the item at this path.
    fn home(&self, path: &Path, depth: usize) -> Option<Path> {
        let known = (1..=path.len())
            .rev()
            .find(|length| self.0.contains_key(&path[..*length]))?;
        let at = path[..known].to_vec();
        let Some(name) = path.get(known).filter(|_| depth < 8) else {
            return Some(at);
        };
        for passed in self.0[&at].uses.iter().filter(|passed| passed.public) {
            let Some(target) = self.absolute(&at, &passed.path) else {
                continue;
            };
            let last = target.last()?;
            if passed.alias.as_ref().unwrap_or(last) == name {
                return self.home(&[target.clone(), path[known + 1..].to_vec()].concat(), depth + 1);
            }
            let from = target[..target.len() - 1].to_vec();
            let defines = |module: &Module| {
                ["fn", "struct", "enum", "const", "type", "trait", "static"]
                    .iter()
                    .any(|kind| module.code.contains(&format!("{kind} {name}")))
            };
            if last == "*" && self.0.get(&from).is_some_and(defines) {
                return Some(from);
            }
        }
        Some(at)
    }

    /// Returns the modules that this module uses, except those in its own folder and those whose folder contains it.
    fn used_by(&self, at: &Path) -> BTreeSet<Path> {
        let module = &self.0[at];
        let mut found = BTreeSet::new();
        for used in &module.uses {
            let Some(target) = self.absolute(at, &used.path) else {
                continue;
            };
            let name = used.alias.clone().or_else(|| target.last().cloned());
            let within = module
                .paths
                .iter()
                .filter(|path| path.first() == name.as_ref() && self.0.contains_key(&target));
            let mut deeper = false;
            for path in within {
                deeper = true;
                found.extend(self.home(&[target.clone(), path[1..].to_vec()].concat(), 0));
            }
            if !deeper {
                found.extend(self.home(&target, 0));
            }
        }
        for path in &module.paths {
            if ["crate", "super"].contains(&path[0].as_str()) {
                found.extend(self.absolute(at, path).and_then(|path| self.home(&path, 0)));
            }
        }
        found.retain(|other| !other.starts_with(at) && !at.starts_with(other));
        found
    }

    fn graph(&self, prefix: &str) -> BTreeMap<String, BTreeSet<String>> {
        let name = |path: &Path| format!("{prefix}{}", path.join("::"));
        let uses = |at| self.used_by(at).iter().map(name).collect();
        self.0.keys().map(|at| (name(at), uses(at))).collect()
    }
}

type Graph = BTreeMap<String, BTreeSet<String>>;

fn graph() -> Graph {
    let mut graph = Modules::read(&["src/server", "src/api"], "src/").graph("");
    graph.extend(Modules::read(&["crates/domain/src"], "crates/domain/src/").graph("domain::"));
    graph
}

fn without(graph: &Graph, exceptions: &[(&str, &str)]) -> Graph {
    let mut graph = graph.clone();
    for (from, to) in exceptions {
        if let Some(uses) = graph.get_mut(*from) {
            uses.remove(*to);
        }
    }
    graph
}

fn reaches(graph: &Graph, from: &str, to: &str) -> bool {
    let (mut waiting, mut seen) = (vec![from], BTreeSet::new());
    while let Some(at) = waiting.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            waiting.extend(graph.get(at).into_iter().flatten().map(String::as_str));
        }
    }
    false
}

#[test]
fn modules_do_not_use_each_other_in_circles() {
    let graph = without(&graph(), EXCEPTIONS);
    let circular: Vec<String> = graph
        .iter()
        .flat_map(|(from, uses)| uses.iter().map(move |to| (from, to)))
        .filter(|(from, to)| reaches(&graph, to, from))
        .map(|(from, to)| format!("{from} -> {to}"))
        .collect();
    assert!(circular.is_empty(), "in a circle:\n{}", circular.join("\n"));
}

#[test]
fn every_exception_is_still_a_circle() {
    let graph = graph();
    for exception in EXCEPTIONS {
        let others: Vec<_> = EXCEPTIONS.iter().filter(|other| *other != exception).copied().collect();
        let (from, to) = exception;
        let still = graph.get(*from).is_some_and(|uses| uses.contains(*to));
        let needed = still && reaches(&without(&graph, &others), to, from);
        assert!(needed, "no longer needed: {from} -> {to}");
    }
}

#[test]
fn a_circle_is_found() {
    let of = |path: &str, code: &str| {
        let source = Source {
            path: path.to_owned(),
            code: code.to_owned(),
        };
        let (uses, code) = uses(&self::code(&source));
        let paths = paths(&code);
        (module(path, "src/"), Module { uses, paths, code })
    };
    let modules = Modules(BTreeMap::from([
        of("src/a/mod.rs", "pub mod one;\nmod two;\npub use two::Two;\n"),
        of("src/a/one.rs", "use super::Two;\n"),
        of("src/a/two.rs", "use crate::b;\nfn f() { b::g() }\n// crate::c\n"),
        of("src/b.rs", "pub fn g() { crate::a::one::h() }\n"),
        of(
            "src/c.rs",
            "use crate::a::{Two as Other};\n#[cfg(test)]\nmod tests {\n use crate::b;\n}\n",
        ),
    ]));
    let graph = modules.graph("");
    let uses = |name: &str| graph[name].iter().cloned().collect::<Vec<_>>();
    assert_eq!(uses("a::one"), ["a::two"]);
    assert_eq!(uses("a::two"), ["b"]);
    assert_eq!(uses("b"), ["a::one"]);
    assert_eq!(uses("c"), ["a::two"]);
    assert!(reaches(&graph, "a::two", "a::one") && !reaches(&graph, "b", "c"));
}
