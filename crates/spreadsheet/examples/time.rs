//! Measures reading a file: `cargo run --release -p spreadsheet --example time FILE`.
#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;
use std::time::Instant;

use spreadsheet::{ReadOptions, Workbook};

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let bytes = std::fs::read(&path).unwrap();
    for _ in 0..5 {
        let started = Instant::now();
        let mut book = Workbook::open(bytes.clone()).unwrap();
        let opened = started.elapsed();
        let table = book
            .read(&ReadOptions::default(), &mut |_| ControlFlow::Continue(()))
            .unwrap();
        let (rows, memory) = (table.rows(), table.memory() >> 20);
        println!(
            "opened {opened:?}, read {:?}: {rows} rows in {memory} MB",
            started.elapsed()
        );
    }
}
