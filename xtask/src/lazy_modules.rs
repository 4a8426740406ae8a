//! The lazy modules of the page. The splitter writes a file for each module, and one for each *combination* of modules
//! that share a function, however small. A page would fetch dozens of these, so all shared files are merged into one.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::merge::{self, IMPORTED, OUTSIDE};

/// The name of the script that fetches lazy modules, before it is bundled.
const LOADER: &str = "__wasm_split.js";

/// The name, without extension, of the file with the code that several lazy modules share.
const SHARED: &str = "shared";

/// The maximum number of WebAssembly files of a page.
const MAX_FILES: usize = 40;

/// The result of splitting the page's WebAssembly.
pub struct Split {
    /// The main module, for wasm-bindgen.
    pub main: PathBuf,
    /// The paths of the other files.
    pub parts: Vec<PathBuf>,
    /// The names, without extension, of the files that each lazy module needs.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// Splits linked WebAssembly into `folder`. `NAME.js` will be the script of the main module.
pub fn split(linked: &[u8], folder: &Path, name: &str) -> Result<Split> {
    let main = folder.join("main.wasm");
    let script = format!("./{name}.js");
    let link_name = format!("./{LOADER}");
    let mut options = wasm_split_cli_support::Options::new(linked);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = &script;
    options.link_name = &link_name;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let (shared, mut parts): (Vec<_>, Vec<_>) = split.split_modules.into_iter().partition(|path| is_shared(path));
    // The splitter writes no file for an empty module.
    parts.retain(|part| part.exists());
    if !shared.is_empty() {
        let merged = folder.join(format!("{SHARED}.wasm"));
        merge::merge(&shared, &merged)?;
        for part in &shared {
            fs::remove_file(part).with_context(|| format!("{} cannot be removed", part.display()))?;
        }
        parts.push(merged);
        let loader = folder.join(LOADER);
        let script = fs::read_to_string(&loader).context("the splitter wrote no script")?;
        fs::write(&loader, with_one_shared_file(&script)?).context("the loader cannot be written")?;
    }
    ensure!(
        parts.len() < MAX_FILES,
        "{} files of WebAssembly; at most {MAX_FILES} are allowed",
        parts.len() + 1
    );
    Ok(Split {
        main,
        parts,
        needs: needs(split.prefetch_map),
    })
}

fn is_shared(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("chunk_"))
}

/// Returns the splitter's table with the one shared file instead of many.
fn needs(table: HashMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    let merged = |files: Vec<String>| {
        let shares = files.iter().any(|file| file.starts_with("chunk_"));
        let own = files.into_iter().filter(|file| !file.starts_with("chunk_"));
        shares.then(|| SHARED.to_owned()).into_iter().chain(own).collect()
    };
    table
        .into_iter()
        .map(|(module, files)| (module, merged(files)))
        .collect()
}

/// Returns the loader with one fetch of the shared file instead of one for each combination of modules.
fn with_one_shared_file(script: &str) -> Result<String> {
    let mut written = String::new();
    let mut rest = script;
    let mut first = true;
    while let Some(start) = rest.find("const __chunk_") {
        let (before, from) = rest.split_at(start);
        let end = from
            .find(", []);")
            .context("the splitter's script has an unknown form")?;
        let (declared, after) = from.split_at(end + ", []);".len());
        written.push_str(before);
        let (name, load) = declared
            .split_once(" = ")
            .context("the splitter's script has an unknown form")?;
        if first {
            written.push_str(&format!("const __shared = {};\n", with_file(load, SHARED)?));
            first = false;
        }
        written.push_str(&format!("{name} = __shared;"));
        rest = after;
    }
    ensure!(!first, "the splitter's script has an unknown form");
    written.push_str(rest);
    Ok(written)
}

/// Returns the statement `makeLoad(… "./chunk_3.wasm" …);` with another file.
fn with_file(load: &str, file: &str) -> Result<String> {
    let (before, from) = load
        .split_once("\"./")
        .context("the splitter's script has an unknown form")?;
    let (_, after) = from
        .split_once(".wasm\"")
        .context("the splitter's script has an unknown form")?;
    let after = after
        .trim_end_matches(';')
        .replace("(src, imports)", &format!("(src, {{ {OUTSIDE}: imports.{IMPORTED} }})"));
    ensure!(after.contains(OUTSIDE), "the splitter's script has an unknown form");
    Ok(format!("{before}\"./{file}.wasm\"{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = r#"function makeLoad() {}
/* a, b */
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL("./chunk_1.wasm", import.meta.url));
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
/* a, c */
const __chunk_2 = makeLoad(() => {
    const src = fetch(new URL("./chunk_2.wasm", import.meta.url));
}
, []);
export const __wasm_split_load_a = wrapAsyncCb(makeLoad(() => {}, [__chunk_1, __chunk_2]));
"#;

    #[test]
    fn shared_code_is_fetched_as_one_file() {
        let written = with_one_shared_file(SCRIPT).unwrap();
        assert_eq!(written.matches("shared.wasm").count(), 1);
        assert!(!written.contains("chunk_1.wasm") && !written.contains("chunk_2.wasm"));
        assert!(written.contains("const __chunk_1 = __shared;"));
        assert!(written.contains("const __chunk_2 = __shared;"));
        assert!(written.contains("instantiateStreaming(src, { outside: imports.__wasm_split })"));
        assert!(written.ends_with("[__chunk_1, __chunk_2]));\n"));
    }

    #[test]
    fn a_script_in_another_form_is_an_error() {
        assert!(with_one_shared_file("export const nothing = 1;").is_err());
    }

    #[test]
    fn each_module_needs_the_shared_file_once() {
        let files = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let table = HashMap::from([
            ("a".to_owned(), files(&["chunk_1", "chunk_2", "split_a"])),
            ("b".to_owned(), files(&["split_b"])),
        ]);
        let needs = needs(table);
        assert_eq!(needs["a"], files(&["shared", "split_a"]));
        assert_eq!(needs["b"], files(&["split_b"]));
    }
}
