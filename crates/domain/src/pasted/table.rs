//! Tables.

use super::{Element, Node};

/// Maximum number of columns that a cell spans.
const MAX_SPAN: usize = 100;

/// A function that returns the Markdown of a cell.
pub type CellFn = dyn Fn(&Element) -> String;

/// Returns the table, whose first row is its header; `None` if it has fewer than two columns.
pub fn render(table: &Element, content: &CellFn) -> Option<String> {
    let mut rows = Vec::new();
    collect_rows(&table.children, content, &mut rows);
    while rows
        .last()
        .is_some_and(|row: &Vec<String>| row.iter().all(String::is_empty))
    {
        rows.pop();
    }
    let filled = |row: &Vec<String>| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    let width = rows.iter().map(filled).max().unwrap_or_default();
    if width < 2 {
        return None;
    }
    let line = |row: &Vec<String>| {
        let cells: Vec<&str> = (0..width).map(|at| row.get(at).map_or("", String::as_str)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(1, format!("|{}", " --- |".repeat(width)));
    Some(lines.join("\n"))
}

fn collect_rows(nodes: &[Node], content: &CellFn, rows: &mut Vec<Vec<String>>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        match element.name.as_str() {
            _ if element.skipped() => {}
            "tr" => rows.push(row(element, content)),
            "thead" | "tbody" | "tfoot" => collect_rows(&element.children, content, rows),
            _ => {}
        }
    }
}

fn row(tr: &Element, content: &CellFn) -> Vec<String> {
    let mut cells = Vec::new();
    for node in &tr.children {
        if let Node::Element(element) = node
            && matches!(element.name.as_str(), "td" | "th")
            && !element.skipped()
        {
            cells.push(in_one_line(&content(element)));
            let span: usize = element.colspan.parse().unwrap_or(1);
            cells.extend((1..span.min(MAX_SPAN)).map(|_| String::new()));
        }
    }
    cells
}

fn in_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(['\n', ' ']).filter(|word| !word.is_empty()).collect();
    words.join(" ").replace('|', "\\|")
}
