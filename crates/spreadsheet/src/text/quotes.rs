//! Distinguishing a quoted cell from a quotation mark that is never closed.

/// Returns whether a quoted cell of the record was probably not meant as one. That is so if its quotation mark is still
/// open at the end of the file (`ended`), or if it contains line breaks and delimiters together with either a complete
/// further record of `width` cells or text after the closing mark.
pub fn is_open(record: &[u8], delimiter: u8, width: usize, ended: bool) -> bool {
    let line = record.trim_ascii_end();
    // Most records are one line in which all marks are closed.
    if memchr::memchr2(b'\n', b'\r', line).is_none() && !ended {
        return false;
    }
    let mut start = 0;
    while start < record.len() {
        let cell = record.get(start..).unwrap_or(&[]);
        let Some(inside) = cell.strip_prefix(b"\"") else {
            // An ordinary cell, up to its end.
            match memchr::memchr3(delimiter, b'\n', b'\r', cell) {
                Some(end) if cell.get(end) == Some(&delimiter) => start += end + 1,
                _ => return false,
            }
            continue;
        };
        let Some(close) = closing(inside) else {
            return ended;
        };
        let (inside, behind) = inside.split_at(close);
        let behind = behind.get(1..).unwrap_or(&[]);
        let end = memchr::memchr3(delimiter, b'\n', b'\r', behind).unwrap_or(behind.len());
        if swallows(inside, delimiter, width, end > 0) {
            return true;
        }
        if behind.get(end) != Some(&delimiter) {
            return false;
        }
        start += 1 + close + 1 + end + 1;
    }
    false
}

/// Returns the position of the quotation mark that closes a cell: the first that is not doubled.
fn closing(inside: &[u8]) -> Option<usize> {
    let mut marks = memchr::memchr_iter(b'"', inside);
    while let Some(at) = marks.next() {
        if inside.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        marks.next();
    }
    None
}

fn swallows(inside: &[u8], delimiter: u8, width: usize, text_behind: bool) -> bool {
    let breaks = memchr::memchr2(b'\n', b'\r', inside).is_some();
    if !breaks || memchr::memchr(delimiter, inside).is_none() {
        return false;
    }
    let lines: Vec<&[u8]> = inside.split(|byte| matches!(byte, b'\n' | b'\r')).collect();
    let between = lines.get(1..lines.len().saturating_sub(1)).unwrap_or(&[]);
    let complete = |line: &&[u8]| memchr::memchr_iter(delimiter, line).count() + 1 == width;
    text_behind || width > 1 && between.iter().any(complete)
}
