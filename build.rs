//! Compiles the translations, and creates the folders that the server embeds so that it compiles before the page is
//! built.

use std::{env, error::Error, fs, path::Path};

/// The folders that the server embeds.
const FOLDERS: [&str; 2] = ["target/site", "target/import-worker"];

fn main() -> Result<(), Box<dyn Error>> {
    let root = env::var("CARGO_MANIFEST_DIR")?;
    compile_messages(Path::new(&root), Path::new(&env::var("OUT_DIR")?))?;
    for folder in FOLDERS {
        // If this fails, the embedding macro reports the folder by name.
        let _ = fs::create_dir_all(Path::new(&root).join(folder));
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
    Ok(())
}

/// Writes one catalog, `messages.LANGUAGE.txt`, for each folder of locales/.
fn compile_messages(root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=locales");
    for (language, catalog) in messages::compile_folders(&root.join("locales"))? {
        fs::write(out.join(format!("messages.{language}.txt")), catalog)?;
    }
    Ok(())
}
