//! The audit log: what is recorded, how often, how it is read and how long it is kept.

use domain::{
    access::AccountAction,
    audit::{
        About, Event, Filter, KEPT_DAYS, Kind, Line, REFUSALS_MAX, SAME_REFUSAL_MS, SAME_VIEW_MS, Topic, tried_email,
    },
    error::AppError,
    ids::{SpaceId, UserId},
    list_query::Day,
    operation::Operation,
    person::{Language, Role},
    space::SpaceState,
    visibility::Visibility,
};

use super::world::{World, add_with, put};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        FILE, Store, account, audit,
        engine::{
            connections::{MIGRATIONS, address, options},
            dialect::WRITER,
            sql::Sql,
        },
        people::users,
        spaces::{self, trash},
    },
};

async fn read(gate: &Gate, filter: &Filter) -> Vec<Line> {
    let mut tx = gate.read().await.unwrap();
    let (lines, next) = audit::log::lines(&mut tx, &gate.zone(), filter, None, 1_000)
        .await
        .unwrap();
    assert_eq!(next, None);
    assert_eq!(
        audit::log::count(&mut tx, &gate.zone(), filter).await.unwrap() as usize,
        lines.len()
    );
    lines
}

async fn of(gate: &Gate, topic: Topic) -> Vec<Line> {
    let kind = Some(Kind::Topic(topic));
    read(
        gate,
        &Filter {
            kind,
            ..Filter::default()
        },
    )
    .await
}

async fn run(store: &Store, sql: &Sql) {
    let mut tx = store.begin().await.unwrap();
    sql.run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn note(store: &Store, at: i64, actor: Option<UserId>, subject: impl ToString, event: Event) {
    let mut tx = store.begin().await.unwrap();
    audit::write(&mut tx, at, actor, subject, &event).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn one_view_is_one_line_whichever_functions_were_called() {
    let world = World::new().await;
    let administrator = world.person("Admin", Role::Administrator).await;
    let owner = world.user("Owner").await;
    let member = world.person("Boss", Role::Administrator).await;
    let add = async |name, level| add_with(&owner, name, level, &[member.me().id]).await;
    let (hidden, private, public) = (
        add("Hidden", Visibility::Hidden).await,
        add("Private", Visibility::Private).await,
        add("Public", Visibility::Public).await,
    );
    let look = async |gate: &Gate, id: SpaceId| {
        spaces::open_audited(gate.store(), &gate.viewer(), id).await.unwrap();
        spaces::activity_audited(gate.store(), &gate.viewer(), id, None)
            .await
            .unwrap();
    };
    for gate in [&owner, &member] {
        for id in [hidden, private, public] {
            look(gate, id).await;
        }
    }
    look(&administrator, public).await;
    assert_eq!(of(&administrator, Topic::Look).await, []);
    look(&administrator, hidden).await;
    look(&administrator, hidden).await;
    // Reading only the activity is a view, too.
    spaces::activity_audited(administrator.store(), &administrator.viewer(), private, None)
        .await
        .unwrap();
    let (store, viewer) = (administrator.store(), administrator.viewer());
    let both = async |id| {
        let (one, other) = tokio::join!(
            spaces::open_audited(store, &viewer, id),
            spaces::activity_audited(store, &viewer, id, None)
        );
        one.unwrap();
        other.unwrap();
    };
    both(private).await;
    let lines = of(&administrator, Topic::Look).await;
    let looked: Vec<&About> = lines.iter().map(|line| &line.about).collect();
    let space = |id, name: &str| About::Space { id, name: name.into() };
    assert_eq!(looked, [&space(private, "Private"), &space(hidden, "Hidden")]);
    assert!(lines.iter().all(|line| line.actor.as_ref().unwrap().name == "Admin"));
    // After some time it counts as another view.
    let mut earlier = Sql::new("UPDATE audit_lines SET at = at - ");
    earlier.bind(SAME_VIEW_MS);
    run(&world.store, &earlier).await;
    both(hidden).await;
    assert_eq!(of(&administrator, Topic::Look).await.len(), 3);
    // A person who may not open the space has not viewed it.
    let stranger = world.user("Stranger").await;
    assert!(
        spaces::activity_audited(stranger.store(), &stranger.viewer(), hidden, None)
            .await
            .is_err()
    );
    assert_eq!(of(&administrator, Topic::Look).await.len(), 3);
}

#[tokio::test]
async fn the_log_is_filtered_by_topic_person_and_day_and_paged() {
    let world = World::new().await;
    let administrator = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    let (admin, jan) = (administrator.me().id, user.me().id);
    // In winter the day ends at 23:00 UTC in Warsaw.
    let (evening, night) = (1_768_517_999_000, 1_768_518_000_000);
    for turn in 0..7 {
        let from = turn.to_string();
        note(&world.store, evening, Some(jan), jan, Event::SignedIn { from }).await;
    }
    note(
        &world.store,
        night,
        Some(admin),
        jan,
        Event::RoleChanged { role: Role::User },
    )
    .await;
    note(&world.store, night, Some(admin), admin, Event::PasswordChanged {}).await;
    let day = Day::parse("2026-01-15");
    let until = Filter {
        to: day,
        ..Filter::default()
    };
    assert_eq!(read(&administrator, &until).await.len(), 7);
    let since = Filter {
        from: Day::parse("2026-01-16"),
        ..Filter::default()
    };
    assert_eq!(read(&administrator, &since).await.len(), 2);
    let person = Filter {
        person: Some(jan),
        ..Filter::default()
    };
    assert_eq!(read(&administrator, &person).await.len(), 8);
    let lines = of(&administrator, Topic::People).await;
    assert_eq!(lines.len(), 1);
    assert!(matches!(&lines[0].about, About::Person(person) if person.id == jan));

    let whole = read(&administrator, &Filter::default()).await;
    let (mut paged, mut before) = (Vec::new(), None);
    loop {
        let mut tx = administrator.read().await.unwrap();
        let (lines, next) = audit::log::lines(&mut tx, &administrator.zone(), &Filter::default(), before, 2)
            .await
            .unwrap();
        paged.extend(lines);
        before = next;
        if next.is_none() {
            break;
        }
    }
    assert_eq!(paged, whole);
    assert!(whole.windows(2).all(|pair| pair[0].at >= pair[1].at));
}

#[tokio::test]
async fn people_who_got_access_are_named_and_a_deleted_space_keeps_its_name() {
    let world = World::new().await;
    let administrator = world.person("Admin", Role::Administrator).await;
    let owner = world.user("Owner").await;
    let guest = world.user("Guest").await;
    let id = add_with(&owner, "Gone", Visibility::Hidden, &[]).await;
    let mut permit = owner.space(id, domain::access::Action::ManagePeople).await.unwrap();
    crate::server::store::spaces::act::give_access(&mut permit, &[guest.me().id])
        .await
        .unwrap();
    permit.commit().await.unwrap();
    put(&owner, id, SpaceState::Trash).await;
    trash::purge(&world.store, clock::now() + domain::limits::TRASH_KEPT_MS + 1)
        .await
        .unwrap();
    let given = of(&administrator, Topic::Access).await;
    assert_eq!(given[0].people[0].name, "Guest");
    // The filter also matches people who were given access.
    let of_guest = Filter {
        person: Some(guest.me().id),
        ..Filter::default()
    };
    assert!(read(&administrator, &of_guest).await.contains(&given[0]));
    assert_eq!(given[0].about, About::Nothing);
    let events: Vec<Event> = of(&administrator, Topic::Deletion)
        .await
        .into_iter()
        .map(|line| line.event)
        .collect();
    assert!(events.contains(&Event::SpaceDeleted { name: "Gone".into() }));
    let names = vec!["Gone".to_owned()];
    assert!(events.contains(&Event::SpacePurged { count: 1, names }));
}

#[tokio::test]
async fn a_refused_sign_in_is_recorded_for_known_and_unknown_emails_and_the_log_does_not_fill() {
    let world = World::new().await;
    let administrator = world.person("Admin", Role::Administrator).await;
    let now = clock::now();
    let refuse = async |at: i64, typed: &str| {
        let (email, from) = (tried_email(typed), "10.0.0.1".to_owned());
        let event = Event::SignInRefused { email, from };
        audit::record_refusal(&world.store, at, typed, &event).await.unwrap();
    };
    let emails = async || {
        let lines = of(&administrator, Topic::SignIn).await.into_iter();
        let email = lines.map(|line| match line.event {
            Event::SignInRefused { email, .. } | Event::SignInPaused { email, .. } => email,
            other => panic!("{other:?}"),
        });
        let mut emails: Vec<String> = email.collect();
        emails.sort();
        emails
    };
    for typed in [
        "admin@example.org",
        " ADMIN@example.org",
        "nobody@example.org",
        "Nobody@example.org",
        "my password",
        "another password",
    ] {
        refuse(now, typed).await;
    }
    assert_eq!(emails().await, ["", "admin@example.org", "nobody@example.org"]);
    // A known person can be found by name.
    let person = Filter {
        person: Some(administrator.me().id),
        ..Filter::default()
    };
    let lines = read(&administrator, &person).await;
    assert_eq!((lines.len(), &lines[0].actor), (1, &None));
    // A paused sign-in is another line, and so is another try later.
    let paused = Event::SignInPaused {
        email: "nobody@example.org".into(),
        from: "10.0.0.1".into(),
    };
    for _ in 0..2 {
        audit::record_refusal(&world.store, now, "nobody@example.org", &paused)
            .await
            .unwrap();
    }
    assert_eq!(emails().await.len(), 4);
    refuse(now + SAME_REFUSAL_MS, "nobody@example.org").await;
    assert_eq!(emails().await.len(), 5);
    // The log is limited even if many e-mails are tried.
    let later = now + 10 * SAME_REFUSAL_MS;
    for number in 0..REFUSALS_MAX + 10 {
        refuse(later, &format!("guess{number}@example.org")).await;
    }
    refuse(later, "admin@example.org").await;
    assert_eq!(emails().await.len(), 5 + REFUSALS_MAX as usize);
}

#[tokio::test]
async fn lines_are_kept_as_long_as_administrators_say() {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let world = World::new().await;
    let mut tx = world.store.begin().await.unwrap();
    account::ensure(&mut tx, Language::En).await.unwrap();
    tx.commit().await.unwrap();
    let administrator = world.person("Admin", Role::Administrator).await;
    let id = administrator.me().id;
    let now = clock::now();
    for days in [31, 91, 366] {
        note(&world.store, now - days * DAY, Some(id), id, Event::PasswordChanged {}).await;
    }
    assert_eq!(audit::delete_old(&world.store, now).await.unwrap(), 1);
    let keep = async |days| {
        let mut permit = administrator.account(AccountAction::ManageSettings).await?;
        audit::set_kept_days(&mut permit, days).await?;
        Ok::<_, AppError>(permit.commit().await?)
    };
    assert!(matches!(keep(29).await, Err(AppError::Invalid(_))));
    keep(90).await.unwrap();
    assert_eq!(audit::delete_old(&world.store, now).await.unwrap(), 1);
    let kept = of(&administrator, Topic::Settings).await;
    assert_eq!(kept[0].event, Event::AuditKept { days: 90 });
    assert_eq!(of(&administrator, Topic::SignIn).await.len(), 1);
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_its_lines_and_gets_the_rules() {
    let folder = tempfile::tempdir().unwrap();
    sqlx::any::install_default_drivers();
    let file = address(&folder.path().join(FILE)).unwrap();
    let pool = options(1, WRITER).connect(&file).await.unwrap();
    MIGRATIONS.run_to(1, &pool).await.unwrap();
    let mut sql = String::from(
        "INSERT INTO account (id, language, visibility_allowed, visibility_default, sort_key_version, created_at) \
         VALUES (1, 'pl', 'private hidden', 'hidden', '1', 0);",
    );
    let old = [
        ("signed_in", r#"{"what":"10.0.0.1"}"#, Topic::SignIn),
        ("user_deactivated", r#"{"what":"2 spaces handed over"}"#, Topic::People),
        ("access_changed", r#"{"given":[]}"#, Topic::Access),
        ("space_opened", "{}", Topic::Look),
        (
            "operation",
            r#"{"changed":3,"operation":{"do":"delete"}}"#,
            Topic::Deletion,
        ),
        (
            "operation",
            r#"{"changed":3,"operation":{"do":"archive"}}"#,
            Topic::Operation,
        ),
        ("import", r#"{"added":1,"skipped":0,"updated":0}"#, Topic::Import),
        ("from_elsewhere", r#"{"what":"something"}"#, Topic::Other),
    ];
    for (number, (kind, detail, _)) in old.iter().enumerate() {
        let id = clock::new_id();
        sql.push_str(&format!(
            "INSERT INTO audit_lines (id, at, kind, detail) VALUES ('{id}', {number}, '{kind}', '{detail}');"
        ));
    }
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    pool.close().await;

    let store = Store::open(folder.path()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let person = domain::person::NewPerson {
        name: "Anna".into(),
        email: "anna@example.org".into(),
        role: Role::Administrator,
    };
    let id = users::add(&mut tx, &person, Language::Pl, None).await.unwrap();
    tx.commit().await.unwrap();
    let mut conn = store.reader().acquire().await.unwrap();
    let me = users::me(&mut conn, id).await.unwrap().unwrap();
    drop(conn);
    let gate = Gate::of(store.clone(), me);
    let lines = read(&gate, &Filter::default()).await;
    assert_eq!(lines.len(), old.len());
    for (line, (_, _, topic)) in lines.iter().rev().zip(&old) {
        assert_eq!(line.event.topic(), *topic, "{line:?}");
    }
    for topic in Topic::ALL {
        let expected = old.iter().filter(|(_, _, of)| *of == topic).count();
        assert_eq!(of(&gate, topic).await.len(), expected, "{topic:?}");
    }
    assert_eq!(
        lines.last().unwrap().event,
        Event::SignedIn {
            from: "10.0.0.1".into()
        }
    );
    assert!(lines.iter().any(|line| matches!(
        &line.event,
        Event::Operation {
            operation: Operation::Delete,
            changed: 3,
            ..
        }
    )));
    let mut tx = gate.read().await.unwrap();
    let rules = account::space_rules(&mut tx).await.unwrap();
    assert_eq!(rules.visibility.allowed, [Visibility::Private, Visibility::Hidden]);
    assert_eq!(rules.visibility.default, Visibility::Hidden);
    assert_eq!(rules.rights, Default::default());
    assert!(account::add_ons(&mut tx).await.unwrap().all_on());
    assert_eq!(audit::kept_days(&mut tx).await.unwrap(), KEPT_DAYS);
}
