//! Building the page: its WebAssembly as a main module and lazy modules, its script, its styles and the files of
//! public/.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{
    bindings, catalogs,
    compress::Files,
    lazy_modules::{self, Split},
    order,
    project::Project,
    run::{cargo, run, step},
    site::{self, hashed_name},
    stamp::{Inputs, Stamp},
    tools,
};

/// The style sheets of the first screen and of the lazy modules, without the extension.
const STYLES: [&str; 2] = ["main", "lazy"];

/// The table of the files that each lazy module needs. The server reads it (src/server/assets.rs) and does not serve
/// it.
const LAZY_MODULES: &str = "lazy-modules.json";

/// The kind of a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Small, and compressed in advance.
    Release,
    /// Fast to build.
    Development,
}

impl Kind {
    /// Returns cargo's profile, and the name of its folder in the target folder.
    fn profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Release => ("wasm-release", "wasm-release"),
            Self::Development => ("dev", "debug"),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Release => "page",
            Self::Development => "page-dev",
        }
    }
}

/// Builds the page into the folder that the server embeds.
pub fn build(project: &Project, kind: Kind) -> Result<()> {
    compile(kind)?;
    let name = project.options.output_name.as_ref();
    let linked = project.linked(kind.profile().1, name);
    let linked = fs::read(&linked).with_context(|| format!("{} cannot be read", linked.display()))?;
    let folder = project.kept(kind.name())?;
    let stamp = Stamp::new(&project.kept("")?, kind.name());
    let mut inputs = Inputs::new(&project.root)?;
    inputs.add(&linked);
    inputs.add_files(&project.root, &["Leptos.toml", "style", "public", "locales"], |_| true)?;
    let digest = inputs.digest();
    if !stamp.is(&digest) {
        stamp.clear()?;
        let mut files = code(project, kind, &linked)?;
        let main_module = parts_folder(project, kind)?.join(format!("{name}.wasm"));
        files.extend(styles(project, kind)?);
        files.extend(catalogs(project, &main_module)?);
        let package = format!("{}/", project.options.site_pkg_dir);
        let mut files: Files = files
            .into_iter()
            .map(|(name, bytes)| (package.clone() + &name, bytes))
            .collect();
        files.extend(site::read(&project.root.join("public"))?);
        match kind {
            Kind::Release => step("page: compress", || site::publish_compressed(&folder, files))?,
            Kind::Development => site::publish(&folder, &files)?,
        }
        stamp.set(&digest)?;
    }
    site::mirror(&folder, &project.site())
}

fn compile(kind: Kind) -> Result<()> {
    step("page: compile", || {
        let profile = format!("--profile={}", kind.profile().0);
        let mut cargo = cargo();
        cargo.args([
            "rustc",
            "--lib",
            "--target=wasm32-unknown-unknown",
            &profile,
            "--no-default-features",
            "--features=hydrate",
            "--crate-type=cdylib",
        ]);
        if kind == Kind::Release {
            cargo.args(["--config", RELEASE_FLAGS]).env("RUSTC_BOOTSTRAP", "1");
        }
        // The splitter follows relocations from function to function.
        run(cargo.args(["--", "-Clink-args=--emit-relocs"]))
    })
}

/// The configuration of cargo with the compiler flags for a release of the page. It replaces the flags of
/// .cargo/config.toml and therefore repeats them. The added flag leaves out the source location of each panic (file,
/// line and column), which is 4 % of the compressed WebAssembly. The flag is unstable, so `RUSTC_BOOTSTRAP` must permit
/// it. This profile is used only for the page, so the variable causes no second compilation of the server.
const RELEASE_FLAGS: &str =
    r#"target.wasm32-unknown-unknown.rustflags=["--cfg", "erase_components", "-Zlocation-detail=none"]"#;

/// Returns the folder of the intermediate files.
fn parts_folder(project: &Project, kind: Kind) -> Result<PathBuf> {
    project.kept(&format!("{}-parts", kind.name()))
}

/// Returns the script and the WebAssembly, with hashes in their names.
fn code(project: &Project, kind: Kind, linked: &[u8]) -> Result<Files> {
    let name = project.options.output_name.as_ref();
    let work = parts_folder(project, kind)?;
    fs::remove_dir_all(&work)?;
    fs::create_dir_all(&work)?;
    let Split { main, parts, needs } = step("page: split", || lazy_modules::split(linked, &work, name))?;
    step("page: wasm-bindgen", || tools::bindgen(&main, &work, name, true))?;
    fs::remove_file(main)?;
    let main = work.join(format!("{name}.wasm"));
    fs::rename(work.join(format!("{name}_bg.wasm")), &main)?;
    step("page: shorten", || {
        bindings::shorten(&main, &work.join(format!("{name}.js")))
    })?;
    if kind == Kind::Release {
        let mut all = parts.clone();
        all.push(main.clone());
        step("page: wasm-opt", || {
            tools::optimise_all(&all, tools::PAGE_PASSES, tools::PAGE_FEATURES)
        })?;
        step("page: order functions", || {
            all.iter().try_for_each(|file| order::order(file))
        })?;
    }
    let mut files = Files::new();
    let mut renamed = BTreeMap::new();
    for part in parts.iter().chain([&main]) {
        let bytes = fs::read(part)?;
        let stem = part
            .file_stem()
            .map(OsStr::to_string_lossy)
            .unwrap_or_default()
            .into_owned();
        let hashed = hashed_name(&stem, "wasm", &bytes);
        renamed.insert(stem, hashed.clone());
        files.insert(hashed, bytes);
    }
    let script = script(&work, name, &renamed)?;
    files.insert(hashed_name(name, "js", &script), script);
    let needs: BTreeMap<_, Vec<_>> = needs
        .into_iter()
        .map(|(module, files)| (module, files.iter().filter_map(|file| renamed.get(file)).collect()))
        .collect();
    files.insert(LAZY_MODULES.to_owned(), serde_json::to_vec(&needs)?);
    Ok(files)
}

/// Returns the script of the page: wasm-bindgen's together with the loader of lazy modules, with the final file names.
fn script(work: &Path, name: &str, renamed: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let bundled = work.join("bundled.js");
    tools::bundle(&work.join(format!("{name}.js")), &bundled)?;
    let mut script = fs::read_to_string(bundled).context("esbuild wrote no script")?;
    for (stem, hashed) in renamed {
        let named = format!("\"./{stem}.wasm\"");
        // The document passes the address of the main module to the script.
        ensure!(
            stem == name || script.contains(&named),
            "the bundled script does not fetch {stem}"
        );
        script = script.replace(&named, &format!("\"./{hashed}\""));
    }
    Ok(script.into_bytes())
}

/// Returns the style sheets, with hashes in their names.
fn styles(project: &Project, kind: Kind) -> Result<Files> {
    let work = parts_folder(project, kind)?;
    let mut files = Files::new();
    for name in STYLES {
        let bundled = work.join(format!("{name}.css"));
        tools::bundle(&project.root.join(format!("style/{name}.css")), &bundled)?;
        let style = fs::read(bundled).context("esbuild wrote no style sheet")?;
        files.insert(hashed_name(name, "css", &style), style);
    }
    Ok(files)
}

/// Returns the two message catalogs of each language, with hashes in their names (src/i18n/).
fn catalogs(project: &Project, main_module: &Path) -> Result<Files> {
    let main_module = fs::read(main_module).with_context(|| format!("{} cannot be read", main_module.display()))?;
    let catalogs = messages::compile_folders(&project.root.join("locales"))
        .map_err(|error| anyhow::anyhow!("the messages cannot be compiled: {error}"))?;
    let mut files = Files::new();
    for (language, text) in catalogs {
        let (main, lazy) = catalogs::split(&text, &main_module);
        for (module, text) in [("main", main), ("lazy", lazy)] {
            let start = format!("messages-{module}.{language}");
            files.insert(hashed_name(&start, "txt", text.as_bytes()), text.into_bytes());
        }
    }
    Ok(files)
}

/// Copies the page of the last build to the folder that the server embeds.
pub fn restore(project: &Project, kind: Kind) -> Result<()> {
    site::mirror(&project.kept(kind.name())?, &project.site())
}

#[cfg(test)]
mod tests {
    use super::RELEASE_FLAGS;

    #[test]
    fn a_release_has_the_flags_of_every_build() {
        let config = include_str!("../../.cargo/config.toml");
        let (_, flags) = config.split_once("rustflags = [").unwrap();
        let (flags, _) = flags.split_once(']').unwrap();
        assert!(RELEASE_FLAGS.contains(flags), "{flags} is not in {RELEASE_FLAGS}");
    }
}
