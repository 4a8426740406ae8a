//! Files in posts: their two notations, how they look to a reader, and their text.

use domain::file::FileKind;
use proptest::prelude::*;

use super::*;

/// A file's id, different for each number.
fn file(number: u128) -> FileId {
    FileId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + number))
}

fn view(name: &str, picture: Option<PictureView>) -> FileView {
    FileView {
        name: name.to_owned(),
        kind: FileKind::Pdf,
        kind_word: "PDF".to_owned(),
        size: "1.2\u{a0}MB".to_owned(),
        picture,
    }
}

/// A reader who may see the first file, a document, and the second, a picture.
fn reader(name: &str) -> Names {
    let picture = PictureView {
        address: "/files/x/thumbnail/1280?version=1&a=\"".to_owned(),
        width: 1280,
        height: 720,
    };
    Names {
        files: HashMap::from([(file(1), view(name, None)), (file(2), view(name, Some(picture)))]),
        ..Names::of_one()
    }
}

#[test]
fn a_file_becomes_a_marker_with_its_id_alone() {
    let rendered = render(&format!(
        "[offer.pdf](file:{}) and ![a *chart*](file:{}) and ![offer](file:{})",
        file(1),
        file(2),
        file(1)
    ));
    assert_eq!(
        rendered.html,
        format!(
            "<p><a data-file=\"{0}\"></a> and <a data-picture=\"{1}\"></a> and <a data-picture=\"{0}\"></a></p>",
            file(1),
            file(2)
        )
    );
    assert_eq!(rendered.files, [file(1), file(2)]);
}

#[test]
fn files_are_found_in_every_block() {
    let (one, two) = (file(1), file(2));
    for markdown in [
        format!("> - [a](file:{one})\n>   ![b](file:{two})"),
        format!("1.\t[a](file:{one})\n\n\t![b](file:{two})"),
        format!("|a|b|\n|-|-|\n|x\\|[a](file:{one})|![b \\| c](file:{two})|"),
        format!("# [a](file:{one})\n\n**![b](file:{two})**"),
        format!("[a\nb](file:{one})\n![b\nc](file:{two})"),
        format!("[a\\]b](file:{one}) ![`]`](file:{two})"),
        format!("[](file:{one})![](file:{two})"),
        format!("[a](file:{}) ![b](file:{two})", one.to_string().to_uppercase()),
    ] {
        assert_eq!(render(&markdown).files, [one, two], "{markdown}");
    }
}

#[test]
fn no_other_notation_names_a_file() {
    let id = file(1);
    for markdown in [
        format!("<file:{id}>"),
        format!("file:{id}"),
        format!("[a][b]\n\n[b]: file:{id}"),
        format!("![a][b]\n\n[b]: file:{id}"),
        format!("[a]\n\n[a]: <file:{id}>"),
        format!("[a](file:{id} \"title\")"),
        format!("[a](https://example.com \"file:{id}\")"),
        format!("[a](https://example.com \"](file:{id})\")"),
        format!("[a](<file:{id}>)"),
        format!("[a]( file:{id} )"),
        format!("[a](file:{id}#x)"),
        format!("<file:{id}> and `](file:{id})`"),
        format!("[a\nb][x] and `](file:{id})`\n\n[x]: file:{id}"),
        format!("[a](FILE:{id})"),
        format!("[a](file://{id})"),
        "[a](file:1)".to_owned(),
        format!("[a](file:{})", id.0.simple()),
        format!("[a](&#102;ile:{id})"),
        format!("`[a](file:{id})`"),
        format!("```\n![a](file:{id})\n```"),
        format!("    [a](file:{id})"),
        format!("\\[a](file:{id})"),
        format!("[a]\\(file:{id})"),
        format!("<a href=\"file:{id}\">a</a>"),
        format!("<img src=\"file:{id}\">"),
        format!("<a data-file=\"{id}\"></a>"),
        format!("<a data-picture={id}></a>"),
        format!("<div>\n<a data-file=\"{id}\"></a>\n</div>"),
        format!("[x](/a?<a data-file=\"{id}\"></a>)"),
        format!("[x](mailto:\"><a data-picture=\"{id}\"></a>)"),
        format!("![<a data-file=\"{id}\"></a>](/x)"),
        format!("```html\n<a data-file=\"{id}\"></a>\n```"),
    ] {
        let rendered = render(&markdown);
        assert_eq!(rendered.files, [], "{markdown}");
        let shown = resolve(&rendered.html, &reader("secret.pdf"));
        assert!(!shown.contains("secret.pdf"), "{markdown}");
        let parsed = scraper::Html::parse_fragment(&rendered.html);
        let marked = scraper::Selector::parse("[data-file], [data-picture], [href^=file], img").unwrap();
        assert_eq!(parsed.select(&marked).count(), 0, "{markdown}");
    }
}

#[test]
fn of_nested_files_one_is_shown() {
    let (one, two) = (file(1), file(2));
    for (markdown, files) in [
        (format!("[![a](file:{one})](file:{two})"), vec![two]),
        (format!("![a ![b](file:{one})](file:{two})"), vec![two]),
        (format!("[a [b](file:{one})](file:{two})"), vec![one]),
        (format!("![a [b](file:{one})](/x.png)"), vec![]),
        (format!("[![name](file:{one})](https://example.com)"), vec![]),
        (format!("[a [@x](person:{})](file:{one})", person(1)), vec![]),
    ] {
        let rendered = render(&markdown);
        assert_eq!(rendered.files, files, "{markdown}");
        assert!(!rendered.html.contains("=\"file:"), "{markdown}: {}", rendered.html);
        assert!(
            !rendered
                .html
                .contains("<a href=\"https://example.com\" rel=\"noopener nofollow ugc\"></a>")
        );
    }
}

#[test]
fn a_reader_sees_pictures_and_cards() {
    let html = |markdown: &str| resolve(&html(markdown), &reader("offer.pdf"));
    let card = format!(
        "<a class=\"file-card\" href=\"/files/{}\" data-kind=\"pdf\"><span class=\"file-card-name\">offer.pdf</span> \
         <span class=\"file-card-detail\">PDF, 1.2\u{a0}MB</span></a>",
        file(1)
    );
    assert_eq!(html(&format!("[other](file:{})", file(1))), format!("<p>{card}</p>"));
    // What no browser shows as a picture is a card.
    assert_eq!(html(&format!("![other](file:{})", file(1))), format!("<p>{card}</p>"));
    assert_eq!(
        html(&format!("![other](file:{})", file(2))),
        format!(
            "<p><a href=\"/files/{}\"><img class=\"file-picture\" src=\"/files/x/thumbnail/1280?version=1&amp;a=&quot;\" \
             width=\"1280\" height=\"720\" alt=\"offer.pdf\" loading=\"lazy\" decoding=\"async\"></a></p>",
            file(2)
        )
    );
    assert!(html(&format!("[other](file:{})", file(2))).contains("file-card"));
}

#[test]
fn a_file_that_the_reader_may_not_see_has_neither_name_nor_address() {
    let shown = resolve(
        &html(&format!("[secret](file:{}) ![secret](file:{})", file(3), file(4))),
        &reader("x"),
    );
    assert_eq!(shown, "<p>no file no file</p>");
}

#[test]
fn names_are_escaped() {
    let name = "<img src=x onerror=alert(1)>\" onload=\"alert(1)&.png";
    for number in [1, 2] {
        let html = resolve(&html(&format!("![x](file:{})", file(number))), &reader(name));
        let parsed = scraper::Html::parse_fragment(&html);
        let all = scraper::Selector::parse("[onerror], [onload], img[src=x]").unwrap();
        assert_eq!(parsed.select(&all).count(), 0, "{html}");
        let shown = match number {
            1 => parsed.root_element().text().collect::<String>(),
            _ => {
                let picture = scraper::Selector::parse("img").unwrap();
                parsed.select(&picture).next().unwrap().attr("alt").unwrap().to_owned()
            }
        };
        assert!(shown.contains(name), "{shown}");
    }
}

#[test]
fn images_from_elsewhere_are_still_links() {
    for address in ["https://example.com/a.png", "/files/x/content"] {
        let html = html(&format!("![a]({address})"));
        assert!(html.contains("<a href") && !html.contains("<img"), "{html}");
    }
    for address in ["data:image/png;base64,AAAA", "blob:x", "file:///etc/passwd", "file:/x"] {
        assert_eq!(html(&format!("![a]({address})")), "<p>a</p>", "{address}");
    }
}

#[test]
fn the_text_of_a_file_is_its_given_name() {
    let id = file(1);
    for (markdown, text) in [
        (format!("See [the offer.pdf](file:{id}) now"), "See the offer.pdf now"),
        (format!("![chart.png](file:{id})"), "chart.png"),
        (format!("![](file:{id})\n[ ](file:{id})"), "…\n…"),
        (format!("[*a* `b`](file:{id})"), "a b"),
    ] {
        let plain = plain_text(&markdown);
        assert_eq!(plain.without_names(), text);
        assert_eq!(plain.words(), text);
        assert_eq!(first_words(&plain.without_names(), 80), text.replace('\n', " "));
    }
}

#[test]
fn files_get_other_ids_where_they_are_named() {
    let (one, two, three) = (file(1), file(2), file(3));
    let others = HashMap::from([(one, three)]);
    let markdown = format!(
        "[a](file:{one}) ![b](file:{two}) ![c](file:{}) file:{one} [d](file:{one}) ż",
        one.to_string().to_uppercase()
    );
    assert_eq!(
        with_other_files(&markdown, &others),
        format!("[a](file:{three}) ![b](file:{two}) ![c](file:{three}) file:{one} [d](file:{three}) ż")
    );
    assert_eq!(with_other_files("](file:", &others), "](file:");
    assert_eq!(
        with_other_files(&format!("](file:{}", one), &others),
        format!("](file:{one}")
    );
}

#[test]
fn names_of_some_files_are_removed() {
    let (one, two) = (file(1), file(2));
    assert_eq!(
        without_file_names(
            &format!("> ż [a *b*](file:{one}) ![c](file:{two})\n- ![d](file:{one}) `[e](file:{one})`"),
            |file| file == one
        ),
        format!("> ż [](file:{one}) ![c](file:{two})\n- ![](file:{one}) `[e](file:{one})`")
    );
}

#[test]
fn a_text_that_leaves_the_application_has_words_for_files() {
    let (one, two) = (file(1), file(2));
    let words = |file| match file == one {
        true => "my_[new] *offer*.pdf".to_owned(),
        false => "no file".to_owned(),
    };
    for (markdown, text) in [
        (
            format!("ż [x](file:{one}), ![y](file:{two}) and [z](/a)"),
            "ż my\\_\\[new\\] \\*offer\\*.pdf, no file and [z](/a)",
        ),
        (format!("[![x](file:{two})](https://a.pl)"), "[no file](https://a.pl)"),
        (format!("![a ![b](file:{one})](file:{two})"), "no file"),
        (format!("[a\nb](file:{one})"), "[a\nb]"),
        (format!("[a [x](file:{two})](file:{two})"), "no file"),
    ] {
        assert_eq!(with_words_for_files(&markdown, words), text);
    }
    let code = format!("`[a](file:{one})`");
    assert_eq!(with_words_for_files(&code, words), code);
}

/// Pieces of text around files.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "[", "]", "(", ")", "`", "|", "\n", "\n\n", "> ", "- ", "1. ", "*", "_", "<", ">", "\"", "\\", "!", "![",
        "-|-", "```", "    ", "\t", "&lt;", "ż", "x", " ", "\r\n", ":", "](", "](/a)",
    ];
    prop_oneof![
        6 => prop::sample::select(fixed.to_vec()).prop_map(str::to_owned),
        1 => Just(format!("](file:{})", file(1))),
        1 => Just(format!("file:{}", file(1))),
        1 => Just(format!("[a](file:{})", file(1))),
        1 => Just(format!("![b](file:{})", file(2))),
        1 => Just(format!("[@Anna](person:{})", person(1))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_file_with_another_id_is_where_the_first_was(pieces in prop::collection::vec(piece(), 0..40)) {
        let markdown = pieces.concat();
        let (one, three) = (file(1), file(3));
        let before = render(&markdown);
        let after = render(&with_other_files(&markdown, &HashMap::from([(one, three)])));
        prop_assert_eq!(before.files.len(), after.files.len());
        for (before, after) in before.files.iter().zip(&after.files) {
            prop_assert_eq!(*after, if *before == one { three } else { *before });
        }
        let words = with_words_for_files(&markdown, |_| "name".to_owned());
        prop_assert_eq!(render(&words).files, []);
        let unnamed = without_file_names(&markdown, |_| true);
        prop_assert!(render(&unnamed).files.iter().all(|file| before.files.contains(file)));
        let html = resolve(&before.html, &reader("name"));
        prop_assert!(!html.contains("data-file") && !html.contains("data-picture"));
        prop_assert_eq!(render(&without_labels(&markdown)), before);
        plain_text(&markdown);
    }
}
