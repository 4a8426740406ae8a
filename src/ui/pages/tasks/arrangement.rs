//! The arrangement of cards in columns, as plain logic without signals.

use domain::{
    ids::ColumnId,
    topic::{
        TopicState,
        task::{Board, BoardColumn, CardPlace},
    },
};

/// A step of a card by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
}

impl Step {
    /// Returns the step of an arrow key.
    pub fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            _ => None,
        }
    }
}

/// Returns the column and the place in it of a card.
fn find(columns: &[BoardColumn], number: i64) -> Option<(usize, usize)> {
    let places = columns.iter().enumerate();
    places
        .filter_map(|(at, column)| {
            let cards = &column.cards.cards;
            Some((at, cards.iter().position(|card| card.number == number)?))
        })
        .next()
}

/// Returns where a step puts the card; nowhere at the edges of the board, and not beyond the cards that are loaded.
pub fn stepped(columns: &[BoardColumn], number: i64, step: Step) -> Option<CardPlace> {
    let (column, place) = find(columns, number)?;
    let of = |column: &BoardColumn, place: usize| CardPlace {
        column: column.column.id,
        before: column.cards.cards.get(place).map(|card| card.number),
    };
    let here = columns.get(column)?;
    match step {
        Step::Up => Some(of(here, place.checked_sub(1)?)),
        Step::Down => {
            let last = place + 1 >= here.cards.cards.len();
            let unknown = place + 2 >= here.cards.cards.len() && here.cards.next.is_some();
            (!last && !unknown).then(|| of(here, place + 2))
        }
        Step::Left => Some(of(columns.get(column.checked_sub(1)?)?, place)),
        Step::Right => Some(of(columns.get(column + 1)?, place)),
    }
}

/// Puts a card somewhere else, as the server will. Returns the column, its place there from 1, and the number of cards.
pub fn put(board: &mut Board, number: i64, to: CardPlace) -> Option<(ColumnId, usize, i64)> {
    let (from, at) = find(&board.columns, number)?;
    let target = board.columns.iter().position(|column| column.column.id == to.column)?;
    let mut card = board.columns.get_mut(from)?.cards.cards.remove(at);
    card.column = to.column;
    card.state = match target + 1 == board.columns.len() {
        true => TopicState::Closed,
        false => TopicState::Open,
    };
    if from != target {
        board.columns.get_mut(from)?.count -= 1;
        board.columns.get_mut(target)?.count += 1;
    }
    let column = board.columns.get_mut(target)?;
    let cards = &mut column.cards.cards;
    let above = to.before.and_then(|before| cards.iter().position(|card| card.number == before));
    let place = above.unwrap_or(cards.len());
    cards.insert(place, card);
    let shown = match above {
        None => column.count.max(1),
        Some(place) => place as i64 + 1,
    };
    Some((to.column, shown as usize, column.count))
}

/// Returns the new board with the cards that were loaded before after the first ones of each column.
pub fn renewed(old: &Board, mut new: Board) -> Board {
    let known: Vec<i64> = new
        .columns
        .iter()
        .flat_map(|column| column.cards.cards.iter().map(|card| card.number))
        .collect();
    for column in &mut new.columns {
        let before = old.columns.iter().find(|old| old.column.id == column.column.id);
        let Some(before) = before.filter(|_| column.cards.next.is_some()) else {
            continue;
        };
        if before.cards.cards.len() > column.cards.cards.len() {
            let rest = before.cards.cards.iter().skip(column.cards.cards.len());
            let rest: Vec<_> = rest.filter(|card| !known.contains(&card.number)).cloned().collect();
            column.cards.cards.extend(rest);
            column.cards.next.clone_from(&before.cards.next);
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use domain::topic::task::{Cards, Progress, TaskCard, TaskColumn};

    use super::*;

    fn board(columns: [&[i64]; 3]) -> Board {
        let all = TaskColumn::first().into_iter().zip(columns);
        let columns = all.map(|(column, numbers)| {
            let card = |number: &i64| TaskCard {
                number: *number,
                title: String::new(),
                state: TopicState::Open,
                column: column.id,
                assignee: None,
                due: None,
                checklist: Progress::default(),
                repeats: false,
                private: false,
                replies: 0,
                change: true,
            };
            BoardColumn {
                count: numbers.len() as i64,
                cards: Cards {
                    cards: numbers.iter().map(card).collect(),
                    next: None,
                },
                column: column.clone(),
            }
        });
        Board {
            columns: columns.collect(),
            empty: false,
            add: true,
            edit_columns: true,
            now: 0,
        }
    }

    fn numbers(board: &Board) -> Vec<Vec<i64>> {
        let of = |column: &BoardColumn| column.cards.cards.iter().map(|card| card.number).collect();
        board.columns.iter().map(of).collect()
    }

    #[test]
    fn a_card_steps_in_all_directions_and_stays_at_the_edges() {
        let mut shown = board([&[1, 2, 3], &[4], &[]]);
        let mut step = |number, step, expected: [&[i64]; 3]| {
            if let Some(to) = stepped(&shown.columns, number, step) {
                put(&mut shown, number, to);
            }
            assert_eq!(numbers(&shown), expected.map(<[i64]>::to_vec), "{number} {step:?}");
        };
        step(1, Step::Up, [&[1, 2, 3], &[4], &[]]);
        step(1, Step::Left, [&[1, 2, 3], &[4], &[]]);
        step(1, Step::Down, [&[2, 1, 3], &[4], &[]]);
        step(1, Step::Down, [&[2, 3, 1], &[4], &[]]);
        step(1, Step::Down, [&[2, 3, 1], &[4], &[]]);
        step(1, Step::Up, [&[2, 1, 3], &[4], &[]]);
        step(2, Step::Right, [&[1, 3], &[2, 4], &[]]);
        step(3, Step::Right, [&[1], &[2, 3, 4], &[]]);
        step(3, Step::Right, [&[1], &[2, 4], &[3]]);
        step(3, Step::Right, [&[1], &[2, 4], &[3]]);
    }

    #[test]
    fn a_card_in_the_last_column_is_done() {
        let mut shown = board([&[1], &[2], &[]]);
        let done = shown.columns[2].column.id;
        let place = CardPlace {
            column: done,
            before: None,
        };
        assert_eq!(put(&mut shown, 1, place), Some((done, 1, 1)));
        assert_eq!(shown.columns[2].cards.cards[0].state, TopicState::Closed);
        assert_eq!((shown.columns[0].count, shown.columns[2].count), (0, 1));
    }

    #[test]
    fn nothing_steps_beyond_the_loaded_cards() {
        let mut shown = board([&[1, 2], &[], &[]]);
        shown.columns[0].cards.next = Some("more".into());
        assert_eq!(stepped(&shown.columns, 1, Step::Down), None);
        assert_eq!(stepped(&shown.columns, 2, Step::Down), None);
    }

    #[test]
    fn a_renewed_board_keeps_the_cards_that_were_loaded() {
        let mut old = board([&[1, 2, 3, 4], &[5], &[]]);
        old.columns[0].cards.next = Some("after 4".into());
        let mut new = board([&[9, 1], &[5, 3], &[]]);
        new.columns[0].cards.next = Some("after 1".into());
        let renewed = renewed(&old, new);
        assert_eq!(numbers(&renewed), [vec![9, 1, 4], vec![5, 3], vec![]]);
        assert_eq!(renewed.columns[0].cards.next.as_deref(), Some("after 4"));
    }
}
