//! The rules for people, tested on a database.

use super::*;
use crate::server::store::sessions::{PERSON, PROOF, Sessions};
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
};

async fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    (folder, store)
}

fn someone(name: &str, email: &str, role: Role) -> NewPerson {
    NewPerson {
        name: name.into(),
        email: email.into(),
        role,
    }
}

#[tokio::test]
async fn an_email_is_taken_in_any_case() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let anna = someone("Anna Żak", "Anna@firma.pl", Role::Administrator);
    add(&mut tx, &anna, Language::Pl, Some("hash")).await.unwrap();
    let again = someone("Other", "anna@FIRMA.pl", Role::User);
    let answer = add(&mut tx, &again, Language::Pl, None).await;
    assert!(matches!(answer, Err(StoreError::Refused(AppError::Invalid(_)))));
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let anna = someone("Anna", "anna@firma.pl", Role::Administrator);
    let anna = add(&mut tx, &anna, Language::Pl, Some("hash")).await.unwrap();
    let jan = someone("Jan", "jan@firma.pl", Role::Administrator);
    // Jan is invited and has no password yet.
    let jan = add(&mut tx, &jan, Language::Pl, None).await.unwrap();
    assert!(set_role(&mut tx, anna, Role::User).await.is_err());
    assert!(deactivate(&mut tx, anna).await.is_err());
    set_password(&mut tx, jan, "hash").await.unwrap();
    assert!(deactivate(&mut tx, anna).await.is_ok());
    assert!(set_role(&mut tx, jan, Role::User).await.is_err());
}

#[tokio::test]
async fn a_deactivated_person_has_no_session_and_cannot_sign_in() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let anna = someone("Anna", "anna@firma.pl", Role::User);
    let anna = add(&mut tx, &anna, Language::Pl, Some("hash")).await.unwrap();
    tx.commit().await.unwrap();
    let sessions = Sessions(store.clone());
    let mut record = Record {
        id: Id::default(),
        data: [
            (PERSON.to_owned(), anna.to_string().into()),
            (PROOF.to_owned(), "hash".into()),
        ]
        .into(),
        expiry_date: time::OffsetDateTime::from_unix_timestamp(clock::now() / 1000 + 60).unwrap(),
    };
    sessions.create(&mut record).await.unwrap();
    assert!(credentials(&store, "ANNA@firma.pl").await.unwrap().is_some());

    let mut tx = store.begin().await.unwrap();
    deactivate(&mut tx, anna).await.unwrap();
    tx.commit().await.unwrap();
    assert!(sessions.load(&record.id).await.unwrap().is_none());
    assert!(
        me(&mut store.reader().acquire().await.unwrap(), anna)
            .await
            .unwrap()
            .is_none()
    );
    assert!(credentials(&store, "anna@firma.pl").await.unwrap().is_none());
    assert_eq!(list(&store).await.unwrap()[0].status, UserStatus::Deactivated);
}

#[tokio::test]
async fn people_are_suggested_by_name_and_email_without_marks() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    for (name, email) in [
        ("Łucja Żak", "lz@firma.pl"),
        ("Zoe Adams", "zoe@firma.pl"),
        ("Ąbel", "a@firma.pl"),
    ] {
        add(&mut tx, &someone(name, email, Role::User), Language::Pl, None)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let names = |people: Vec<PersonRef>| people.into_iter().map(|person| person.name).collect::<Vec<_>>();
    assert_eq!(names(suggest(&store, "zak luc", 20).await.unwrap()), ["Łucja Żak"]);
    assert_eq!(names(suggest(&store, "zoe@fir", 20).await.unwrap()), ["Zoe Adams"]);
    assert_eq!(names(suggest(&store, "", 2).await.unwrap()), ["Ąbel", "Łucja Żak"]);
}

#[tokio::test]
async fn the_heir_is_another_active_person_even_if_there_is_nothing_to_hand_over() {
    let (_folder, store) = store().await;
    let mut tx = store.begin().await.unwrap();
    let mut people = Vec::new();
    for (name, email) in [
        ("Anna", "anna@firma.pl"),
        ("Jan", "jan@firma.pl"),
        ("Ewa", "ewa@firma.pl"),
    ] {
        let person = someone(name, email, Role::Administrator);
        people.push(add(&mut tx, &person, Language::Pl, Some("hash")).await.unwrap());
    }
    let (anna, jan, ewa) = (people[0], people[1], people[2]);
    deactivate(&mut tx, ewa).await.unwrap();
    let nobody = UserId(clock::new_id());
    for heir in [jan, ewa, nobody] {
        let spaces = super::super::hand_over::hand_over_all(&mut tx, anna, jan, Some(heir))
            .await
            .map(|_| ());
        let deals = crate::server::store::deals::hand_over_all(&mut tx, anna, jan, Some(heir)).await;
        for refused in [spaces, deals] {
            let Err(StoreError::Refused(AppError::Invalid(wrong))) = refused else {
                panic!("{heir}: {refused:?}");
            };
            assert_eq!(wrong[0].field, Field::Owner);
        }
    }
    assert_eq!(
        super::super::hand_over::hand_over_all(&mut tx, anna, jan, Some(anna))
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        super::super::hand_over::hand_over_all(&mut tx, anna, jan, None)
            .await
            .unwrap(),
        0
    );
}
