//! Activities over time: for each measure a small bar chart that shows this period beside the previous one.
//!
//! The SVG contains only rectangles and no text: the days are HTML text below it, and the numbers are in the table.

use domain::statistics::{Counted, Span, Statistics};
use leptos::prelude::*;

use super::table::name;
use crate::i18n::{
    Messages,
    days::{day_words, span_words},
    use_messages,
};

/// Width and height of the drawing in SVG units, large enough that the 365 bars of a year have even widths.
const SIZE: (f64, f64) = (2_400.0, 480.0);
/// With fewer steps than this, bars are as wide as with this many, so that a single day is not one huge bar.
const MIN_STEPS: f64 = 7.0;

/// Left and right edge of a bar relative to the middle of its step, in steps. The two bars of a step are side by side.
type Edges = (f64, f64);
const BEFORE_EDGES: Edges = (-0.40, -0.04);
const NOW_EDGES: Edges = (0.04, 0.40);

/// A bar on the baseline, in the drawing's units.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bar {
    left: f64,
    width: f64,
    height: f64,
}

/// Returns the bars of this period and of the previous one, scaled to the highest count of both. Zero has no bar.
fn bars(now: &[u32], before: &[u32]) -> (Vec<Bar>, Vec<Bar>) {
    let steps = now.len().max(before.len()).max(1) as f64;
    let scale = (steps / MIN_STEPS).min(1.0);
    let highest = f64::from(now.iter().chain(before).copied().max().unwrap_or(0).max(1));
    let step = SIZE.0 / steps;
    let of = |counts: &[u32], edges: Edges| {
        let bar = |(place, count): (usize, &u32)| Bar {
            left: step * (place as f64 + 0.5 + edges.0 * scale),
            width: step * (edges.1 - edges.0) * scale,
            height: SIZE.1 * f64::from(*count) / highest,
        };
        let counts = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        counts.map(bar).collect()
    };
    (of(now, NOW_EDGES), of(before, BEFORE_EDGES))
}

/// Returns the bars as the data of one SVG path.
fn path(bars: &[Bar]) -> String {
    let rectangle = |bar: &Bar| {
        let Bar { left, width, height } = bar;
        format!("M{left:.1} {:.1}h{width:.1}v{height:.1}h-{width:.1}z", SIZE.1 - height)
    };
    bars.iter().map(rectangle).collect()
}

/// A chart for each measure that is not zero in both periods.
#[component]
pub fn Charts(statistics: Statistics) -> impl IntoView {
    let messages = use_messages();
    let Statistics {
        span, previous, rows, ..
    } = statistics;
    let counted: Vec<Counted> = rows
        .into_iter()
        .filter(|row| row.total() + row.previous() > 0)
        .collect();
    if counted.is_empty() {
        return view! { <p class="muted statistics-nothing">{messages.text("statistics-nothing")}</p> }.into_any();
    }
    let figures = counted
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
    let (now, before) = bars(&row.now, &row.before);
    let view_box = format!("0 0 {} {}", SIZE.0, SIZE.1);
    let highest = row.now.iter().chain(&row.before).copied().max().unwrap_or(0);
    let ends = [span.from, span.to].map(|day| day_words(messages, day));
    let ends = if span.from == span.to { &ends[..1] } else { &ends[..] };
    let ends = ends
        .iter()
        .map(|day| view! { <span>{day.clone()}</span> })
        .collect_view();
    let description = description(messages, &title, &row);
    view! {
        <figure class="chart">
            <figcaption>
                {title} <span class="muted">{messages.with("statistics-most", [("count", highest)])}</span>
            </figcaption>
            <div class="chart-drawing" role="img" aria-label=description>
                <svg viewBox=view_box aria-hidden="true" focusable="false">
                    <path class="bars-before" d=path(&before)></path>
                    <path class="bars-now" d=path(&now)></path>
                </svg>
            </div>
            <p class="chart-days muted" aria-hidden="true">
                {ends}
            </p>
        </figure>
    }
    .into_any()
}

/// Returns a description of the chart for screen readers.
fn description(messages: Messages, title: &str, row: &Counted) -> String {
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

    #[test]
    fn bars_are_side_by_side_and_scaled_to_their_counts() {
        let (now, before) = bars(&[1, 4, 0], &[2, 0, 0, 8]);
        assert_eq!((now.len(), before.len()), (2, 2), "no bar for nothing");
        for bar in now.iter().chain(&before) {
            assert!(bar.left >= 0.0 && bar.left + bar.width <= SIZE.0, "{bar:?}");
        }
        assert_eq!(before[1].height, SIZE.1, "the highest fills the drawing");
        assert_eq!(now[1].height, SIZE.1 / 2.0);
        assert!(
            before[0].left + before[0].width < now[0].left,
            "the pair stands side by side"
        );
    }

    #[test]
    fn zero_has_no_bar_and_a_single_day_has_a_narrow_one() {
        assert_eq!(bars(&[0], &[]), (vec![], vec![]));
        assert_eq!(path(&[]), "");
        let (day, _) = bars(&[3], &[1]);
        assert!(day[0].width < SIZE.0 / 10.0, "{day:?}");
    }

    #[test]
    fn the_path_of_a_bar_is_a_rectangle_on_the_baseline() {
        let bar = Bar {
            left: 10.0,
            width: 20.0,
            height: 120.0,
        };
        assert_eq!(path(&[bar, bar]), "M10.0 360.0h20.0v120.0h-20.0z".repeat(2));
    }
}
