//! Deals: who sees them, and the effects of changes. The file is long because its tests share the pipeline and the
//! forms.

mod files;
mod projects;

use domain::{
    access::AccountAction,
    audit::{self, Event},
    deal::{
        Amount, DealDetail, DealEvent, DealForm, DealQuery, DealSort, DealState, StageRef,
        access::{self, DealAction},
    },
    error::{AppError, Field, Reason},
    ids::{DealId, StageId, UserId},
    limits::PAGE_ROWS,
    list_query::Place,
    person::{Language, Role},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sqlx::Row;

use super::world::World;
use crate::server::{
    clock,
    gate::Gate,
    store::{
        StoreError,
        audit::log as audit_log,
        deals::{self, stages},
        engine::{rows::boolean, sql::Sql},
    },
};

pub async fn pipeline(world: &World) -> Vec<StageRef> {
    let mut tx = world.store.begin().await.unwrap();
    stages::add_defaults(&mut tx, Language::En).await.unwrap();
    let stages = stages::list(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    stages
}

pub fn form(name: &str, stage: StageId, owner: UserId, people: &[UserId]) -> DealForm {
    DealForm {
        name: name.into(),
        description: "What was sold".into(),
        value: Amount::parse("1000.5", Language::En).ok(),
        currency: "PLN".into(),
        stage,
        owner,
        people: people.to_vec(),
        version: 0,
    }
}

pub async fn add(gate: &Gate, form: DealForm) -> DealId {
    let mut permit = gate.account(AccountAction::AddDeal).await.unwrap();
    let id = deals::add(&mut permit, form, clock::new_id()).await.unwrap();
    permit.commit().await.unwrap();
    id
}

pub async fn close(gate: &Gate, id: DealId, won: bool) {
    let mut permit = gate.deal(id, DealAction::Close).await.unwrap();
    deals::close(&mut permit, won).await.unwrap();
    permit.commit().await.unwrap();
}

async fn save(gate: &Gate, id: DealId, form: DealForm) -> Result<(), AppError> {
    let mut permit = gate.deal(id, DealAction::Edit).await?;
    deals::save(&mut permit, form).await?;
    Ok(permit.commit().await?)
}

async fn open(gate: &Gate, id: DealId) -> Result<DealDetail, AppError> {
    let mut tx = gate.read().await?;
    Ok(deals::open(&mut tx, &gate.viewer(), id, clock::now()).await?)
}

async fn found(gate: &Gate, query: &DealQuery) -> Vec<DealId> {
    let mut tx = gate.read().await.unwrap();
    let page = deals::page(
        &mut tx,
        &gate.viewer(),
        &gate.zone(),
        gate.store().cursors(),
        query,
        &Place::First,
        clock::now(),
    )
    .await
    .unwrap();
    let count = deals::count(&mut tx, &gate.viewer(), &gate.zone(), query)
        .await
        .unwrap();
    assert_eq!(count.shown as usize, page.rows.len());
    page.rows.iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn the_sql_and_the_domain_agree_for_every_viewer_and_deal() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let gates = [
        world.person("Admin", Role::Administrator).await,
        world.user("Owner").await,
        world.user("Person").await,
        world.user("Stranger").await,
    ];
    let mut runner = TestRunner::deterministic();
    let any = (0_usize..4, 0_usize..3, proptest::collection::vec(0_usize..4, 0..3));
    for _ in 0..40 {
        let (owner, state, people) = any.new_tree(&mut runner).unwrap().current();
        let people: Vec<_> = people.iter().map(|place| gates[*place].me().id).collect();
        let id = add(&gates[owner], form("Deal", stages[0].id, gates[owner].me().id, &people)).await;
        if state > 0 {
            close(&gates[owner], id, state == 1).await;
        }
        for gate in &gates {
            let viewer = gate.viewer();
            let mut tx = gate.read().await.unwrap();
            let facts = deals::access_facts(&mut tx, &viewer, id).await.unwrap().unwrap();
            let mut one = Sql::new("SELECT CASE WHEN ");
            deals::access::visible(&mut one, &viewer);
            one.push(" THEN 1 ELSE 0 END FROM deals d WHERE d.id = ").text(id);
            let mut of_all = Sql::new("SELECT CASE WHEN EXISTS (");
            deals::access::all_visible(&mut of_all, &viewer, "d.id");
            of_all.push(if viewer.is_admin() { " WHERE" } else { " AND" });
            of_all.push(" d.id = ").text(id).push(") THEN 1 ELSE 0 END");
            for rule in [one, of_all] {
                let row = rule.row(&mut tx).await.unwrap().unwrap();
                assert_eq!(boolean(&row, 0).unwrap(), access::sees(&viewer, &facts), "{facts:?}");
            }
            drop(tx);
            let listed = found(gate, &DealQuery::default()).await.contains(&id);
            assert_eq!(listed, access::sees(&viewer, &facts));
            for action in DealAction::ALL {
                let expected = access::decide(&viewer, &facts, action).map_err(AppError::from);
                assert_eq!(gate.deal(id, action).await.map(|_| ()), expected, "{action:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_stranger_gets_the_same_answer_for_a_deal_as_for_an_unknown_id() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let owner = world.user("Owner").await;
    let stranger = world.user("Stranger").await;
    let id = add(&owner, form("Secret", stages[0].id, owner.me().id, &[])).await;
    for id in [id, DealId(clock::new_id())] {
        assert_eq!(open(&stranger, id).await, Err(AppError::NotFound));
        let mut tx = stranger.read().await.unwrap();
        let viewer = stranger.viewer();
        assert!(matches!(
            deals::notes(&mut tx, &viewer, id, None).await,
            Err(StoreError::NotFound)
        ));
        assert!(matches!(
            deals::activity(&mut tx, &viewer, id, None).await,
            Err(StoreError::NotFound)
        ));
    }
    let search = DealQuery {
        search: "secr".into(),
        ..DealQuery::default()
    };
    assert_eq!(found(&stranger, &search).await, []);
    assert_eq!(found(&owner, &search).await, [id]);
}

#[tokio::test]
async fn people_of_a_deal_edit_it_but_do_not_manage_it_and_a_conflict_shows_the_current_deal() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let owner = world.user("Owner").await;
    let person = world.user("Person").await;
    let id = add(&owner, form("A", stages[0].id, owner.me().id, &[person.me().id])).await;
    let mut mine = open(&person, id).await.unwrap().form();
    let old = mine.clone();
    mine.name = "Łódź".into();
    mine.stage = stages[1].id;
    save(&person, id, mine).await.unwrap();
    let Err(AppError::Conflict(now)) = save(&owner, id, old).await else {
        panic!("no conflict")
    };
    let Some(mut now) = now.read::<DealForm>() else {
        panic!("not a deal")
    };
    assert_eq!((now.name.as_str(), now.version), ("Łódź", 2));
    now.people = vec![];
    assert_eq!(save(&person, id, now.clone()).await, Err(AppError::NotAllowed));
    // The former owner stays one of the people.
    now.owner = person.me().id;
    save(&owner, id, now).await.unwrap();
    let deal = open(&owner, id).await.unwrap();
    assert_eq!(deal.owner.id, person.me().id);
    assert_eq!(deal.people[0].id, owner.me().id);
    assert!(!deal.rights.manage);
    let mut tx = owner.read().await.unwrap();
    let lines = deals::activity(&mut tx, &owner.viewer(), id, None).await.unwrap();
    let last: Vec<_> = lines.iter().rev().map(|line| line.what.clone()).collect();
    assert_eq!(last[..2], [DealEvent::Added, DealEvent::Edited]);
    assert!(matches!(last[2], DealEvent::HandedOver { .. }));
}

#[tokio::test]
async fn a_person_who_adds_a_deal_for_another_stays_one_of_its_people() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let (one, other) = (world.user("One").await, world.user("Other").await);
    let id = add(&one, form("A", stages[0].id, other.me().id, &[])).await;
    let deal = open(&one, id).await.unwrap();
    assert_eq!((deal.owner.id, deal.people[0].id), (other.me().id, one.me().id));
}

#[tokio::test]
async fn the_same_request_adds_one_deal() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let owner = world.user("Owner").await;
    let request = clock::new_id();
    for _ in 0..2 {
        let mut permit = owner.account(AccountAction::AddDeal).await.unwrap();
        let form = form("A", stages[0].id, owner.me().id, &[]);
        deals::add(&mut permit, form, request).await.unwrap();
        permit.commit().await.unwrap();
    }
    assert_eq!(found(&owner, &DealQuery::default()).await.len(), 1);
}

#[tokio::test]
async fn a_closed_deal_has_a_closing_day_until_it_is_reopened() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let owner = world.user("Owner").await;
    let id = add(&owner, form("A", stages[0].id, owner.me().id, &[])).await;
    close(&owner, id, true).await;
    let won = open(&owner, id).await.unwrap();
    assert!(won.state == DealState::Won && won.closed.is_some() && won.rights.create_space);
    // Another browser that still shows the deal as open cannot mark it as lost.
    let mut permit = owner.deal(id, DealAction::Close).await.unwrap();
    let lost = deals::close(&mut permit, false).await.map_err(AppError::from);
    assert!(matches!(lost, Err(AppError::Conflict(_))), "{lost:?}");
    drop(permit);
    assert_eq!(open(&owner, id).await.unwrap().closed, won.closed);
    let mut permit = owner.deal(id, DealAction::Close).await.unwrap();
    deals::reopen(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    let again = open(&owner, id).await.unwrap();
    assert!(again.state == DealState::Open && again.closed.is_none() && !again.rights.create_space);
}

#[tokio::test]
async fn a_stage_in_use_is_deleted_only_if_its_deals_move_to_another() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let admin = world.person("Admin", Role::Administrator).await;
    let owner = world.user("Owner").await;
    let id = add(&owner, form("A", stages[0].id, owner.me().id, &[])).await;
    assert!(owner.account(AccountAction::ManageSettings).await.is_err());
    let mut permit = admin.account(AccountAction::ManageSettings).await.unwrap();
    for to in [None, Some(stages[0].id)] {
        let kept = stages::delete(&mut permit, stages[0].id, to).await;
        let in_use = AppError::field(Field::Stage, Reason::StageInUse);
        assert_eq!(kept.map_err(AppError::from), Err(in_use));
    }
    stages::delete(&mut permit, stages[0].id, Some(stages[2].id))
        .await
        .unwrap();
    let rows = stages::pipeline(&mut permit).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.deals).collect::<Vec<_>>(), [0, 1, 0]);
    let new = stages::add(&mut permit, " Próba ").await.unwrap();
    let taken = stages::rename(&mut permit, stages[1].id, "PROBA").await;
    assert_eq!(
        taken.map_err(AppError::from),
        Err(AppError::field(Field::Name, Reason::Taken))
    );
    let mut order: Vec<_> = rows.iter().map(|row| row.stage.id).collect();
    assert!(stages::order(&mut permit, &order).await.is_err(), "one is missing");
    order.insert(0, new);
    stages::order(&mut permit, &order).await.unwrap();
    for stage in &order[1..] {
        stages::delete(&mut permit, *stage, Some(new)).await.unwrap();
    }
    let last = stages::delete(&mut permit, new, None).await.map_err(AppError::from);
    assert_eq!(last, Err(AppError::field(Field::Stage, Reason::LastStage)));
    permit.commit().await.unwrap();
    assert_eq!(open(&owner, id).await.unwrap().stage.name, "Próba");
}

#[tokio::test]
async fn every_order_shows_each_deal_once_from_page_to_page() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let owner = world.user("Owner").await;
    let mut all = Vec::new();
    for number in 0..(PAGE_ROWS * 2 + 7) {
        let mut new = form(
            &format!("Deal {}", number % 9),
            stages[number % 3].id,
            owner.me().id,
            &[],
        );
        new.value = Amount::from_millionths((number as i64 % 5) * 1_000_000).filter(|_| number % 4 > 0);
        all.push(add(&owner, new).await);
    }
    all.sort_unstable();
    let mut tx = owner.read().await.unwrap();
    let (viewer, zone) = (owner.viewer(), owner.zone());
    for sort in DealSort::ALL {
        for descending in [false, true] {
            let query = DealQuery {
                sort,
                descending,
                ..DealQuery::default()
            };
            let (mut place, mut seen, mut back) = (Place::First, Vec::new(), None);
            loop {
                let page = deals::page(&mut tx, &viewer, &zone, owner.store().cursors(), &query, &place, 0)
                    .await
                    .unwrap();
                seen.extend(page.rows.iter().map(|row| row.id));
                match page.next {
                    Some(next) => place = Place::After(next),
                    None => {
                        back = page.previous.or(back);
                        break;
                    }
                }
            }
            let before = Place::Before(back.unwrap());
            let page = deals::page(&mut tx, &viewer, &zone, owner.store().cursors(), &query, &before, 0)
                .await
                .unwrap();
            let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
            assert_eq!(ids, seen[PAGE_ROWS..PAGE_ROWS * 2], "{sort:?} {descending}");
            seen.sort_unstable();
            assert_eq!(seen, all, "{sort:?} {descending}");
        }
    }
}

#[tokio::test]
async fn deals_of_a_deactivated_person_go_to_the_heir() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let admin = world.person("Admin", Role::Administrator).await;
    let (owner, heir) = (world.user("Owner").await, world.user("Heir").await);
    let id = add(&owner, form("A", stages[0].id, owner.me().id, &[heir.me().id])).await;
    let mut tx = world.store.begin().await.unwrap();
    let (actor, from) = (admin.me().id, owner.me().id);
    let without = deals::hand_over_all(&mut tx, actor, from, None).await;
    assert!(without.is_err(), "deals without an heir must be refused");
    deals::hand_over_all(&mut tx, actor, from, Some(heir.me().id))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let deal = open(&heir, id).await.unwrap();
    assert_eq!((deal.owner.id, deal.people[0].id), (heir.me().id, owner.me().id));
    assert_eq!(deal.people.len(), 1);
}

#[tokio::test]
async fn changes_of_the_pipeline_are_in_the_audit_log() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let all = pipeline(&world).await;
    let deal = form("Deal", all[0].id, admin.me().id, &[]);
    add(&admin, deal).await;
    let mut permit = admin.account(AccountAction::ManageSettings).await.unwrap();
    let new = stages::add(&mut permit, "Trial").await.unwrap();
    stages::rename(&mut permit, new, "Trial").await.unwrap();
    stages::rename(&mut permit, new, "Test").await.unwrap();
    let mut order: Vec<StageId> = all.iter().map(|stage| stage.id).chain([new]).collect();
    stages::order(&mut permit, &order).await.unwrap();
    order.reverse();
    stages::order(&mut permit, &order).await.unwrap();
    stages::delete(&mut permit, all[0].id, Some(new)).await.unwrap();
    let mut sql = Sql::new("SELECT a.kind, a.detail FROM audit_lines a WHERE a.kind LIKE ");
    let conn = permit.act(AccountAction::ManageSettings).unwrap();
    let rows = sql.bind("stage%").push(" ORDER BY a.id").rows(conn).await.unwrap();
    let events: Vec<Event> = rows
        .iter()
        .map(|row| Event::from_storage(row.get(0), row.get(1)))
        .collect();
    assert_eq!(
        events,
        [
            Event::StageAdded { name: "Trial".into() },
            Event::StageRenamed {
                from: "Trial".into(),
                to: "Test".into()
            },
            Event::StagesOrdered {},
            Event::StageDeleted {
                name: all[0].name.clone(),
                deals: 1
            },
        ]
    );
}

#[tokio::test]
async fn gaining_and_losing_access_to_a_deal_is_in_the_audit_log() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let stages = pipeline(&world).await;
    let (owner, helper) = (world.user("Owner").await, world.user("Helper").await);
    let id = add(&owner, form("Offer", stages[0].id, owner.me().id, &[])).await;
    let change = async |to: UserId, people: &[UserId]| {
        let version = open(&admin, id).await.unwrap().version;
        let form = DealForm {
            version,
            ..form("Offer", stages[0].id, to, people)
        };
        save(&admin, id, form).await.unwrap();
    };
    let (owner, helper) = (owner.me().id, helper.me().id);
    change(owner, &[helper]).await;
    change(owner, &[]).await;
    change(helper, &[owner]).await;
    let mut tx = admin.read().await.unwrap();
    let filter = audit::Filter {
        kind: Some(audit::Kind::Topic(audit::Topic::Access)),
        ..audit::Filter::default()
    };
    let (lines, _) = audit_log::lines(&mut tx, &admin.zone(), &filter, None, 10)
        .await
        .unwrap();
    let events: Vec<Event> = lines.into_iter().rev().map(|line| line.event).collect();
    let name = || "Offer".to_owned();
    let access = |given: &[UserId], taken: &[UserId]| Event::DealAccessChanged {
        name: name(),
        given: given.to_vec(),
        taken: taken.to_vec(),
    };
    let handed_over = Event::DealOwnerChanged {
        name: name(),
        from: owner,
        to: helper,
    };
    // The former owner stays one of the deal's people, so they did not gain access.
    let expected = [access(&[helper], &[]), access(&[], &[helper]), handed_over];
    assert_eq!(events, expected);
}
