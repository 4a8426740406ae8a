//! Reading a file of bookmarks in the browser: the HTML that browsers export, or a table.

use domain::{
    limits::BOOKMARKS_AN_IMPORT,
    topic::link::{Bookmark, from_marks, from_table},
};
use spreadsheet::{
    ReadOptions,
    protocol::{Answer, Request, Show, TableInfo, WorkerError},
};

use crate::ui::browser::{
    bookmarks::marks,
    import_worker::{ImportWorker, PickedFile},
};

/// The number of rows that are asked for at a time.
const WINDOW: usize = 500;

/// Returns the bookmarks in the file, at most one more than an import may have.
pub async fn read(file: &PickedFile) -> Result<Vec<Bookmark>, WorkerError> {
    let name = file.name().to_ascii_lowercase();
    let mut found = if name.ends_with(".html") || name.ends_with(".htm") {
        from_marks(marks(&file.text().await?))
    } else {
        table(file).await?
    };
    found.truncate(BOOKMARKS_AN_IMPORT + 1);
    Ok(found)
}

/// Reads a table by the worker that reads spreadsheets.
async fn table(file: &PickedFile) -> Result<Vec<Bookmark>, WorkerError> {
    let worker = ImportWorker::start()?;
    let bytes = file.bytes().await?;
    let open = Request::Open {
        options: ReadOptions::default(),
    };
    let Answer::Opened(opened) = worker.ask(open, Some(bytes), Box::new(|_| ())).await? else {
        return Err(WorkerError::Malformed);
    };
    let table = opened.table.map_err(WorkerError::Read)?;
    let mut rows = Vec::new();
    while rows.len() < table.rows.min(BOOKMARKS_AN_IMPORT + 1) {
        let more = window(&worker, rows.len()).await?;
        if more.is_empty() {
            break;
        }
        rows.extend(more);
    }
    Ok(from_table(&headers(&table), &rows))
}

/// Returns the headers. Without a row of headers the worker names the columns by letters, which match no name.
fn headers(table: &TableInfo) -> Vec<String> {
    table.columns.iter().map(|column| column.name.clone()).collect()
}

/// Returns the cells of some rows, whole.
async fn window(worker: &ImportWorker, from: usize) -> Result<Vec<Vec<String>>, WorkerError> {
    let request = Request::Window {
        from,
        count: WINDOW,
        show: Show::All,
    };
    let Answer::Window(window) = worker.ask(request, None, Box::new(|_| ())).await? else {
        return Err(WorkerError::Malformed);
    };
    let mut rows = Vec::with_capacity(window.rows.len());
    for mut row in window.rows {
        for column in row.cut {
            let request = Request::Cell { row: row.row, column };
            if let Answer::Cell { text } = worker.ask(request, None, Box::new(|_| ())).await?
                && let Some(cell) = row.cells.get_mut(column)
            {
                *cell = text;
            }
        }
        rows.push(row.cells);
    }
    Ok(rows)
}
