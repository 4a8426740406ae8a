//! Anchors: the ids of headings, to which the contents of a document lead.
//!
//! Stored HTML has them in every post. A page of a thread shows many posts, in which ids would be repeated, so they are taken out
//! of all but documents.

use std::collections::{HashMap, HashSet};

use domain::{
    fold::{fold, words},
    topic::page::Heading,
};

/// The beginning of each id, so that no text of an author is the id of another element of the page.
const PREFIX: &str = "section";
/// Maximum number of characters of the words in an id.
const MAX_WORDS: usize = 60;
/// The names of the elements of headings, from the highest.
const ELEMENTS: [&str; 4] = ["h3", "h4", "h5", "h6"];

/// The ids of one text, each of them once.
#[derive(Default)]
pub(super) struct Ids {
    used: HashSet<String>,
    /// The last number that was added to an id.
    numbers: HashMap<String, usize>,
}

impl Ids {
    /// Returns the id of the next heading: its words, and a number if an earlier heading has the same.
    pub(super) fn next(&mut self, heading: &str) -> String {
        let id = id(heading);
        if self.used.insert(id.clone()) {
            return id;
        }
        let number = self.numbers.entry(id.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{id}-{number}");
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

fn id(heading: &str) -> String {
    let folded = fold(heading);
    let mut id = PREFIX.to_owned();
    for word in words(&folded).filter(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        if id.len() + word.len() > PREFIX.len() + MAX_WORDS {
            break;
        }
        id.push('-');
        id.push_str(word);
    }
    id
}

/// Returns whether an attribute may have this value as an id.
pub(super) fn permitted(id: &str) -> bool {
    let rest = id.strip_prefix(PREFIX);
    rest.is_some_and(|rest| {
        let mut bytes = rest.bytes();
        rest.is_empty() || (rest.starts_with('-') && bytes.all(|byte| byte == b'-' || byte.is_ascii_alphanumeric()))
    })
}

/// The beginning of a heading with an id in HTML from the sanitiser, in which `<` begins a tag.
struct Start<'h> {
    /// The HTML before it.
    before: &'h str,
    level: usize,
    id: &'h str,
    /// The HTML after its tag.
    after: &'h str,
}

/// Returns the first heading with an id.
fn find(html: &str) -> Option<Start<'_>> {
    let mut from = 0;
    loop {
        let at = from + html[from..].find("<h")?;
        from = at + 2;
        let level = ELEMENTS.iter().position(|name| html[at + 1..].starts_with(name));
        let Some(level) = level else { continue };
        let tag = html[at + 1 + ELEMENTS[level].len()..].strip_prefix(" id=\"");
        let Some((id, after)) = tag.and_then(|tag| tag.split_once("\">")) else {
            continue;
        };
        return Some(Start {
            before: &html[..at],
            level,
            id,
            after,
        });
    }
}

/// Returns the HTML without the ids of headings.
pub fn without_anchors(html: &str) -> String {
    let (mut cleaned, mut rest) = (String::with_capacity(html.len()), html);
    while let Some(start) = find(rest) {
        cleaned.push_str(start.before);
        cleaned.extend(["<", ELEMENTS[start.level], ">"]);
        rest = start.after;
    }
    cleaned.push_str(rest);
    cleaned
}

/// Returns the headings of a document in order, of HTML for one reader. Headings without words are left out.
pub fn contents(html: &str) -> Vec<Heading> {
    let (mut found, mut rest) = (Vec::new(), html);
    while let Some(start) = find(rest) {
        let end = format!("</{}>", ELEMENTS[start.level]);
        let (inner, after) = start.after.split_once(&end).unwrap_or((start.after, ""));
        let text = words_of(inner);
        if !text.is_empty() {
            found.push(Heading {
                id: start.id.to_owned(),
                level: start.level as u8 + 1,
                text,
            });
        }
        rest = after;
    }
    found
}

/// Returns the text of HTML on one line.
fn words_of(html: &str) -> String {
    let mut text = String::new();
    for (number, piece) in html.split('<').enumerate() {
        text.push_str(match number {
            0 => piece,
            _ => piece.split_once('>').map_or("", |(_, after)| after),
        });
    }
    for (entity, letter) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, letter);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::markdown::render;

    #[test]
    fn a_heading_has_the_id_of_its_words_whatever_is_before_it() {
        let html = render("# Żółta *łódź*\n\n## Ceny & rabaty\n\n## Ceny i rabaty\n\n## !?\n\n## Ceny").html;
        let ids: Vec<String> = contents(&html).into_iter().map(|heading| heading.id).collect();
        assert_eq!(
            ids,
            [
                "section-zolta-lodz",
                "section-ceny-rabaty",
                "section-ceny-i-rabaty",
                "section",
                "section-ceny"
            ]
        );
        let other = render("# Another\n\n# Żółta łódź").html;
        assert!(other.contains("<h3 id=\"section-zolta-lodz\">"), "{other}");
    }

    #[test]
    fn equal_headings_have_different_ids() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["A", "A 2", "a", "A", ""].map(|heading| ids.next(heading)).to_vec();
        assert_eq!(
            given,
            ["section-a", "section-a-2", "section-a-3", "section-a-4", "section"]
        );
        let ids: HashSet<String> = given.into_iter().collect();
        assert!(ids.len() == 5 && ids.iter().all(|id| permitted(id)));
    }

    #[test]
    fn contents_are_the_words_of_the_headings_with_their_levels() {
        let html = render("# One `<b>` & \"two\"\n\ntext <h3 id=\"section-x\">no</h3>\n\n### Three\n\n#\n").html;
        let found: Vec<(u8, String)> = contents(&html)
            .into_iter()
            .map(|heading| (heading.level, heading.text))
            .collect();
        assert_eq!(found, [(1, "One <b> & \"two\"".to_owned()), (3, "Three".to_owned())]);
    }

    #[test]
    fn without_anchors_the_rest_stays() {
        let html = render("before\n\n# A\n\nbetween ` id=\"section-a\"`\n\n## A\n\nafter").html;
        let cleaned = without_anchors(&html);
        assert_eq!(
            cleaned,
            "<p>before</p><h3>A</h3><p>between <code> id=\"section-a\"</code></p><h4>A</h4><p>after</p>"
        );
        assert_eq!(without_anchors(&cleaned), cleaned);
    }

    #[test]
    fn an_id_is_never_that_of_another_element() {
        for wrong in [
            "",
            "post-1",
            "sections",
            "section_x",
            "section-\"",
            "section-ą",
            "x section-a",
        ] {
            assert!(!permitted(wrong), "{wrong}");
        }
    }
}
