//! The bytes of files, as browsers and strangers ask for them.

use axum::http::{HeaderName, HeaderValue, request::Builder};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    access::Action,
    file::{content_path, download_path, thumbnail_path, upload::FILE_HEADER},
    ids::{FileId, FolderId, SpaceId},
    visibility::Visibility,
};
use futures::StreamExt;

use super::*;
use crate::server::{
    jobs::previews,
    store::{
        engine::sql::Sql,
        spaces::act,
        tests::{files::people, world::add_with},
    },
};

mod contents;
mod hostile;
mod pictures;
mod previewed;
mod zips;

/// A private space with a reader, and a person who may not know of it.
struct Scene {
    site: Site,
    owner: Person,
    reader: Person,
    stranger: Person,
    space: SpaceId,
}

async fn scene() -> Scene {
    let site = site().await;
    let owner = site.person("owner", Role::User).await;
    let reader = site.person("reader", Role::User).await;
    let stranger = site.person("stranger", Role::User).await;
    let space = add_with(&owner.gate, "Łódź: plany", Visibility::Private, &[reader.gate.me().id]).await;
    Scene {
        site,
        owner,
        reader,
        stranger,
        space,
    }
}

impl Scene {
    /// Uploads a file to the library, or to a folder of it.
    async fn upload_to(&self, folder: Option<FolderId>, name: &str, bytes: impl Into<Vec<u8>>) -> FileId {
        let bytes = bytes.into();
        let mut said = vec![("space", self.space.to_string()), ("filename", name.to_owned())];
        said.extend(folder.map(|folder| ("folder", folder.to_string())));
        let said: Vec<String> = said
            .iter()
            .map(|(key, value)| format!("{key} {}", STANDARD.encode(value)))
            .collect();
        let request = Request::post("/uploads")
            .header("origin", format!("http://{HOST}"))
            .header("cookie", &self.owner.cookie)
            .header("tus-resumable", "1.0.0")
            .header("upload-length", bytes.len())
            .header("upload-metadata", said.join(","))
            .header("content-type", "application/offset+octet-stream");
        let answer = self.site.send(request, bytes).await;
        assert_eq!(answer.status(), 201, "{name}");
        answer.headers()[FILE_HEADER].to_str().unwrap().parse().unwrap()
    }

    async fn upload(&self, name: &str, bytes: impl Into<Vec<u8>>) -> FileId {
        self.upload_to(None, name, bytes).await
    }

    async fn get_as(&self, person: &Person, path: &str, headers: &[(&str, &str)]) -> Response {
        self.site.send(with(Request::get(path), person, headers), "").await
    }

    /// Sends a request of the reader.
    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        self.get_as(&self.reader, path, headers).await
    }

    async fn form_as(&self, person: &Person, form: String) -> Response {
        let request = Request::post(domain::file::ZIP_PATH)
            .header("origin", format!("http://{HOST}"))
            .header("cookie", &person.cookie)
            .header("content-type", "application/x-www-form-urlencoded");
        self.site.send(request, form).await
    }

    /// Takes access to the space away from the reader.
    async fn take_access(&self) {
        let mut permit = self.owner.gate.space(self.space, Action::ManagePeople).await.unwrap();
        act::take_access(&mut permit, &[self.reader.gate.me().id])
            .await
            .unwrap();
        permit.commit().await.unwrap();
    }

    /// Makes all thumbnails.
    async fn make_previews(&self) {
        let state = &self.site.state;
        previews::make_all(&state.store, &state.blobs).await.unwrap();
    }

    async fn change(&self, statement: &str) {
        let mut tx = self.site.state.store.begin().await.unwrap();
        Sql::new(statement).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn texts(&self, query: &str) -> Vec<String> {
        use sqlx::Row;
        let mut conn = self.site.state.store.reader().acquire().await.unwrap();
        let rows = Sql::new(query).rows(&mut conn).await.unwrap();
        rows.iter().map(|row| row.try_get(0).unwrap()).collect()
    }
}

fn with(request: Builder, person: &Person, headers: &[(&str, &str)]) -> Builder {
    let request = request.header("cookie", &person.cookie);
    headers
        .iter()
        .fold(request, |request, (name, value)| request.header(*name, *value))
}

fn said<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

async fn bytes(answer: Response) -> Vec<u8> {
    to_bytes(answer.into_body(), 1 << 30).await.unwrap().to_vec()
}

/// Returns the status and the body, by which a person could learn whether there is something.
async fn told(answer: Response) -> (StatusCode, Vec<(HeaderName, HeaderValue)>, Vec<u8>) {
    let headers = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()));
    (answer.status(), headers.collect(), bytes(answer).await)
}

/// Returns bytes that differ in each part.
fn long(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at / 7 + at) as u8).collect()
}
