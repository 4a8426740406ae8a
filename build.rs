//! Lets the server be compiled before the page was built.

use std::{env, fs, path::Path};

/// The folders that the server embeds.
const FOLDERS: [&str; 2] = ["target/site", "target/import-worker"];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    for folder in FOLDERS {
        // Where this fails, embedding reports it with the folder's name.
        let _ = fs::create_dir_all(Path::new(&root).join(folder));
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
}
