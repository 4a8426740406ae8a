//! Lets the server be checked before the page was built, and embeds the page anew when it was built anew.

use std::{env, fs, path::Path};

/// What the server embeds.
const FOLDERS: [&str; 2] = ["target/site", "target/import-worker"];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let embeds = env::var_os("CARGO_FEATURE_SSR").is_some() && env::var("PROFILE").is_ok_and(|name| name == "release");
    for folder in FOLDERS {
        // Where this fails, embedding says so with the folder's name.
        let _ = fs::create_dir_all(Path::new(&root).join(folder));
        if embeds {
            println!("cargo:rerun-if-changed={folder}");
        }
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
}
