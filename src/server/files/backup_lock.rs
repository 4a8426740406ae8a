//! The lock file that keeps the sweep of a running server from deleting bytes while another process copies them.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
};

/// The name of the file in the data folder.
const NAME: &str = "files.lock";

/// A lock, until it is dropped. The operating system also releases it however the process ends.
#[must_use]
pub struct BackupLock(#[allow(dead_code, reason = "dropping it releases the lock")] File);

/// Keeps the sweep from deleting bytes. Waits for a sweep that has begun.
pub fn keep(data: &Path) -> io::Result<BackupLock> {
    let file = File::create(data.join(NAME))?;
    file.lock_shared()?;
    Ok(BackupLock(file))
}

/// Keeps backups from beginning, or returns `None` if one is being made.
pub fn try_alone(data: &Path) -> io::Result<Option<BackupLock>> {
    let file = File::create(data.join(NAME))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(BackupLock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_swept_during_backups() {
        let data = tempfile::tempdir().unwrap();
        let backups = [keep(data.path()).unwrap(), keep(data.path()).unwrap()];
        assert!(try_alone(data.path()).unwrap().is_none());
        drop(backups);
        let sweep = try_alone(data.path()).unwrap();
        assert!(sweep.is_some());
        assert!(try_alone(data.path()).unwrap().is_none());
    }
}
