//! Reading local files in parts, on threads that may wait for the disk.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
};

use axum::body::Bytes;
use futures::{
    StreamExt,
    stream::{BoxStream, try_unfold},
};

/// Maximum size of a part, in bytes. With parts of 8 KB, passing them between threads takes longer than reading them.
const PART: u64 = 256 * 1024;

/// Runs `work` on a thread that may wait for the disk.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

/// Returns the bytes of the file in the range as a stream that reads one part when it is polled. It fails if the file ends
/// earlier.
pub fn file(file: File, range: Range<u64>) -> BoxStream<'static, io::Result<Bytes>> {
    let parts = try_unfold((file, range), async |(file, range)| {
        if range.is_empty() {
            return Ok(None);
        }
        let (file, part) = blocking(move || {
            let mut file = file;
            file.seek(SeekFrom::Start(range.start))?;
            let wanted = PART.min(range.end - range.start);
            let mut part = Vec::with_capacity(usize::try_from(wanted).unwrap_or_default());
            (&file).take(wanted).read_to_end(&mut part)?;
            match part.is_empty() {
                true => Err(io::ErrorKind::UnexpectedEof.into()),
                false => Ok((file, part)),
            }
        })
        .await?;
        let next = range.start + part.len() as u64..range.end;
        Ok(Some((Bytes::from(part), (file, next))))
    });
    parts.boxed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::TryStreamExt;
    use std::io::Write;

    async fn read(bytes: &[u8], range: Range<u64>) -> io::Result<Vec<u8>> {
        let mut stored = tempfile::tempfile().unwrap();
        stored.write_all(bytes).unwrap();
        let parts: Vec<Bytes> = file(stored, range).try_collect().await?;
        Ok(parts.concat())
    }

    #[tokio::test]
    async fn a_file_is_read_in_parts_and_a_short_one_fails() {
        let bytes: Vec<u8> = (0..600_000_u32).map(|number| number as u8).collect();
        assert_eq!(read(&bytes, 0..600_000).await.unwrap(), bytes);
        assert_eq!(read(&bytes, 262_143..262_145).await.unwrap(), bytes[262_143..262_145]);
        assert_eq!(read(&bytes, 5..5).await.unwrap(), b"");
        let error = read(&bytes, 0..600_001).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }
}
