//! Comparing answers without the parts that always differ: ids, instants, nonces and the requested words.

use std::collections::BTreeSet;

use super::scene::{Answer, Scene};

/// Returns status, headers and body in comparable form.
pub fn plain(scene: &Scene, answer: &Answer) -> String {
    let mut text = format!("{}\n", answer.status);
    for (name, value) in &answer.headers {
        // The expiry time of a deleted cookie is left out.
        let value = value.to_str().unwrap().split("; Expires=").next().unwrap();
        text.push_str(&format!("{name}: {value}\n"));
    }
    text.push('\n');
    text.push_str(&answer.body);
    for nonce in nonces(&text) {
        text = text.replace(&nonce, "<nonce>");
    }
    text = text.replace(scene.deal_word(), "<requested>");
    let ids = [
        scene.space.to_string(),
        scene.deal.to_string(),
        scene.account.deal_file.to_string(),
        scene.thing.to_string(),
    ];
    for requested in ids {
        text = text.replace(&requested, "<requested>");
    }
    for part in ["name", "Name", "about", "tag"] {
        text = text.replace(&format!("{part}{}", scene.word()), "<requested>");
    }
    text = without_instants(&without_ids(&text));
    match text.split_once("</html>") {
        Some((document, answers)) => without_marks(document) + &each_once(answers),
        None => text,
    }
}

/// Returns what follows `'nonce-` in the policy.
fn nonces(text: &str) -> Vec<String> {
    let rest = text.split("'nonce-").skip(1);
    rest.filter_map(|rest| rest.split('\'').next().map(str::to_owned))
        .collect()
}

/// Renumbers the ids by which elements of a page refer to each other (`"s12"`), in the order of their first use. A part
/// that is rendered twice because an answer arrived in between has other ids.
fn without_marks(document: &str) -> String {
    let is_mark = |part: &str| part.strip_prefix('s').is_some_and(|rest| rest.parse::<u32>().is_ok());
    let mut known = Vec::new();
    let mut out = Vec::new();
    for part in document.split('"') {
        if is_mark(part) {
            let place = known.iter().position(|mark| *mark == part).unwrap_or(known.len());
            if place == known.len() {
                known.push(part);
            }
            out.push(format!("<mark {place}>"));
        } else {
            out.push(part.to_owned());
        }
    }
    out.join("\"")
}

/// Returns each answer of a function that the page embeds once. A part that is rendered twice has called it twice.
fn each_once(scripts: &str) -> String {
    let answers = scripts.split("__RESOLVED_RESOURCES[").skip(1);
    let answers = answers.filter_map(|answer| answer.split(";</script>").next()?.split_once("] = "));
    let answers: BTreeSet<&str> = answers.map(|(_, answer)| answer.trim_end_matches(';')).collect();
    Vec::from_iter(answers).join("\n")
}

/// Replaces every id by `<id>`.
fn without_ids(text: &str) -> String {
    const LENGTH: usize = 36;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match rest.get(..LENGTH) {
            Some(id) if c.is_ascii_hexdigit() && id.contains('-') && uuid::Uuid::try_parse(id).is_ok() => {
                out.push_str("<id>");
                rest = &rest[LENGTH..];
            }
            _ => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

/// Replaces every number with as many digits as an instant in milliseconds by `<instant>`.
pub fn without_instants(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        match digits.len() {
            13 => out.push_str("<instant>"),
            _ => out.push_str(&digits),
        }
        digits.clear();
        out.push(c);
    }
    out
}

#[test]
fn answers_differ_only_by_their_contents() {
    let id = "0198c0de-0000-7000-8000-000000000000";
    let text = format!("now 1764000000000, {id}; łódź 42");
    assert_eq!(without_instants(&without_ids(&text)), "now <instant>, <id>; łódź 42\n");
    assert_eq!(nonces("script-src 'self' 'nonce-abc' 'x'"), ["abc"]);
    let page = |mark| format!("<h2 id=\"{mark}\"></h2><i title=\"s\"></i><dialog aria-labelledby=\"{mark}\">");
    assert_eq!(without_marks(&page("s4")), without_marks(&page("s12")));
    let twice = "<script>__RESOLVED_RESOURCES[2] = \"no\";__RESOLVED_RESOURCES[4] = \"no\";</script><script></script>";
    assert_eq!(each_once(twice), "\"no\"");
}
