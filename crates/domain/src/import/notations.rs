//! The notation of the numbers and dates of a column: one decision for all its cells, derived from those that are
//! unambiguous.

use serde::{Deserialize, Serialize};

use crate::{
    custom_field::{CustomField, Kind, WrittenDay},
    ids::FieldId,
    notation::{BareNumbers, DateOrder, DecimalMark, Notation, NotationChoice},
    person::Language,
};

/// How certain the notation of a column is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// No cell contradicts it.
    #[default]
    Found,
    /// The person chose it.
    Chosen,
    /// Some cells are ambiguous and none decides: the person is asked.
    Ambiguous,
    /// Cells contradict each other: the person is asked.
    Mixed,
}

impl Certainty {
    /// Returns whether the person is asked.
    pub fn asks(self) -> bool {
        matches!(self, Self::Ambiguous | Self::Mixed)
    }
}

/// How the column of a field is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnNotation {
    pub column: usize,
    pub field: FieldId,
    pub notation: Notation,
    pub certainty: Certainty,
    /// Some cells with the values that are read from them; `None` for a wrong cell.
    pub examples: Vec<(String, Option<String>)>,
    /// Number of dates with a time, which is dropped.
    pub with_time: u32,
    /// Number of dates whose year has two digits.
    pub short_years: u32,
    /// Number of numbers without separators in a column of dates.
    pub bare: u32,
}

/// Number of examples that are kept of each sort of cell, and maximum number that is shown.
const KEPT: usize = 2;
const SHOWN: usize = 5;
/// Longer cells are not used as examples.
const LONGEST_EXAMPLE: usize = 40;

/// Returns the notation of texts in an unknown column.
pub fn notation_of(language: Language) -> Notation {
    Notation {
        mark: match language {
            Language::Pl => DecimalMark::Comma,
            Language::En => DecimalMark::Point,
        },
        order: DateOrder::DayFirst,
        bare: BareNumbers::Refused,
    }
}

/// The evidence of a column's cells for its notation.
#[derive(Default)]
pub struct ColumnEvidence {
    /// Cells that only one reading fits: comma and point, or day, month and year first.
    only: [Sort; 3],
    /// Cells that two readings fit, with different results.
    either: Sort,
    /// Dates with points that two readings fit. They are read with the day first unless another cell contradicts.
    dotted: Sort,
    others: Sort,
    /// Numbers without separators, and those of them that may be year, month and day.
    bare: Sort,
    compact: u32,
    filled: u32,
    with_time: u32,
    short_years: u32,
}

/// Cells that are the same kind of evidence.
#[derive(Default)]
struct Sort {
    count: u32,
    /// The text, and whether the file stores it as a number.
    kept: Vec<(String, bool)>,
}

impl Sort {
    fn add(&mut self, text: &str, is_number: bool) {
        self.count += 1;
        if self.kept.len() < KEPT && text.len() <= LONGEST_EXAMPLE {
            self.kept.push((text.to_owned(), is_number));
        }
    }
}

impl ColumnEvidence {
    /// Adds a cell of the field's column. `is_number` says that the file stores it as a number.
    pub fn add(&mut self, field: &CustomField, text: &str, is_number: bool) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        match field.kind {
            Kind::Date => self.add_date(text, is_number),
            _ => self.add_number(field, text, is_number),
        }
    }

    fn add_number(&mut self, field: &CustomField, text: &str, is_number: bool) {
        if is_number {
            return self.others.add(text, true);
        }
        let read = |mark| {
            field.read_cell(
                text,
                &Notation {
                    mark,
                    ..notation_of(Language::Pl)
                },
                false,
            )
        };
        let [comma, point] = DecimalMark::ALL.map(read);
        let sort = match (comma, point) {
            (Ok(comma), Ok(point)) if comma == point => &mut self.others,
            (Ok(_), Ok(_)) => &mut self.either,
            (Ok(_), Err(_)) => &mut self.only[0],
            (Err(_), Ok(_)) => &mut self.only[1],
            (Err(_), Err(_)) => &mut self.others,
        };
        sort.add(text, false);
    }

    fn add_date(&mut self, text: &str, is_number: bool) {
        let written = WrittenDay::parse(text);
        if written.is_bare() {
            let compact = written.read(DateOrder::DayFirst, BareNumbers::Compact);
            let plausible = |day: &str| ("1900".."2100").contains(&day.get(..4).unwrap_or_default());
            self.compact += u32::from(compact.is_ok_and(|read| plausible(&read.day.to_string())));
            return self.bare.add(text, is_number);
        }
        let read = |order| written.read(order, BareNumbers::Refused).ok();
        let [day_first, month_first, year_first] = DateOrder::ALL.map(read);
        if let Some(read) = day_first.or(month_first).or(year_first) {
            self.with_time += u32::from(read.had_time);
            self.short_years += u32::from(read.short_year);
        }
        let day = |read: Option<crate::custom_field::ReadDay>| read.map(|read| read.day);
        let sort = match (day(day_first), day(month_first), day(year_first)) {
            (Some(one), Some(other), _) if one == other => &mut self.others,
            (Some(_), Some(_), _) if written.is_dotted() => &mut self.dotted,
            (Some(_), Some(_), _) => &mut self.either,
            (Some(_), None, _) => &mut self.only[0],
            (None, Some(_), _) => &mut self.only[1],
            (None, None, Some(_)) => &mut self.only[2],
            (None, None, None) => &mut self.others,
        };
        sort.add(text, is_number);
    }

    /// Decides the notation: the chosen one, else what the cells show, else that of the language.
    pub fn decide(
        self,
        column: usize,
        field: &CustomField,
        choice: NotationChoice,
        language: Language,
    ) -> ColumnNotation {
        let usual = notation_of(language);
        let is_date = field.kind == Kind::Date;
        let (proven, mut certainty) = self.proven();
        let chosen = if is_date {
            choice.order.is_some()
        } else {
            choice.mark.is_some()
        };
        if chosen {
            certainty = Certainty::Chosen;
        }
        let all_compact = is_date && self.filled > 0 && self.compact == self.filled;
        let found_bare = if all_compact { BareNumbers::Compact } else { usual.bare };
        let proven_mark = proven.and_then(|place| DecimalMark::ALL.get(place).copied());
        let proven_order = proven.and_then(|place| DateOrder::ALL.get(place).copied());
        let notation = Notation {
            mark: choice.mark.or(proven_mark.filter(|_| !is_date)).unwrap_or(usual.mark),
            order: choice.order.or(proven_order.filter(|_| is_date)).unwrap_or(usual.order),
            bare: choice.bare.unwrap_or(found_bare),
        };
        ColumnNotation {
            column,
            field: field.id,
            notation,
            certainty,
            with_time: self.with_time,
            short_years: self.short_years,
            bare: self.bare.count,
            examples: self.examples(field, &notation, language),
        }
    }

    /// Returns the reading that the cells prove, and how certain it is.
    fn proven(&self) -> (Option<usize>, Certainty) {
        let mut proofs = (0..self.only.len()).filter(|place| self.only.get(*place).is_some_and(|sort| sort.count > 0));
        match (proofs.next(), proofs.next()) {
            (Some(_), Some(_)) => (None, Certainty::Mixed),
            // Dates with points also count for 'day first' if nothing contradicts.
            (Some(place), None) if place > 0 && self.dotted.count > 0 && !self.is_dotted_proof(place) => {
                (None, Certainty::Mixed)
            }
            (Some(place), None) => (Some(place), Certainty::Found),
            (None, _) if self.either.count > 0 => (None, Certainty::Ambiguous),
            (None, _) => (None, Certainty::Found),
        }
    }

    fn is_dotted_proof(&self, place: usize) -> bool {
        let kept = self.only.get(place).map_or(&[][..], |sort| sort.kept.as_slice());
        kept.iter().any(|(text, _)| text.contains('.'))
    }

    fn examples(self, field: &CustomField, notation: &Notation, language: Language) -> Vec<(String, Option<String>)> {
        let sorts = [self.either]
            .into_iter()
            .chain(self.only)
            .chain([self.dotted, self.bare, self.others]);
        let kept = sorts.flat_map(|sort| sort.kept).take(SHOWN);
        kept.map(|(text, is_number)| {
            let value = field.read_cell(&text, notation, is_number).ok().flatten();
            let reads = value.map(|value| field.written(&value, language, ""));
            (text, reads)
        })
        .collect()
    }
}

/// Returns whether cells of the field can be written in several ways.
pub fn has_notation(field: &CustomField) -> bool {
    field.kind.is_number() || field.kind == Kind::Date
}
