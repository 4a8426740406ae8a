//! A list and its address convert into each other without loss.

use super::*;
use crate::column::Column;
use crate::ids::FieldId;
use proptest::prelude::*;
use uuid::Uuid;

#[test]
fn the_default_list_has_the_address_without_a_query() {
    assert_eq!(ListQuery::default().to_query(&Place::First), "");
    assert_eq!(ListQuery::from_query("").0, ListQuery::default());
}

#[test]
fn an_unknown_word_in_the_address_is_ignored() {
    let (list, _) = ListQuery::from_query("?visibility=open&sort=size&state=gone&from=2026-02-30");
    assert_eq!(list, ListQuery::default());
}

#[test]
fn order_columns_and_name_do_not_change_the_spaces() {
    let list = ListQuery {
        search: "a".into(),
        sort: Sort {
            by: SortBy::People,
            descending: true,
        },
        columns: Columns::parse("tags"),
        view: Some(ViewId(Uuid::from_u128(1))),
        ..ListQuery::default()
    };
    let spaces = ListQuery {
        search: "a".into(),
        ..ListQuery::default()
    };
    assert_eq!(list.spaces(), spaces);
}

fn any_columns() -> impl Strategy<Value = Columns> {
    let column = prop_oneof![
        proptest::sample::select(Column::ALL.to_vec()),
        any::<u128>().prop_map(|id| Column::Field(FieldId(Uuid::from_u128(id)))),
    ];
    proptest::collection::vec(column, 0..12).prop_map(Columns::from)
}

fn any_query() -> impl Strategy<Value = ListQuery> {
    (
        "[a-zł ]{0,12}",
        proptest::collection::vec(any::<u128>(), 0..3),
        proptest::collection::vec("[a-z]{1,5}", 0..3),
        proptest::sample::subsequence(Visibility::ALL.to_vec(), 0..=3),
        proptest::option::of(any::<u128>()),
        prop_oneof![
            proptest::sample::select(SortBy::ALL.to_vec()),
            any::<u128>().prop_map(|id| SortBy::Field(FieldId(Uuid::from_u128(id)))),
        ],
        any::<bool>(),
        0_usize..3,
        proptest::collection::vec(("[a-zł ]{0,6}", any::<u128>()), 0..3),
        any_columns(),
        proptest::option::of(any::<u128>()),
    )
        .prop_map(
            |(search, groups, tags, visibility, owner, by, descending, state, fields, columns, view)| ListQuery {
                search,
                groups: groups.into_iter().map(|id| GroupId(Uuid::from_u128(id))).collect(),
                tags,
                visibility,
                owner: owner.map(|id| UserId(Uuid::from_u128(id))),
                sort: Sort { by, descending },
                fields: fields
                    .into_iter()
                    .map(|(words, id)| FieldFilter {
                        field: FieldId(Uuid::from_u128(id)),
                        test: FieldTest::Words(words),
                    })
                    .collect(),
                state: SpaceState::ALL[state],
                columns,
                view: view.map(|id| ViewId(Uuid::from_u128(id))),
                unseen: view.map(|id| ViewId(Uuid::from_u128(!id))).into_iter().collect(),
                unread: view.is_some(),
                created_from: Day::parse("2024-02-29"),
                ..ListQuery::default()
            },
        )
}

proptest! {
    #[test]
    fn a_link_shows_the_same_list(list in any_query(), cursor in proptest::option::of("[A-Za-z0-9_-]{1,20}")) {
        let place = cursor.map_or(Place::First, Place::After);
        prop_assert_eq!(ListQuery::from_query(&list.to_query(&place)), (list, place));
    }
}
