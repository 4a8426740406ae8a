//! A stand-in for an S3 server, in memory: the requests that the storage sends, of which it checks only that they are
//! signed. It is no S3 server; no more of the protocol is here than these tests need.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use tokio::net::TcpListener;

pub const BUCKET: &str = "files";
const DATE: &str = "Mon, 02 Nov 2026 10:00:00 GMT";

/// The objects of the bucket, and the parts of uploads that are not complete.
#[derive(Default)]
pub struct Objects {
    pub objects: BTreeMap<String, Bytes>,
    pub uploads: BTreeMap<String, BTreeMap<u32, Bytes>>,
    begun: usize,
    /// Whether the next part of an upload fails.
    pub fails: bool,
}

pub type Shared = Arc<Mutex<Objects>>;
type Words = Query<BTreeMap<String, String>>;

/// Starts a server with an empty bucket.
pub async fn start() -> (SocketAddr, Shared) {
    let shared = Shared::default();
    let app = Router::new()
        .route(&format!("/{BUCKET}"), get(list).post(delete_many))
        .route(&format!("/{BUCKET}/{{*key}}"), any(object))
        .layer(from_fn(signed))
        .layer(axum::extract::DefaultBodyLimit::disable())
        .with_state(shared.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, shared)
}

async fn signed(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let signed = headers.get(header::AUTHORIZATION).is_some_and(|value| {
        let value = value.to_str().unwrap();
        value.starts_with("AWS4-HMAC-SHA256 Credential=AKIA/") && value.contains("Signature=")
    });
    match signed && headers.contains_key("x-amz-content-sha256") && headers.contains_key("x-amz-date") {
        true => next.run(request).await,
        false => StatusCode::FORBIDDEN.into_response(),
    }
}

async fn object(
    State(shared): State<Shared>,
    Path(key): Path<String>,
    Query(words): Words,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut objects = shared.lock().unwrap();
    let upload = words.get("uploadId").cloned();
    match (method, upload, words.get("partNumber")) {
        (Method::GET | Method::HEAD, _, _) => found(objects.objects.get(&key), &headers),
        (Method::PUT, Some(upload), Some(number)) => {
            if std::mem::take(&mut objects.fails) {
                return StatusCode::BAD_REQUEST.into_response();
            }
            let parts = objects.uploads.get_mut(&upload).unwrap();
            parts.insert(number.parse().unwrap(), body);
            [(header::ETAG, format!("\"{number}\""))].into_response()
        }
        (Method::PUT, _, _) => {
            objects.objects.insert(key, body);
            [(header::ETAG, "\"whole\"")].into_response()
        }
        (Method::POST, None, _) => {
            objects.begun += 1;
            let upload = format!("upload-{}", objects.begun);
            objects.uploads.insert(upload.clone(), BTreeMap::new());
            format!(
                "<InitiateMultipartUploadResult><Bucket>{BUCKET}</Bucket><Key>{key}</Key>\
                 <UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
            )
            .into_response()
        }
        (Method::POST, Some(upload), _) => {
            let parts = objects.uploads.remove(&upload).unwrap();
            let sizes: Vec<usize> = parts.values().map(Bytes::len).collect();
            let (_, whole) = sizes.split_last().unwrap();
            assert!(
                whole.iter().all(|size| *size >= 5 << 20),
                "S3 refuses small parts: {sizes:?}"
            );
            let bytes: Vec<Bytes> = parts.into_values().collect();
            objects.objects.insert(key, bytes.concat().into());
            "<CompleteMultipartUploadResult><ETag>\"parts\"</ETag></CompleteMultipartUploadResult>".into_response()
        }
        (Method::DELETE, Some(upload), _) => {
            objects.uploads.remove(&upload);
            StatusCode::NO_CONTENT.into_response()
        }
        (Method::DELETE, None, _) => {
            objects.objects.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::NOT_IMPLEMENTED.into_response(),
    }
}

fn found(object: Option<&Bytes>, headers: &HeaderMap) -> Response {
    let Some(bytes) = object else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let about = [(header::ETAG, "\"whole\""), (header::LAST_MODIFIED, DATE)];
    let Some(range) = headers.get(header::RANGE) else {
        return (about, bytes.clone()).into_response();
    };
    let range = range.to_str().unwrap().strip_prefix("bytes=").unwrap();
    let (first, last) = range.split_once('-').unwrap();
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    let last = last.min(bytes.len() - 1);
    let place = format!("bytes {first}-{last}/{}", bytes.len());
    let part = bytes.slice(first..=last);
    (
        StatusCode::PARTIAL_CONTENT,
        about,
        [(header::CONTENT_RANGE, place)],
        part,
    )
        .into_response()
}

async fn list(State(shared): State<Shared>, Query(words): Words) -> Response {
    assert_eq!(words.get("list-type").map(String::as_str), Some("2"));
    let prefix = words.get("prefix").cloned().unwrap_or_default();
    let objects = shared.lock().unwrap();
    let found = objects.objects.iter().filter(|(key, _)| key.starts_with(&prefix));
    let contents: String = found
        .map(|(key, bytes)| {
            format!(
                "<Contents><Key>{key}</Key><LastModified>2026-11-02T10:00:00.000Z</LastModified><ETag>\"whole\"</ETag>\
                 <Size>{}</Size></Contents>",
                bytes.len()
            )
        })
        .collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>").into_response()
}

async fn delete_many(State(shared): State<Shared>, Query(words): Words, body: String) -> Response {
    assert!(words.contains_key("delete"));
    let mut objects = shared.lock().unwrap();
    let keys = body.split("<Key>").skip(1).map(|rest| rest.split('<').next().unwrap());
    let deleted: String = keys
        .map(|key| {
            objects.objects.remove(key);
            format!("<Deleted><Key>{key}</Key></Deleted>")
        })
        .collect();
    format!("<DeleteResult>{deleted}</DeleteResult>").into_response()
}
