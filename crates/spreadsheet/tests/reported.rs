//! Files of other programs that people reported are read correctly.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::ops::ControlFlow;
use std::path::Path;

use spreadsheet::{Delimiter, Format, ReadOptions, Table, Workbook};
use support::{Archive, ods, record, xls, xlsx};

fn open(name: &str) -> Workbook {
    let path = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap())
        .join("../../end2end/fixtures/reported")
        .join(name);
    Workbook::open(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).unwrap()
}

fn read(mut book: Workbook) -> Table {
    book.read(&ReadOptions::default(), &mut |_| ControlFlow::Continue(()))
        .unwrap()
}

fn rows(table: &Table) -> Vec<Vec<&str>> {
    (0..table.rows()).map(|row| table.row(row).collect()).collect()
}

#[test]
fn the_delimiter_makes_rows_alike_and_yields_header_names() {
    for (name, columns, first) in [
        ("header-with-explanations.csv", 3, "Nazwa (100 znaków, obowiązkowa)"),
        ("date-commas.csv", 5, "April 15, 2026"),
        ("trimmed-rows.csv", 4, "Nazwa"),
    ] {
        let book = open(name);
        let (_, delimiter) = book.text_options(&ReadOptions::default()).unwrap();
        assert_eq!(delimiter, Delimiter::Semicolon, "{name}");
        let table = read(book);
        assert_eq!((table.columns(), table.cell(0, 0)), (columns, first), "{name}");
        assert_eq!(spreadsheet::header::guess(&table), 0, "{name}");
    }
}

#[test]
fn an_unclosed_quotation_mark_is_detected_and_can_be_an_ordinary_character() {
    for (name, row, plain) in [
        (
            "open-quote.csv",
            3,
            vec![
                vec!["Sala D", "\"Pod Lipą\" od 9 do 17", "x"],
                vec!["Sala E", "\"niedomknięty opis", "y"],
                vec!["Sala F", "zwykły", "z"],
                vec!["Sala G", "zwykły", "z"],
                vec!["Sala H", "zwykły", "z"],
            ],
        ),
        (
            "open-quotes.csv",
            2,
            vec![
                vec!["Sala I", "\"niedomknięty", "x"],
                vec!["Sala J", "zwykły", "y"],
                vec!["Sala K", "\"drugi niedomknięty", "z"],
                vec!["Sala L", "zwykły", "z"],
            ],
        ),
    ] {
        let mut book = open(name);
        let options = ReadOptions::default();
        let table = book.read(&options, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(table.notes().open_quote, Some(row), "{name}");
        let options = ReadOptions {
            plain_quotes: true,
            ..options
        };
        let table = book.read(&options, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(table.notes().open_quote, None, "{name}");
        assert_eq!(rows(&table)[1..], plain, "{name}");
    }
}

#[test]
fn unusually_written_workbooks_are_read() {
    for (name, expected) in [
        ("utf-16-parts.xlsx", vec![vec!["Nazwa"], vec!["x"]]),
        ("space-kept-by-root.xlsx", vec![vec!["Nazwa"], vec!["Pierwszy drugi"]]),
    ] {
        assert_eq!(rows(&read(open(name))), expected, "{name}");
    }
    for name in ["unknown-sheet-state.xlsx", "zipped-on-mac.xlsx"] {
        let book = open(name);
        assert!(!book.sheets()[0].hidden, "{name}");
        let table = read(book);
        assert_eq!((table.rows() > 1, table.cell(0, 0)), (true, "Nazwa"), "{name}");
    }
}

#[test]
fn a_web_page_or_xml_with_the_extension_xls_is_read() {
    let page = open("html.xls");
    assert_eq!(page.format(), Format::Html);
    assert_eq!(
        rows(&read(page)),
        [["Nazwa", "Opis"], ["Tabela A", "jeden & dwa"], ["Tabela B", "trzy"]]
    );
    let book = open("xml-2003.xls");
    assert_eq!((book.format(), book.sheets()[0].name.as_str()), (Format::Xml, "A"));
    assert_eq!(rows(&read(book)), [["Nazwa"], ["Tabela C"]]);
}

#[test]
fn an_unknown_attribute_value_is_read_as_the_default() {
    let cells = "<row r=\"1\" hidden=\"perhaps\"><c r=\"A1\" t=\"new\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>maybe</v></c>\
        <c r=\"C1\"><v>text</v></c></row>";
    let table = support::read(xlsx(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"))).unwrap();
    assert_eq!(rows(&table), [["1", "maybe", "text"]]);
    assert_eq!(table.notes().hidden_rows, 0);
    let states = "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" state=\"show\" r:id=\"rId1\"/>\
        <sheet name=\"B\" sheetId=\"2\" state=\"hidden\" r:id=\"rId1\"/></sheets></workbook>";
    let sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let bytes = Archive::new()
        .with("[Content_Types].xml", "<Types/>")
        .with("_rels/.rels", support::PACKAGE)
        .with("xl/_rels/workbook.xml.rels", support::RELATIONSHIPS)
        .with("xl/workbook.xml", states)
        .with("xl/worksheets/sheet1.xml", sheet)
        .finish();
    let hidden: Vec<bool> = Workbook::open(bytes)
        .unwrap()
        .sheets()
        .iter()
        .map(|sheet| sheet.hidden)
        .collect();
    assert_eq!(hidden, [false, true]);
}

#[test]
fn the_first_sheet_that_is_not_hidden_is_read() {
    let book = open("hidden-sheet.ods");
    let hidden: Vec<bool> = book.sheets().iter().map(|sheet| sheet.hidden).collect();
    assert_eq!((book.format(), hidden), (Format::Ods, vec![true, false]));
    assert_eq!(rows(&read(book)), [["Nazwa"], ["Z widocznego"]]);
}

#[test]
fn hidden_rows_are_read_and_counted() {
    let row = |number: u32, hidden: &str| format!("<row r=\"{number}\"{hidden}><c><v>{number}</v></c></row>");
    let cells = [
        row(1, ""),
        row(2, " hidden=\"1\""),
        row(3, " hidden=\"true\""),
        row(4, " hidden=\"0\""),
    ]
    .concat();
    let empty = "<row r=\"9\" hidden=\"1\"/>";
    let merged = "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>";
    let sheet = format!("<worksheet><sheetData>{cells}{empty}</sheetData>{merged}</worksheet>");
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
    let row = |attributes: &str| format!("<table:table-row {attributes}>{cell}</table:table-row>");
    let document = [
        row(""),
        row("table:visibility=\"collapse\" table:number-rows-repeated=\"2\""),
        row("table:visibility=\"visible\""),
    ];
    let number = |row: u8| record(0x0203, &[&[row, 0, 0, 0, 0, 0][..], &1f64.to_le_bytes()].concat());
    let height = |row: u8, options: u8| record(0x0208, &[row, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, options, 0, 0, 0]);
    let records = [
        record(0x0809, &[0, 6, 0x10, 0]),
        height(0, 0),
        height(1, 0x20),
        height(2, 0x20),
        number(0),
        number(1),
        number(2),
        number(3),
        record(0x000A, &[]),
    ];
    for bytes in [xlsx(&sheet), ods(&document.concat()), xls(&[], &records.concat())] {
        let table = support::read(bytes).unwrap();
        assert_eq!((table.rows(), table.notes().hidden_rows), (4, 2));
    }
}

#[test]
fn a_formula_without_a_value_is_kept_and_marked() {
    let table = read(open("formula-without-value.xlsx"));
    assert_eq!(
        rows(&table),
        [
            ["Nazwa", "Opis", "Liczba"],
            ["Wzór 1", "zwykły", "1"],
            ["=\"Wzór \"&2", "=\"a\"&\"b\"", "=C2+1"],
            ["Wzór 3", "=A2", "=SUM(C2:C3)"],
        ]
    );
    let known = |row| [0, 1, 2].map(|column| table.is_valueless(row, column));
    assert_eq!([1, 2, 3].map(known), [[false; 3], [true; 3], [false, true, true]]);
    // Programs that write formulas without values often write every name with a prefix.
    let cells = "<x:row r=\"1\" hidden=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c><x:c r=\"B1\"><x:f>A1&amp;2</x:f></x:c>\
        <x:c r=\"C1\" t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c></x:row>";
    let sheet = format!("<x:worksheet xmlns:x=\"a\"><x:sheetData>{cells}</x:sheetData></x:worksheet>");
    let table = support::read(xlsx(&sheet)).unwrap();
    assert_eq!(rows(&table), [["1", "=A1&2", "a"]]);
    assert!(table.is_valueless(0, 1) && table.notes().hidden_rows == 1);
    // A formula whose value is an empty text has a value.
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c>\
        <c r=\"C1\"><f>A1</f><v>1</v></c></row>";
    let table = support::read(xlsx(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"))).unwrap();
    assert!(!table.has_valueless());
    let cells = "<table:table-row><table:table-cell table:formula=\"of:=[.B1]\"/>\
        <table:table-cell table:formula=\"of:=1\" office:value-type=\"float\" office:value=\"1\"/>\
        <table:table-cell table:formula=\"of:=&quot;&quot;\" office:value-type=\"string\" office:string-value=\"\"/>\
        </table:table-row>";
    let table = support::read(ods(cells)).unwrap();
    assert_eq!(rows(&table), [["=[.B1]", "1"]]);
    assert!(table.is_valueless(0, 0) && !table.is_valueless(0, 1));
}
