//! Switching an add-on off removes all of its routes for everyone, and no others.

use domain::add_on::AddOn;

use super::*;
use crate::api::add_ons;

/// Server functions of the account itself, which no add-on owns. A function that is neither here nor in a table of
/// `api::add_ons` fails the test below.
const OF_THE_ACCOUNT: &[&str] = &[
    "activate_user",
    "activity_statistics",
    "add_deal",
    "add_deal_note",
    "add_stage",
    "change_password",
    "change_role",
    "count_deals",
    "deactivate_user",
    "deal_activity",
    "deal_files",
    "deal_notes",
    "delete_deal",
    "delete_stage",
    "find_people",
    "invite_user",
    "keep_audit_log",
    "list_add_ons",
    "list_deals",
    "list_stages",
    "list_users",
    "lose_deal",
    "my_session",
    "new_link",
    "open_deal",
    "order_stages",
    "own_sign_ins",
    "pipeline",
    "read_audit_log",
    "read_mail_settings",
    "rename_stage",
    "reopen_deal",
    "save_deal",
    "save_mail_settings",
    "save_profile",
    "search_everything",
    "sign_out_everywhere",
    "suggest_people",
    "switch_add_on",
    "win_deal",
];

/// Pages of the account itself.
const PAGES_OF_THE_ACCOUNT: &[&str] = &[
    "/",
    "/deals",
    "/deals/{id}",
    "/deals/{id}/edit",
    "/deals/new",
    "/design",
    "/settings/add-ons",
    "/settings/audit-log",
    "/settings/pipeline",
    "/settings/profile",
    "/settings/users",
    "/statistics/activities",
    "/statistics/sign-ins",
];

const ON: &str = "{\"add_on\":\"spaces\",\"on\":true}";
const OFF: &str = "{\"add_on\":\"spaces\",\"on\":false}";

/// Returns the cookies of the administrator and of a user.
async fn people(site: &Site) -> (String, String) {
    let admin = site.set_up().await;
    let person = "{\"person\":{\"name\":\"Jan\",\"email\":\"jan@firma.pl\",\"role\":\"user\"}}";
    let (_, link) = site.call("invite_user", &admin, person).await;
    let token = link.trim_matches('"').split("token=").nth(1).unwrap().to_owned();
    let body: &'static str = format!("token={token}&password=battery+staple").leak();
    let user = cookie(&site.form("/join", body).await);
    (admin, user)
}

async fn page_of(site: &Site, path: &str, cookie: &str) -> (StatusCode, String) {
    let answer = site.send(Request::get(path).header("cookie", cookie), "").await;
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 1 << 22).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn name_of(path: &str) -> &str {
    path.trim_start_matches("/api/")
}

#[tokio::test]
async fn every_route_belongs_to_an_add_on_or_to_the_account() {
    let site = site().await;
    for (path, _) in server_fn::axum::server_fn_paths() {
        let account = OF_THE_ACCOUNT.contains(&name_of(path));
        assert!(
            add_ons::of_function(path).is_some() != account,
            "{path}: put it into a table of api::add_ons, or into OF_THE_ACCOUNT here"
        );
    }
    for path in page_paths(&site.state) {
        let account = PAGES_OF_THE_ACCOUNT.contains(&path.as_str());
        assert!(
            add_ons::of_page(path).is_some() != account,
            "{path}: put it into a table of api::add_ons, or into PAGES_OF_THE_ACCOUNT here"
        );
    }
}

#[tokio::test]
async fn switched_off_routes_answer_like_unknown_addresses() {
    let site = site().await;
    let (admin, user) = people(&site).await;
    assert_eq!(site.call("switch_add_on", &user, OFF).await.0, 403);
    assert_eq!(site.call("switch_add_on", "", OFF).await.0, 401);
    assert_eq!(
        site.call("list_spaces", &user, "{\"query\":{},\"place\":\"first\"}")
            .await
            .0,
        400
    );
    assert_eq!(site.call("switch_add_on", &admin, OFF).await.0, 200);
    for cookie in ["", user.as_str(), admin.as_str()] {
        let never = site.call("no_such_function", cookie, "{}").await;
        for (path, _) in server_fn::axum::server_fn_paths() {
            let answer = site.call(name_of(path), cookie, "[").await;
            match add_ons::of_function(path) {
                Some(AddOn::Spaces) => assert_eq!(answer, never, "{path}"),
                None => assert_ne!(answer.0, 404, "{path}"),
            }
        }
    }
    for path in page_paths(&site.state) {
        let address = path.replace(":id", "01890000-0000-7000-8000-000000000000");
        if add_ons::of_page(path).is_none() {
            continue;
        }
        let (status, body) = page_of(&site, &address, &user).await;
        assert_eq!(status, 404, "{address}");
        assert!(!body.contains("settings/add-ons"), "{address}: {body}");
        let (status, body) = page_of(&site, &address, &admin).await;
        assert_eq!(status, 404, "{address}");
        assert!(body.contains("<h1>Przestrzenie są wyłączone"), "{address}: {body}");
        assert!(body.contains("href=\"/settings/add-ons\""), "{address}: {body}");
    }
}

#[tokio::test]
async fn with_spaces_off_everyone_is_redirected_to_an_existing_page() {
    let site = site().await;
    let (admin, user) = people(&site).await;
    site.call("switch_add_on", &admin, OFF).await;
    for cookie in [&admin, &user] {
        let start = site.send(Request::get("/").header("cookie", cookie), "").await;
        assert_eq!(start.headers()[header::LOCATION], "/deals");
        let (status, body) = page_of(&site, "/settings/profile", cookie).await;
        assert_eq!(status, 200);
        for gone in [
            "href=\"/spaces",
            "action=\"/spaces",
            "/settings/trash",
            "/settings/import",
        ] {
            assert!(!body.contains(gone), "{gone}: {body}");
        }
    }
    for (next, place_then) in [
        ("", "/deals"),
        ("%2Fspaces%3Fq%3Dx", "/deals"),
        ("%2Fsettings%2Fusers", "/settings/users"),
    ] {
        let body: &'static str = format!("email=anna%40firma.pl&password=correct+horse&next={next}").leak();
        assert_eq!(place(&site.form("/sign-in", body).await), place_then, "{next}");
    }
    let signed_in = site.send(Request::get("/sign-in").header("cookie", &user), "").await;
    assert_eq!(place(&signed_in), "/deals");
}

#[tokio::test]
async fn switching_an_add_on_on_again_restores_everything() {
    let site = site().await;
    let (admin, user) = people(&site).await;
    let form = "{\"form\":{\"name\":\"Kept\",\"description\":\"\",\"groups\":[],\"tags\":[\"a\"],\"visibility\":\"hidden\",\
                \"people\":[],\"version\":0},\"request\":\"01890000-0000-7000-8000-000000000000\"}";
    let (status, id) = site.call("add_space", &user, form).await;
    assert_eq!(status, 200, "{id}");
    let open: &'static str = format!("{{\"id\":{id}}}").leak();
    let shown = |(status, body): (StatusCode, String)| {
        assert_eq!(status, 200, "{body}");
        // The answer contains the time of the request.
        let at = body.find("\"now\":").unwrap();
        body[..at].to_owned()
    };
    let before = shown(site.call("open_space", &user, open).await);
    site.call("switch_add_on", &admin, OFF).await;
    assert_eq!(site.call("open_space", &user, open).await.0, 404);
    assert_eq!(site.call("switch_add_on", &admin, ON).await.0, 200);
    assert_eq!(shown(site.call("open_space", &user, open).await), before);
    assert_eq!(page_of(&site, "/spaces", &user).await.0, 200);
    assert_eq!(site.call("list_add_ons", &admin, "{}").await.1, "[[\"spaces\",true]]");
}

/// Creates a won deal of the user with a project space. Returns the bodies of the requests that open the deal and that
/// add another space.
async fn project(site: &Site, user: &str) -> (&'static str, &'static str) {
    let value = |answer: &str| serde_json::from_str::<serde_json::Value>(answer).unwrap();
    let call = async |name: &str, body: serde_json::Value| {
        let (status, answer) = site.call(name, user, body.to_string().leak()).await;
        assert_eq!(status, 200, "{name}: {answer}");
        value(&answer)
    };
    let me = call("my_session", serde_json::json!({})).await["me"]["id"].clone();
    let stage = call("list_stages", serde_json::json!({})).await[0]["id"].clone();
    let form = serde_json::json!({
        "name": "Won", "description": "", "value": null, "currency": "PLN", "stage": stage, "owner": me, "people": [],
        "version": 0
    });
    let request = uuid::Uuid::from_u128(1);
    let deal = call("add_deal", serde_json::json!({ "form": form, "request": request })).await;
    call("win_deal", serde_json::json!({ "id": deal })).await;
    let form = serde_json::json!({
        "name": "Delivery", "description": "", "groups": [], "tags": [], "visibility": "hidden", "people": [], "version": 0
    });
    let project = serde_json::json!({ "deal": deal, "owner": me });
    let project = serde_json::json!({ "project": project, "form": form, "request": request });
    call("create_project_space", project.clone()).await;
    (
        serde_json::json!({ "id": deal }).to_string().leak(),
        project.to_string().leak(),
    )
}

#[tokio::test]
async fn deals_statistics_and_files_show_no_spaces_while_they_are_off() {
    let site = site().await;
    let (admin, user) = people(&site).await;
    let (deal, more) = project(&site, &user).await;
    const STATISTICS: &str = "{\"query\":{\"period\":\"this_month\"}}";
    let all = async || {
        let (status, deal) = site.call("open_deal", &user, deal).await;
        assert_eq!(status, 200, "{deal}");
        let deal: serde_json::Value = serde_json::from_str(&deal).unwrap();
        let spaces = deal["spaces"].as_array().unwrap().len();
        let offered = deal["rights"]["create_space"].as_bool().unwrap();
        let page = page_of(&site, &format!("/deals/{}", deal["id"].as_str().unwrap()), &user).await;
        assert_eq!(page.0, 200);
        let shown = page.1.contains("Delivery") || page.1.contains("/spaces/");
        let (status, statistics) = page_of(&site, "/statistics/activities", &user).await;
        assert_eq!(status, 200);
        let counted = statistics.contains("Utworzone przestrzenie");
        let file = page_of(&site, "/spaces/export?format=csv", &user).await;
        (spaces, offered, shown, counted, file.0.as_u16())
    };
    assert_eq!(all().await, (1, true, true, true, 200));
    site.call("switch_add_on", &admin, OFF).await;
    assert_eq!(all().await, (0, false, false, false, 404));
    assert_eq!(site.call("create_project_space", &user, more).await.0, 404);
    let (status, numbers) = site.call("activity_statistics", &user, STATISTICS).await;
    assert_eq!(
        (status.as_u16(), numbers.contains("spaces_created")),
        (200, false),
        "{numbers}"
    );
    site.call("switch_add_on", &admin, ON).await;
    assert_eq!(all().await, (1, true, true, true, 200));
}

#[tokio::test]
async fn a_project_space_is_offered_only_to_people_who_may_add_spaces() {
    let site = site().await;
    let (admin, user) = people(&site).await;
    let (deal, more) = project(&site, &user).await;
    let (_, rules) = site.call("read_space_rules", &admin, "{}").await;
    let mut rules: serde_json::Value = serde_json::from_str(&rules).unwrap();
    rules["rights"]["add_spaces"] = "administrators".into();
    let rules: &'static str = serde_json::json!({ "rules": rules }).to_string().leak();
    assert_eq!(site.call("save_space_rules", &admin, rules).await.0, 200);
    let (_, shown) = site.call("open_deal", &user, deal).await;
    assert!(shown.contains("\"create_space\":false"), "{shown}");
    assert_eq!(site.call("create_project_space", &user, more).await.0, 403);
}
