//! Building the workers: separate WebAssembly, optimised for speed, each with its script.

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

/// A worker.
struct Worker {
    /// The crate from which it is made.
    package: &'static str,
    features: &'static str,
    /// The name of its WebAssembly.
    name: &'static str,
    /// The name of its script, beside the crate.
    script: &'static str,
}

impl Worker {
    /// Returns the path of the script.
    fn source(&self) -> String {
        format!("crates/{}/{}", self.package, self.script)
    }
}

const WORKERS: [Worker; 2] = [
    Worker {
        package: "spreadsheet",
        features: "worker",
        name: "import_worker",
        script: "import-worker.js",
    },
    Worker {
        package: "hashing",
        features: "",
        name: "hashing",
        script: "hashing-worker.js",
    },
];

/// The maximum memory of a worker, in bytes. An imported file that needs more ends the worker, and the page says so.
const MAX_MEMORY: u32 = 300 * 1024 * 1024;

/// Builds the workers into the folder that the server embeds, unless nothing changed.
pub fn build(project: &Project) -> Result<()> {
    let mut inputs = Inputs::new(&project.root)?;
    for worker in &WORKERS {
        step(&format!("{}: compile", worker.script), || compile(worker))?;
        let linked = project.linked("worker", worker.package);
        inputs.add(&fs::read(&linked).with_context(|| format!("{} cannot be read", linked.display()))?);
        inputs.add_files(&project.root, &[&worker.source()], |_| true)?;
    }
    let digest = inputs.digest();
    let folder = project.kept("import-worker")?;
    let stamp = Stamp::new(&project.kept("")?, "import-worker");
    if !stamp.is(&digest) {
        stamp.clear()?;
        let mut files = Files::new();
        for worker in &WORKERS {
            step(&format!("{}: optimise", worker.script), || {
                optimise(project, worker, &mut files)
            })?;
        }
        step("workers: compress", || site::publish_compressed(&folder, files))?;
        stamp.set(&digest)?;
    }
    site::mirror(&folder, &project.worker())
}

fn compile(worker: &Worker) -> Result<()> {
    let flags = format!(
        "-C target-feature=+simd128,+bulk-memory,+nontrapping-fptoint,+sign-ext,+mutable-globals \
         -C link-arg=--max-memory={MAX_MEMORY}"
    );
    // Only this build makes a cdylib: as a dependency of the page the crate must not link one.
    run(cargo()
        .env("RUSTFLAGS", flags)
        .args([
            "rustc",
            "--quiet",
            "--target=wasm32-unknown-unknown",
            "--profile=worker",
        ])
        .arg(format!("--package={}", worker.package))
        .arg(format!("--features={}", worker.features))
        .args(["--lib", "--crate-type=cdylib"]))
}

/// Adds the WebAssembly and the script of a worker to the files.
fn optimise(project: &Project, worker: &Worker, files: &mut Files) -> Result<()> {
    let parts = project.kept(&format!("{}-parts", worker.name))?;
    let wasm = format!("{}_bg.wasm", worker.name);
    tools::bindgen(&project.linked("worker", worker.package), &parts, worker.name, false)?;
    tools::optimise(&parts.join(&wasm), &["-O3"], tools::WORKER_FEATURES)?;
    fs::copy(worker.source(), parts.join("worker.js")).context("the worker's script cannot be copied")?;
    tools::bundle(&parts.join("worker.js"), &parts.join(worker.script))?;
    for name in [&wasm, worker.script] {
        files.insert(name.to_owned(), fs::read(parts.join(name))?);
    }
    Ok(())
}

/// Copies the workers of the last build to the folder that the server embeds.
pub fn restore(project: &Project) -> Result<()> {
    site::mirror(&project.kept("import-worker")?, &project.worker())
}
