//! The paths of the project, and the settings in Leptos.toml.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use leptos_config::{LeptosOptions, get_config_from_str};

/// The checkout and the folders that a build writes to.
pub struct Project {
    /// The checkout's root.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
    /// The settings that the build shares with the running server.
    pub options: LeptosOptions,
}

impl Project {
    /// Finds the checkout in which cargo runs this program, and makes it the working directory. The program may have
    /// been built in another checkout with the same target folder.
    pub fn open() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR").context("xtask must be run by cargo: cargo xtask")?;
        let root = Path::new(&package)
            .parent()
            .context("xtask is not inside a checkout")?
            .to_owned();
        env::set_current_dir(&root).with_context(|| format!("{} cannot be entered", root.display()))?;
        let text = fs::read_to_string("Leptos.toml").context("Leptos.toml cannot be read")?;
        let options = get_config_from_str(&text).context("Leptos.toml cannot be parsed")?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self { root, target, options })
    }

    /// Returns the folder of the files that the server embeds, as the server's source names it.
    pub fn site(&self) -> PathBuf {
        self.root.join(self.options.site_root.as_ref())
    }

    /// Returns the folder of the import worker's files that the server embeds, as the server's source names it.
    pub fn worker(&self) -> PathBuf {
        self.root.join("target/import-worker")
    }

    /// Returns a folder for files that are kept between builds, beside cargo's, and creates it if it is missing.
    pub fn kept(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join("xtask").join(name);
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be created", folder.display()))?;
        Ok(folder)
    }

    /// Returns the path of the WebAssembly that cargo links for a package.
    pub fn linked(&self, profile_folder: &str, package: &str) -> PathBuf {
        self.target
            .join("wasm32-unknown-unknown")
            .join(profile_folder)
            .join(format!("{package}.wasm"))
    }

    /// Returns the path of the server that cargo links.
    pub fn server(&self, profile_folder: &str) -> PathBuf {
        self.target.join(profile_folder).join("spaces")
    }
}
