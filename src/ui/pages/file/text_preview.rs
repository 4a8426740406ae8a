//! The preview of texts and sheets, which the server reads.

use domain::{file::TextPreview, ids::FileId, limits};
use leptos::prelude::*;

use crate::{
    api::{Answer, files::preview_text},
    i18n::{Argument, Messages, use_messages},
    ui::components::{FailureNote, LoadingRegion},
};

/// The text or the first rows of a version.
#[component]
pub fn TextPart(file: FileId, version: i64) -> impl IntoView {
    let found: Resource<Answer<TextPreview>> =
        Resource::new(move || (file, version), |(file, version)| preview_text(file, version));
    let again = Callback::new(move |()| found.refetch());
    let shown = move || {
        found.get().map(|answer| match answer {
            Ok(TextPreview::Code { html, cut }) => view! { <Code html cut/> }.into_any(),
            Ok(TextPreview::Sheet { name, rows, cut }) => view! { <Sheet name rows cut/> }.into_any(),
            Ok(TextPreview::Unreadable) => {
                let words = use_messages().text("file-preview-failed");
                view! { <p class="file-no-preview muted">{words}</p> }.into_any()
            }
            Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
        })
    };
    view! { <LoadingRegion class="file-text" skeleton=8>{shown}</LoadingRegion> }
}

#[component]
fn Code(html: String, cut: bool) -> impl IntoView {
    let messages = use_messages();
    let note = cut.then(|| view! { <p class="muted">{messages.text("file-preview-cut")}</p> });
    // It scrolls, so it can be reached by keyboard.
    view! {
        {note}
        <div class="prose file-code">
            <pre tabindex="0" role="region" aria-label=messages.text("file-kind-text")>
                <code inner_html=html></code>
            </pre>
        </div>
    }
    .into_any()
}

/// The rows as a table whose first row has the headers.
#[component]
fn Sheet(name: String, rows: Vec<Vec<String>>, cut: bool) -> impl IntoView {
    let messages = use_messages();
    let words = sheet_words(messages, &name, rows.len(), cut);
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut rows = rows.into_iter();
    let cells = move |row: Vec<String>| row.into_iter().chain(std::iter::repeat(String::new())).take(columns);
    let head = rows.next().map(|row| {
        let cells = cells(row).map(|cell| view! { <th scope="col">{cell}</th> });
        view! { <thead><tr>{cells.collect_view()}</tr></thead> }
    });
    let body = rows
        .map(|row| {
            let cells = cells(row).map(|cell| view! { <td>{cell}</td> });
            view! { <tr>{cells.collect_view()}</tr> }
        })
        .collect_view();
    let label = if words.is_empty() {
        messages.text("file-kind-sheet")
    } else {
        words.clone()
    };
    view! {
        {(!words.is_empty()).then(|| view! { <p class="muted">{words}</p> })}
        <div class="table-scroll file-sheet" tabindex="0" role="region" aria-label=label>
            <table class="table">
                {head}
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Returns the sentence above the rows: how many of them are shown, and of which sheet if it has a name.
fn sheet_words(messages: Messages, name: &str, rows: usize, cut: bool) -> String {
    let count = Argument::from(rows.min(limits::PREVIEW_ROWS));
    match (name, cut) {
        ("", false) => String::new(),
        (name, false) => messages.with("file-sheet", [("name", name)]),
        ("", true) => messages.with("file-preview-first-rows", [("count", count)]),
        (name, true) => messages.with("file-preview-rows", [("count", count), ("name", Argument::from(name))]),
    }
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    #[test]
    fn a_sentence_says_how_much_of_a_sheet_is_shown() {
        let words = |name, rows, cut| sheet_words(Messages(Language::En), name, rows, cut);
        assert_eq!(words("", 3, false), "");
        assert_eq!(words("Prices", 3, false), "Sheet ‘Prices’");
        assert_eq!(words("", 200, true), "Only the first 200 rows are shown.");
        assert_eq!(
            words("Prices", 200, true),
            "Only the first 200 rows of the sheet ‘Prices’ are shown."
        );
    }
}
