//! The board and the list of a space, and changes of several tasks at once.

use domain::{
    error::{AppError, Field, Reason},
    limits::PAGE_ROWS,
    topic::{
        TopicState,
        task::{ColumnsChange, ORDER_KEY_MAX, TasksChange, TasksPage, TasksQuery},
    },
    visibility::Visibility,
};

use super::{super::people::*, *};
use crate::server::store::{
    engine::sql::{Inserts, Sql, Value},
    tests::{
        plans::plan,
        world::{World, add_with},
    },
};

#[tokio::test]
async fn cards_are_put_above_others_and_at_the_end() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let [todo, doing, _] = columns();
    let mut tasks = Vec::new();
    for number in 1..=5 {
        tasks.push(add(&owner, space, &format!("task {number}")).await);
    }
    move_card(&owner, tasks[4], todo, Some(2)).await.unwrap();
    assert_eq!(cards(&owner, space).await[0], [1, 5, 2, 3, 4]);
    move_card(&owner, tasks[0], todo, None).await.unwrap();
    assert_eq!(cards(&owner, space).await[0], [5, 2, 3, 4, 1]);
    move_card(&owner, tasks[2], doing, None).await.unwrap();
    // The card above which it was dropped has gone to another column meanwhile.
    move_card(&owner, tasks[1], todo, Some(3)).await.unwrap();
    assert_eq!(cards(&owner, space).await, [vec![5, 4, 1, 2], vec![3], vec![]]);
    let unknown = ColumnId(clock::new_id());
    assert!(move_card(&owner, tasks[1], unknown, None).await.is_err());
}

#[tokio::test]
async fn keys_stay_short_when_cards_are_always_dropped_at_one_place() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let todo = columns()[0];
    let mut tasks = Vec::new();
    for number in 1..=4 {
        tasks.push(add(&owner, space, &format!("task {number}")).await);
    }
    for drop in 0..700 {
        // The last two take turns above the second.
        move_card(&owner, tasks[2 + drop % 2], todo, Some(2)).await.unwrap();
        move_card(&owner, tasks[2 + drop % 2], todo, Some(tasks[3 - drop % 2].number))
            .await
            .unwrap();
    }
    let longest = "SELECT max(length(k.order_key)) FROM tasks k";
    assert!(counted(&owner, longest).await <= ORDER_KEY_MAX as i64);
    assert_eq!(cards(&owner, space).await[0].len(), 4);
    assert_eq!(cards(&owner, space).await[0][0], 1);
}

#[tokio::test]
async fn columns_belong_to_the_space() {
    let world = World::new().await;
    let (owner, visitor) = (world.user("Owner").await, world.user("Visitor").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let [todo, doing, done] = columns();
    let topic = add(&owner, space, "task").await;
    move_card(&owner, topic, doing, None).await.unwrap();
    let name = |name: &str| name.to_owned();
    let add_column = ColumnsChange::Add { name: name("Review") };
    assert_eq!(
        change_columns(&visitor, space, add_column.clone()).await,
        Err(AppError::NotAllowed)
    );
    change_columns(&owner, space, add_column.clone()).await.unwrap();
    let taken = AppError::field(Field::Name, Reason::Taken);
    assert_eq!(change_columns(&owner, space, add_column).await, Err(taken));
    let rename = ColumnsChange::Rename {
        column: done,
        name: name("Shipped"),
    };
    change_columns(&owner, space, rename).await.unwrap();
    let shown = async || board(&owner, space, &TasksQuery::default()).await.columns;
    let names: Vec<String> = shown().await.into_iter().map(|column| column.column.name).collect();
    assert_eq!(names, ["", "", "Review", "Shipped"]);
    let review = shown().await[2].column.id;
    let order = |order: &[ColumnId]| ColumnsChange::Order {
        columns: order.to_vec(),
    };
    let last = AppError::field(Field::Column, Reason::LastColumn);
    let refused = change_columns(&owner, space, order(&[done, todo, doing, review])).await;
    assert_eq!(refused, Err(last.clone()));
    change_columns(&owner, space, order(&[review, doing, todo, done]))
        .await
        .unwrap();
    let delete = |column, move_to| ColumnsChange::Delete { column, move_to };
    assert_eq!(
        change_columns(&owner, space, delete(done, todo)).await,
        Err(last.clone())
    );
    assert_eq!(change_columns(&owner, space, delete(todo, done)).await, Err(last));
    change_columns(&owner, space, delete(doing, todo)).await.unwrap();
    assert_eq!(cards(&owner, space).await, [vec![], vec![1], vec![]]);
    // In another space the task is in a column of that space.
    let other = add_with(&owner, "other", Visibility::Public, &[]).await;
    move_card(&owner, topic, review, None).await.unwrap();
    let moved = move_to(&owner, topic, other).await.unwrap();
    assert_eq!(cards(&owner, other).await, [vec![moved.number], vec![], vec![]]);
    assert_eq!(cards(&owner, space).await, [vec![0; 0], vec![], vec![]]);
}

#[tokio::test]
async fn several_tasks_are_changed_together_and_changed_back() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let visitor = world.user("Visitor").await;
    let space = add_with(&owner, "space", Visibility::Public, &[member.me().id]).await;
    let [_, doing, _] = columns();
    for number in 1..=3 {
        add(&owner, space, &format!("task {number}")).await;
    }
    let refused = change_several(&visitor, space, &[1, 2], TasksChange::Close).await;
    assert_eq!(refused, Err(AppError::NotAllowed));
    let mut before = Vec::new();
    for change in [
        TasksChange::Assignee(Some(member.me().id)),
        TasksChange::Due(Some(day("2026-12-01"))),
        TasksChange::Column(doing),
        TasksChange::Close,
    ] {
        before.push(change_several(&owner, space, &[1, 3], change).await.unwrap());
    }
    assert_eq!(cards(&owner, space).await, [vec![2], vec![], vec![3, 1]]);
    while let Some(before) = before.pop() {
        change_several(&owner, space, &[], TasksChange::Undo(before))
            .await
            .unwrap();
    }
    assert_eq!(cards(&owner, space).await[1], [0; 0]);
    let task = facet(&owner, TopicAddress { space, number: 1 }).await;
    assert_eq!((task.assignee, task.due), (None, None));
}

async fn page(gate: &Gate, space: SpaceId, query: &TasksQuery, after: Option<&str>) -> TasksPage {
    let mut tx = gate.read().await.unwrap();
    let (viewer, cursors) = (gate.viewer(), gate.store().cursors());
    let page = task::list::page(&mut tx, &viewer, cursors, (space, query), after, 0);
    page.await.unwrap()
}

#[tokio::test]
async fn the_list_has_open_tasks_by_day_then_those_without_one_then_closed_ones() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let all = PAGE_ROWS as i64 * 2;
    for number in 1..=all {
        let due = (number % 3 > 0).then(|| day(&format!("2026-12-{:02}", 1 + number % 7)));
        let task = NewTask {
            due,
            ..new_task(&format!("task {number}"))
        };
        let topic = send(&owner, space, task, clock::new_id()).await.unwrap();
        if number % 5 == 0 {
            close(&owner, topic, "").await.unwrap();
        }
    }
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = page(&owner, space, &TasksQuery::default(), after.as_deref()).await;
        found.extend(page.tasks.cards);
        after = page.tasks.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found.len(), all as usize);
    let key = |card: &TaskCard| (card.state == TopicState::Closed, card.due.is_none(), card.due);
    let (open, closed): (Vec<_>, Vec<_>) = found.iter().partition(|card| card.state == TopicState::Open);
    assert!(open.iter().is_sorted_by_key(|card| key(card)));
    assert_eq!(closed.len(), all as usize / 5);
    let mut numbers: Vec<i64> = found.iter().map(|card| card.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), all as usize);
    // The board shows each column in windows.
    let shown = board(&owner, space, &TasksQuery::default()).await;
    let (count, first) = (shown.columns[0].count, &shown.columns[0].cards);
    assert_eq!((count as usize, first.cards.len()), (open.len(), PAGE_ROWS));
    let mut tx = owner.read().await.unwrap();
    let (viewer, cursors) = (owner.viewer(), owner.store().cursors());
    let after = first.next.clone().unwrap();
    let query = TasksQuery::default();
    let more = task::board::more(&mut tx, &viewer, cursors, (space, columns()[0]), &query, &after);
    let more = more.await.unwrap();
    assert_eq!(more.cards.len(), open.len() - PAGE_ROWS);
    assert!(more.cards[0].number > first.cards[PAGE_ROWS - 1].number);
}

#[tokio::test]
async fn boards_and_lists_are_read_in_the_order_of_an_index() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let (viewer, query) = (owner.viewer(), TasksQuery::default());
    let facts = owner.space(space, Action::Open).await.unwrap().access_facts();
    let part = task::board::Part {
        viewer: &viewer,
        facts,
        space,
        column: columns()[0],
        query: &query,
    };
    let place = ("i".to_owned(), "x".to_owned());
    for after in [None, Some(&place)] {
        let plan = plan(&owner, &part.select(after)).await;
        assert!(plan.contains("k USING INDEX tasks_by_place"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{plan}");
    }
    let list = task::list::List {
        viewer: &viewer,
        space,
        query: &query,
    };
    for phase in 0..task::list::PHASES {
        let place = task::list::Place {
            phase,
            due: "2026-12-01".into(),
            number: 5,
            last_post: 5,
        };
        for after in [None, Some(&place)] {
            let plan = plan(&owner, &list.select(phase, after, 51)).await;
            assert!(
                !plan.contains("TEMP B-TREE") && !plan.contains("SCAN"),
                "{phase}: {plan}"
            );
        }
    }
}

#[tokio::test]
async fn a_board_of_two_thousand_cards_is_read_quickly() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    add(&owner, space, "first").await;
    fill(&owner, space, 2_000).await;
    let begun = std::time::Instant::now();
    let shown = board(&owner, space, &TasksQuery::default()).await;
    assert_eq!(shown.columns[0].count, 2_001);
    assert!(begun.elapsed().as_millis() < 400, "{:?}", begun.elapsed());
}

/// Adds copies of the first task of the space.
pub async fn fill(gate: &Gate, space: SpaceId, count: i64) {
    let mut permit = gate.space(space, Action::Discuss).await.unwrap();
    let conn = permit.act(Action::Discuss).unwrap();
    let numbers: Vec<i64> = (1..=count).collect();
    let mut sql = Sql::new(
        "INSERT INTO topics (id, space_id, number, kind, title, first_words, state, author_id, created_at, first_post, \
         last_post, last_at, last_author_id, replies, version, assignee_id, due_day) \
         SELECT t.id || '-' || c.value, t.space_id, 1000 + c.value, t.kind, t.title, t.first_words, t.state, t.author_id, \
         t.created_at, t.first_post, 1000 + c.value, t.last_at, t.last_author_id, 0, 1, t.assignee_id, t.due_day FROM topics t, ",
    );
    sql.integer_elements(&numbers)
        .push(" c WHERE t.number = 1 AND t.space_id = ");
    sql.text(space).run(conn).await.unwrap();
    let mut inserts = Inserts::new(
        "INSERT INTO tasks (topic_id, space_id, column_id, order_key) VALUES",
        "({}, {}, {}, {})",
    );
    let mut sql = Sql::new("SELECT t.id FROM topics t WHERE t.number > 1000 AND t.space_id = ");
    for row in sql.text(space).rows(conn).await.unwrap() {
        let id: String = sqlx::Row::try_get(&row, 0).unwrap();
        let values = [
            Value::from(id),
            Value::from(space.to_string()),
            Value::from(columns()[0].to_string()),
            Value::from("k"),
        ];
        inserts.add(conn, values).await.unwrap();
    }
    inserts.end(conn).await.unwrap();
    permit.commit().await.unwrap();
}
