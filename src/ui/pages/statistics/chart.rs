//! What happened over time: a small bar chart for each measure, the previous period beside this one.
//!
//! Drawn as elements of our own: `plotters` writes colours and fonts into each shape, and `charming` draws in a script,
//! while here colours have to come from the tokens by class, in both themes, and nothing may be styled inline.

use domain::statistics::{Counted, Span, Statistics};
use leptos::prelude::*;

use super::table::name;
use crate::i18n::{
    Speech,
    days::{day_words, span_words},
    use_speech,
};

/// The drawing's own units.
const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 120.0;

/// A bar: where it stands, and how large it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bar {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The bars of this period and of the previous one, pair by pair, as high as the highest of both allows.
fn bars(now: &[u32], before: &[u32]) -> (Vec<Bar>, Vec<Bar>) {
    let steps = now.len().max(before.len()).max(1) as f64;
    let highest = f64::from(now.iter().chain(before).copied().max().unwrap_or(0).max(1));
    let step = WIDTH / steps;
    let width = step * 0.36;
    let draw = |counts: &[u32], offset: f64| {
        let bar = |(place, count): (usize, &u32)| {
            let height = f64::from(*count) / highest * HEIGHT;
            Bar {
                x: place as f64 * step + offset,
                y: HEIGHT - height,
                width,
                height,
            }
        };
        counts.iter().enumerate().map(bar).collect()
    };
    (draw(now, step * 0.54), draw(before, step * 0.1))
}

/// The charts of all that happened in either period.
#[component]
pub fn Charts(statistics: Statistics) -> impl IntoView {
    let speech = use_speech();
    let Statistics {
        span, previous, rows, ..
    } = statistics;
    let happened: Vec<Counted> = rows
        .into_iter()
        .filter(|row| row.total() + row.previous() > 0)
        .collect();
    if happened.is_empty() {
        return view! { <p class="muted statistics-nothing">{speech.text("statistics-nothing")}</p> }.into_any();
    }
    let figures = happened
        .into_iter()
        .map(|row| view! { <Chart row span/> })
        .collect_view();
    view! {
        <section class="statistics-charts" aria-labelledby="over-time">
            <h2 id="over-time">{speech.text("statistics-over-time")}</h2>
            <ul class="chart-legend">
                <li class="chart-now">{format!("{}: {}", speech.text("statistics-now"), span_words(speech, span))}</li>
                <li class="chart-before">
                    {format!("{}: {}", speech.text("statistics-before"), span_words(speech, previous))}
                </li>
            </ul>
            <div class="chart-grid">{figures}</div>
        </section>
    }
    .into_any()
}

#[component]
fn Chart(row: Counted, span: Span) -> impl IntoView {
    let speech = use_speech();
    let title = name(speech, row.measure);
    let (now, before) = bars(&row.now, &row.before);
    let highest = row.now.iter().chain(&row.before).copied().max().unwrap_or(0);
    let ends = (day_words(speech, span.from), day_words(speech, span.to));
    let told = told(speech, &title, &row);
    view! {
        <figure class="chart">
            <figcaption>
                {title} <span class="muted">{speech.with("statistics-most", [("count", highest)])}</span>
            </figcaption>
            <svg
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                preserveAspectRatio="none"
                role="img"
                aria-label=told
                class="chart-drawing"
            >
                <line class="chart-ground" x1="0" y1=HEIGHT.to_string() x2=WIDTH.to_string() y2=HEIGHT.to_string()></line>
                {drawn(before, "chart-bar chart-before")}
                {drawn(now, "chart-bar chart-now")}
            </svg>
            <p class="chart-days muted" aria-hidden="true">
                <span>{ends.0}</span>
                <span>{ends.1}</span>
            </p>
        </figure>
    }
    .into_any()
}

fn drawn(bars: Vec<Bar>, class: &'static str) -> AnyView {
    let number = |value: f64| format!("{value:.1}");
    bars.into_iter()
        .filter(|bar| bar.height > 0.0)
        .map(|bar| {
            view! {
                <rect
                    class=class
                    x=number(bar.x)
                    y=number(bar.y)
                    width=number(bar.width)
                    height=number(bar.height)
                ></rect>
            }
        })
        .collect_view()
        .into_any()
}

/// What the drawing shows, in words.
fn told(speech: Speech, title: &str, row: &Counted) -> String {
    speech.with(
        "statistics-chart-told",
        [
            ("title", title.to_owned()),
            ("now", row.total().to_string()),
            ("before", row.previous().to_string()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_the_ground_and_inside() {
        let (now, before) = bars(&[1, 4, 0], &[2, 0, 0, 8]);
        assert_eq!((now.len(), before.len()), (3, 4));
        for bar in now.iter().chain(&before) {
            assert!((bar.y + bar.height - HEIGHT).abs() < 1e-9);
            assert!(bar.x >= 0.0 && bar.x + bar.width <= WIDTH && bar.y >= 0.0);
        }
        assert!(
            (before[3].height - HEIGHT).abs() < 1e-9,
            "the highest fills the drawing"
        );
        assert!((now[1].height - HEIGHT / 2.0).abs() < 1e-9);
        assert!(
            before[0].x + before[0].width <= now[0].x,
            "the pair stands side by side"
        );
    }

    #[test]
    fn nothing_has_no_height() {
        let (now, before) = bars(&[0, 0], &[]);
        assert!(now.iter().all(|bar| bar.height == 0.0) && before.is_empty());
    }
}
