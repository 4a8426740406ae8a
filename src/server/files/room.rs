//! Whether there is room for more bytes: the quota of the account, and the disk.

use std::{io, path::Path};

use domain::{error::AppError, file::rules::FileRules};

use super::{BlobError, Uploads, reading::blocking};
use crate::server::{
    config::Config,
    store::{
        engine::sql::Conn,
        files::{blobs, uploads},
    },
};

const MEGABYTE: u64 = 1024 * 1024;
/// The least and the most that files leave free on a disk, in bytes; between them it is a hundredth of the disk. The
/// database needs room for everything else that people do.
const RESERVE: [u64; 2] = [256 * MEGABYTE, 4096 * MEGABYTE];

/// Checks that there is room for a new upload of `size` bytes, besides those that have not ended.
///
/// # Errors
///
/// `NoRoom`.
pub async fn check(
    conn: &mut Conn,
    config: &Config,
    received: &Uploads,
    rules: &FileRules,
    size: i64,
) -> Result<(), AppError> {
    let unfinished = uploads::unfinished_size(conn).await?;
    if let Some(quota) = rules.quota {
        let used = blobs::total(conn).await?;
        if used.saturating_add(unfinished).saturating_add(size) > quota {
            return Err(AppError::NoRoom);
        }
    }
    let received = received.received().await.map_err(BlobError::from)?;
    let to_come = u64::try_from(unfinished).unwrap_or_default().saturating_sub(received);
    let size = u64::try_from(size).unwrap_or_default();
    check_disk(config, size.saturating_add(to_come)).await
}

/// Checks that the disk has room for `size` bytes.
pub async fn check_disk(config: &Config, size: u64) -> Result<(), AppError> {
    let free = free(&config.data, config.files.reserve)
        .await
        .map_err(BlobError::from)?;
    match size > free {
        true => Err(AppError::NoRoom),
        false => Ok(()),
    }
}

/// Returns how many bytes of files the disk of this folder can take, which is less than its free room.
pub async fn free(folder: &Path, reserve: Option<u64>) -> io::Result<u64> {
    let folder = folder.to_owned();
    blocking(move || {
        let disk = rustix::fs::statvfs(&folder)?;
        let usual = (disk.f_blocks.saturating_mul(disk.f_frsize) / 100).clamp(RESERVE[0], RESERVE[1]);
        let available = disk.f_bavail.saturating_mul(disk.f_frsize);
        Ok(available.saturating_sub(reserve.unwrap_or(usual)))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn files_leave_a_reserve_free() {
        let folder = tempfile::tempdir().unwrap();
        let all = free(folder.path(), Some(0)).await.unwrap();
        let usual = free(folder.path(), None).await.unwrap();
        assert!(
            all > 0 && usual < all && all - usual <= RESERVE[1] + 1024 * MEGABYTE,
            "{usual} of {all}"
        );
        assert_eq!(free(folder.path(), Some(u64::MAX)).await.unwrap(), 0);
    }
}
