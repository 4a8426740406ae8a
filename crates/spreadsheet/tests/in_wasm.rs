//! The import worker as WebAssembly, where pointers have 32 bits and memory only grows: JSON in, JSON out. Node runs
//! these tests (see bin/test); Playwright tests that browsers load the worker.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Function};
use spreadsheet::{
    ReadError, ReadOptions,
    protocol::{Answer, Numbered, Request, Show, WorkerError},
    worker::ImportWorker,
};
use wasm_bindgen_test::wasm_bindgen_test;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../end2end/fixtures/", $name))
    };
}

/// Sends a request as the page does. Returns the answer, and how often progress was reported.
fn ask(worker: &mut ImportWorker, request: Request, bytes: Option<&[u8]>) -> (Answer, u32) {
    let reports = Array::new();
    let report = Function::new_with_args("reports", "return text => reports.push(text)")
        .call1(&js_sys::global(), &reports)
        .unwrap();
    let json = serde_json::to_string(&Numbered {
        id: 7,
        message: request,
    })
    .unwrap();
    let answer = worker.handle(&json, bytes.map(<[u8]>::to_vec), &Function::from(report));
    let Numbered { id, message } = serde_json::from_str::<Numbered<Answer>>(&answer).unwrap();
    assert_eq!(id, 7);
    (message, reports.length())
}

fn open(worker: &mut ImportWorker, bytes: &[u8]) -> Answer {
    let options = ReadOptions::default();
    ask(worker, Request::Open { options }, Some(bytes)).0
}

#[wasm_bindgen_test]
fn every_format_is_read() {
    for bytes in [
        &fixture!("spaces.xlsx")[..],
        fixture!("spaces.xls"),
        fixture!("spaces.ods"),
        fixture!("spaces-windows-1250.csv"),
        fixture!("spaces-utf-16.csv"),
    ] {
        let mut worker = ImportWorker::new();
        let Answer::Opened(opened) = open(&mut worker, bytes) else {
            panic!("not opened");
        };
        assert_eq!(opened.table.unwrap().rows, 10);
        let window = Request::Window {
            from: 0,
            count: 1,
            show: Show::All,
        };
        let (Answer::Window(window), _) = ask(&mut worker, window, None) else {
            panic!("no window");
        };
        assert_eq!(window.rows[0].cells[0], "Argumenty sprzedażowe");
    }
}

#[wasm_bindgen_test]
fn many_rows_are_read_with_progress_and_their_memory_is_reused() {
    let mut worker = ImportWorker::new();
    worker.warm_up();
    let rows = "Oferta;\"Łódź; duża\";1234,5\r\n".repeat(100_000);
    let mut grown = Vec::new();
    for _ in 0..4 {
        let options = ReadOptions::default();
        let (answer, reports) = ask(&mut worker, Request::Open { options }, Some(rows.as_bytes()));
        let Answer::Opened(opened) = answer else {
            panic!("not opened")
        };
        assert!(opened.table.is_ok() && reports > 10);
        grown.push(core::arch::wasm32::memory_size(0));
    }
    assert_eq!(grown[1], grown[3], "pages of memory after each reading: {grown:?}");
}

#[wasm_bindgen_test]
fn unreadable_files_and_invalid_requests_are_answered() {
    let mut worker = ImportWorker::new();
    let early = ask(&mut worker, Request::Words, None).0;
    assert_eq!(
        early,
        Answer::Failed {
            error: WorkerError::TooEarly
        }
    );
    let Answer::Opened(empty) = open(&mut worker, fixture!("empty.xlsx")) else {
        panic!("not opened");
    };
    assert_eq!(empty.table, Err(ReadError::EmptySheet));
    let cut = &fixture!("spaces.xlsx")[..3_000];
    assert!(matches!(open(&mut worker, cut), Answer::Failed { .. }));
    let said = worker.handle("{", None, &Function::new_no_args(""));
    assert!(said.contains("malformed"), "{said}");
}
