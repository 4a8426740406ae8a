//! What happened over time: a small bar chart for each measure, the previous period beside this one.
//!
//! Drawn by `plotters` into SVG, without a word in it: its colours are names that the stylesheet gives the theme's colours
//! to, its days stand in the page's own type below. What draws for Leptos (`leptos-chartistry`) styles inline, which the
//! page's policy forbids.

use domain::statistics::{Counted, Span, Statistics};
use leptos::prelude::*;
use plotters::prelude::*;

use super::table::name;
use crate::i18n::{
    Messages,
    days::{day_words, span_words},
    use_messages,
};

/// The drawing's own units: fine enough that the bars of a year's days are even.
const SIZE: (u32, u32) = (2_400, 480);
/// `#0000FF` and `#808080` in style/pages/statistics.css.
const NOW: RGBColor = RGBColor(0, 0, 255);
const BEFORE: RGBColor = RGBColor(128, 128, 128);
/// Bars are no wider than those of so many steps: one day is no wall.
const WIDEST_OF: f64 = 7.0;

/// Where bars stand beside the middle of their step, from and to: the pair side by side, with room around.
type Room = (f64, f64);
const BEFORE_ROOM: Room = (-0.40, -0.04);
const NOW_ROOM: Room = (0.04, 0.40);

/// The bars of this period and of the previous one, pair by pair, as high as the highest of both allows.
fn drawing(now: &[u32], before: &[u32]) -> Result<String, Box<dyn std::error::Error>> {
    let steps = now.len().max(before.len()).max(1) as f64;
    let scale = (steps / WIDEST_OF).min(1.0);
    let highest = now.iter().chain(before).copied().max().unwrap_or(0).max(1);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let (across, up) = (0.0..steps, 0.0..f64::from(highest));
        let mut chart = ChartBuilder::on(&area).build_cartesian_2d(across, up)?;
        chart.draw_series(bars(before, BEFORE_ROOM, scale, BEFORE))?;
        chart.draw_series(bars(now, NOW_ROOM, scale, NOW))?;
        area.present()?;
    }
    Ok(svg)
}

fn bars(counts: &[u32], room: Room, scale: f64, colour: RGBColor) -> impl Iterator<Item = Rectangle<(f64, f64)>> {
    let counts = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    counts.map(move |(place, count)| {
        let middle = place as f64 + 0.5;
        let corners = [
            (middle + room.0 * scale, 0.0),
            (middle + room.1 * scale, f64::from(*count)),
        ];
        Rectangle::new(corners, colour.filled())
    })
}

/// The charts of all that happened in either period.
#[component]
pub fn Charts(statistics: Statistics) -> impl IntoView {
    let messages = use_messages();
    let Statistics {
        span, previous, rows, ..
    } = statistics;
    let happened: Vec<Counted> = rows
        .into_iter()
        .filter(|row| row.total() + row.previous() > 0)
        .collect();
    if happened.is_empty() {
        return view! { <p class="muted statistics-nothing">{messages.text("statistics-nothing")}</p> }.into_any();
    }
    let figures = happened
        .into_iter()
        .map(|row| view! { <Chart row span/> })
        .collect_view();
    view! {
        <section class="statistics-charts" aria-labelledby="over-time">
            <h2 id="over-time">{messages.text("statistics-over-time")}</h2>
            <ul class="chart-legend">
                <li class="chart-now">{format!("{}: {}", messages.text("statistics-now"), span_words(messages, span))}</li>
                <li class="chart-before">
                    {format!("{}: {}", messages.text("statistics-before"), span_words(messages, previous))}
                </li>
            </ul>
            <div class="chart-grid">{figures}</div>
        </section>
    }
    .into_any()
}

#[component]
fn Chart(row: Counted, span: Span) -> impl IntoView {
    let messages = use_messages();
    let title = name(messages, row.measure);
    // Nothing that it could fail by is there; the numbers stand in the table.
    let drawing = drawing(&row.now, &row.before).unwrap_or_default();
    let highest = row.now.iter().chain(&row.before).copied().max().unwrap_or(0);
    let ends = [span.from, span.to].map(|day| day_words(messages, day));
    let ends = if span.from == span.to { &ends[..1] } else { &ends[..] };
    let ends = ends
        .iter()
        .map(|day| view! { <span>{day.clone()}</span> })
        .collect_view();
    let told = told(messages, &title, &row);
    view! {
        <figure class="chart">
            <figcaption>
                {title} <span class="muted">{messages.with("statistics-most", [("count", highest)])}</span>
            </figcaption>
            <div class="chart-drawing" role="img" aria-label=told inner_html=drawing></div>
            <p class="chart-days muted" aria-hidden="true">
                {ends}
            </p>
        </figure>
    }
    .into_any()
}

/// What the drawing shows, in words.
fn told(messages: Messages, title: &str, row: &Counted) -> String {
    messages.with(
        "statistics-chart-told",
        [
            ("title", title.to_owned()),
            ("now", messages.number(row.total())),
            ("before", messages.number(row.previous())),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Left edge, top, width, height and fill of each bar.
    fn bars_of(svg: &str) -> Vec<([i32; 4], String)> {
        let attribute = |part: &str, name: &str| {
            let value = part.split(&format!(" {name}=\"")).nth(1).unwrap();
            value.split('"').next().unwrap().to_owned()
        };
        let number = |part: &str, name: &str| attribute(part, name).parse().unwrap();
        svg.split("<rect")
            .skip(1)
            .map(|part| {
                let place = ["x", "y", "width", "height"].map(|name| number(part, name));
                (place, attribute(part, "fill"))
            })
            .collect()
    }

    #[test]
    fn bars_stand_on_the_ground_side_by_side_and_as_high_as_they_count() {
        let bars = bars_of(&drawing(&[1, 4, 0], &[2, 0, 0, 8]).unwrap());
        let fills: Vec<&str> = bars.iter().map(|(_, fill)| fill.as_str()).collect();
        assert_eq!(
            fills,
            ["#808080", "#808080", "#0000FF", "#0000FF"],
            "no bar for nothing"
        );
        let (width, height) = (SIZE.0 as i32, SIZE.1 as i32);
        for ([x, y, wide, high], _) in &bars {
            assert!((y + high - height).abs() <= 1, "{bars:?}");
            assert!(*x >= 0 && x + wide <= width && *y >= 0, "{bars:?}");
        }
        assert!((bars[1].0[3] - height).abs() <= 1, "the highest fills the drawing");
        assert!((bars[3].0[3] - height / 2).abs() <= 1);
        assert!(
            bars[0].0[0] + bars[0].0[2] <= bars[2].0[0],
            "the pair stands side by side"
        );
    }

    #[test]
    fn nothing_has_no_bar_and_one_day_is_no_wall() {
        assert_eq!(bars_of(&drawing(&[0], &[]).unwrap()), []);
        let day = bars_of(&drawing(&[3], &[1]).unwrap());
        assert!(day[1].0[2] < SIZE.0 as i32 / 10, "{day:?}");
    }
}
