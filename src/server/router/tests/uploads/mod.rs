//! Uploads by the tus protocol, as clients send them.

use std::path::PathBuf;

use axum::http::Method;
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    file::{FileDetail, Hash, upload::FILE_HEADER},
    ids::{FileId, SpaceId, UploadId},
    visibility::Visibility,
};
use sha2::{Digest, Sha256};

use super::*;
use crate::server::{
    files::{BlobKey, Blobs, Uploads},
    store::{engine::sql::Sql, files::detail, tests::world::add_with},
};

mod deals;
mod ends;
mod interrupted;
mod protocol;
mod refused;
mod sweeps;

const PART: &str = "application/offset+octet-stream";

/// A server with a person who owns a space.
struct Scene {
    site: Site,
    owner: Person,
    space: SpaceId,
}

async fn scene() -> Scene {
    scene_with(|_| {}).await
}

/// Returns a scene on a server with a changed configuration.
async fn scene_with(change: impl FnOnce(&mut Config)) -> Scene {
    let mut site = site().await;
    let mut config = Config::clone(&site.state.config);
    change(&mut config);
    site.state.config = Arc::new(config);
    site.app = router(site.state.clone());
    let owner = site.person("owner", Role::User).await;
    let space = add_with(&owner.gate, "Warehouse", Visibility::Private, &[]).await;
    Scene { site, owner, space }
}

/// Returns the header of these names and values.
fn metadata(said: &[(&str, &str)]) -> String {
    let pairs = said
        .iter()
        .map(|(name, value)| format!("{name} {}", STANDARD.encode(value)));
    pairs.collect::<Vec<_>>().join(",")
}

fn sha256(bytes: &[u8]) -> Hash {
    Hash::of_digest(Sha256::digest(bytes).into())
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// Returns the id of the file that an upload became.
fn file(answer: &Response) -> FileId {
    header(answer, FILE_HEADER).parse().expect("the upload has not ended")
}

impl Scene {
    /// Starts the server again on the same data.
    fn restart(&mut self) {
        let data = self.site.state.config.data.clone();
        self.site.state.uploads = Uploads::new(&data);
        self.site.state.blobs = Blobs::in_folder(&data.join("blobs")).unwrap();
        self.site.app = router(self.site.state.clone());
    }

    fn request(&self, person: &Person, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path)
            .header("origin", format!("http://{HOST}"))
            .header("cookie", &person.cookie)
            .header("tus-resumable", "1.0.0")
    }

    /// Returns the request that creates an upload in the space.
    fn creation(&self, person: &Person, said: &[(&str, &str)], size: usize) -> axum::http::request::Builder {
        let space = self.space.to_string();
        let said = [&[("space", space.as_str())], said].concat();
        self.request(person, "POST", "/uploads")
            .header("upload-length", size)
            .header("upload-metadata", metadata(&said))
    }

    async fn create(&self, said: &[(&str, &str)], size: usize) -> Response {
        self.site.send(self.creation(&self.owner, said, size), "").await
    }

    /// Creates an upload and returns its address.
    async fn begin(&self, said: &[(&str, &str)], size: usize) -> String {
        let answer = self.create(said, size).await;
        assert_eq!(answer.status(), 201);
        header(&answer, "location").to_owned()
    }

    async fn part(&self, place: &str, offset: usize, bytes: impl Into<Body>) -> Response {
        self.site.send(self.part_request(place, offset), bytes).await
    }

    fn part_request(&self, place: &str, offset: usize) -> axum::http::request::Builder {
        self.request(&self.owner, "PATCH", place)
            .header("content-type", PART)
            .header("upload-offset", offset)
    }

    async fn look(&self, place: &str) -> Response {
        self.site.send(self.request(&self.owner, "HEAD", place), "").await
    }

    async fn offset(&self, place: &str) -> String {
        let answer = self.look(place).await;
        assert_eq!(answer.status(), 200);
        header(&answer, "upload-offset").to_owned()
    }

    /// Uploads a file and returns its id.
    async fn upload(&self, said: &[(&str, &str)], bytes: &'static [u8]) -> FileId {
        let request = self
            .creation(&self.owner, said, bytes.len())
            .header("content-type", PART);
        let answer = self.site.send(request, bytes).await;
        assert_eq!(answer.status(), 201);
        file(&answer)
    }

    async fn open(&self, file: FileId) -> FileDetail {
        let viewer = self.owner.gate.viewer();
        detail::open_audited(&self.site.state.store, &viewer, file)
            .await
            .unwrap()
    }

    async fn stored(&self, bytes: &[u8]) -> Option<axum::body::Bytes> {
        let key = BlobKey::Content(sha256(bytes));
        self.site.state.blobs.bytes(&key, 1 << 30).await.ok()
    }

    /// Returns the path of the file of an upload.
    fn part_file(&self, place: &str) -> PathBuf {
        let id: UploadId = place.rsplit('/').next().unwrap().parse().unwrap();
        self.site.state.config.data.join("uploads").join(id.to_string())
    }

    async fn count(&self, query: &str) -> i64 {
        let mut conn = self.site.state.store.reader().acquire().await.unwrap();
        Sql::new(query).count(&mut conn).await.unwrap()
    }

    async fn change(&self, statement: &str) {
        let mut tx = self.site.state.store.begin().await.unwrap();
        Sql::new(statement).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}
