//! Requests to the whole router, as browsers and attackers send them.

use axum::body::to_bytes;
use domain::person::{Language, Me, NewPerson, Role};
use tower::ServiceExt;

use super::*;
use crate::server::{
    config::Config,
    files::{Blobs, Uploads},
    sign_in_limits::SignInLimits,
    store::{self, Store, people::links::Kind, sessions::Sessions},
};

mod attacks;
mod audit;
mod deals;
mod hang_up;
mod live;
mod mail;
mod matrix;
mod serving;
mod switched_off;
mod uploads;

const HOST: &str = "127.0.0.1:3000";

/// Files as a build of the page produces them.
#[derive(rust_embed::Embed)]
#[folder = "$CARGO_MANIFEST_DIR/src/server/router/tests/site"]
struct BuiltPage;

struct Site {
    _folder: tempfile::TempDir,
    state: AppState,
    app: Router,
}

async fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    site_in(folder, Arc::new(SignInLimits::new().unwrap())).await
}

/// Returns a server with the database in this folder.
async fn site_in(folder: tempfile::TempDir, sign_in_limits: Arc<SignInLimits>) -> Site {
    assets::embed::<BuiltPage, BuiltPage>();
    let state = AppState {
        store: Store::open(folder.path()).await.unwrap(),
        config: Arc::new(Config {
            data: folder.path().into(),
            listen: HOST.parse().unwrap(),
            public_url: None,
            trusted_proxies: Vec::new(),
            mail: None,
            files: Default::default(),
        }),
        blobs: Blobs::in_folder(&folder.path().join("blobs")).unwrap(),
        uploads: Uploads::new(folder.path()),
        jobs: Default::default(),
        live: Default::default(),
        sign_in_limits,
    };
    let app = router(state.clone());
    Site {
        _folder: folder,
        state,
        app,
    }
}

impl Site {
    async fn send(&self, request: axum::http::request::Builder, body: impl Into<Body>) -> Response {
        let request = request.header("host", HOST).body(body.into()).unwrap();
        self.app.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.send(Request::get(path), "").await
    }

    async fn form(&self, path: &str, body: &'static str) -> Response {
        let request = Request::post(path)
            .header("origin", format!("http://{HOST}"))
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request, body).await
    }

    async fn call(&self, name: &str, cookie: &str, body: &'static str) -> (StatusCode, String) {
        let request = Request::post(format!("/api/{name}"))
            .header("origin", format!("http://{HOST}"))
            .header("cookie", cookie)
            .header("content-type", "application/json");
        let response = self.send(request, body).await;
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    /// Creates the first administrator through the page and returns the cookie.
    async fn set_up(&self) -> String {
        let mut tx = self.state.store.begin().await.unwrap();
        let token = links::make(&mut tx, Kind::Setup, None).await.unwrap();
        tx.commit().await.unwrap();
        let body = format!("token={token}&name=Anna+%C5%BBak&email=anna%40firma.pl&password=correct+horse&language=pl");
        let answer = self.form("/setup", body.leak()).await;
        assert_eq!(place(&answer), "/spaces");
        cookie(&answer)
    }
}

/// A person with a session.
struct Person {
    gate: Gate,
    cookie: String,
}

impl Site {
    /// Adds a person and signs them in.
    async fn person(&self, name: &str, role: Role) -> Person {
        let new = NewPerson {
            name: name.into(),
            email: format!("{name}@example.org"),
            role,
        };
        let store = &self.state.store;
        let mut tx = store.begin().await.unwrap();
        let id = users::add(&mut tx, &new, Language::En, Some("hash")).await.unwrap();
        tx.commit().await.unwrap();
        let me = users::cached(store, id).await.unwrap().unwrap();
        let session = tower_sessions::Session::new(None, Arc::new(Sessions(store.clone())), None);
        session::start(&session, id, "hash").await.unwrap();
        Person {
            gate: Gate::of(store.clone(), Me::clone(&me)),
            cookie: format!("spaces={}", session.id().unwrap()),
        }
    }
}

fn place(response: &Response) -> &str {
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    response.headers()[header::LOCATION].to_str().unwrap()
}

fn cookie(response: &Response) -> String {
    let whole = response.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(whole.contains("HttpOnly") && whole.contains("SameSite=Lax"), "{whole}");
    whole.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn only_the_printed_link_creates_the_first_administrator() {
    let site = site().await;
    assert_eq!(place(&site.get("/spaces").await), "/setup");
    assert_eq!(place(&site.get("/setup?token=guess").await), "/setup?error=used");
    let guessed = "token=guess&name=Eve&email=eve%40evil.pl&password=correct+horse";
    assert_eq!(place(&site.form("/setup", guessed).await), "/setup?error=used");

    let cookie = site.set_up().await;
    let (status, session) = site.call("my_session", &cookie, "{}").await;
    assert_eq!(status, 200, "{session}");
    assert!(session.contains("Anna Żak") && session.contains("\"pl\""), "{session}");
    // The link is used up, and no other link works.
    assert_eq!(place(&site.get("/setup?token=guess").await), "/sign-in");
}

#[tokio::test]
async fn signing_in_changes_the_session_and_signing_out_ends_it() {
    let site = site().await;
    let first = site.set_up().await;
    assert_eq!(
        place(&site.get("/spaces?tag=x").await),
        "/sign-in?next=%2Fspaces%3Ftag%3Dx"
    );
    let wrong = site
        .form("/sign-in", "email=anna%40firma.pl&password=wrong+horse&next=%2Fspaces")
        .await;
    assert_eq!(
        place(&wrong),
        "/sign-in?error=wrong&email=anna%40firma.pl&next=%2Fspaces"
    );
    let body = "email=ANNA%40firma.pl&password=correct+horse&next=%2F%2Fevil.example";
    let right = site.form("/sign-in", body).await;
    assert_eq!(place(&right), "/spaces");
    let second = cookie(&right);
    assert_ne!(first, second);

    let out = Request::post("/sign-out")
        .header("origin", format!("http://{HOST}"))
        .header("cookie", &second);
    assert_eq!(place(&site.send(out, "").await), "/sign-in");
    assert_eq!(site.call("my_session", &second, "{}").await.0, 401);
    assert_eq!(site.call("my_session", &first, "{}").await.0, 200);
    assert_eq!(site.call("sign_out_everywhere", &first, "{}").await.0, 200);
    assert_eq!(site.call("my_session", &first, "{}").await.0, 401);
}

#[tokio::test]
async fn malformed_calls_are_refused_and_never_panic() {
    let site = site().await;
    let cookie = site.set_up().await;
    let deep: &'static str = format!("{{\"text\":{}", "[".repeat(100_000)).leak();
    for body in ["", "{", "[]", "null", "{\"text\":1}", "{\"text\":\"\u{0}", deep] {
        let (status, answer) = site.call("suggest_people", &cookie, body).await;
        assert_eq!(status, 400, "{:.40}: {answer}", body);
    }
    assert_eq!(
        site.call("suggest_people", &cookie, "{\"text\":\"\\u0000\"}").await.0,
        200
    );
    assert_eq!(site.call("no_such_function", &cookie, "{}").await.0, 404);
    let long: &'static str = format!("{{\"text\":\"{}\"}}", "a".repeat(3 << 20)).leak();
    assert_eq!(site.call("suggest_people", &cookie, long).await.0, 413);
    for path in [
        "/spaces/%FF",
        "/spaces/%00",
        "/%c0%af",
        "/spaces?search=%ZZ",
        "/spaces/../../etc/passwd",
    ] {
        let request = Request::get(path).header("cookie", &cookie);
        let status = site.send(request, "").await.status();
        assert!(status.is_success() || status.is_client_error(), "{path} {status}");
    }
}

#[tokio::test]
async fn writes_from_other_sites_and_plain_forms_are_refused() {
    let site = site().await;
    let cookie = site.set_up().await;
    let foreign = || Request::post("/api/sign_out_everywhere").header("cookie", &cookie);
    let evil = foreign()
        .header("origin", "http://evil.example")
        .header("content-type", "application/json");
    assert_eq!(site.send(evil, "{}").await.status(), 403);
    assert_eq!(site.send(foreign(), "{}").await.status(), 403);
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ] {
        let form = foreign()
            .header("origin", format!("http://{HOST}"))
            .header("content-type", kind);
        assert_eq!(site.send(form, "{}").await.status(), 400, "{kind}");
    }
    assert_eq!(site.call("my_session", &cookie, "{}").await.0, 200);
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let site = site().await;
    let page = site.get("/setup").await;
    assert_eq!(page.status(), 200);
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(page.headers()[header::CACHE_CONTROL], "no-store");
    let body = to_bytes(page.into_body(), 1 << 20).await.unwrap();
    let body = String::from_utf8(body.to_vec()).unwrap();
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next())
        .unwrap();
    assert!(!body.contains("<script") || body.contains(nonce));
    assert!(!body.contains(" style="), "{body}");
    for path in ["/setup", "/healthz", "/no/such/page", "/api/my_session"] {
        let answer = site.get(path).await;
        assert_eq!(answer.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert!(answer.headers().contains_key(header::CONTENT_SECURITY_POLICY), "{path}");
    }
}

#[tokio::test]
async fn an_unknown_address_is_a_404_for_people_of_the_account() {
    let site = site().await;
    let cookie = site.set_up().await;
    let request = Request::get("/no/such/page").header("cookie", &cookie);
    assert_eq!(site.send(request, "").await.status(), 404);
    assert_eq!(
        place(&site.get("/no/such/page").await),
        "/sign-in?next=%2Fno%2Fsuch%2Fpage"
    );
}

#[tokio::test]
async fn only_administrators_manage_users_and_an_invitation_works_once() {
    let site = site().await;
    let admin = site.set_up().await;
    let person = "{\"person\":{\"name\":\"Jan\",\"email\":\"jan@firma.pl\",\"role\":\"user\"}}";
    let (status, link) = site.call("invite_user", &admin, person).await;
    assert_eq!(status, 200, "{link}");
    assert_eq!(site.call("invite_user", &admin, person).await.0, 422);
    let token = link.trim_matches('"').split("token=").nth(1).unwrap().to_owned();
    let body: &'static str = format!("token={token}&password=battery+staple").leak();
    let joined = site.form("/join", body).await;
    assert_eq!(place(&joined), "/spaces");
    let jan = cookie(&joined);
    assert_eq!(place(&site.form("/join", body).await), "/join?error=used");
    assert_eq!(site.call("list_users", &jan, "{}").await.0, 403);
    assert_eq!(site.call("invite_user", &jan, person).await.0, 403);
    assert_eq!(site.call("list_users", "", "{}").await.0, 401);
}

#[tokio::test]
async fn a_page_is_rendered_on_one_thread_and_dropped_on_another() {
    let site = site().await;
    let cookie = site.set_up().await;
    for path in page_paths(&site.state).iter().filter(|path| !path.contains(':')) {
        let request = Request::get(path).header("cookie", &cookie);
        let body = site.send(request, "").await.into_body();
        let elsewhere = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(to_bytes(body, 1 << 20)).unwrap().len()
        });
        assert!(elsewhere.join().is_ok(), "{path}");
    }
}
