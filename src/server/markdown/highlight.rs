//! Highlighting of code by classes.
//!
//! The scopes of syntect are mapped to a few classes (`style/components/prose.css` has their colours), so that the HTML of
//! code stays small.

use std::sync::LazyLock;

use syntect::{
    easy::ScopeRegionIterator,
    parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet},
    util::LinesWithEndings,
};

use super::escape::escape_text;

/// Maximum number of bytes that are highlighted in one post; code beyond it is shown without colours.
pub(super) const MAX_HIGHLIGHTED: usize = 6_000;
/// Maximum length of a highlighted line in bytes: the expressions of some languages take quadratic time. Longer lines have no
/// colours.
const MAX_LINE: usize = 160;

/// The languages that syntect brings along.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// The class of each scope; the first prefix that matches counts. An empty class ends the class of the scopes around it.
const CLASSES: [(&str, &str); 26] = [
    ("comment", "hl-comment"),
    ("constant.character.escape", "hl-constant"),
    ("constant.numeric", "hl-number"),
    ("constant", "hl-constant"),
    ("entity.name.function", "hl-function"),
    ("entity.name.tag", "hl-tag"),
    ("entity.name", "hl-type"),
    ("entity.other.attribute-name", "hl-attribute"),
    ("entity.other.inherited-class", "hl-type"),
    ("keyword.operator", ""),
    ("keyword", "hl-keyword"),
    ("markup.deleted", "hl-deleted"),
    ("markup.heading", "hl-keyword"),
    ("markup.inserted", "hl-inserted"),
    ("markup.raw", "hl-string"),
    ("meta.interpolation", ""),
    ("meta.diff.header", "hl-comment"),
    ("source", ""),
    ("storage", "hl-keyword"),
    ("string.unquoted", ""),
    ("string", "hl-string"),
    ("support.class", "hl-type"),
    ("support.function", "hl-function"),
    ("support.type", "hl-type"),
    ("variable.function", "hl-function"),
    ("variable.language", "hl-constant"),
];

static SCOPES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    CLASSES
        .iter()
        .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class)))
        .collect()
});

/// Returns the classes of highlighted code.
pub(super) fn classes() -> impl Iterator<Item = &'static str> {
    CLASSES
        .iter()
        .map(|(_, class)| *class)
        .filter(|class| !class.is_empty())
}

/// Writes code as HTML, highlighted if its language is known and it is short enough. `info` is the line after the fence, which
/// begins with the language; `rest` has the number of bytes that may still be highlighted in the post.
pub(super) fn write(html: &mut String, rest: &mut usize, info: &str, code: &str) {
    let Some(syntax) = syntax(info).filter(|_| code.len() <= *rest) else {
        return escape_text(html, code);
    };
    *rest -= code.len();
    coloured(html, syntax, code);
}

/// Returns the text of a file as HTML, highlighted if the extension of its name is that of a known language.
pub fn code(extension: &str, text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    match syntax(extension) {
        Some(syntax) => coloured(&mut html, syntax, text),
        None => escape_text(&mut html, text),
    }
    html
}

fn coloured(html: &mut String, syntax: &SyntaxReference, code: &str) {
    let mut written = Written { html, class: "" };
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    for line in LinesWithEndings::from(code) {
        if line.len() > MAX_LINE || !line_written(&mut written, &mut state, &mut scopes, line) {
            written.append("", line);
        }
    }
    written.append("", "");
}

/// Returns the syntax of the language that begins the line after the fence, by its name or extension.
fn syntax(info: &str) -> Option<&'static SyntaxReference> {
    let language = info
        .split([' ', '\t', ',', '{'])
        .next()
        .filter(|language| !language.is_empty())?;
    SYNTAXES.find_syntax_by_token(language)
}

/// Writes one line; returns `false`, with nothing written, if it cannot be parsed.
fn line_written(written: &mut Written<'_>, state: &mut ParseState, scopes: &mut ScopeStack, line: &str) -> bool {
    let Ok(operations) = state.parse_line(line, &SYNTAXES) else {
        return false;
    };
    for (text, operation) in ScopeRegionIterator::new(&operations, line) {
        if scopes.apply(operation).is_err() {
            *scopes = ScopeStack::new();
        }
        if !text.is_empty() {
            written.append(class(scopes), text);
        }
    }
    true
}

/// Returns the class of the innermost scope that has one.
fn class(scopes: &ScopeStack) -> &'static str {
    let class = |scope: &Scope| {
        SCOPES
            .iter()
            .find(|(prefix, _)| prefix.is_prefix_of(*scope))
            .map(|(_, class)| *class)
    };
    scopes.scopes.iter().rev().find_map(class).unwrap_or("")
}

/// Code that is written, with the class of its open `<span>`.
struct Written<'h> {
    html: &'h mut String,
    class: &'static str,
}

impl Written<'_> {
    fn append(&mut self, class: &'static str, text: &str) {
        if class != self.class {
            if !self.class.is_empty() {
                self.html.push_str("</span>");
            }
            if !class.is_empty() {
                self.html.extend(["<span class=\"", class, "\">"]);
            }
            self.class = class;
        }
        escape_text(self.html, text);
    }
}
