//! Formatting numbers, dates and times as text.

use std::fmt::Write;

use calamine::{ExcelDateTime, ExcelDateTimeType};

/// Writes a number as a spreadsheet program shows it: fifteen significant digits, without an exponent if possible.
pub fn write_number(out: &mut String, value: f64) {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        let _ = write!(out, "{}", value as i64);
        return;
    }
    // 0.1 + 0.2 is stored as 0.30000000000000004; a spreadsheet shows 0.3.
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    let size = rounded_size(rounded);
    let _ = if (-9..21).contains(&size) {
        write!(out, "{rounded}")
    } else {
        write!(out, "{rounded:e}")
    };
}

fn rounded_size(value: f64) -> i32 {
    if value == 0.0 || !value.is_finite() {
        0
    } else {
        value.abs().log10().floor() as i32
    }
}

/// The meaning of a number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberKind {
    /// A number.
    #[default]
    Number,
    /// A date, a time, or both.
    DateTime,
    /// A duration, `[h]:mm`.
    Duration,
}

/// Writes a serial date (days since 1900 or 1904) in ISO format.
pub fn write_serial(out: &mut String, value: f64, kind: NumberKind, is_1904: bool) {
    match kind {
        NumberKind::Number => write_number(out, value),
        NumberKind::Duration => write_duration(out, value),
        NumberKind::DateTime => write_date_time(out, value, is_1904),
    }
}

/// Writes a date of calamine.
pub fn write_excel_date(out: &mut String, date: &ExcelDateTime) {
    if date.is_duration() {
        write_duration(out, date.as_f64());
    } else {
        write_parts(out, date.as_f64(), date.to_ymd_hms_milli());
    }
}

fn write_date_time(out: &mut String, value: f64, is_1904: bool) {
    let date = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904);
    write_parts(out, value, date.to_ymd_hms_milli());
}

fn write_parts(out: &mut String, value: f64, parts: (u16, u8, u8, u8, u8, u8, u16)) {
    // After 9999-12-31 or before the first day there is no date.
    if !(0.0..2_958_466.0).contains(&value) {
        write_number(out, value);
        return;
    }
    let (year, month, day, hour, minute, second, milli) = parts;
    let second = second + u8::from(milli >= 500 && second < 59);
    let time = hour != 0 || minute != 0 || second != 0;
    if value >= 1.0 {
        let _ = write!(out, "{year:04}-{month:02}-{day:02}");
        if !time {
            return;
        }
        out.push(' ');
    }
    let _ = write!(out, "{hour:02}:{minute:02}");
    if second != 0 {
        let _ = write!(out, ":{second:02}");
    }
}

fn write_duration(out: &mut String, days: f64) {
    if !days.is_finite() || days.abs() > 1e9 {
        write_number(out, days);
        return;
    }
    let seconds = (days.abs() * 86_400.0).round() as u64;
    let sign = if days < 0.0 { "-" } else { "" };
    let _ = write!(
        out,
        "{sign}{}:{:02}:{:02}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    );
}

/// Returns the meaning of a number format's code, such as `yyyy-mm-dd` or `[h]:mm`.
pub fn kind_of_format(code: &str) -> NumberKind {
    let mut chars = code.chars();
    while let Some(char) = chars.next() {
        match char {
            // Only the format of positive numbers matters.
            ';' => break,
            '\\' | '_' | '*' => {
                chars.next();
            }
            '"' => {
                chars.by_ref().find(|&char| char == '"');
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|&char| char != ']').take(64).collect();
                let elapsed =
                    |letter| !inside.is_empty() && inside.chars().all(|char| char.eq_ignore_ascii_case(&letter));
                if elapsed('h') || elapsed('m') || elapsed('s') {
                    return NumberKind::Duration;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return NumberKind::DateTime,
            // 'General' and its translations contain letters that also occur in date formats.
            'G' | 'g' if code.eq_ignore_ascii_case("general") => return NumberKind::Number,
            _ => {}
        }
    }
    NumberKind::Number
}

/// Returns the meaning of a built-in number format.
pub fn kind_of_builtin(id: u16) -> NumberKind {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberKind::DateTime,
        46 => NumberKind::Duration,
        _ => NumberKind::Number,
    }
}

/// Writes an ISO date of OpenDocument (`2024-03-01T00:00:00`), without the time if it is midnight.
pub fn write_iso_date(out: &mut String, iso: &str) {
    match iso.split_once('T') {
        Some((date, time)) => {
            out.push_str(date);
            let time = time.split('.').next().unwrap_or("").trim_end_matches('Z');
            let time = time.strip_suffix(":00").unwrap_or(time);
            if !time.is_empty() && time != "00:00" {
                out.push(' ');
                out.push_str(time);
            }
        }
        None => out.push_str(iso),
    }
}

/// Writes an ISO duration (`PT12H30M00S`) as hours, minutes and seconds.
pub fn write_iso_duration(out: &mut String, iso: &str) {
    let parsed = || {
        let rest = iso.strip_prefix("PT")?;
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?;
        let hours: u32 = hours.parse().ok()?;
        let minutes: u32 = minutes.parse().ok()?;
        let seconds: f64 = seconds.replace(',', ".").parse().ok()?;
        Some((hours, minutes, seconds.round() as u32))
    };
    match parsed() {
        Some((hours, minutes, 0)) => {
            let _ = write!(out, "{hours:02}:{minutes:02}");
        }
        Some((hours, minutes, seconds)) => {
            let _ = write!(out, "{hours:02}:{minutes:02}:{seconds:02}");
        }
        None => out.push_str(iso),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl FnOnce(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    #[test]
    fn numbers_are_written_as_a_spreadsheet_shows_them() {
        for (value, shown) in [
            (3.0, "3"),
            (-12.0, "-12"),
            (0.1 + 0.2, "0.3"),
            (1234567.891, "1234567.891"),
            (48_500_100_200.0, "48500100200"),
            (1e20, "100000000000000000000"),
            (1.5e300, "1.5e300"),
            (-0.000001, "-0.000001"),
        ] {
            assert_eq!(text(|out| write_number(out, value)), shown);
        }
    }

    #[test]
    fn serial_dates_become_iso_text() {
        for (value, kind, is_1904, shown) in [
            (45_352.0, NumberKind::DateTime, false, "2024-03-01"),
            (45_352.604_166_666_664, NumberKind::DateTime, false, "2024-03-01 14:30"),
            (43_890.0, NumberKind::DateTime, true, "2024-03-01"),
            (0.5, NumberKind::DateTime, false, "12:00"),
            (1.25, NumberKind::Duration, false, "30:00:00"),
            (-5.0, NumberKind::DateTime, false, "-5"),
            (1e300, NumberKind::DateTime, false, "1e300"),
            (f64::NAN, NumberKind::Duration, false, "NaN"),
        ] {
            assert_eq!(text(|out| write_serial(out, value, kind, is_1904)), shown);
        }
    }

    #[test]
    fn number_formats_distinguish_dates_from_numbers() {
        for code in ["yyyy-mm-dd", "[$-415]d mmmm yyyy", "h:mm AM/PM", "\"dnia\" dd.mm"] {
            assert_eq!(kind_of_format(code), NumberKind::DateTime, "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0\\ \"zł dym\"",
            "0.00E+00",
            "[Red]-0;[Blue]d",
            "\\d0",
        ] {
            assert_eq!(kind_of_format(code), NumberKind::Number, "{code}");
        }
        assert_eq!(kind_of_format("[hh]:mm"), NumberKind::Duration);
    }

    #[test]
    fn iso_dates_at_midnight_are_written_without_the_time() {
        assert_eq!(text(|out| write_iso_date(out, "2024-03-01")), "2024-03-01");
        assert_eq!(text(|out| write_iso_date(out, "2024-03-01T00:00:00")), "2024-03-01");
        assert_eq!(
            text(|out| write_iso_date(out, "2024-03-01T14:30:00")),
            "2024-03-01 14:30"
        );
        assert_eq!(text(|out| write_iso_duration(out, "PT12H30M00S")), "12:30");
        assert_eq!(text(|out| write_iso_duration(out, "nonsense")), "nonsense");
    }
}
