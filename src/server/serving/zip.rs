//! Files and folders as one zip, which is sent while the files are read. Nothing is compressed: pictures, films and
//! documents are compressed already.

use std::{
    io::{self, Write},
    mem,
    str::FromStr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::{Body, Bytes},
    http::StatusCode,
    response::Response,
};
use domain::{
    audit::Event,
    error::AppError,
    file::Items,
    ids::{FileId, FolderId},
};
use futures::StreamExt;
use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use url::form_urlencoded::parse;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions, write::StreamWriter};

use super::{answer, disposition, types, watched::Watch};
use crate::server::{
    clock,
    files::{BlobKey, Blobs},
    gate::Gate,
    permits::{Purpose, SystemPermit},
    store::{
        StoreError, audit,
        files::{
            access::placed_for_all,
            serving::Subject,
            zip::{Entry, Packed, PackedFile, Wanted, packed_audited},
        },
    },
};

/// The path of the route.
pub const PATH: &str = domain::file::ZIP_PATH;
/// Files from this size on have sizes of eight bytes.
const LARGE: i64 = u32::MAX as i64;

/// Reads a form: `files` and `folders` are lists of ids, separated by commas; or there is a `space` alone.
fn wanted(form: &str) -> Option<Wanted> {
    let mut items = Items::default();
    let mut space = None;
    for (name, value) in parse(form.as_bytes()) {
        match &*name {
            "files" => items.files.extend(ids::<FileId>(&value)?),
            "folders" => items.folders.extend(ids::<FolderId>(&value)?),
            "space" => space = Some(value.parse().ok()?),
            _ => {}
        }
    }
    match (space, items.is_empty()) {
        (Some(space), true) => Some(Wanted::Library(space)),
        (None, false) => Some(Wanted::Items(items)),
        _ => None,
    }
}

fn ids<T: FromStr>(list: &str) -> Option<Vec<T>> {
    let ids = list.split(',').filter(|id| !id.is_empty());
    ids.map(str::parse).collect::<Result<_, _>>().ok()
}

/// Returns the zip, and records the download in the audit log.
pub async fn answer(gate: &Gate, blobs: &Blobs, form: &str) -> Result<Response, AppError> {
    let wanted = wanted(form).ok_or(AppError::Malformed)?;
    let watch = Watch::new(gate);
    let packed = packed_audited(gate.store(), &gate.viewer(), &wanted).await?;
    record(gate, &packed).await?;
    let name = disposition::header(true, &format!("{}.zip", name(&packed)));
    let headers = answer::headers("application/zip", types::CLOSED, name);
    let sending = Sending {
        blobs: blobs.clone(),
        watch,
        zone: TimeZone::get(&gate.me().time_zone).unwrap_or(TimeZone::UTC),
    };
    Ok(answer::whole(StatusCode::OK, headers, body(sending, packed.entries)))
}

/// Returns the name of the only folder or file, or else that of the space.
fn name(packed: &Packed) -> &str {
    let outermost = || packed.entries.iter().filter(|entry| !entry.path.contains('/'));
    match (outermost().next(), outermost().nth(1)) {
        (Some(only), None) => &only.path,
        _ => &packed.space_name,
    }
}

async fn record(gate: &Gate, packed: &Packed) -> Result<(), StoreError> {
    let mut permit = SystemPermit::begin(gate.store(), Purpose::ReadRecord).await?;
    let shown = placed_for_all(&mut permit, &packed.files()).await?.len();
    // The audit log shows nothing of private topics.
    if shown == 0 && !packed.files().is_empty() {
        return Ok(());
    }
    let count = u32::try_from(shown).unwrap_or(u32::MAX);
    let event = Event::FilesDownloaded { count };
    audit::write(&mut permit, clock::now(), Some(gate.me().id), packed.space, &event).await?;
    permit.commit().await
}

type Parts = mpsc::Sender<io::Result<Bytes>>;

fn body(sending: Sending, entries: Vec<Entry>) -> Body {
    let (parts, received) = mpsc::channel(2);
    tokio::spawn(async move {
        match sending.all(&entries, &parts).await {
            Ok(()) | Err(Aborted::ByClient) => {}
            Err(Aborted::By(cause)) => {
                tracing::info!(cause, "a download of several files was aborted");
                // The client sees that the transfer is not complete.
                let _ = parts.send(Err(io::Error::other("aborted"))).await;
            }
        }
    });
    Body::from_stream(ReceiverStream::new(received))
}

/// Why a zip ends early.
enum Aborted {
    /// The client closed the connection.
    ByClient,
    By(String),
}

fn by(cause: &impl ToString) -> Aborted {
    Aborted::By(cause.to_string())
}

/// What sending needs.
struct Sending {
    blobs: Blobs,
    watch: Watch,
    /// The zone of the person, in which a zip has its times.
    zone: TimeZone,
}

impl Sending {
    async fn all(mut self, entries: &[Entry], parts: &Parts) -> Result<(), Aborted> {
        let written = Written::default();
        let mut zip = ZipWriter::new_stream(written.clone());
        for entry in entries {
            match &entry.file {
                None => zip.add_directory(&*entry.path, options()).map_err(|error| by(&error))?,
                Some(file) => self.file(&mut zip, &written, &entry.path, file, parts).await?,
            }
            written.send(parts).await?;
        }
        zip.finish().map_err(|error| by(&error))?;
        written.send(parts).await
    }

    async fn file(
        &mut self,
        zip: &mut ZipWriter<StreamWriter<Written>>,
        written: &Written,
        path: &str,
        file: &PackedFile,
        parts: &Parts,
    ) -> Result<(), Aborted> {
        let subject = Subject::File(file.id, None);
        // Nothing has happened since all files were checked, or this one is checked now.
        let may = !self.watch.is_stale() || self.watch.may_begin(subject).await.map_err(|error| by(&error))?;
        if !may {
            return Err(Aborted::By("its reader lost access".to_owned()));
        }
        let options = options()
            .last_modified_time(self.time(file.added))
            .large_file(file.size >= LARGE);
        zip.start_file(path, options).map_err(|error| by(&error))?;
        let key = BlobKey::Content(file.hash);
        let mut bytes = self.blobs.stream(&key, None).await.map_err(|error| by(&error))?;
        while let Some(part) = bytes.next().await {
            let part = part.map_err(|error| by(&error))?;
            if !self.watch.may_read(subject).await.map_err(|error| by(&error))? {
                return Err(Aborted::By("its reader lost access".to_owned()));
            }
            zip.write_all(&part).map_err(|error| by(&error))?;
            written.send(parts).await?;
        }
        Ok(())
    }

    /// Returns an instant as a zip has it. Times that it cannot have are 1980.
    fn time(&self, instant: i64) -> DateTime {
        let time = || {
            let at = Timestamp::from_millisecond(instant).ok()?.to_zoned(self.zone.clone());
            let small = |number: i8| u8::try_from(number).ok();
            DateTime::from_date_and_time(
                u16::try_from(at.year()).ok()?,
                small(at.month())?,
                small(at.day())?,
                small(at.hour())?,
                small(at.minute())?,
                small(at.second())?,
            )
            .ok()
        };
        time().unwrap_or_default()
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

/// The bytes of a zip that were written and not sent yet: at most those of one part of a file.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn send(&self, parts: &Parts) -> Result<(), Aborted> {
        let bytes = mem::take(&mut *self.bytes());
        if bytes.is_empty() {
            return Ok(());
        }
        parts.send(Ok(bytes.into())).await.map_err(|_| Aborted::ByClient)
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::SpaceId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_form_names_files_and_folders_or_one_space() {
        let [one, two] = [1, 2].map(Uuid::from_u128);
        let items = Items {
            files: vec![FileId(one), FileId(two)],
            folders: vec![FolderId(two)],
        };
        assert_eq!(
            wanted(&format!("files={one},{two}&folders={two}")),
            Some(Wanted::Items(items))
        );
        assert_eq!(wanted(&format!("space={one}")), Some(Wanted::Library(SpaceId(one))));
        assert_eq!(
            wanted(&format!("space={one}&files=")),
            Some(Wanted::Library(SpaceId(one)))
        );
        for wrong in ["", "files=", "files=x", &format!("space={one}&files={two}")] {
            assert_eq!(wanted(wrong), None, "{wrong}");
        }
    }
}
