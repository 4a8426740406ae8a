//! Pages of deals and statistics as the server renders them.

use domain::deal::StageRef;
use uuid::Uuid;

use super::*;

async fn shown(site: &Site, cookie: &str, path: &str) -> String {
    let request = Request::get(path)
        .header("cookie", cookie)
        .header("accept", "text/html");
    let response = site.send(request, "").await;
    assert_eq!(response.status(), 200, "{path}");
    let body = to_bytes(response.into_body(), 1 << 22).await.unwrap();
    let page = String::from_utf8(body.to_vec()).unwrap();
    assert!(!page.contains(" style="), "{path} styles inline");
    page
}

/// Calls the function and returns its answer.
async fn done<T: serde::de::DeserializeOwned>(site: &Site, cookie: &str, name: &str, body: serde_json::Value) -> T {
    let (status, answer) = site.call(name, cookie, body.to_string().leak()).await;
    assert_eq!(status, 200, "{name}: {answer}");
    serde_json::from_str(&answer).unwrap()
}

#[tokio::test]
async fn a_won_deal_offers_its_space_and_the_statistics_count_both() {
    let site = site().await;
    let cookie = site.set_up().await;
    let me: crate::api::session::Session = done(&site, &cookie, "my_session", serde_json::json!({})).await;
    let stages: Vec<StageRef> = done(&site, &cookie, "list_stages", serde_json::json!({})).await;
    assert_eq!(stages[0].name, "Kontakt");
    let form = serde_json::json!({
        "name": "Wdrożenie", "description": "Co sprzedano", "value": "1234.5", "currency": "PLN",
        "stage": stages[0].id, "owner": me.me.id, "people": [], "version": 0
    });
    let added = serde_json::json!({ "form": form, "request": Uuid::from_u128(1) });
    let id: Uuid = done(&site, &cookie, "add_deal", added).await;
    done::<()>(&site, &cookie, "win_deal", serde_json::json!({ "id": id })).await;

    let list = shown(&site, &cookie, "/deals").await;
    for part in [
        "1\u{a0}234,50\u{a0}PLN",
        "Kontakt",
        "1 szansa",
        "Wygrana",
        "Dodaj szansę",
    ] {
        assert!(list.contains(part), "{part}");
    }
    let page = shown(&site, &cookie, &format!("/deals/{id}")).await;
    assert!(page.contains("Utwórz przestrzeń projektu") && page.contains("Co sprzedano"));
    let form = shown(&site, &cookie, &format!("/spaces/new?deal={id}")).await;
    for part in [
        "Projekty",
        "Opiekun przestrzeni",
        "value=\"Wdrożenie\"",
        "Przenieś opis szansy",
    ] {
        assert!(form.contains(part), "{part}");
    }

    let statistics = shown(&site, &cookie, "/statistics/activities?period=today").await;
    for part in [
        "aria-label=\"Aktywności\"",
        "Utworzone przestrzenie",
        "href=\"/spaces?from=",
        "<rect",
        "Wygrane szanse: 1",
    ] {
        assert!(statistics.contains(part), "{part}");
    }
}
