//! Deciding by digests of file contents, and not by dates, whether a step has to run again.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// A digest of everything that a step reads.
pub struct Inputs(Sha256);

impl Inputs {
    /// Returns a digest that starts with the versions of the compiler and of xtask's own sources.
    pub fn new(root: &Path) -> Result<Self> {
        let version = Command::new("rustc")
            .arg("--version")
            .output()
            .context("rustc cannot be started")?;
        let mut inputs = Self(Sha256::new());
        inputs.add(&version.stdout);
        inputs.add_files(root, &["xtask/src", "xtask/Cargo.toml"], |_| true)?;
        Ok(inputs)
    }

    /// Adds some bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// Adds names and contents of the files under each place, in the order of their names.
    pub fn add_files(&mut self, root: &Path, places: &[&str], wanted: impl Fn(&Path) -> bool) -> Result<()> {
        for place in places {
            for path in files_under(&root.join(place))? {
                let name = path.strip_prefix(root).unwrap_or(&path);
                if wanted(name) {
                    self.add(name.as_os_str().as_encoded_bytes());
                    self.add(&fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?);
                }
            }
        }
        Ok(())
    }

    /// Returns the digest in the form that a stamp stores.
    pub fn digest(self) -> String {
        hex(&self.0.finalize())
    }
}

/// A file with the digest of the inputs of the last build.
pub struct Stamp(PathBuf);

impl Stamp {
    pub fn new(folder: &Path, name: &str) -> Self {
        Self(folder.join(format!("{name}.stamp")))
    }

    /// Returns whether the last build had the same inputs.
    pub fn is(&self, digest: &str) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|last| last == digest)
    }

    pub fn set(&self, digest: &str) -> Result<()> {
        fs::write(&self.0, digest).with_context(|| format!("{} cannot be written", self.0.display()))
    }

    /// Deletes the stamp, before something that the build produced is changed.
    pub fn clear(&self) -> Result<()> {
        match fs::remove_file(&self.0) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("{} cannot be removed", self.0.display()))
            }
            _ => Ok(()),
        }
    }
}

/// Returns the files under a folder, or the file itself, sorted by path. A place that does not exist has none.
pub fn files_under(place: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![place.to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).with_context(|| format!("{} cannot be listed", path.display()))?;
            for entry in entries {
                waiting.push(entry?.path());
            }
        } else if path.exists() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Returns bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
