//! What Markdown looks like in HTML and as text.

use super::*;

#[test]
fn a_post_becomes_html() {
    let cases = [
        (
            "Hello *there*, **you** ~~all~~",
            "<p>Hello <em>there</em>, <strong>you</strong> <del>all</del></p>",
        ),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("> quote", "<blockquote><p>quote</p></blockquote>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("Łódź & \"ą\"", "<p>Łódź &amp; \"ą\"</p>"),
    ];
    for (markdown, expected) in cases {
        assert_eq!(html(markdown), expected, "{markdown}");
    }
}

#[test]
fn headings_leave_the_first_two_levels_to_the_page() {
    let markdown = "# a\n## b\n### c\n#### d\n##### e\n###### f";
    assert_eq!(
        html(markdown),
        concat!(
            "<h3 id=\"section-a\">a</h3><h4 id=\"section-b\">b</h4><h5 id=\"section-c\">c</h5>",
            "<h6 id=\"section-d\">d</h6><h6 id=\"section-e\">e</h6><h6 id=\"section-f\">f</h6>",
        )
    );
}

#[test]
fn tasks_have_signs() {
    assert_eq!(
        html("- [ ] open\n- [x] done\n- none"),
        "<ul><li class=\"task\">☐ open</li><li class=\"task\">☑ done</li><li>none</li></ul>"
    );
    assert_eq!(
        html("- [x] done\n\n  more\n\n- [ ] open"),
        "<ul><li class=\"task\"><p>☑ done</p><p>more</p></li><li class=\"task\"><p>☐ open</p></li></ul>"
    );
}

#[test]
fn tables_scroll_by_themselves_and_align_by_classes() {
    assert_eq!(
        html("|a|b|c|\n|---|:-:|--:|\n|1|2|3|\n|4|"),
        concat!(
            "<div class=\"post-table\" tabindex=\"0\"><table><thead><tr><th>a</th><th class=\"align-center\">b</th>",
            "<th class=\"align-right\">c</th></tr></thead><tbody><tr><td>1</td><td class=\"align-center\">2</td>",
            "<td class=\"align-right\">3</td></tr><tr><td>4</td><td class=\"align-center\"></td>",
            "<td class=\"align-right\"></td></tr></tbody></table></div>",
        )
    );
}

#[test]
fn links_lead_only_to_permitted_addresses() {
    let rel = "rel=\"noopener nofollow ugc\"";
    let linked = [
        (
            "[a](https://example.com/x?y=1&z=2)",
            format!("<a href=\"https://example.com/x?y=1&amp;z=2\" {rel}>a</a>"),
        ),
        (
            "https://example.com/x",
            format!("<a href=\"https://example.com/x\" {rel}>https://example.com/x</a>"),
        ),
        (
            "www.example.com",
            format!("<a href=\"http://www.example.com/\" {rel}>www.example.com</a>"),
        ),
        (
            "a@example.com",
            "<a href=\"mailto:a@example.com\">a@example.com</a>".into(),
        ),
        (
            "[call](tel:+48123456789)",
            "<a href=\"tel:+48123456789\">call</a>".into(),
        ),
        (
            "[a](/spaces/1?x=1#post-2)",
            "<a href=\"/spaces/1?x=1#post-2\">a</a>".into(),
        ),
        ("[](/files/1)", "<a href=\"/files/1\">/files/1</a>".into()),
        ("[![](/a.png)](/b)", "<a href=\"/b\">/b</a>".into()),
        ("[![*logo*](/a.png)](/b)", "<a href=\"/b\">logo</a>".into()),
        (
            "![a **chart**](https://example.com/a.png)",
            format!("<a href=\"https://example.com/a.png\" {rel}>a chart</a>"),
        ),
        ("![](/a.png)", "<a href=\"/a.png\">/a.png</a>".into()),
    ];
    for (markdown, expected) in linked {
        assert_eq!(html(markdown), format!("<p>{expected}</p>"), "{markdown}");
    }
    let refused = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "/\\evil.example/x",
        "\\\\evil.example",
        "evil.html",
        "#top",
        "?x=1",
        "ftp://example.com",
        "blob:https://example.com/1",
        "person:1",
        "space:x",
        "about:blank",
        "<java\tscript:alert(1)>",
        "</\t/evil.example>",
        "/.//evil.example/x",
        "&#106;avascript:alert(1)",
        "http://",
        "https://[",
    ];
    for address in refused {
        assert!(!html(&format!("[text]({address})")).contains("<a"), "{address}");
        assert!(!html(&format!("![text]({address})")).contains("<a"), "{address}");
    }
}

#[test]
fn raw_html_is_shown_as_text() {
    assert_eq!(html("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    assert_eq!(html("<div>\nx\n</div>"), "<p>&lt;div&gt;<br>x<br>&lt;/div&gt;</p>");
    assert_eq!(
        html("Vec<String> & <T as U>"),
        "<p>Vec&lt;String&gt; &amp; &lt;T as U&gt;</p>"
    );
}

#[test]
fn code_is_highlighted_by_classes() {
    let rust = html("```rust\nfn main() { // run\n    let x = \"a<b\"; 1\n}\n```");
    for part in [
        "<pre tabindex=\"0\"><code>",
        "<span class=\"hl-keyword\">fn</span>",
        "<span class=\"hl-function\">main</span>",
        "<span class=\"hl-comment\">// run\n</span>",
        "<span class=\"hl-string\">\"a&lt;b\"</span>",
        "<span class=\"hl-number\">1</span>",
    ] {
        assert!(rust.contains(part), "{part} in {rust}");
    }
    assert_eq!(
        html("```\nfn <x>\n```"),
        "<pre tabindex=\"0\"><code>fn &lt;x&gt;\n</code></pre>"
    );
    assert_eq!(
        html("```klingon\nfn\n```"),
        "<pre tabindex=\"0\"><code>fn\n</code></pre>"
    );
}

#[test]
fn long_code_is_shown_without_colours() {
    let line = "let x = 1;\n".repeat(2_000);
    assert!(!html(&format!("```rust\n{line}```")).contains("<span"));
    let wide = "let x = 1; ".repeat(200);
    assert!(!html(&format!("```rust\n{wide}\n```")).contains("<span"));
    // The limit is for all code of a post together.
    let half = format!("```rust\n{}```\n\n", "let x = 1;\n".repeat(250));
    assert_eq!(
        html(&half.repeat(3)).matches("<span class=\"hl-keyword\">").count(),
        500
    );
}

#[test]
fn every_language_can_be_highlighted() {
    let code = "<?php // a\n/* b */ # c -- d % e\n\"s\" 's' `t` <<EOF\nfn f(x) { return 1.0; } class A: pass\n<b c=\"d\">e</b>\n\\x[y]{z} @a $b ${c}\nEOF\n";
    for syntax in syntect::parsing::SyntaxSet::load_defaults_newlines().syntaxes() {
        let shown = html(&format!("~~~{}\n{code}~~~", syntax.name.replace(' ', "")));
        assert!(shown.starts_with("<pre"), "{}", syntax.name);
        let token = syntax.file_extensions.first().unwrap_or(&syntax.name);
        let shown = html(&format!("~~~{token}\n{code}~~~"));
        assert_eq!(
            scraper::Html::parse_fragment(&shown)
                .root_element()
                .text()
                .collect::<String>(),
            code,
            "{token}"
        );
    }
}

#[test]
fn text_has_no_markup() {
    let cases = [
        (
            "# Title\n\nHello *there* [link](https://example.com)\n\n- a\n- b",
            "Title\nHello there link\na\nb",
        ),
        ("one\ntwo", "one\ntwo"),
        ("![alt](/a.png) `code`", "alt code"),
        ("```rust\nfn main() {}\n```", "fn main() {}"),
        ("|a|b|\n|-|-|\n|1|2|", "a b\n1 2"),
        ("- [x] done", "done"),
        ("<b>x</b>", "<b>x</b>"),
        ("", ""),
    ];
    for (markdown, expected) in cases {
        assert_eq!(plain_text(markdown).without_names(), expected, "{markdown}");
    }
}

#[test]
fn text_has_references_where_they_were_and_without_names_reads_whole() {
    let (person, space) = (
        format!("[@Anna](person:{})", person(1)),
        format!("[#Secret](space:{})", space(1)),
    );
    let cases = [
        (
            format!("Hi {person}, see {space} now"),
            "Hi @Jan, see a space now",
            "Hi @…, see #… now",
        ),
        (person.clone(), "@Jan", "@…"),
        (
            format!("{person}\n\n{space} \n\nend"),
            "@Jan\na space\nend",
            "@…\n#…\nend",
        ),
        (format!("hey {person} \nsee"), "hey @Jan\nsee", "hey @…\nsee"),
        (format!("- {person}\n- **b {space}**"), "@Jan\nb a space", "@…\nb #…"),
        (
            format!("|a|b|\n|-|-|\n|{person}|{space}|"),
            "a b\n@Jan a space",
            "a b\n@… #…",
        ),
    ];
    for (markdown, named, without_names) in cases {
        let text = plain_text(&markdown);
        let names = text.with(|reference| match reference {
            Reference::Person(_) => "@Jan".to_owned(),
            Reference::Space(_) => "a space".to_owned(),
        });
        assert_eq!(names, named, "{markdown}");
        assert_eq!(text.without_names(), without_names, "{markdown}");
    }
    let text = plain_text(&format!("see{person}here"));
    assert_eq!(text.words(), "see here");
}

#[test]
fn first_words_end_with_a_word() {
    let cases = [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("one two three", 10, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("one\n two", 20, "one two"),
        ("Konstantynopolitańczykowianeczka", 10, "Konstanty…"),
        ("żółć", 4, "żółć"),
        ("a b", 1, "…"),
        ("a b", 0, ""),
        ("", 5, ""),
    ];
    for (text, max, expected) in cases {
        let words = first_words(text, max);
        assert_eq!(words, expected, "{text} {max}");
        assert!(words.chars().count() <= max);
    }
}

#[test]
fn a_table_that_would_become_huge_stays_text() {
    let wide = format!("{}|\n{}|\n{}", "|a".repeat(300), "|-".repeat(300), "|b\n".repeat(300));
    assert!(!html(&wide).contains("<table"));
    let fine = format!("{}|\n{}|\n{}", "|a".repeat(20), "|-".repeat(20), "|b\n".repeat(300));
    assert!(html(&fine).contains("<table"));
}
