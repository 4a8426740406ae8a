//! Notes about peculiarities of the file, and the decisions about them.

use leptos::prelude::*;
use spreadsheet::{
    EncodingDoubt, ReadOptions,
    protocol::{Opened, Request},
};

use crate::ui::components::{Glyph, Icon};

use super::{actions, file_step::options_of, wizard::Wizard};

/// The notes on a file: unclosed quotation marks, an uncertain encoding, hidden rows.
#[component]
pub fn FileNotes(opened: Opened) -> impl IntoView {
    let messages = expect_context::<Wizard>().messages;
    let table = opened.table.as_ref().ok();
    let hidden = table.map_or(0, |table| table.hidden_rows);
    let doubt = opened.encoding_doubt.clone().zip(opened.encoding);
    let doubt = doubt.map(|(doubt, encoding)| {
        let EncodingDoubt {
            other,
            word,
            other_word,
        } = doubt;
        let arguments = [
            ("word", word),
            ("encoding", encoding.name().to_owned()),
            ("other", other_word),
            ("otherencoding", other.name().to_owned()),
        ];
        view! { <Note text=messages.with("import-encoding-doubt", arguments)/> }
    });
    let hidden = (hidden > 0).then(|| view! { <Note text=messages.with("import-hidden-rows", [("count", hidden)])/> });
    view! {
        <QuotesNote opened/>
        {doubt}
        {hidden}
    }
    .into_any()
}

#[component]
fn Note(text: String) -> impl IntoView {
    view! {
        <p class="import-note">
            <Icon glyph=Glyph::Warning/>
            <span>{text}</span>
        </p>
    }
}

/// A note about an unclosed quotation mark, with the option to read quotation marks as ordinary characters. The option
/// remains visible once it was chosen, so that it can be switched off again.
#[component]
fn QuotesNote(opened: Opened) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let row = opened.table.as_ref().ok().and_then(|table| table.open_quote);
    let plain = opened.plain_quotes;
    let options = options_of(&opened);
    let on_change = move |event| {
        let options = ReadOptions {
            plain_quotes: event_target_checked(&event),
            ..options
        };
        actions::read_again(wizard, Request::Read { options });
    };
    let warning = row.map(|row| {
        view! {
            <Icon glyph=Glyph::Warning/>
            <span>{messages.with("import-open-quote", [("row", row.to_string())])}</span>
        }
    });
    (row.is_some() || plain).then(|| {
        view! {
            <div class="import-note" role="group" aria-label=messages.text("import-plain-quotes")>
                {warning}
                <label class="import-radio">
                    <input type="checkbox" prop:checked=plain checked=plain on:change=on_change/>
                    {messages.text("import-plain-quotes")}
                </label>
            </div>
        }
    })
}
