//! The permission matrix: every server function and every route, requested by each kind of person, compared with the
//! access rule, with each other and with `docs/permissions.txt`.

use std::{collections::BTreeSet, sync::OnceLock};

use domain::{deal::DealState, space::SpaceState, visibility::Visibility};

use super::{super::*, site};
use crate::server::clock;

mod account;
mod before;
mod entry;
mod file;
mod plain;
mod requests;
mod scene;
mod table;

use requests::{Section, request_everywhere};

/// Returns the results of all requests, which are sent once for all tests here.
fn sections() -> &'static [Section] {
    static SECTIONS: OnceLock<Vec<Section>> = OnceLock::new();
    SECTIONS.get_or_init(request_everywhere)
}

fn nothing_of(found: impl Iterator<Item = &'static String>, title: &str) {
    let found: Vec<&str> = found.map(String::as_str).collect();
    assert!(found.is_empty(), "{title} ({}):\n{}", found.len(), found.join("\n"));
}

/// Fails for routes that have no entry in the table, and for entries without a route.
fn compare(kind: &str, routes: &BTreeSet<String>, entries: &BTreeSet<String>) {
    let lacking: Vec<_> = routes.difference(entries).collect();
    assert!(
        lacking.is_empty(),
        "The access table lacks these {kind}: {lacking:?}. Add an entry for each under src/server/router/tests/matrix/table."
    );
    let left: Vec<_> = entries.difference(routes).collect();
    assert!(
        left.is_empty(),
        "The access table has entries for {kind} that no longer exist: {left:?}. Remove them."
    );
}

#[test]
fn every_server_function_is_in_the_access_table() {
    let routes = server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/api/").to_owned())
        .collect();
    let entries = table::entries();
    let named = entries.iter().filter(|entry| entry.path().is_none());
    compare(
        "server functions",
        &routes,
        &named.map(|entry| entry.name.to_owned()).collect(),
    );
}

#[tokio::test]
async fn every_route_is_in_the_access_table() {
    let site = site().await;
    let mut routes = BTreeSet::from([
        format!("POST {FUNCTIONS}"),
        format!("GET {HEALTH}"),
        format!("GET {}", domain::live::PATH),
    ]);
    routes.extend(page_paths(&site.state).iter().map(|path| format!("GET {path}")));
    routes.insert(format!("GET {}", unsubscribe::ROUTE));
    routes.extend(OPEN.map(|path| format!("GET {path}")));
    routes.extend(download_routes().map(|(path, _)| format!("GET {path}")));
    routes.extend(form_routes().map(|(path, _)| format!("POST {path}")));
    routes.extend(files::routes().map(|(path, _)| match path {
        domain::file::ZIP_PATH => format!("POST {path}"),
        path => format!("GET {path}"),
    }));
    for (path, _) in tus::routes() {
        let of_one: &[&str] = if path.contains("{id}") {
            &["HEAD", "PATCH", "DELETE"]
        } else {
            &["POST"]
        };
        routes.extend(of_one.iter().map(|method| format!("{method} {path}")));
    }
    let listed = routes.iter().filter_map(|route| route.split(' ').nth(1));
    assert_eq!(
        listed.map(str::to_owned).collect::<BTreeSet<_>>(),
        routes_of(&site.app),
        "The router has routes that its lists lack: add them to form_routes or to the lists of this test."
    );
    routes.extend(["GET", "POST"].map(|method| format!("{method} (any other address)")));
    let entries = table::entries();
    let named = entries.iter().filter(|entry| entry.path().is_some());
    compare("routes", &routes, &named.map(|entry| entry.name.to_owned()).collect());
}

/// Returns the paths in the debug output of the router: `paths: {RouteId(0): "/sign-in", …}`.
fn routes_of(router: &Router) -> BTreeSet<String> {
    let printed = format!("{router:?}");
    let mut parts = printed.split("paths: {").nth(1).unwrap().split('"');
    let mut routes = BTreeSet::new();
    while let (Some(before), Some(path)) = (parts.next(), parts.next()) {
        if !before.contains("RouteId(") {
            break;
        }
        routes.insert(path.to_owned());
    }
    routes
}

#[test]
fn every_answer_follows_the_access_rule() {
    nothing_of(sections().iter().flat_map(|section| &section.wrong), "Wrong answers");
}

#[test]
fn hidden_things_answer_like_unknown_ids() {
    let revealing = sections().iter().flat_map(|section| &section.revealing);
    nothing_of(revealing, "Answers that reveal something hidden");
}

#[test]
fn a_refused_request_changes_nothing() {
    let changed = sections().iter().flat_map(|section| &section.changed);
    nothing_of(changed, "Refusals that changed tables");
}

#[test]
fn the_file_of_permissions_matches_the_server() {
    let (text, path) = (file::text(sections()), file::path());
    if std::env::var_os("UPDATE_PERMISSIONS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(text.lines()).position(|(kept, now)| kept != now);
    assert!(
        kept == text,
        "docs/permissions.txt is not what the server does (line {:?}). Run UPDATE_PERMISSIONS=1 cargo test --features ssr \
         --lib matrix, and look at what changed.",
        differs.map(|line| line + 1)
    );
}

/// Returns the whole answer for a browser, without the nonce, the requested id and the time of the request.
async fn whole_answer(site: &super::Site, cookie: &str, path: &str, id: uuid::Uuid) -> String {
    let request = Request::get(path.replace("{id}", &id.to_string())).header("cookie", cookie);
    let response = site.send(request, "").await;
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, 1 << 22).await.unwrap();
    let text = format!(
        "{:?}\n{:?}\n{}",
        parts.status,
        parts.headers,
        String::from_utf8(body.to_vec()).unwrap()
    );
    let nonce = text
        .split("'nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next())
        .unwrap()
        .to_owned();
    // Leptos lists the pending resources in the order of a hash set, which differs between answers.
    let text = match text.split_once("__PENDING_RESOURCES=[") {
        Some((before, rest)) => {
            let (pending, after) = rest.split_once(']').unwrap();
            let mut pending: Vec<_> = pending.split_terminator(',').collect();
            pending.sort_unstable();
            format!("{before}__PENDING_RESOURCES=[{}]{after}", pending.join(","))
        }
        None => text,
    };
    // Instants in the session data are those of the request.
    plain::without_instants(&text.replace(&nonce, "<nonce>").replace(&id.to_string(), "<id>"))
}

/// It runs on several threads, as the server does, so that a race between them would show.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_of_hidden_and_of_unknown_ids_are_equal_to_the_last_byte() {
    let account = account::Account::make().await;
    let site = account.copy().await;
    let cookie = account::cookie(&site, account.me(account::Who::User).id).await;
    let space = account.space(Visibility::Hidden, SpaceState::Active).0;
    let deal = account.deal(DealState::Open).0;
    let private = account.files(Visibility::Public, SpaceState::Active, true);
    let pages = [
        ("/spaces/{id}", space),
        ("/spaces/{id}/topics/1", space),
        ("/spaces/{id}/library", space),
        (
            "/files/{id}",
            account.files(Visibility::Hidden, SpaceState::Active, false).file.0,
        ),
        // A private topic of the member.
        ("/files/{id}", private.file.0),
        ("/spaces/{id}/edit", space),
        ("/deals/{id}", deal),
        ("/deals/{id}/edit", deal),
    ];
    for (path, hidden) in pages {
        for _ in 0..20 {
            let hidden = whole_answer(&site, &cookie, path, hidden).await;
            let unknown = whole_answer(&site, &cookie, path, clock::new_id()).await;
            assert!(hidden.starts_with("404") && hidden.contains("/pkg/split_"), "{hidden}");
            assert!(
                hidden == unknown,
                "{path}\n--- unknown\n{unknown}\n--- hidden\n{hidden}"
            );
        }
    }
}
