//! Step 1: the file and the options for reading it.

use leptos::prelude::*;
use spreadsheet::{
    Delimiter, Encoding, ReadOptions,
    limits::{MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, MAX_UNPACKED_BYTES},
    protocol::{Opened, RawRow, Request, TableInfo},
};

use crate::ui::{
    browser::import_worker::{chosen_file, waiting_file},
    components::{Glyph, Icon, ProgressBar},
};

use super::{
    actions,
    choose::Choose,
    file_notes::FileNotes,
    page::HEADING,
    wizard::{Busy, Step, Wizard},
    words,
};

/// Number of rows in the preview.
const PREVIEW_ROWS: usize = 8;
const INPUT: &str = "import-file";

/// The step with the file picker, the reading options and a preview.
#[component]
pub fn FileStep() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let reading = move || wizard.busy.get() == Some(Busy::Reading);
    view! {
        <section class="import-body">
            <h2 id=HEADING tabindex="-1">{messages.text("import-file-heading")}</h2>
            <Show when=reading fallback=|| view! { <Picker/> }>
                <Reading/>
            </Show>
            {move || {
                wizard.opened.get().filter(|_| !reading()).map(|opened| view! { <Found opened/> })
            }}
        </section>
    }
}

#[component]
fn Reading() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let label = messages.with("import-reading", [("file", wizard.file_name.get_untracked())]);
    view! {
        <div class="import-reading">
            <ProgressBar
                label
                done=Signal::derive(move || wizard.progress.get().0)
                total=Signal::derive(move || wizard.progress.get().1)
            />
            <button type="button" class="button" on:click=move |_| actions::cancel_reading(wizard)>
                {messages.text("import-cancel-reading")}
            </button>
        </div>
    }
}

#[component]
fn Picker() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    // A file that was picked before hydration is in the input.
    Effect::new(move |_| {
        if let Some(file) = waiting_file(INPUT) {
            actions::open(wizard, file);
        }
    });
    let limits = messages.with(
        "import-limits",
        [
            ("size", (MAX_FILE_BYTES / 1024 / 1024) as u64),
            ("rows", MAX_ROWS as u64),
            ("columns", MAX_COLUMNS as u64),
            ("unpacked", MAX_UNPACKED_BYTES / 1024 / 1024),
        ],
    );
    view! {
        <div class="import-drop">
            <Icon glyph=Glyph::Upload/>
            <label for=INPUT>{messages.text("import-file-label")}</label>
            <p id="import-file-help">{messages.text("import-file-help")}</p>
            <span class="button" aria-hidden="true">{messages.text("import-pick")}</span>
            <p id="import-limits" class="muted">
                {limits}
            </p>
            // The invisible input covers the whole frame: its own text would be in the browser's language.
            <input
                id=INPUT
                type="file"
                accept=".csv,.tsv,.txt,.xls,.xlsx,.xlsm,.ods"
                aria-describedby="import-file-help import-limits"
                on:change=move |event| {
                    if let Some(file) = chosen_file(&event) {
                        actions::open(wizard, file);
                    }
                }
            />
        </div>
    }
}

/// The result of reading the file, with the options for reading it again.
#[component]
fn Found(opened: Opened) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let name = wizard.file_name.get_untracked();
    let table = opened.table.clone();
    view! {
        <div class="import-options">
            <SheetChoice opened=opened.clone()/>
            <TextChoices opened=opened.clone()/>
            {table.as_ref().ok().map(|table| view! { <HeaderChoice table=table.clone()/> })}
        </div>
        <FileNotes opened=opened.clone()/>
        {match table {
            Err(error) => {
                view! {
                    <p class="import-note danger" role="alert">
                        <Icon glyph=Glyph::Warning/>
                        <span>{words::read_error(messages, &error)}</span>
                    </p>
                }
                    .into_any()
            }
            Ok(table) => {
                let found = messages.with("import-found", [("file", name)]);
                let rows = messages.with("import-rows", [("count", table.rows)]);
                let columns = messages.with("import-columns", [("count", table.columns.len())]);
                view! {
                    <p class="import-found">{found} " · " {rows} " · " {columns}</p>
                    <Preview table/>
                }
                    .into_any()
            }
        }}
        <p class="import-buttons">
            <Show when=move || wizard.opened.with(|opened| opened.as_ref().is_some_and(|opened| opened.table.is_ok()))>
                <button type="button" class="button primary" on:click=move |_| wizard.go(Step::Columns)>
                    {messages.text("import-continue")}
                </button>
            </Show>
            <button type="button" class="button quiet" on:click=move |_| actions::start_over(wizard)>
                {messages.text("import-start-over")}
            </button>
        </p>
    }
}

/// Returns the options with which the file was read.
pub fn options_of(opened: &Opened) -> ReadOptions {
    ReadOptions {
        sheet: Some(opened.sheet),
        encoding: opened.encoding,
        delimiter: opened.delimiter,
        plain_quotes: opened.plain_quotes,
    }
}

#[component]
fn SheetChoice(opened: Opened) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let options = options_of(&opened);
    let sheets: Vec<(String, String)> = opened
        .sheets
        .iter()
        .enumerate()
        .map(|(index, sheet)| {
            let name = match sheet.hidden {
                true => messages.with("import-hidden-sheet", [("name", sheet.name.clone())]),
                false => sheet.name.clone(),
            };
            (index.to_string(), name)
        })
        .collect();
    let on_change = Callback::new(move |sheet: String| {
        let options = ReadOptions {
            sheet: sheet.parse().ok(),
            ..options
        };
        actions::read_again(wizard, Request::Read { options });
    });
    (sheets.len() > 1).then(|| {
        view! {
            <Choose
                label=messages.text("import-sheet")
                value=Signal::stored(opened.sheet.to_string())
                options=sheets
                on_change
            />
        }
    })
}

#[component]
fn TextChoices(opened: Opened) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let options = options_of(&opened);
    let delimiter = opened.delimiter.map(|now| {
        let choices = Delimiter::ALL.map(|delimiter| {
            let name = messages.text(&format!("import-delimiter-{}", delimiter_key(delimiter)));
            (delimiter_key(delimiter).to_owned(), name)
        });
        let on_change = Callback::new(move |key: String| {
            let delimiter = Delimiter::ALL
                .into_iter()
                .find(|delimiter| delimiter_key(*delimiter) == key);
            actions::read_again(
                wizard,
                Request::Read {
                    options: ReadOptions { delimiter, ..options },
                },
            );
        });
        view! {
            <Choose
                label=messages.text("import-delimiter")
                value=Signal::stored(delimiter_key(now).to_owned())
                options=choices.to_vec()
                on_change
            />
        }
    });
    let encoding = opened.encoding.map(|now| {
        let choices = Encoding::ALL.map(|encoding| (encoding.name().to_owned(), encoding.name().to_owned()));
        let on_change = Callback::new(move |name: String| {
            let encoding = Encoding::ALL.into_iter().find(|encoding| encoding.name() == name);
            actions::read_again(
                wizard,
                Request::Read {
                    options: ReadOptions { encoding, ..options },
                },
            );
        });
        view! {
            <Choose
                label=messages.text("import-encoding")
                value=Signal::stored(now.name().to_owned())
                options=choices.to_vec()
                on_change
            />
        }
    });
    view! {
        {delimiter}
        {encoding}
    }
}

fn delimiter_key(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Semicolon => "semicolon",
        Delimiter::Comma => "comma",
        Delimiter::Tab => "tab",
        Delimiter::Pipe => "pipe",
    }
}

#[component]
fn HeaderChoice(table: TableInfo) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let none = std::iter::once((String::new(), messages.text("import-no-header")));
    let rows = table.first_rows.iter().map(|row| {
        let start: String = row_text(row).chars().take(60).collect();
        let name = messages.with("import-header-row", [("row", row.row.to_string()), ("start", start)]);
        (row.row.to_string(), name)
    });
    let on_change = Callback::new(move |row: String| {
        actions::read_again(wizard, Request::SetHeader { row: row.parse().ok() });
    });
    view! {
        <Choose
            label=messages.text("import-header")
            value=Signal::stored(table.header.map(|row| row.to_string()).unwrap_or_default())
            options=rows.chain(none).collect()
            on_change
        />
    }
}

fn row_text(row: &RawRow) -> String {
    let cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    cells.collect::<Vec<_>>().join(", ")
}

/// The first rows of the file.
#[component]
fn Preview(table: TableInfo) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let header = table.header;
    let names = table
        .columns
        .iter()
        .map(|column| view! { <th scope="col">{column.name.clone()}</th> });
    let names = names.collect_view();
    let below = table
        .first_rows
        .iter()
        .filter(|row| header.is_none_or(|header| row.row > header));
    let rows = below
        .take(PREVIEW_ROWS)
        .map(|row| {
            let cells = row
                .cells
                .iter()
                .map(|cell| view! { <td>{cell.clone()}</td> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{row.row}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="import-scroll" role="region" tabindex="0" aria-label=messages.text("import-preview")>
            <table class="import-table">
                <thead>
                    <tr>
                        <th scope="col">{messages.text("import-row")}</th>
                        {names}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
