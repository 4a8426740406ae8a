//! Reading days as people write them.

use super::*;

fn read(text: &str, order: DateOrder, numbers: BareNumbers) -> Result<String, Reason> {
    WrittenDay::parse(text)
        .read(order, numbers)
        .map(|read| read.day.to_string())
}

#[test]
fn dates_are_read_as_people_write_them() {
    for text in [
        "03/08/2026",
        "03-08-2026",
        "3.8.2026",
        "03.08.2026",
        "3. 8. 2026",
        "2026-08-03",
        "2026-08-03 14:30",
        "2026-08-03T00:00:00",
        "2026-08-03T14:30:00.000+02:00",
        "2026/08/03",
        "3 sierpnia 2026",
        "3 Sierpnia 2026 r.",
        "3 sierpnia 2026 roku",
        "3 Aug 2026",
        "03-Aug-26",
        "August 3, 2026",
        "Aug 3rd, 2026 2:05 PM",
        "3rd of August 2026",
        "3.VIII.2026",
        "3 sie. 2026",
        "03.08.26",
        "03.08.2026 r.",
        "03.08.2026r.",
        "03.08.2026 00:00",
        "3.8.2026 14:05:00",
        " 3.8.2026, 14:05",
    ] {
        assert_eq!(
            read(text, DateOrder::DayFirst, BareNumbers::Refused).as_deref(),
            Ok("2026-08-03"),
            "{text}"
        );
    }
}

#[test]
fn the_column_decides_the_order() {
    for (text, order, day) in [
        ("03/08/2026", DateOrder::MonthFirst, "2026-03-08"),
        ("26-08-03", DateOrder::YearFirst, "2026-08-03"),
        ("26-08-03", DateOrder::DayFirst, "2003-08-26"),
        ("1.2.49", DateOrder::DayFirst, "2049-02-01"),
        ("1.2.50", DateOrder::DayFirst, "1950-02-01"),
        ("2026-08-03", DateOrder::MonthFirst, "2026-08-03"),
    ] {
        assert_eq!(read(text, order, BareNumbers::Refused).as_deref(), Ok(day), "{text}");
    }
    let order = DateOrder::DayFirst;
    let wrong = Err(Reason::OtherDateOrder { order });
    assert_eq!(read("12/31/2026", order, BareNumbers::Refused), wrong);
}

#[test]
fn the_error_says_why_a_text_is_not_a_date() {
    for (text, reason) in [
        ("31.02.2026", Reason::NoSuchDay { days: 28 }),
        ("29.02.2026", Reason::NoSuchDay { days: 28 }),
        ("31 kwietnia 2026", Reason::NoSuchDay { days: 30 }),
        ("08.2026", Reason::NotADate),
        ("8.2026", Reason::NotADate),
        ("32.13.2026", Reason::NotADate),
        ("3 8 2026", Reason::NotADate),
        ("3/8-2026", Reason::NotADate),
        ("sierpień 2026", Reason::NotADate),
        ("wkrótce", Reason::NotADate),
        ("3.8.226", Reason::NotADate),
        ("-3.8.2026", Reason::NotADate),
        ("14:30", Reason::TimeAlone),
        ("20260803", Reason::BareNumber),
        ("45581", Reason::BareNumber),
        ("45581.5", Reason::BareNumber),
    ] {
        assert_eq!(
            read(text, DateOrder::DayFirst, BareNumbers::Refused),
            Err(reason),
            "{text}"
        );
    }
}

#[test]
fn bare_numbers_are_dates_only_if_chosen() {
    for (text, meaning, day) in [
        ("20260803", BareNumbers::Compact, Some("2026-08-03")),
        ("20260231", BareNumbers::Compact, None),
        ("45581", BareNumbers::Compact, None),
        ("46237", BareNumbers::Serial1900, Some("2026-08-03")),
        ("46237.75", BareNumbers::Serial1900, Some("2026-08-03")),
        ("59", BareNumbers::Serial1900, Some("1900-02-28")),
        ("60", BareNumbers::Serial1900, None),
        ("61", BareNumbers::Serial1900, Some("1900-03-01")),
        ("44775", BareNumbers::Serial1904, Some("2026-08-03")),
        ("9999999", BareNumbers::Serial1900, None),
    ] {
        assert_eq!(read(text, DateOrder::DayFirst, meaning).ok().as_deref(), day, "{text}");
    }
}

#[test]
fn a_day_without_a_column_is_read_if_it_is_unambiguous() {
    let day = |text| read_alone(text).map(|day| day.to_string());
    assert_eq!(day("3.08.2026").as_deref(), Ok("2026-08-03"));
    assert_eq!(day("26/06/2026").as_deref(), Ok("2026-06-26"));
    assert_eq!(day("12/31/2026").as_deref(), Ok("2026-12-31"));
    assert_eq!(day("03/08/2026"), Err(Reason::NotADate));
    assert_eq!(day("31.02.2026"), Err(Reason::NoSuchDay { days: 28 }));
}
