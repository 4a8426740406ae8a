//! Labels of references: removed before storing, put back for one reader.

use proptest::prelude::*;

use super::*;

#[test]
fn labels_are_removed_and_everything_else_is_kept() {
    let (anna, project) = (person(1), space(1));
    let cases = [
        (
            format!("Hi [@Anna Żak](person:{anna})!"),
            format!("Hi [](person:{anna})!"),
        ),
        (
            format!("[@a](person:{anna})[#b](space:{project})"),
            format!("[](person:{anna})[](space:{project})"),
        ),
        (
            format!("> * [@**A**\\]](person:{anna})\r\n>   ż [@B](person:{anna})"),
            format!("> * [](person:{anna})\r\n>   ż [](person:{anna})"),
        ),
        (
            format!("1.\t[@A](person:{anna})\r\tżó [@B](person:{anna})"),
            format!("1.\t[](person:{anna})\r\tżó [](person:{anna})"),
        ),
        (
            format!("|a|b|\n|-|-|\n|[@A](person:{anna})|ż [@B](person:{anna})|"),
            format!("|a|b|\n|-|-|\n|[](person:{anna})|ż [](person:{anna})|"),
        ),
        (
            format!("# [@A](person:{anna})\n\n*[@B](person:{anna})*"),
            format!("# [](person:{anna})\n\n*[](person:{anna})*"),
        ),
        (
            format!("- [ ] [@A](person:{anna}) buys"),
            format!("- [ ] [](person:{anna}) buys"),
        ),
        (format!("[@a\\[b\\]c](person:{anna})"), format!("[](person:{anna})")),
        (format!("[@a `b]` c](person:{anna})"), format!("[](person:{anna})")),
    ];
    for (markdown, expected) in cases {
        assert_eq!(without_labels(&markdown), expected, "{markdown}");
        assert_eq!(render(&markdown), render(&expected), "{markdown}");
    }
}

#[test]
fn code_and_other_links_keep_their_text() {
    let anna = person(1);
    for markdown in [
        format!("`[@Anna](person:{anna})`"),
        format!("```\n[@Anna](person:{anna})\n```"),
        format!("    [@Anna](person:{anna})"),
        format!("\\[@Anna](person:{anna})"),
        format!("<b title=\"[@Anna](person:{anna})\">"),
        format!("![@Anna](person:{anna})"),
        "[@Anna](person:1) [#x](https://example.com)".to_owned(),
        format!("[](person:{anna})"),
    ] {
        assert_eq!(without_labels(&markdown), markdown);
    }
}

#[test]
fn a_label_that_hides_a_table_is_removed_all_the_same() {
    let markdown = format!("x|[a|b](person:{})\n-|-", person(1));
    let stored = without_labels(&markdown);
    assert_eq!(stored, format!("x|[](person:{})\n-|-", person(1)));
    assert_eq!(render(&markdown), render(&stored));
}

#[test]
fn names_are_put_back_for_one_reader() {
    let markdown = format!(
        "[](person:{}) [](space:{}) [old](person:{}) `[](person:{})`",
        person(1),
        space(1),
        person(2),
        person(1)
    );
    let name = |reference| match reference {
        Reference::Person(id) if id == person(1) => Some("Anna Żak".to_owned()),
        Reference::Person(_) => Some("someone".to_owned()),
        Reference::Space(_) => None,
    };
    assert_eq!(
        with_labels(&markdown, name),
        format!(
            "[@Anna Żak](person:{}) [](space:{}) [@someone](person:{}) `[](person:{})`",
            person(1),
            space(1),
            person(2),
            person(1)
        )
    );
}

/// Places for references in Markdown, where `{}` is the reference.
const PLACES: [&str; 10] = [
    "{}",
    "a {} b",
    "> - {}",
    "|a|\n|-|\n|{}|",
    "# {}",
    "*{}*",
    "` {} x",
    "<b {} x",
    "[a {} b",
    "www.a.pl ({})",
];

/// Pieces of text of which structures that depend on labels are made.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "[",
        "]",
        "(",
        ")",
        "`",
        "``",
        "|",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "*",
        "**",
        "_",
        "~~",
        "<",
        ">",
        "<a href=\"",
        "\"",
        "'",
        "\\",
        "!",
        "# ",
        "-|-",
        "|-|-|",
        "---",
        "```",
        "    ",
        "\t",
        "&lt;",
        "http://a.pl",
        "www.a.pl",
        "a@b.pl",
        "ż",
        "x",
        " ",
        "\r\n",
        "\r",
        ":",
        "[x]: ",
        "- [ ] ",
        "](/a)",
        "<!--",
        "-->",
        "@",
        "#",
    ];
    prop_oneof![
        8 => prop::sample::select(fixed.to_vec()).prop_map(str::to_owned),
        1 => Just(format!("](person:{})", person(1))),
        1 => Just(format!("](space:{})", space(1))),
        1 => Just(format!("[@Anna](person:{})", person(2))),
        1 => Just(format!("[](person:{})", person(3))),
    ]
}

fn post() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// Returns whether `part` is `whole` with some characters left out.
fn is_part(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|character| rest.any(|other| other == character))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_stored_markdown_renders_alike(markdown in post()) {
        let stored = without_labels(&markdown);
        prop_assert_eq!(render(&stored), render(&markdown));
        prop_assert_eq!(&without_labels(&stored), &stored);
        prop_assert!(is_part(&stored, &markdown));
    }

    #[test]
    fn a_name_breaks_no_reference(place in prop::sample::select(PLACES.to_vec()), name in name(), after in post()) {
        let stored = without_labels(&format!("{}{after}", place.replace("{}", &format!("[](person:{})", person(1)))));
        let labelled = with_labels(&stored, |_| Some(name.clone()));
        prop_assert_eq!(without_labels(&labelled), stored);
    }

    #[test]
    fn rendering_takes_any_text(markdown in "\\PC{0,200}|[\\x00-\\x7f]{0,200}") {
        let rendered = render(&markdown);
        prop_assert_eq!(found(&rendered.html), (rendered.mentions, rendered.spaces));
        plain_text(&markdown);
        prop_assert_eq!(with_labels(&without_labels(&markdown), |_| None), without_labels(&markdown));
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{1,20}",
        post(),
        prop::sample::select(vec![
            "anna@example.com",
            "www.example.com",
            "https://example.com/x",
            "a](person:1)",
            "\\",
            "`",
            "a|b",
            "![x",
            "<b>",
            "\n\n# x"
        ])
        .prop_map(str::to_owned),
    ]
}
