//! Building the import worker: separate WebAssembly, optimised for speed, with its script.

use std::fs;

use anyhow::{Context, Result};

use crate::{
    compress::Files,
    project::Project,
    run::{cargo, run, step},
    site,
    stamp::{Inputs, Stamp},
    tools,
};

const SCRIPT: &str = "crates/spreadsheet/import-worker.js";

/// The maximum memory of the worker, in bytes. A file that needs more ends the worker, and the page says so.
const MAX_MEMORY: u32 = 300 * 1024 * 1024;

/// Builds the worker into the folder that the server embeds, unless nothing changed.
pub fn build(project: &Project) -> Result<()> {
    let flags = format!(
        "-C target-feature=+simd128,+bulk-memory,+nontrapping-fptoint,+sign-ext,+mutable-globals \
         -C link-arg=--max-memory={MAX_MEMORY}"
    );
    step("import worker: compile", || {
        // Only this build makes a cdylib: as a dependency of the page the crate must not link one.
        run(cargo().env("RUSTFLAGS", &flags).args([
            "rustc",
            "--quiet",
            "--target=wasm32-unknown-unknown",
            "--profile=worker",
            "--package=spreadsheet",
            "--features=worker",
            "--lib",
            "--crate-type=cdylib",
        ]))
    })?;
    let linked = project.linked("worker", "spreadsheet");
    let mut inputs = Inputs::new(&project.root)?;
    inputs.add(&fs::read(&linked).with_context(|| format!("{} cannot be read", linked.display()))?);
    inputs.add_files(&project.root, &[SCRIPT], |_| true)?;
    let digest = inputs.digest();
    let folder = project.kept("import-worker")?;
    let stamp = Stamp::new(&project.kept("")?, "import-worker");
    if !stamp.is(&digest) {
        stamp.clear()?;
        let parts = project.kept("import-worker-parts")?;
        let wasm = parts.join("import_worker_bg.wasm");
        step("import worker: optimise", || {
            tools::bindgen(&linked, &parts, "import_worker", false)?;
            tools::optimise(&wasm, &["-O3"], tools::WORKER_FEATURES)?;
            fs::copy(SCRIPT, parts.join("worker.js")).context("the worker's script cannot be copied")?;
            tools::bundle(&parts.join("worker.js"), &parts.join("import-worker.js"))
        })?;
        let file = |name: &str| -> Result<(String, Vec<u8>)> { Ok((name.to_owned(), fs::read(parts.join(name))?)) };
        let files = Files::from([file("import_worker_bg.wasm")?, file("import-worker.js")?]);
        step("import worker: compress", || site::publish_compressed(&folder, files))?;
        stamp.set(&digest)?;
    }
    site::mirror(&folder, &project.worker())
}

/// Copies the worker of the last build to the folder that the server embeds.
pub fn restore(project: &Project) -> Result<()> {
    site::mirror(&project.kept("import-worker")?, &project.worker())
}
