//! The difference between two versions, with words for screen readers.

use domain::topic::page::{DifferenceLine, Piece};
use leptos::prelude::*;

use crate::i18n::Messages;

/// Returns the lines. Texts in `<del>` and `<ins>` are those of one version alone.
pub fn difference_view(messages: Messages, lines: Vec<DifferenceLine>) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="muted">{messages.text("page-difference-none")}</p> }.into_any();
    }
    let lines = lines.into_iter().map(|shown| line(messages, shown)).collect_view();
    view! { <div class="difference">{lines}</div> }.into_any()
}

fn line(messages: Messages, line: DifferenceLine) -> AnyView {
    match line {
        DifferenceLine::Same(text) => view! { <p class="difference-line">{text}</p> }.into_any(),
        DifferenceLine::Skipped(count) => {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            let words = messages.with("page-difference-skipped", [("count", count)]);
            view! { <p class="difference-skipped muted">{words}</p> }.into_any()
        }
        DifferenceLine::Deleted(pieces) => {
            let pieces = pieces
                .into_iter()
                .map(|piece| marked(piece, |text| view! { <del>{text}</del> }.into_any()));
            view! {
                <p class="difference-line deleted">
                    <span class="visually-hidden">{messages.text("page-difference-deleted")} " "</span>
                    {pieces.collect_view()}
                </p>
            }
            .into_any()
        }
        DifferenceLine::Inserted(pieces) => {
            let pieces = pieces
                .into_iter()
                .map(|piece| marked(piece, |text| view! { <ins>{text}</ins> }.into_any()));
            view! {
                <p class="difference-line inserted">
                    <span class="visually-hidden">{messages.text("page-difference-inserted")} " "</span>
                    {pieces.collect_view()}
                </p>
            }
            .into_any()
        }
    }
}

fn marked(piece: Piece, mark: fn(String) -> AnyView) -> AnyView {
    match piece.changed {
        true => mark(piece.text),
        false => piece.text.into_any(),
    }
}
