//! Receiving a part: its bytes are appended to the file of the upload while they arrive.

use std::{
    fs::File,
    io::{self, Write},
    time::Duration,
};

use axum::body::{Body, BodyDataStream, Bytes};
use domain::error::AppError;
use futures::StreamExt;
use tokio::{
    task::{JoinHandle, spawn_blocking},
    time::timeout,
};

use super::{answer::Refusal, checksum::Checksum};
use crate::server::files::{
    reading::blocking,
    uploads::{Claim, Hashing, Wish},
};

/// Number of bytes that are written at once. As many arrive meanwhile.
const BATCH: usize = 512 * 1024;
/// Maximum time in which nothing arrives.
const SILENT: Duration = Duration::from_secs(60);
/// The same while another request of the person waits for the upload.
const SILENT_WHILE_WANTED: Duration = Duration::from_secs(2);

/// A part that arrives.
pub struct Part {
    pub body: Body,
    /// Where it begins, which is where the file ends.
    pub offset: u64,
    /// Size of the whole upload, in bytes.
    pub size: u64,
    pub checksum: Option<Checksum>,
    /// Whether the part of a lost connection is kept, although its checksum is not known: the whole has one.
    pub keeps_unchecked: bool,
}

/// Receives the part. What has arrived is on the disk afterwards. Returns the length of the file, which is shorter than
/// the part's end if the connection was lost.
///
/// # Errors
///
/// `Silent` if nothing arrived for too long. After all others, the file is as long as before.
pub async fn receive(claim: &mut Claim, part: Part) -> Result<u64, Refusal> {
    let offset = part.offset;
    let before = claim.hashing(offset);
    match keep(claim, part, before.clone()).await {
        Ok((_, End::Silent)) => Err(Refusal::Silent),
        Ok((length, _)) => Ok(length),
        Err(refusal) => {
            // What could not be written, or is wrong, is not kept.
            claim.set_hashing(before);
            if let Err(cause) = claim.cut(offset).await {
                tracing::error!(id = %claim.id(), %cause, "an upload has bytes that were not acknowledged");
                claim.set_hashing(None);
            }
            Err(refusal)
        }
    }
}

/// Appends the part to the file. Returns its length and why no more bytes arrive.
async fn keep(claim: &mut Claim, part: Part, hashing: Option<Hashing>) -> Result<(u64, End), Refusal> {
    let writer = Writer {
        file: claim.open().await?,
        hashing,
        checksum: part.checksum,
        length: part.offset,
    };
    let checked = writer.checksum.is_some();
    let (writer, end) = arrive(claim, part.body, writer, part.size).await?;
    match end {
        End::Whole if writer.checksum.is_some_and(|checksum| !checksum.agrees()) => return Err(Refusal::Checksum),
        End::Whole => {}
        End::Lost | End::Silent if checked && !part.keeps_unchecked => return Err(Refusal::Silent),
        End::Lost | End::Silent => {}
    }
    let file = writer.file;
    blocking(move || file.sync_data()).await?;
    claim.set_hashing(writer.hashing);
    Ok((writer.length, end))
}

/// Writes the body to the file while it arrives, and the last of it before this returns.
async fn arrive(claim: &mut Claim, body: Body, writer: Writer, size: u64) -> Result<(Writer, End), Refusal> {
    let mut body = body.into_data_stream();
    let (mut batch, mut batched, mut arrived) = (Vec::new(), 0, writer.length);
    let mut work = spawn_blocking(move || Ok(writer));
    let end = loop {
        match next(claim, &mut body).await {
            Ok(bytes) => {
                arrived += bytes.len() as u64;
                batched += bytes.len();
                batch.push(bytes);
                if arrived > size {
                    break Err(AppError::TooLarge);
                }
                if batched >= BATCH {
                    let writer = written(work).await?;
                    let whole = std::mem::take(&mut batch);
                    work = spawn_blocking(move || writer.write(&whole));
                    batched = 0;
                }
            }
            Err(end) => break Ok(end),
        }
    };
    // Nothing may be written after this returns.
    let writer = written(work).await?;
    let end = end?;
    let writer = blocking(move || writer.write(&batch)).await?;
    Ok((writer, end))
}

async fn written(work: JoinHandle<io::Result<Writer>>) -> io::Result<Writer> {
    work.await.map_err(io::Error::other)?
}

/// Why no more bytes of a part arrive.
#[derive(Clone, Copy, Debug)]
enum End {
    Whole,
    /// The client closed the connection, or continues with another.
    Lost,
    Silent,
}

/// Returns the next bytes, or why there are none.
async fn next(claim: &mut Claim, body: &mut BodyDataStream) -> Result<Bytes, End> {
    loop {
        let limit = match claim.wish() {
            Wish::GoOn => SILENT,
            Wish::EndIfIdle => SILENT_WHILE_WANTED,
            Wish::End => return Err(End::Lost),
        };
        tokio::select! {
            next = timeout(limit, body.next()) => return match next {
                Ok(Some(Ok(bytes))) => Ok(bytes),
                Ok(Some(Err(_))) => Err(End::Lost),
                Ok(None) => Err(End::Whole),
                Err(_) => Err(End::Silent),
            },
            () = claim.wished() => {}
        }
    }
}

/// Writes on a thread that may wait for the disk.
struct Writer {
    file: File,
    /// `None` if the hash of the beginning of the file is not known.
    hashing: Option<Hashing>,
    checksum: Option<Checksum>,
    length: u64,
}

impl Writer {
    fn write(mut self, batch: &[Bytes]) -> io::Result<Self> {
        for bytes in batch {
            self.file.write_all(bytes)?;
            self.length += bytes.len() as u64;
            if let Some(hashing) = &mut self.hashing {
                hashing.update(bytes);
            }
            if let Some(checksum) = &mut self.checksum {
                checksum.update(bytes);
            }
        }
        Ok(self)
    }
}
