//! The tools that a build calls: wasm-bindgen as a library; wasm-opt, wasm-merge and esbuild as `bin/setup` installs them.

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

/// WebAssembly of the page: what every browser that runs Leptos' output understands.
pub const PAGE_FEATURES: &[&str] = &["--enable-bulk-memory", "--enable-nontrapping-float-to-int"];

/// WebAssembly of the import worker, which is compiled with these.
pub const WORKER_FEATURES: &[&str] = &[
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];

/// The browsers that the script and the styles are written for: the first that know `light-dark()`.
const BROWSERS: &str = "--target=chrome123,firefox120,safari17.5";

/// Makes `NAME.js` and `NAME_bg.wasm` in `folder` from linked WebAssembly. Of a module that was `split`, what the other
/// parts import is kept, and the script is told where the WebAssembly is.
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
pub fn optimise(file: &Path, level: &str, features: &[&str]) -> Result<()> {
    tool(
        Command::new("wasm-opt")
            .arg(level)
            .args(features)
            .arg(file)
            .arg("-o")
            .arg(file),
    )
}

/// Merges modules into one; what they import from `name` is what the module `link` exports.
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

/// Bundles a script or a style sheet with what it imports into one small file. The server's own addresses stay.
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

/// Optimises files side by side, the largest first.
pub fn optimise_all(files: &[PathBuf], level: &str, features: &[&str]) -> Result<()> {
    let mut waiting: Vec<_> = files.iter().collect();
    waiting.sort_by_key(|file| fs::metadata(file).map_or(0, |file| u64::MAX - file.len()));
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        while let Some(file) = waiting.get(next.fetch_add(1, Ordering::Relaxed)) {
            optimise(file, level, features)?;
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
    fn wasm_bindgen_is_of_one_version_in_the_page_and_in_the_build() {
        assert_eq!(locked("wasm-bindgen"), locked("wasm-bindgen-cli-support"));
    }
}
