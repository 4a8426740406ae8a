//! A folder of files to be served, each with its compressed forms. Files are written only if they changed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::{
    compress::{Files, compressed},
    stamp::{files_under, hex},
};

/// Number of characters of a hash in a name. Browsers may cache files with such names forever (`has_hash` in
/// src/server/assets.rs).
const HASH_LENGTH: usize = 22;

/// Returns `start.HASH.end`, with a hash of the contents.
pub fn hashed_name(start: &str, end: &str, contents: &[u8]) -> String {
    let mut hash = hex(&Sha256::digest(contents));
    hash.truncate(HASH_LENGTH);
    format!("{start}.{hash}.{end}")
}

/// Makes these files and their compressed forms the only contents of `folder`.
pub fn publish_compressed(folder: &Path, mut files: Files) -> Result<()> {
    // An unchanged file has its compressed forms beside it, if it has any.
    let kept = |name: &str, bytes: &[u8]| {
        let old = fs::read(folder.join(name)).ok()?;
        let forms = [".br", ".gz"].map(|ending| format!("{name}{ending}"));
        (old == bytes).then(|| {
            let read = |form: String| fs::read(folder.join(&form)).ok().map(|bytes| (form, bytes));
            forms.into_iter().filter_map(read).collect()
        })
    };
    let forms = compressed(&files, kept)?;
    files.extend(forms);
    publish(folder, &files)
}

/// Makes the files of `from` the only contents of `to`.
pub fn mirror(from: &Path, to: &Path) -> Result<()> {
    let files = read(from)?;
    if files.is_empty() {
        bail!("{} is empty", from.display());
    }
    publish(to, &files)
}

/// Returns the files of a folder by their path in it.
pub fn read(folder: &Path) -> Result<Files> {
    let named = |path: PathBuf| {
        let name = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok((name, bytes))
    };
    files_under(folder)?.into_iter().map(named).collect()
}

/// Makes these files the only contents of `folder`.
pub fn publish(folder: &Path, files: &Files) -> Result<()> {
    // Compressed forms are written before their file, so that a file which exists has its forms.
    for (name, bytes) in files.iter().rev() {
        let path = folder.join(name);
        if fs::read(&path).ok().as_ref() == Some(bytes) {
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("{} cannot be created", parent.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    for path in files_under(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy();
        if !files.contains_key(name.as_ref()) {
            fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
        }
    }
    Ok(())
}
