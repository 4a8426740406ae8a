//! Merged cells: a value that is merged over several rows applies to each of them.
//!
//! The name of a group merged over five rows means that all five are in that group. A value that is merged over several
//! columns (mostly a title) stays in the first.

use crate::error::ReadError;
use crate::table::{Table, TableBuilder, is_blank};

/// A merged range. Rows and columns count from 0, and the last ones are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergedRange {
    /// The first row.
    pub first_row: u32,
    /// The last row.
    pub last_row: u32,
    /// The first column.
    pub column: u32,
}

impl MergedRange {
    /// Parses a reference such as `B2:B6`. Returns `None` unless it covers several rows.
    pub fn parse(reference: &str) -> Option<Self> {
        let (first, last) = reference.split_once(':')?;
        let ((first_row, column), (last_row, _)) = (position(first)?, position(last)?);
        (first_row < last_row).then_some(Self {
            first_row,
            last_row,
            column,
        })
    }
}

fn position(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.trim();
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = reference.bytes().take(letters).try_fold(0u32, |column, letter| {
        column
            .checked_mul(26)?
            .checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row: u32 = reference.get(letters..)?.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The merged ranges of a sheet.
#[derive(Debug, Default)]
pub struct MergedCells {
    /// Sorted by first row.
    ranges: Vec<MergedRange>,
}

impl MergedCells {
    /// Returns the merged cells with these ranges.
    pub fn new(mut ranges: Vec<MergedRange>) -> Self {
        ranges.sort_by_key(|range| (range.first_row, range.column));
        Self { ranges }
    }

    /// Copies each merged value into the rows that its range covers, as far as these have contents.
    pub fn fill_down(&self, table: Table) -> Result<Table, ReadError> {
        if self.ranges.is_empty() {
            return Ok(table);
        }
        let mut builder = TableBuilder::new();
        *builder.notes_mut() = table.notes().clone();
        let mut ranges = self.ranges.iter().copied().peekable();
        // The ranges that cover the present row, with their text.
        let mut open: Vec<(MergedRange, String)> = Vec::new();
        let first_column = table.first_column();
        for index in 0..table.rows() {
            let source = table.source_row(index);
            let row = source.saturating_sub(1);
            open.retain(|(range, _)| range.last_row >= row);
            while let Some(range) = ranges.next_if(|range| range.first_row <= row) {
                // A range whose first row is blank has no value to copy.
                let column = range.column.checked_sub(first_column);
                let text = column.map_or("", |column| table.cell(index, column as usize));
                // Programs do not write workbooks with overlapping ranges.
                if range.first_row == row && !is_blank(text) && open.len() < table.columns() {
                    open.push((range, text.to_owned()));
                }
            }
            builder.begin_row(source)?;
            for (column, text) in table.row(index).enumerate() {
                let column = first_column + column as u32;
                let merged = open
                    .iter()
                    .find(|(range, _)| range.column == column && range.first_row < row);
                let is_number = table.is_number(index, (column - first_column) as usize);
                match merged {
                    Some((_, merged)) if is_blank(text) => builder.cell(column, merged)?,
                    _ if is_number => builder.number(column, text)?,
                    _ => builder.cell(column, text)?,
                }
            }
        }
        builder.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_parsed_or_refused() {
        assert_eq!(
            MergedRange::parse("B2:B6"),
            Some(MergedRange {
                first_row: 1,
                last_row: 5,
                column: 1
            })
        );
        for reference in ["B2:D2", "B2", "", "2:3", "A0:A4", "ZZZZZZZZZZ1:A99", "A99999999999:A1"] {
            assert_eq!(MergedRange::parse(reference), None, "{reference}");
        }
    }

    #[test]
    fn a_value_merged_over_rows_is_copied_to_each() {
        let mut builder = TableBuilder::new();
        for (row, cells) in [
            (2, &[(1, "name"), (2, "group")][..]),
            (3, &[(1, "a"), (2, "g")]),
            (4, &[(1, "b")]),
            (6, &[(1, "c")]),
        ] {
            builder.begin_row(row).unwrap();
            for (column, text) in cells {
                builder.cell(*column, text).unwrap();
            }
        }
        let ranges = vec![MergedRange {
            first_row: 2,
            last_row: 4,
            column: 2,
        }];
        let table = MergedCells::new(ranges).fill_down(builder.finish().unwrap()).unwrap();
        let groups: Vec<_> = (0..table.rows()).map(|row| table.cell(row, 1)).collect();
        assert_eq!(groups, ["group", "g", "g", ""]);
    }
}
