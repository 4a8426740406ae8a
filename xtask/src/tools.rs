//! The tools of a build: wasm-bindgen as a library; wasm-opt, wasm-merge and esbuild as `bin/setup` installs them.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

/// The optimisation passes over the page's WebAssembly, for size. Flattening the code and creating its blocks and loops
/// again makes the compressed result 1.4 % smaller than `-Oz` alone.
pub const PAGE_PASSES: &[&str] = &["--flatten", "--rereloop", "-Oz", "-Oz"];

/// The WebAssembly features of the page: those of every browser that runs Leptos' output.
pub const PAGE_FEATURES: &[&str] = &["--enable-bulk-memory", "--enable-nontrapping-float-to-int"];

/// The WebAssembly features with which the import worker is compiled.
pub const WORKER_FEATURES: &[&str] = &[
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];

/// The oldest browsers that the script and the styles support: the first with `light-dark()`.
const BROWSERS: &str = "--target=chrome123,firefox120,safari17.5";

/// Creates `NAME.js` and `NAME_bg.wasm` in `folder` from linked WebAssembly. For a module that was `split`, keeps what
/// the other modules import, and tells the script the path of the WebAssembly.
pub fn bindgen(linked: &Path, folder: &Path, name: &str, split: bool) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(linked)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(split)
        .keep_lld_exports(split)
        .demangle(!split)
        .remove_producers_section(true);
    bindgen.generate(folder).context("wasm-bindgen failed")
}

/// Optimises a file in place.
pub fn optimise(file: &Path, passes: &[&str], features: &[&str]) -> Result<()> {
    tool(
        Command::new("wasm-opt")
            .args(passes)
            .args(features)
            .arg(file)
            .arg("-o")
            .arg(file),
    )
}

/// Merges modules into one. Their imports from `name` are resolved by the exports of the module `link`.
pub fn merge(link: &Path, name: &str, modules: &[PathBuf], merged: &Path) -> Result<()> {
    let mut command = Command::new("wasm-merge");
    command.arg(link).arg(name);
    for (number, module) in modules.iter().enumerate() {
        command.arg(module).arg(format!("part{number}"));
    }
    tool(
        command
            .args(PAGE_FEATURES)
            .arg("--enable-mutable-globals")
            .arg("-o")
            .arg(merged),
    )
}

/// Bundles a script or a style sheet and its imports into one minified file. Absolute addresses are kept.
pub fn bundle(entry: &Path, bundled: &Path) -> Result<()> {
    let out = format!("--outfile={}", bundled.display());
    let fixed = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--external:/fonts/*",
        "--log-level=warning",
        BROWSERS,
    ];
    tool(Command::new("esbuild").arg(entry).args(fixed).arg(out))
}

fn tool(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = match command.output() {
        Err(error) if error.kind() == ErrorKind::NotFound => bail!("{name} is missing: run 'bin/setup build'"),
        started => started.with_context(|| format!("{name} cannot be started"))?,
    };
    if !output.status.success() {
        bail!("{name} failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Optimises files in parallel, the largest first.
pub fn optimise_all(files: &[PathBuf], passes: &[&str], features: &[&str]) -> Result<()> {
    let mut waiting: Vec<_> = files.iter().collect();
    waiting.sort_by_key(|file| fs::metadata(file).map_or(0, |file| u64::MAX - file.len()));
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        while let Some(file) = waiting.get(next.fetch_add(1, Ordering::Relaxed)) {
            optimise(file, passes, features)?;
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(outcome) => outcome,
            Err(_) => bail!("a file could not be optimised"),
        })
    })
}

#[cfg(test)]
mod tests {
    fn locked(package: &str) -> &'static str {
        let entry = format!("name = \"{package}\"\nversion = \"");
        let (_, rest) = include_str!("../../Cargo.lock").split_once(&entry).unwrap();
        rest.split('"').next().unwrap()
    }

    #[test]
    fn the_page_and_the_build_use_the_same_version_of_wasm_bindgen() {
        assert_eq!(locked("wasm-bindgen"), locked("wasm-bindgen-cli-support"));
    }
}
