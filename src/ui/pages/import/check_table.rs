//! The table of all rows. Only a window of them is in the document; the worker holds the others.

use domain::import::Target;
use leptos::{prelude::*, task::spawn_local};
use spreadsheet::protocol::{Answer, Request, Show as Shown, Window, WindowRow};

use crate::ui::browser::import_worker::{focus, scroll_to, scrolled, wait};

use super::{check_row::CheckRow, wizard::Wizard};

/// Height of a row in pixels, the same as in style/pages/import.css.
const ROW: usize = 56;
/// Number of rows that are rendered above and below the visible ones.
const SPARE: usize = 30;
const SCROLL: &str = "import-check-scroll";

/// The cell that is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    pub row: u32,
    pub column: usize,
    pub text: String,
}

/// The state of the table.
#[derive(Clone, Copy)]
pub struct TableView {
    pub wizard: Wizard,
    pub show: RwSignal<Shown>,
    pub editing: RwSignal<Option<Editing>>,
    /// The mapped columns: index in the file and header.
    pub columns: StoredValue<Vec<(usize, String)>>,
    window: RwSignal<Window>,
    requests: StoredValue<u32>,
    /// The row that 'Next error' last went to.
    last_error: StoredValue<Option<u32>>,
}

impl TableView {
    /// Creates the state with the first rows.
    pub fn new(wizard: Wizard) -> Self {
        let mapping = wizard.mapping.get_untracked();
        let columns = wizard.opened.with_untracked(|opened| {
            let table = opened.as_ref().and_then(|opened| opened.table.as_ref().ok());
            let names = table.map(|table| table.columns.iter().map(|column| column.name.clone()));
            names
                .map(|names| names.enumerate().collect::<Vec<_>>())
                .unwrap_or_default()
        });
        let mapped = |index: usize| mapping.columns.get(index).copied().flatten();
        let mut columns: Vec<(usize, String)> = columns
            .into_iter()
            .filter(|(index, _)| mapped(*index).is_some())
            .collect();
        // The name comes first, whatever its position in the file.
        columns.sort_by_key(|(index, _)| mapped(*index) != Some(Target::Name));
        Self {
            wizard,
            show: RwSignal::new(Shown::All),
            editing: RwSignal::new(None),
            columns: StoredValue::new(columns),
            window: RwSignal::new(Window {
                from: 0,
                total: 0,
                rows: Vec::new(),
            }),
            requests: StoredValue::new(0),
            last_error: StoredValue::new(None),
        }
    }

    /// Loads the rows around the visible ones. If several loads are under way, only the answer to the last is used.
    async fn load(self) {
        let number = self.requests.try_update_value(|number| {
            *number = number.wrapping_add(1);
            *number
        });
        let (first, seen) = visible_rows();
        let Some(show) = self.show.try_get_untracked() else {
            return;
        };
        let request = Request::Window {
            from: first.saturating_sub(SPARE),
            count: seen + 2 * SPARE,
            show,
        };
        match self.wizard.ask(request, None).await {
            Ok(Answer::Window(window)) if self.requests.try_get_value() == number => {
                self.window.try_set(window);
            }
            Ok(_) => {}
            Err(error) => self.wizard.worker_failed(&error),
        }
    }

    fn scrolled(self) {
        let (first, seen) = visible_rows();
        let ready = self.window.with_untracked(|window| {
            let end = window.from + window.rows.len();
            first >= window.from && (first + seen <= end || end >= window.total)
        });
        if !ready {
            spawn_local(self.load());
        }
    }
}

/// Returns the index of the first visible row and the number of visible rows.
fn visible_rows() -> (usize, usize) {
    let (top, height) = scrolled(SCROLL);
    let top = usize::try_from(top).unwrap_or_default();
    let height = usize::try_from(height).unwrap_or_default();
    (top / ROW, height / ROW + 2)
}

/// Returns the id of a cell's element.
pub fn cell_id(row: u32, column: usize) -> String {
    format!("cell-{row}-{column}")
}

/// Scrolls to the next wrong cell and focuses it. After the last wrong cell, continues with the first.
pub fn next_wrong(table: TableView) {
    spawn_local(async move {
        let show = table.show.get_untracked();
        let after = table.last_error.get_value();
        let found = match table.wizard.ask(Request::NextWrong { after, show }, None).await {
            Ok(Answer::Found { found: Some(found) }) => found,
            Ok(_) => return,
            Err(error) => return table.wizard.worker_failed(&error),
        };
        table.last_error.try_set_value(Some(found.row));
        // The row above stays visible, which shows the context.
        let top = found.place.saturating_sub(1) * ROW;
        scroll_to(SCROLL, i32::try_from(top).unwrap_or(i32::MAX));
        table.load().await;
        let column = table.window.try_with_untracked(|window| {
            let row = window.rows.iter().find(|row| row.row == found.row)?;
            row.wrong.iter().find_map(|wrong| wrong.column)
        });
        // The rows are in the document after the next frame.
        wait(30).await;
        if let Some(column) = column.flatten() {
            focus(&cell_id(found.row, column));
        }
    });
}

/// The table with the window of rows around the visible ones.
#[component]
pub fn CheckTable(table: TableView) -> impl IntoView {
    let messages = table.wizard.messages;
    Effect::new(move |before: Option<Shown>| {
        table.wizard.changes.track();
        let show = table.show.get();
        if before.is_some_and(|before| before != show) {
            scroll_to(SCROLL, 0);
            table.last_error.set_value(None);
        }
        spawn_local(table.load());
        show
    });
    let columns = table.columns.get_value();
    let width = columns.len() + 2;
    let heads = columns
        .into_iter()
        .map(|(_, name)| view! { <th scope="col">{name}</th> });
    let above = move || table.window.with(|window| window.from * ROW);
    let below = move || {
        table
            .window
            .with(|window| window.total.saturating_sub(window.from + window.rows.len()) * ROW)
    };
    view! {
        <div
            id=SCROLL
            class="import-scroll import-check-scroll"
            role="region"
            tabindex="0"
            aria-label=messages.text("import-rows-label")
            on:scroll=move |_| table.scrolled()
        >
            <table class="import-table import-check-table" aria-rowcount=move || table.window.with(|w| w.total + 1)>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col">{messages.text("import-row")}</th>
                        {heads.collect_view()}
                        <th scope="col">{messages.text("import-what-happens")}</th>
                    </tr>
                </thead>
                <tbody>
                    <Spacer width height=Signal::derive(above)/>
                    <For each=move || placed(table) key=|(place, row)| format!("{place} {row:?}") let:entry>
                        <CheckRow table place=entry.0 row=entry.1/>
                    </For>
                    <Spacer width height=Signal::derive(below)/>
                </tbody>
            </table>
        </div>
        <Show when=move || table.window.with(|w| w.total == 0) && table.show.get() == Shown::Wrong>
            <p class="import-note">{messages.text("import-no-wrong-rows")}</p>
        </Show>
    }
    .into_any()
}

fn placed(table: TableView) -> Vec<(usize, WindowRow)> {
    table.window.with(|window| {
        let rows = window.rows.iter().cloned().enumerate();
        rows.map(|(place, row)| (window.from + place, row)).collect()
    })
}

/// An empty row as high as the rows that are not in the document. The script sets the height, which the content
/// security policy allows.
#[component]
fn Spacer(width: usize, height: Signal<usize>) -> impl IntoView {
    view! {
        <tr aria-hidden="true" class="import-spacer">
            <td colspan=width style:height=move || format!("{}px", height.get())></td>
        </tr>
    }
}
