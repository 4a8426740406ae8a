//! Attacks of a known collection (`fixtures/xss.jsonl`), as Markdown in many places, leave no active HTML.

use scraper::Html;

use super::{
    sanitise::{ELEMENTS, REL, SCHEMES},
    *,
};

const ATTACKS: &str = include_str!("../fixtures/xss.jsonl");

fn attacks() -> Vec<String> {
    ATTACKS
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Returns what an attack must not achieve, if the HTML has it.
fn active(html: &str) -> Option<String> {
    let parsed = Html::parse_fragment(html);
    for node in parsed.tree.nodes() {
        if node.value().is_comment() || node.value().as_processing_instruction().is_some() {
            return Some(format!("{:?}", node.value()));
        }
        let Some(element) = node.value().as_element() else {
            continue;
        };
        // The roots of the fragment are the parser's.
        if !["html", "body"].contains(&element.name()) && !ELEMENTS.contains(&element.name()) {
            return Some(format!("<{}>", element.name()));
        }
        for (name, value) in element.attrs() {
            let fine = match (element.name(), name) {
                ("a", "href") => address(value),
                ("a", "rel") => value == REL,
                ("h3" | "h4" | "h5" | "h6", "id") => value == "section" || value.starts_with("section-"),
                ("ol", "start") => value.parse::<u64>().is_ok(),
                ("div" | "pre", "tabindex") => value == "0",
                ("div", "class") if !value.is_empty() => value == "post-table",
                ("li", "class") if !value.is_empty() => value == "task",
                ("td" | "th", "class") if !value.is_empty() => value == "align-right" || value == "align-center",
                ("span", "class") if !value.is_empty() => value.starts_with("hl-"),
                (_, "class") => value.is_empty(),
                _ => false,
            };
            if !fine {
                return Some(format!("<{} {name}={value:?}>", element.name()));
            }
        }
    }
    None
}

fn address(href: &str) -> bool {
    match href.strip_prefix('/') {
        Some(path) => !path.starts_with(['/', '\\']) && !href.contains(['\t', '\n', '\r']),
        None => url::Url::parse(href).is_ok_and(|url| SCHEMES.contains(&url.scheme())),
    }
}

#[test]
fn no_attack_leaves_active_html() {
    let attacks = attacks();
    assert!(attacks.len() > 4_000);
    for attack in &attacks {
        let places = [
            attack.clone(),
            format!("text {attack} text"),
            format!("[x]({attack})\n\n![x]({attack})\n\n[x](<{attack}>)\n\n<{attack}>"),
            format!("[{attack}](https://example.com \"{attack}\")\n\n![{attack}](/x)"),
            format!("> - {attack}\n\n|{attack}|\n|-|\n|{attack}|"),
            format!("```{attack}\n{attack}\n```\n\n~~~html\n{attack}\n~~~"),
            format!("[x][y]\n\n[y]: {attack}"),
            format!(
                "[{attack}](file:{0}) ![{attack}](file:{0}) ![x](file:{attack})",
                space(1)
            ),
        ];
        for markdown in places {
            let rendered = render(&markdown);
            let html = resolve(&rendered.html, &Names::of_one());
            assert_eq!(active(&html), None, "{markdown}\n{}", rendered.html);
            assert_eq!(rendered.mentions, []);
        }
    }
}

#[test]
fn the_writer_alone_lets_no_attack_through() {
    for attack in attacks() {
        let named = super::super::files::Named::read(&attack);
        let written = parse::with_tree(&attack, |root| write::html(root, &named)).replace(escape::DIVIDER, "");
        assert_eq!(active(&written), None, "{attack}\n{written}");
    }
}

#[test]
fn the_sanitiser_alone_lets_no_attack_through() {
    for attack in attacks() {
        let clean = sanitise::clean(&attack);
        assert_eq!(active(&clean), None, "{attack}\n{clean}");
    }
}

#[test]
fn no_attack_is_active_as_the_name_of_a_file() {
    let id = FileId(space(1).0);
    let stored = html(&format!("![x](file:{id}) [x](file:{id})"));
    for attack in attacks() {
        let view = FileView {
            name: attack.clone(),
            kind: domain::file::FileKind::Other,
            kind_word: attack.clone(),
            size: attack.clone(),
            picture: Some(PictureView {
                address: format!("/files/{id}/content"),
                width: 1,
                height: 1,
            }),
        };
        let reader = Names {
            files: HashMap::from([(id, view)]),
            ..Names::of_one()
        };
        let parsed = Html::parse_fragment(&resolve(&stored, &reader));
        let elements = parsed
            .root_element()
            .descendants()
            .filter_map(|node| node.value().as_element());
        let names: Vec<&str> = elements.map(|element| element.name()).collect();
        let expected = ["html", "p", "a", "img", "a", "span", "span"];
        assert_eq!(names, expected, "{attack}");
        let picture = scraper::Selector::parse("img").unwrap();
        let picture = parsed.select(&picture).next().unwrap();
        let attributes: Vec<&str> = picture.value().attrs().map(|(name, _)| name).collect();
        assert_eq!(attributes.len(), 7, "{attributes:?}");
    }
}

#[test]
fn the_check_finds_active_html() {
    for html in [
        "<script>x</script>",
        "<p onclick=\"x\">",
        "<a href=\"javascript:x\">",
        "<img>",
        "<p style=\"x\">",
        "<p id=\"x\">",
        "<a href=\"//x\">",
        "<span class=\"x\">",
        "<!-- x -->",
    ] {
        assert!(active(html).is_some(), "{html}");
    }
}
