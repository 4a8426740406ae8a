//! The cases of commonmark-spec's `test/pathological_tests.py`, and others, at the size limit of a post, take linear time and
//! little stack.

use std::{
    fmt::Write,
    thread,
    time::{Duration, Instant},
};

use super::*;

/// Maximum size of a post in characters.
const SIZE: usize = 50_000;
/// Stack for a rendering: a quarter of that of the server's threads.
const STACK: usize = 512 * 1024;

/// Returns `pattern` as often as it fits into `size` characters.
fn filled(pattern: &str, size: usize) -> String {
    pattern.repeat(size / pattern.chars().count())
}

/// Returns `open` and `close` around `middle`, as often as they fit.
fn nested(open: &str, middle: &str, close: &str) -> String {
    let times = (SIZE - middle.len()) / (open.len() + close.len());
    format!("{}{middle}{}", open.repeat(times), close.repeat(times))
}

/// Returns lines of which each has one more of `pattern`.
fn growing(pattern: &str, end: &str) -> String {
    let mut text = String::new();
    for depth in 0.. {
        let before = text.len();
        write!(text, "{}{end}", pattern.repeat(depth)).unwrap();
        if text.chars().count() > SIZE {
            text.truncate(before);
            break;
        }
    }
    text
}

/// Asserts that rendering takes no more than the time limit: 100 ms; in a test build, which shares the machine with other
/// tests, a limit that only a time that is not linear exceeds. Returns the HTML.
fn fast(name: &str, markdown: String) -> String {
    assert!(markdown.chars().count() <= SIZE, "{name}");
    let limit = if cfg!(debug_assertions) {
        Duration::from_secs(20)
    } else {
        Duration::from_millis(100)
    };
    let name = name.to_owned();
    let rendering = move || {
        let begun = Instant::now();
        let rendered = render(&markdown);
        let rendering = begun.elapsed();
        plain_text(&markdown);
        without_labels(&markdown);
        with_labels(&markdown, |_| Some("Anna".into()));
        resolve(&rendered.html, &Names::of_one());
        with_words_for_files(&markdown, |_| "name".to_owned());
        without_file_names(&markdown, |_| true);
        with_other_files(&markdown, &HashMap::from([(FileId(space(1).0), FileId(space(2).0))]));
        let all = begun.elapsed();
        println!("{name}: {rendering:?}, all {all:?}, {} bytes", rendered.html.len());
        assert!(rendering < limit, "{name}: {rendering:?}");
        assert!(all < 4 * limit, "{name}: {all:?}");
        rendered.html
    };
    thread::Builder::new()
        .stack_size(STACK)
        .spawn(rendering)
        .unwrap()
        .join()
        .unwrap()
}

#[test]
fn the_cases_of_commonmark_are_fast() {
    let references: String = (0..SIZE / 16).map(|number| format!("[{number}]: u\n")).collect();
    let cases = [
        ("nested strong emph", nested("*a **a ", "b", " a** a*")),
        ("many emph closers with no openers", filled("a_ ", SIZE)),
        ("many emph openers with no closers", filled("_a ", SIZE)),
        ("many link closers with no openers", filled("a]", SIZE)),
        ("many link openers with no closers", filled("[a", SIZE)),
        ("mismatched openers and closers", filled("*a_ ", SIZE)),
        (
            "openers and closers multiple of 3",
            format!("a**b{}", filled("c* ", SIZE - 4)),
        ),
        ("link openers and emph closers", filled("[ a_", SIZE)),
        ("pattern [ (](", filled("[ (](", SIZE)),
        ("pattern ![[]()", filled("![[]()", SIZE)),
        ("nested brackets", nested("[", "a", "]")),
        ("nested block quotes", format!("{}a", filled("> ", SIZE - 1))),
        ("deeply nested lists", growing("  ", "* a\n")),
        ("U+0000", filled("abc\u{0}de\u{0}", SIZE)),
        ("backticks", growing("`", "e")),
        ("unclosed links A", filled("[a](<b", SIZE)),
        ("unclosed links B", filled("[a](b", SIZE)),
        ("unclosed <!--", format!("</{}", filled("<!--", SIZE - 2))),
        ("unclosed <?", filled("<?", SIZE)),
        ("unclosed CDATA", filled("<![CDATA[", SIZE)),
        ("unclosed declarations", filled("<!A ", SIZE)),
        (
            "empty lines in deeply nested lists",
            format!("{}x{}", filled("- ", SIZE / 2), filled("\n", SIZE / 2 - 1)),
        ),
        (
            "empty lines in lists in quote",
            format!("> {}x\n{}", filled("- ", SIZE / 2), filled(">\n", SIZE / 2 - 4)),
        ),
        (
            "emph in deep blockquote",
            format!("{}{}", filled(">", SIZE / 2), filled("a*", SIZE / 2)),
        ),
        (
            "many references",
            format!("{references}{}", filled("[0] ", SIZE - references.len())),
        ),
        ("hard link/emph case", "**x [a*b**c*](d)".to_owned()),
    ];
    for (name, markdown) in cases {
        fast(name, markdown);
    }
}

#[test]
fn the_extensions_are_fast() {
    let columns = SIZE / 8;
    let cases = [
        (
            "wide table",
            format!("{}|\n{}|\n", "|a".repeat(SIZE / 4 - 2), "|-".repeat(SIZE / 4 - 2)),
        ),
        (
            "filled table",
            format!(
                "{}|\n{}|\n{}",
                "|a".repeat(columns),
                "|-".repeat(columns),
                "|a\n".repeat(columns)
            ),
        ),
        ("long table", format!("|a|b|\n|-|-|\n{}", filled("|a\n", SIZE - 20))),
        (
            "filled table in a quote",
            format!(
                "> {}|\n> {}|\n{}",
                "|a".repeat(100),
                "|-".repeat(100),
                filled("> a\n", SIZE / 2)
            ),
        ),
        ("many tables", filled("|a|\n|-|\n|b|\n\n", SIZE)),
        ("delimiter rows", filled("|-|-|\n", SIZE)),
        ("strikethrough", filled("~~a ~b ", SIZE)),
        ("nested strikethrough", nested("~~a ", "b", " c~~")),
        ("tasks", filled("- [ ] a\n", SIZE)),
        ("web addresses", filled("www.a.", SIZE)),
        ("schemes", filled("http://", SIZE)),
        ("linked addresses", filled("http://a.b ", SIZE)),
        ("closing parentheses", format!("http://a.b/{}", filled(")", SIZE - 11))),
        (
            "entities at the end",
            format!("http://a.b/{}", filled("&a;", SIZE - 11)),
        ),
        ("e-mail addresses", filled("a@b.", SIZE)),
        ("signs of e-mail", filled("a@", SIZE)),
        ("dots before e-mail", format!("{}@", filled("a.", SIZE - 1))),
        ("mentions", filled(&format!("[@A](person:{})", person(1)), SIZE)),
        ("nested mentions", nested("[", "a", &format!("](person:{})", person(1)))),
        ("nested pictures", nested("![", "a", "](/b)")),
        ("nested links", nested("[", "a", "](/b)")),
        ("files", filled(&format!("![a](file:{})", space(1)), SIZE)),
        ("nested files", nested("![", "a", &format!("](file:{})", space(1)))),
        ("ends of files", filled("](file:", SIZE)),
        (
            "files without a beginning",
            filled(&format!("](file:{})", space(1)), SIZE),
        ),
        ("pictures in links", filled("[![a](/b)](/c)", SIZE)),
    ];
    for (name, markdown) in cases {
        fast(name, markdown);
    }
}

#[test]
fn html_and_text_are_fast() {
    let cases = [
        ("tags", filled("<a>", SIZE)),
        ("html block", format!("<div>\n{}", filled("<b>\n", SIZE - 6))),
        ("signs of two bytes", filled("§", SIZE)),
        ("ampersands", filled("&", SIZE)),
        ("less-than signs", filled("< ", SIZE)),
        ("hard spaces", filled("\u{a0}", SIZE)),
        ("emoji", filled("👩‍👩‍👧", SIZE)),
        ("lines", filled("a\n", SIZE)),
        ("paragraphs", filled("a\n\n", SIZE)),
        ("headings", filled("#\n", SIZE)),
        ("rules", filled("***\n", SIZE)),
        ("emphases", filled("*a* ", SIZE)),
        ("code spans", filled("`a` ", SIZE)),
        ("list items", filled("-\n", SIZE)),
        ("alternating lists", filled("- a\n+ b\n", SIZE)),
        ("quotes", filled("> a\n\n", SIZE)),
        ("nested lists", filled("- ", SIZE)),
        ("nested numbered lists", filled("1. ", SIZE)),
        ("growing quotes", growing(">", "a\n")),
        ("setext underlines", filled("a\n=\n", SIZE)),
        ("backslashes", filled("\\", SIZE)),
        ("numeric entities", filled("&#0;", SIZE)),
        ("carriage returns", filled("\r", SIZE)),
        ("tabs", filled("\t", SIZE)),
        ("fences", filled("```\n", SIZE)),
        ("indented code", filled("    a\n", SIZE)),
    ];
    for (name, markdown) in cases {
        fast(name, markdown);
    }
}

#[test]
fn highlighting_is_bounded() {
    for (language, pattern) in [
        ("rust", "r#\"<<<<"),
        ("js", "`${`${"),
        ("html", "<script><style>"),
        ("html", "<a b='"),
        ("php", "<?php <<<A "),
        ("ruby", "%w(#{"),
        ("md", "[a](<b"),
        ("md", "*a **a "),
        ("c", "((((((a "),
        ("cpp", "a<a<a<"),
        ("perl", "s{{{"),
        ("sql", "'\\'"),
        ("yaml", "- ? : "),
        ("regex", "(a*)*"),
        ("java", "@A(@A("),
        ("haskell", "{-{-"),
        ("bash", "$($(`"),
        ("diff", "--- a\n"),
        ("json", "[[{\""),
        ("rust", "fn a() { x }\n"),
        ("py", "def f(x): return f\"{x}\"\n"),
        ("css", "a{b:c("),
        ("tex", "\\a[{$"),
    ] {
        let line = filled(pattern, 159);
        fast(
            language,
            format!("```{language}\n{}\n```", filled(&format!("{line}\n"), 6_000)),
        );
    }
    fast(
        "many languages",
        [
            "rs", "js", "html", "php", "rb", "md", "c", "cpp", "pl", "sql", "yaml", "java",
        ]
        .map(|name| format!("```{name}\nx\n```\n"))
        .concat(),
    );
}

#[test]
fn containers_nest_no_deeper_than_the_maximum() {
    for markdown in [
        filled("> ", 2_000) + "a",
        filled("- ", 2_000) + "a",
        nested("*a **a ", "b", " a** a*"),
        growing("  ", "* a\n"),
    ] {
        let parsed = scraper::Html::parse_fragment(&html(&markdown));
        let depth = parsed.tree.nodes().map(|node| node.ancestors().count()).max().unwrap();
        assert!(depth < 80, "{depth}");
        assert!(parsed.root_element().text().any(|text| text.contains('a')));
    }
}
