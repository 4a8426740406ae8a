//! Building the release: the page, the import worker and in parallel the server's library, then the server, which
//! embeds both.

use std::{path::Path, process::Command, thread};

use anyhow::{Result, bail};

use crate::{
    page::{self, Kind},
    project::Project,
    run::{cargo, run, step},
    stamp::{Inputs, Stamp},
    worker,
};

/// The sources of every part.
const COMMON: &[&str] = &[
    ".cargo",
    "Cargo.toml",
    "Cargo.lock",
    "Leptos.toml",
    "crates",
    "locales",
    "src",
];
const PAGE: &[&str] = &["public", "style"];
const SERVER: &[&str] = &["build.rs", "migrations"];

/// Builds what changed since the last release.
pub fn build(project: &Project) -> Result<()> {
    let mut page = Inputs::new(&project.root)?;
    page.add_files(&project.root, COMMON, is_of_page)?;
    page.add_files(&project.root, PAGE, |_| true)?;
    let page = page.digest();
    let mut whole = Inputs::new(&project.root)?;
    whole.add(page.as_bytes());
    whole.add_files(&project.root, COMMON, |path| !is_of_page(path))?;
    whole.add_files(&project.root, SERVER, |_| true)?;
    let whole = whole.digest();

    let folder = project.kept("")?;
    let (page_stamp, whole_stamp) = (Stamp::new(&folder, "page-sources"), Stamp::new(&folder, "release"));
    if whole_stamp.is(&whole) && project.server("release").exists() {
        eprintln!("  Nothing changed since the last build.");
        return Ok(());
    }
    whole_stamp.clear()?;
    thread::scope(|scope| {
        // Linking the page uses one core for minutes.
        let library = scope.spawn(|| step("server's library", || run(&mut server(&["--lib"]))));
        if page_stamp.is(&page) {
            page::restore(project, Kind::Release)?;
            worker::restore(project)?;
        } else {
            page_stamp.clear()?;
            let worker = scope.spawn(|| worker::build(project));
            page::build(project, Kind::Release)?;
            worker
                .join()
                .unwrap_or_else(|_| bail!("the import worker was not built"))?;
            page_stamp.set(&page)?;
        }
        library
            .join()
            .unwrap_or_else(|_| bail!("the server's library was not built"))
    })?;
    let mut embedded = Inputs::new(&project.root)?;
    embedded.add_files(&project.site(), &[""], |_| true)?;
    embedded.add_files(&project.worker(), &[""], |_| true)?;
    let embedded = embedded.digest();
    step(
        "server",
        || run(server(&["--bin=spaces"]).env("SPACES_PAGE", &embedded)),
    )?;
    whole_stamp.set(&whole)
}

fn server(part: &[&str]) -> Command {
    let mut cargo = cargo();
    cargo
        .args(["build", "--release", "--no-default-features", "--features=ssr"])
        .args(part);
    cargo
}

/// Returns whether the file is a source of the page and not only of the server.
fn is_of_page(path: &Path) -> bool {
    !["src/server", "src/main.rs", "src/house"]
        .iter()
        .any(|server| path.starts_with(server))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_the_server_does_not_rebuild_the_page() {
        assert!(!is_of_page(Path::new("src/server/store/mod.rs")));
        assert!(is_of_page(Path::new("src/ui/app.rs")));
        assert!(is_of_page(Path::new("locales/pl/main.ftl")));
    }
}
