//! Markers of references come from references alone.

use super::*;

fn resolved(html: &str) -> String {
    resolve(html, &Names::of_one())
}

#[test]
fn references_become_markers_without_names() {
    let markdown = format!(
        "[@Anna](person:{}) [](space:{}) *[@Jan](person:{})* [@A](person:{})",
        person(1),
        space(1),
        person(2),
        person(1)
    );
    let rendered = render(&markdown);
    assert_eq!(
        rendered.html,
        format!(
            "<p><a data-person=\"{0}\"></a> <a data-space=\"{1}\"></a> <em><a data-person=\"{2}\"></a></em> <a data-person=\"{0}\"></a></p>",
            person(1),
            space(1),
            person(2)
        )
    );
    assert_eq!(rendered.mentions, [person(1), person(2)]);
    assert_eq!(rendered.spaces, [space(1)]);
    assert_eq!(found(&rendered.html), (rendered.mentions, rendered.spaces));
}

#[test]
fn every_notation_of_a_reference_becomes_a_marker_without_its_label() {
    let id = person(1);
    for markdown in [
        format!("<person:{id}>"),
        format!("[@Anna][a]\n\n[a]: person:{id}"),
        format!("[@Anna](<person:{id}> \"title\")"),
        format!("[@Anna\nŻak](person:{id})"),
        format!("[@**Anna**](person:{})", id.to_string().to_uppercase()),
        format!("[@Anna ![x](/y)](person:{id})"),
    ] {
        assert_eq!(
            html(&markdown),
            format!("<p><a data-person=\"{id}\"></a></p>"),
            "{markdown}"
        );
    }
}

#[test]
fn a_link_to_something_else_is_no_reference() {
    for address in [
        "person:1",
        "person:",
        "Person:01900000-0000-7000-8000-000000000001",
        "person:{01900000-0000-7000-8000-000000000001}",
        "person:urn:uuid:01900000-0000-7000-8000-000000000001",
        "person:01900000000070008000000000000001",
        "group:01900000-0000-7000-8000-000000000001",
    ] {
        assert_eq!(html(&format!("[@Anna]({address})")), "<p>@Anna</p>", "{address}");
    }
}

#[test]
fn references_in_code_and_pictures_are_none() {
    let id = person(1);
    for markdown in [
        format!("`[@Anna](person:{id})`"),
        format!("```\n[@Anna](person:{id})\n```"),
        format!("    [@Anna](person:{id})"),
        format!("![@Anna](person:{id})"),
        format!("![a [@Anna](person:{id})](/x.png)"),
        format!("\\[@Anna](person:{id})"),
    ] {
        assert_eq!(render(&markdown).mentions, [], "{markdown}");
    }
}

#[test]
fn a_marker_cannot_be_forged() {
    let id = person(1);
    for markdown in [
        format!("<a data-person=\"{id}\"></a>"),
        format!("<a data-person={id}></a>"),
        format!("<div>\n<a data-person=\"{id}\"></a>\n</div>"),
        format!("&lt;a data-person=\"{id}\"&gt;&lt;/a&gt;"),
        format!("[x](/a?<a data-person=\"{id}\"></a>)"),
        format!("[x](</a?\"><a data-person=\"{id}\"></a>>)"),
        format!("![<a data-person=\"{id}\"></a>](/x)"),
        format!("`<a data-person=\"{id}\"></a>`"),
        format!("```<a data-person=\"{id}\"></a>\n<a data-person=\"{id}\"></a>\n```"),
        format!("```html\n<a data-person=\"{id}\"></a>\n```"),
        format!("[x](mailto:\"><a data-person=\"{id}\"></a>)"),
        format!("[x](https://example.com \"<a data-person='{id}'></a>\")"),
        format!("<!-- --><a data-person=\"{id}\"></a>"),
    ] {
        let rendered = render(&markdown);
        assert_eq!(rendered.mentions, [], "{markdown}");
        assert!(!resolved(&rendered.html).contains("Anna"), "{markdown}");
        let parsed = scraper::Html::parse_fragment(&rendered.html);
        let marked = scraper::Selector::parse("[data-person]").unwrap();
        assert_eq!(parsed.select(&marked).count(), 0, "{markdown}");
    }
}

#[test]
fn each_reader_gets_the_names_they_may_see() {
    let markdown = format!(
        "[x](person:{}) [x](person:{}) [x](space:{}) [x](space:{})",
        person(1),
        person(2),
        space(1),
        space(2)
    );
    assert_eq!(
        resolved(&html(&markdown)),
        format!(
            "<p><span class=\"mention\">@Anna &lt;Żak&gt;</span> someone <a class=\"mention\" href=\"/spaces/{}\">#R&amp;D</a> a space</p>",
            space(1)
        )
    );
}

#[test]
fn the_words_for_others_are_escaped() {
    let stored = html(&format!("[](person:{})", person(1)));
    let mut nobody = Names::default();
    nobody.neutral.person = "<someone>".to_owned();
    assert_eq!(resolve(&stored, &nobody), "<p>&lt;someone&gt;</p>");
}

#[test]
fn html_without_markers_is_unchanged() {
    for html in [
        "",
        "<p>x</p>",
        "<a data-",
        "<a data-person=\"x\"></a>",
        "<a data-person=\"",
        "é<a data-é",
    ] {
        assert_eq!(resolved(html), html);
        assert_eq!(references(html), References::default());
    }
}
