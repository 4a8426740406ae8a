//! Tests: pasted HTML becomes the Markdown that looks like it. The fixtures have the form of real clipboards.

use scraper::{Html, node::Node as Parsed};

use super::*;

type Reference<'a> = ego_tree::NodeRef<'a, Parsed>;

fn tree(parent: Reference<'_>) -> Vec<Node> {
    parent
        .children()
        .filter_map(|child| match child.value() {
            Parsed::Text(text) => Some(Node::Text(text.to_string())),
            Parsed::Element(element) => {
                let attribute = |name| element.attr(name).unwrap_or_default().to_owned();
                Some(Node::Element(Element {
                    name: element.name().to_owned(),
                    style: attribute("style"),
                    href: attribute("href"),
                    colspan: attribute("colspan"),
                    children: tree(child),
                }))
            }
            _ => None,
        })
        .collect()
}

fn markdown(html: &str) -> String {
    to_markdown(&tree(Html::parse_document(html).tree.root()))
}

#[test]
fn word_keeps_headings_nested_lists_and_tables() {
    assert_eq!(
        markdown(include_str!("../../../../end2end/fixtures/clipboard/word.html")),
        "## Spotkanie z\u{a0}klientem\n\
         \n\
         **Ustalenia:** oferta *do piątku*, szczegóły na [stronie klienta](https://example.com/oferta_v2).\n\
         \n\
         - Cena za **100** sztuk\n\
         \u{20} - z\u{a0}dostawą\n\
         - Gwarancja\n\
         \n\
         Kolejność prac:\n\
         najpierw pomiar.\n\
         \n\
         1. Pomiar\n\
         2. Montaż\n\
         \n\
         | **Etap** | **Termin** |\n\
         | --- | --- |\n\
         | Pomiar \\| odbiór | 4\u{a0}grudnia |"
    );
}

#[test]
fn libreoffice_keeps_formats_lists_quotes_and_code() {
    assert_eq!(
        markdown(include_str!("../../../../end2end/fixtures/clipboard/libreoffice.html")),
        "# Plan szkolenia\n\
         \n\
         Prowadzi **Anna Żółć***, trener*. Sala na parterze, **bez** ~~kawy~~.\n\
         \n\
         - Wstęp\n\
         - Ćwiczenia\n\
         \u{20} 1. rozmowa\n\
         \u{20} 2. oferta\n\
         \n\
         > Klient ma rację.\n\
         > Zwykle.\n\
         \n\
         https://example.com/\n\
         \n\
         ```\n\
         let a = `b`;\n\
         \u{20} c();\n\
         ```"
    );
}

#[test]
fn excel_becomes_a_table_without_hidden_rows() {
    assert_eq!(
        markdown(include_str!("../../../../end2end/fixtures/clipboard/excel.html")),
        "| Produkt | Sztuk | Cena |\n\
         | --- | --- | --- |\n\
         | Śruba M8 | 1\u{a0}200 | 0,45 zł |\n\
         | Razem |  | 540,00 zł |"
    );
}

#[test]
fn a_wrapper_of_normal_weight_makes_nothing_bold() {
    let html = "<b style=\"font-weight:normal\" id=\"docs-internal-guid\"><p>a <span style=\"font-weight:700\">b </span>c</p>\
                <p style=\"font-style:italic\">d</p></b>";
    assert_eq!(markdown(html), "a **b** c\n\n*d*");
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    assert_eq!(
        markdown("<p>1. a_b *c* [d] &lt;e&gt; &amp;amp; _f_</p><p># g</p><p>- h</p><p>x</p>"),
        "1\\. a_b \\*c\\* \\[d] \\<e> \\&amp; \\_f\\_\n\n\\# g\n\n\\- h\n\nx"
    );
}

#[test]
fn only_addresses_that_can_be_opened_anywhere_become_links() {
    assert_eq!(
        markdown("<a href=\"javascript:x\">a</a> <a href=\"file:///c\">b</a> <a href=\"https://e.org/a b\">c</a>"),
        "a b [c](<https://e.org/a%20b>)"
    );
}

#[test]
fn a_table_of_one_column_is_its_content() {
    assert_eq!(markdown("<table><tr><td><p>a</p><p>b</p></td></tr></table>"), "a\n\nb");
}

#[test]
fn html_without_text_gives_nothing() {
    assert_eq!(
        markdown("<meta charset=\"utf-8\"><img src=\"x\"><style>p{}</style><p>&nbsp;</p>"),
        ""
    );
}
