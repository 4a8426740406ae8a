//! Sign-ins are recorded, and the audit log can be downloaded.

use super::*;

async fn file(site: &Site, cookie: &str, query: &str) -> (StatusCode, String) {
    let path = format!("/settings/audit-log/export{query}");
    let answer = site.send(Request::get(path).header("cookie", cookie), "").await;
    let status = answer.status();
    if status == 200 {
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        let name = answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(name.starts_with("attachment"), "{name}");
    }
    let body = to_bytes(answer.into_body(), 1 << 24).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn the_downloaded_audit_log_is_complete_and_contains_no_formula() {
    let site = site().await;
    let admin = site.set_up().await;
    site.form("/sign-in", "email=anna%40firma.pl&password=correct+horse&next=")
        .await;
    let person = "{\"person\":{\"name\":\"=HYPERLINK(1)\",\"email\":\"jan@firma.pl\",\"role\":\"user\"}}";
    let (_, link) = site.call("invite_user", &admin, person).await;
    let token = link.trim_matches('"').split("token=").nth(1).unwrap().to_owned();
    let body: &'static str = format!("token={token}&password=battery+staple").leak();
    let user = cookie(&site.form("/join", body).await);
    assert_eq!(file(&site, &user, "").await.0, 403);
    assert_eq!(file(&site, "", "").await.0, 303);

    let (status, text) = file(&site, &admin, "").await;
    assert_eq!(status, 200);
    let rows: Vec<&str> = text.trim_end().split("\r\n").collect();
    assert_eq!(rows[0], "\u{feff}Kiedy (UTC);Kto;Rodzaj;Co się stało");
    // Set up, signed in, invited, joined, and the download itself.
    assert_eq!(rows.len(), 6, "{text}");
    assert!(
        rows.iter()
            .any(|row| row.contains("Anna Żak;Logowanie;Zalogowano z\u{a0}0.0.0.0")),
        "{text}"
    );
    assert!(text.contains(";'=HYPERLINK(1);"), "{text}");
    assert!(!text.contains(";=HYPERLINK"), "{text}");
    let (_, narrowed) = file(&site, &admin, "?kind=export").await;
    assert_eq!(narrowed.trim_end().split("\r\n").count(), 3, "{narrowed}");
}

#[tokio::test]
async fn a_refused_sign_in_is_recorded_without_its_password() {
    let site = site().await;
    let admin = site.set_up().await;
    for body in [
        "email=anna%40firma.pl&password=secret-one&next=",
        "email=anna%40firma.pl&password=secret-two&next=",
        "email=nobody%40firma.pl&password=secret-three&next=",
        "email=secret-four&password=&next=",
    ] {
        assert!(place(&site.form("/sign-in", body).await).starts_with("/sign-in?error=wrong"));
    }
    let (_, text) = file(&site, &admin, "?kind=sign_in").await;
    let refused = text.lines().filter(|row| row.contains("Odrzucono logowanie"));
    assert_eq!(refused.count(), 3, "{text}");
    for email in ["anna@firma.pl", "nobody@firma.pl", "(to nie adres e-mail)"] {
        assert!(text.contains(email), "{email}: {text}");
    }
    assert!(!text.contains("secret-"), "{text}");
}

#[tokio::test]
async fn a_long_log_is_sent_in_chunks_without_a_gap() {
    let site = site().await;
    let admin = site.set_up().await;
    let mut tx = site.state.store.begin().await.unwrap();
    for days in 0..2_500_u32 {
        let event = domain::audit::Event::AuditKept { days };
        // Many lines have the same instant, so that pages end between equal ones.
        let at = i64::from(days / 700);
        store::audit::write(&mut tx, at, None, "audit_log", &event)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let (status, text) = file(&site, &admin, "?kind=settings").await;
    assert_eq!(status, 200);
    let mut rows: Vec<&str> = text.trim_end().split("\r\n").skip(1).collect();
    assert_eq!(rows.len(), 2_500);
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows.len(), 2_500);
}
