//! The files of the page, embedded in the binary: precompressed, with hashed names that browsers may cache forever.

use std::{borrow::Cow, collections::HashMap, fmt::Write, sync::OnceLock};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::person::Language;
use headers::{HeaderMapExt, IfNoneMatch};
use rust_embed::{Embed, EmbeddedFile};
use sha2::{Digest, Sha256};

use super::{accept, leptos_toml::leptos_options};

/// The build's table of the files that each lazy module needs, written by xtask/src/page.rs. It is not served.
const LAZY_MODULES: &str = "/pkg/lazy-modules.json";

type Bytes = Cow<'static, [u8]>;

/// All files by their URL path.
#[derive(Default)]
pub struct Assets {
    files: HashMap<String, Asset>,
    /// The files that a document loads.
    pub entry: Entry,
}

/// The names, with hashes, of the files that a document loads. All are empty in a server that was built without its
/// page.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub style: Option<Divided>,
    pub script: Option<String>,
    pub wasm: Option<String>,
    /// The whole URL of the import worker's script.
    pub worker: Option<String>,
    /// The message catalogs, by language tag.
    pub catalogs: HashMap<&'static str, Divided>,
    /// The names of the files that each lazy module needs, by module name.
    pub lazy: HashMap<String, Vec<String>>,
}

/// The names of two files: what the page's main module needs, and what its lazy modules need.
#[derive(Clone, Debug, Default)]
pub struct Divided {
    pub main: String,
    pub lazy: String,
}

#[derive(Default)]
struct Asset {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    tag: String,
    kind: String,
    kept: bool,
}

static ASSETS: OnceLock<Assets> = OnceLock::new();

/// Registers the embedded files: the page's, and the import worker's. `main.rs` embeds them and not this module, so
/// that the rest of the server can be compiled before the page is built.
pub fn embed<Site: Embed, Worker: Embed>() {
    ASSETS.get_or_init(Assets::collect::<Site, Worker>);
}

/// Returns the embedded files. In tests there are none.
pub fn assets() -> &'static Assets {
    ASSETS.get_or_init(Assets::default)
}

impl Assets {
    fn collect<Site: Embed, Worker: Embed>() -> Self {
        let mut assets = Self::default();
        for name in Site::iter() {
            if let Some(file) = Site::get(&name) {
                assets.add(&format!("/{name}"), file);
            }
        }
        let folder = worker_folder::<Worker>();
        for name in Worker::iter().filter(|name| !name.starts_with('.')) {
            if let Some(file) = Worker::get(&name) {
                assets.add(&format!("{folder}/{name}"), file);
            }
        }
        // A compressed file without its plain file is of no use.
        assets.files.retain(|_, asset| !asset.kind.is_empty());
        assets.entry = assets.find_entry();
        assets.files.remove(LAZY_MODULES);
        let script = format!("{folder}/import-worker.js");
        assets.entry.worker = assets.files.contains_key(&script).then_some(script);
        assets
    }

    fn add(&mut self, path: &str, file: EmbeddedFile) {
        if let Some(plain) = path.strip_suffix(".br") {
            self.files.entry(plain.to_owned()).or_default().brotli = Some(file.data);
        } else if let Some(plain) = path.strip_suffix(".gz") {
            self.files.entry(plain.to_owned()).or_default().gzip = Some(file.data);
        } else {
            let asset = self.files.entry(path.to_owned()).or_default();
            asset.tag = tag(&file.metadata.sha256_hash());
            asset.kind = kind(path);
            asset.kept = has_hash(path);
            asset.plain = file.data;
        }
    }

    fn find_entry(&self) -> Entry {
        let find = |start: &str, end: &str| {
            let names = self.files.keys().filter_map(|path| path.strip_prefix("/pkg/"));
            let mut found: Vec<_> = names
                .filter(|name| name.starts_with(start) && name.ends_with(end) && !name.contains('/'))
                .map(str::to_owned)
                .collect();
            found.sort();
            found.into_iter().next()
        };
        let name = &leptos_options().output_name;
        let lazy = self.files.get(LAZY_MODULES);
        let lazy = lazy.and_then(|table| serde_json::from_slice(&table.plain).ok());
        Entry {
            style: divided(|module| find(&format!("{module}."), ".css")),
            script: find(&format!("{name}."), ".js"),
            wasm: find(&format!("{name}."), ".wasm"),
            worker: None,
            catalogs: Language::ALL
                .into_iter()
                .filter_map(|language| {
                    let tag = language.tag();
                    let named = |module: &str| find(&format!("messages-{module}.{tag}."), ".txt");
                    Some((tag, divided(named)?))
                })
                .collect(),
            lazy: lazy.unwrap_or_default(),
        }
    }
}

/// Returns the files that `named` finds for the two kinds of modules.
fn divided(named: impl Fn(&str) -> Option<String>) -> Option<Divided> {
    Some(Divided {
        main: named("main")?,
        lazy: named("lazy")?,
    })
}

/// Answers requests for files of the page, and passes all others on.
pub async fn serve(request: Request, next: Next) -> Response {
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    match assets().files.get(request.uri().path()).filter(|_| read) {
        Some(asset) => asset.answer(request.headers()),
        None => next.run(request).await,
    }
}

impl Divided {
    /// Returns the file of the main module and, if wanted, the one of the lazy modules.
    pub fn files(&self, lazy: bool) -> impl Iterator<Item = &String> {
        std::iter::once(&self.main).chain(lazy.then_some(&self.lazy))
    }
}

impl Asset {
    fn answer(&self, request_headers: &HeaderMap) -> Response {
        let keep = if self.kept {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let mut headers = HeaderMap::new();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        for (name, value) in [(header::ETAG, &self.tag), (header::CONTENT_TYPE, &self.kind)] {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        }
        let known = request_headers.typed_get::<IfNoneMatch>();
        if known.is_some_and(|known| self.tag.parse().is_ok_and(|tag| !known.precondition_passes(&tag))) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let accepted = accept::wanted(request_headers, header::ACCEPT_ENCODING);
        let accepts = |coding| accepted.iter().any(|accepted| accepted.eq_ignore_ascii_case(coding));
        let (body, coding) = match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if accepts("br") => (brotli, Some("br")),
            (_, Some(gzip)) if accepts("gzip") => (gzip, Some("gzip")),
            _ => (&self.plain, None),
        };
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        let body = match body {
            Cow::Borrowed(bytes) => axum::body::Bytes::from_static(bytes),
            Cow::Owned(bytes) => axum::body::Bytes::copy_from_slice(bytes),
        };
        (headers, body).into_response()
    }
}

/// Returns the folder of the worker's files. These refer to each other by name, so the folder and not each file carries
/// a hash, which is of all of them.
fn worker_folder<Worker: Embed>() -> String {
    let mut names: Vec<_> = Worker::iter().collect();
    names.sort();
    let mut all = Sha256::new();
    for file in names.iter().filter_map(|name| Worker::get(name)) {
        all.update(file.metadata.sha256_hash());
    }
    format!("/pkg/worker.{}", short_hash(&all.finalize()))
}

/// Returns whether the name of the file or of its folder contains a hash as xtask writes it: 22 characters after a dot.
fn has_hash(path: &str) -> bool {
    let is_hash = |part: &str| {
        part.len() == HASH_LENGTH
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    path.split('/').any(|name| name.split('.').skip(1).any(is_hash))
}

/// Number of characters of a hash in a name.
const HASH_LENGTH: usize = 22;

/// Returns a hash in the form that names contain.
fn short_hash(hash: &[u8]) -> String {
    let mut hex = hex(hash);
    hex.truncate(HASH_LENGTH);
    hex
}

fn kind(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    if kind.type_() == mime_guess::mime::TEXT {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_string()
    }
}

fn tag(hash: &[u8]) -> String {
    format!("\"{}\"", short_hash(hash))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program that was built without its page.
    #[derive(Embed)]
    #[folder = "$CARGO_MANIFEST_DIR/target/nothing"]
    #[allow_missing = true]
    struct Nothing;

    fn asset() -> Asset {
        Asset {
            plain: Cow::Borrowed(b"plain"),
            brotli: Some(Cow::Borrowed(b"brotli")),
            gzip: Some(Cow::Borrowed(b"gzip")),
            tag: "\"1\"".into(),
            kind: kind("/a.js"),
            kept: true,
        }
    }

    fn coding(accepted: &'static str) -> Option<HeaderValue> {
        let request_headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
        asset()
            .answer(&request_headers)
            .headers()
            .get(header::CONTENT_ENCODING)
            .cloned()
    }

    #[test]
    fn the_smallest_accepted_encoding_is_sent() {
        assert_eq!(coding("gzip, deflate, br, zstd").unwrap(), "br");
        assert_eq!(coding("gzip, br;q=0").unwrap(), "gzip");
        assert_eq!(coding("identity"), None);
        assert_eq!(coding("brotli-like"), None);
    }

    #[test]
    fn a_file_that_the_browser_has_is_not_sent_again() {
        let status = |known| {
            let request_headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(known))]);
            asset().answer(&request_headers).status()
        };
        assert_eq!(status("W/\"1\", \"2\""), StatusCode::NOT_MODIFIED);
        assert_eq!(status("*"), StatusCode::NOT_MODIFIED);
        assert_eq!(status("\"2\""), StatusCode::OK);
    }

    #[test]
    fn only_files_with_hashed_names_are_cached_forever() {
        assert!(has_hash("/pkg/spaces.oDPqDCmCcTWdR0ZzxVzZnw.js"));
        assert!(!has_hash("/pkg/spaces.js"));
        assert!(!has_hash("/example-spaces.csv"));
        assert!(!has_hash("/pkg/worker/import_worker_bg.wasm"));
        let folder = worker_folder::<Nothing>();
        assert!(has_hash(&format!("{folder}/import_worker_bg.wasm")));
    }

    #[test]
    fn fonts_and_the_icon_have_hashed_names() {
        let public = std::path::PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("public");
        let files = [&public, &public.join("fonts")].map(|folder| std::fs::read_dir(folder).unwrap());
        let referring_files = concat!(
            include_str!("document.rs"),
            include_str!("../ui/components/icon.rs"),
            include_str!("../../style/tokens.css")
        );
        let mut named = 0;
        for file in files.into_iter().flatten().map(|file| file.unwrap().path()) {
            let ending = file.extension().and_then(|ending| ending.to_str());
            if matches!(ending, Some("woff2" | "svg")) {
                let hash = short_hash(&Sha256::digest(std::fs::read(&file).unwrap()));
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                assert!(name.contains(&format!(".{hash}.")), "{name}: {hash}");
                assert!(referring_files.contains(&name), "no file refers to {name}");
                named += 1;
            }
        }
        assert_eq!(named, 6);
    }
}
