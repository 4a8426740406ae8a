//! Builds Spaces: `cargo xtask build` makes the release, `cargo xtask dev` serves a development build and rebuilds it
//! on every change.

mod bindings;
mod catalogs;
mod compress;
mod dev;
mod lazy_modules;
mod merge;
mod order;
mod page;
mod project;
mod release;
mod run;
mod site;
mod stamp;
mod tools;
mod worker;

use std::process::ExitCode;

use project::Project;

const USAGE: &str = "\
cargo xtask build    builds target/release/spaces, with the page and the import worker in it; only what changed
cargo xtask dev      serves a development build and rebuilds it on every change";

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let outcome = match wanted.as_str() {
        "build" => Project::open().and_then(|project| release::build(&project)),
        "dev" => Project::open().and_then(|project| dev::serve(&project)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
