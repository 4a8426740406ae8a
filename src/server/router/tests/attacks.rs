//! Limits for clients that are not signed in.

use super::*;

#[tokio::test]
async fn wrong_passwords_at_once_are_refused_when_the_queue_is_full() {
    let site = site().await;
    let cookie = site.set_up().await;
    let bodies: Vec<&'static str> = (0..40)
        .map(|number| &*format!("email=nobody{number}%40firma.pl&password=wrong+password&next=").leak())
        .collect();
    let tries = bodies.iter().map(|body| site.form("/sign-in", body));
    let mut busy = 0;
    for answer in futures::future::join_all(tries).await {
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            busy += 1;
            assert!(answer.headers().contains_key(header::RETRY_AFTER));
            assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
            let page = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
            assert!(String::from_utf8_lossy(&page).contains("<h1>"));
        } else {
            assert!(place(&answer).starts_with("/sign-in?error="), "{answer:?}");
        }
    }
    // Up to 16 from one address wait at the same time; a later one may find a place that became free.
    assert!((1..=24).contains(&busy), "{busy}");
    assert_eq!(site.call("my_session", &cookie, "{}").await.0, 200);
}

#[tokio::test]
async fn only_signed_in_people_may_send_a_large_body() {
    let site = site().await;
    let cookie = site.set_up().await;
    let call = |name: &str, size: usize| {
        Request::post(format!("/api/{name}"))
            .header("origin", format!("http://{HOST}"))
            .header("content-type", "application/json")
            .header("content-length", size.to_string())
    };
    let large: &'static str = format!("{{\"text\":\"{}\"}}", "a".repeat(100_000)).leak();
    let answer = site.send(call("suggest_people", large.len()), large).await;
    assert_eq!(answer.status(), 401, "it must be refused by its head");
    let answer = site.send(call("suggest_people", 3 << 20), large).await;
    assert_eq!(answer.status(), 413);
    let unannounced = Request::post("/api/suggest_people")
        .header("origin", format!("http://{HOST}"))
        .header("content-type", "application/json");
    assert_eq!(site.send(unannounced, large).await.status(), 413);
    assert_eq!(site.call("suggest_people", &cookie, large).await.0, 200);
    let form: &'static str = format!("email=a%40firma.pl&password={}", "a".repeat(30_000)).leak();
    assert_eq!(site.form("/sign-in", form).await.status(), 413);
}

#[tokio::test]
async fn a_sign_in_with_a_password_that_changes_meanwhile_creates_no_session() {
    let site = site().await;
    let admin = site.set_up().await;
    let from = std::net::IpAddr::from([127, 0, 0, 1]);
    let attempt = site
        .state
        .sign_in_limits
        .check(&site.state.store, "anna@firma.pl", "correct horse", from);
    let crate::server::sign_in_limits::Attempt::Accepted(id, verified) = attempt.await.unwrap() else {
        panic!("the password was correct");
    };
    let change = "{\"current\":\"correct horse\",\"new\":\"battery staple\"}";
    assert_eq!(site.call("change_password", &admin, change).await.0, 200);
    let sessions = Arc::new(store::sessions::Sessions(site.state.store.clone()));
    let late = tower_sessions::Session::new(None, sessions, None);
    assert!(!session::start(&late, id, &verified).await.unwrap());
    assert!(late.is_empty().await, "no session may be created");
    let old = site
        .form("/sign-in", "email=anna%40firma.pl&password=correct+horse")
        .await;
    assert!(place(&old).starts_with("/sign-in?error=wrong"));
    let new = site
        .form("/sign-in", "email=anna%40firma.pl&password=battery+staple")
        .await;
    assert_eq!(place(&new), "/spaces");
}

#[tokio::test]
async fn of_two_concurrent_uses_of_a_link_one_succeeds() {
    let site = site().await;
    let mut tx = site.state.store.begin().await.unwrap();
    let token = links::make(&mut tx, Kind::Setup, None).await.unwrap();
    tx.commit().await.unwrap();
    let set_up = |name: &str| -> &'static str {
        format!("token={token}&name={name}&email={name}%40firma.pl&password=correct+horse&language=pl").leak()
    };
    let (anna, jan) = (set_up("Anna"), set_up("Jan"));
    let (one, other) = tokio::join!(site.form("/setup", anna), site.form("/setup", jan));
    let mut places = [place(&one), place(&other)];
    places.sort_unstable();
    assert!(
        matches!(places, ["/setup?error=used" | "/sign-in", "/spaces"]),
        "{places:?}"
    );
    let admin = match place(&one) {
        "/spaces" => cookie(&one),
        _ => cookie(&other),
    };
    assert_eq!(users::list(&site.state.store).await.unwrap().len(), 1);

    let person = "{\"person\":{\"name\":\"Ewa\",\"email\":\"ewa@firma.pl\",\"role\":\"user\"}}";
    let (_, link) = site.call("invite_user", &admin, person).await;
    let token = link.trim_matches('"').split("token=").nth(1).unwrap();
    let join = |password: &str| -> &'static str { format!("token={token}&password={password}").leak() };
    let (first, second) = (join("battery+staple"), join("another+staple"));
    let (one, other) = tokio::join!(site.form("/join", first), site.form("/join", second));
    let mut places = [place(&one), place(&other)];
    places.sort_unstable();
    assert_eq!(places, ["/join?error=used", "/spaces"]);
}
