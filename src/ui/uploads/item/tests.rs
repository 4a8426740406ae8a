//! Tests: an upload goes on after every kind of failure from which it can.

use domain::ids::SpaceId;

use super::*;

const MB: i64 = 1024 * 1024;

fn file() -> Uuid {
    Uuid::from_u128(9)
}

fn item(size: i64) -> Item {
    let destination = Destination::Folder {
        space: SpaceId(Uuid::from_u128(1)),
        folder: None,
    };
    let mut item = Item::new(
        Uuid::from_u128(2),
        "plan.pdf".into(),
        Vec::new(),
        [size, 0],
        destination,
    );
    item.hashed(None);
    item.start();
    item
}

fn status(status: u16) -> Answer {
    Answer {
        status,
        ..Answer::default()
    }
}

fn at(offset: i64) -> Answer {
    Answer {
        offset: Some(offset),
        ..status(204)
    }
}

fn created() -> Answer {
    Answer {
        location: Some("/uploads/1".into()),
        ..status(201)
    }
}

/// Takes the next step, which must not be to wait, and gives the answer to it.
fn give(item: &mut Item, limit: &mut PartLimit, answer: Answer) -> Step {
    let step = item.step(*limit);
    item.answered(&step, answer, limit);
    step
}

/// Returns an upload of which the server has the first `offset` bytes.
fn sending(size: i64, offset: i64) -> Item {
    let mut item = item(size);
    let limit = &mut PartLimit::default();
    assert_eq!(give(&mut item, limit, created()), Step::Create);
    if offset > 0 {
        item.offset = Some(offset);
    }
    item
}

fn part(item: &mut Item, limit: PartLimit) -> (i64, i64) {
    match item.step(limit) {
        Step::Send { from, length } => (from, length),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_is_hashed_created_and_sent_in_parts() {
    let mut item = item(20 * MB);
    item.sha256 = None;
    let limit = &mut PartLimit::default();
    assert_eq!(item.step(*limit), Step::Hash);
    assert_eq!(item.phase, Phase::Reading);
    item.hashed(Some("ab".into()));
    assert_eq!(give(&mut item, limit, created()), Step::Create);
    for (from, length) in [(0, 8 * MB), (8 * MB, 8 * MB)] {
        let sent = give(&mut item, limit, at(from + length));
        assert_eq!(sent, Step::Send { from, length });
        assert_eq!(item.sent, from + length);
    }
    let last = Answer {
        file: Some(file()),
        ..at(20 * MB)
    };
    assert_eq!(
        give(&mut item, limit, last),
        Step::Send {
            from: 16 * MB,
            length: 4 * MB
        }
    );
    assert_eq!(item.phase, Phase::Done(file()));
}

#[test]
fn an_empty_file_is_complete_when_it_is_created() {
    let mut item = item(0);
    let limit = &mut PartLimit::default();
    let answer = Answer {
        file: Some(file()),
        ..created()
    };
    assert_eq!(give(&mut item, limit, answer), Step::Create);
    assert_eq!(item.phase, Phase::Done(file()));
}

#[test]
fn parts_are_halved_when_something_on_the_way_refuses_them() {
    let mut item = sending(20 * MB, 0);
    let limit = &mut PartLimit::default();
    give(&mut item, limit, status(413));
    assert_eq!(limit.0, 4 * MB);
    assert_eq!(give(&mut item, limit, at(0)), Step::Look);
    assert_eq!(part(&mut item, *limit), (0, 4 * MB));
    // Later parts do not grow beyond the limit, and neither do those of other files.
    give(&mut item, limit, at(4 * MB));
    assert_eq!(part(&mut item, *limit), (4 * MB, 4 * MB));
    assert_eq!(part(&mut sending(20 * MB, 0), *limit), (0, 4 * MB));
    for _ in 0..6 {
        give(&mut item, limit, status(413));
        give(&mut item, limit, at(4 * MB));
    }
    assert_eq!(limit.0, SMALLEST_PART);
    give(&mut item, limit, status(413));
    assert_eq!(item.phase, Phase::Refused(Refusal::Server(AppError::TooLarge)));
}

#[test]
fn a_lost_network_is_waited_for_longer_each_time_and_the_server_is_asked_where_it_is() {
    let mut item = sending(20 * MB, 8 * MB);
    let limit = &mut PartLimit::default();
    let mut waits = Vec::new();
    give(&mut item, limit, status(0));
    for failure in [502, 0, 503, 0, 0, 0] {
        assert_eq!(item.phase, Phase::Retrying);
        let Step::Wait(wait) = item.step(*limit) else { panic!() };
        waits.push(wait);
        assert_eq!(give(&mut item, limit, status(failure)), Step::Look);
    }
    assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
    item.wait = None;
    // A part of what was on its way has arrived.
    assert_eq!(give(&mut item, limit, at(9 * MB)), Step::Look);
    let (from, length) = part(&mut item, *limit);
    assert_eq!(from, 9 * MB);
    assert!((SMALLEST_PART..LARGEST_PART).contains(&length));
    give(&mut item, limit, at(from + length));
    assert_eq!(item.phase, Phase::Sending);
    // The next failure is waited for from the beginning.
    give(&mut item, limit, status(0));
    assert_eq!(item.step(*limit), Step::Wait(1_000));
}

#[test]
fn a_server_that_names_a_time_is_asked_after_that() {
    let mut item = sending(MB, 0);
    let limit = &mut PartLimit::default();
    let busy = Answer {
        seconds: Some(7),
        ..status(503)
    };
    give(&mut item, limit, busy);
    assert_eq!(item.step(*limit), Step::Wait(7_000));
}

#[test]
fn a_conflict_continues_at_the_place_of_the_server() {
    let mut item = sending(20 * MB, 0);
    let limit = &mut PartLimit::default();
    give(&mut item, limit, status(409));
    assert_eq!(give(&mut item, limit, at(3 * MB)), Step::Look);
    assert_eq!(part(&mut item, *limit).0, 3 * MB);
}

#[test]
fn a_locked_upload_is_waited_for() {
    let mut item = sending(20 * MB, 0);
    let limit = &mut PartLimit::default();
    give(&mut item, limit, status(423));
    assert!(matches!(item.step(*limit), Step::Wait(_)));
    assert_eq!(give(&mut item, limit, at(0)), Step::Look);
}

#[test]
fn a_damaged_part_is_sent_again_but_not_forever() {
    let mut item = sending(20 * MB, 0);
    let limit = &mut PartLimit::default();
    for _ in 0..DAMAGED_IN_A_ROW - 1 {
        give(&mut item, limit, status(460));
        assert_eq!(give(&mut item, limit, at(0)), Step::Look);
        assert_eq!(part(&mut item, *limit).0, 0);
    }
    give(&mut item, limit, status(460));
    assert_eq!(item.phase, Phase::Refused(Refusal::Damaged));
}

#[test]
fn a_whole_with_another_hash_is_read_and_sent_again_once() {
    let mut item = sending(MB, 0);
    let limit = &mut PartLimit::default();
    give(&mut item, limit, status(460));
    assert_eq!(give(&mut item, limit, status(404)), Step::Look);
    assert_eq!(item.step(*limit), Step::Hash);
    item.hashed(None);
    assert_eq!(give(&mut item, limit, created()), Step::Create);
    give(&mut item, limit, status(460));
    give(&mut item, limit, status(404));
    assert_eq!(item.phase, Phase::Refused(Refusal::Damaged));
}

#[test]
fn an_upload_that_the_server_has_lost_begins_again_once() {
    let mut item = sending(20 * MB, 8 * MB);
    let limit = &mut PartLimit::default();
    give(&mut item, limit, status(404));
    assert_eq!((item.url.as_deref(), item.sent), (None, 0));
    assert_eq!(give(&mut item, limit, created()), Step::Create);
    give(&mut item, limit, status(410));
    assert_eq!(item.phase, Phase::Refused(Refusal::Server(AppError::NotFound)));
}

#[test]
fn a_refusal_stops_and_keeps_its_reason() {
    for (code, error) in [
        (403, AppError::NotAllowed),
        (404, AppError::NotFound),
        (413, AppError::TooLarge),
    ] {
        let mut item = item(MB);
        give(&mut item, &mut PartLimit::default(), status(code));
        assert_eq!(item.phase, Phase::Refused(Refusal::Server(error)));
    }
    let mut item = item(MB);
    let told = Answer {
        error: Some(AppError::NoRoom),
        ..status(422)
    };
    give(&mut item, &mut PartLimit::default(), told);
    assert_eq!(item.phase, Phase::Refused(Refusal::Server(AppError::NoRoom)));
}

#[test]
fn a_full_server_and_an_ended_session_leave_the_upload_where_it_is() {
    for (code, phase) in [(507, Phase::NoRoom), (401, Phase::SignedOut)] {
        let mut item = sending(20 * MB, 8 * MB);
        let limit = &mut PartLimit::default();
        give(&mut item, limit, status(code));
        assert_eq!(item.phase, phase);
        item.start();
        assert_eq!(item.step(*limit), Step::Look);
    }
}

#[test]
fn the_answer_to_the_last_part_may_be_lost() {
    let mut item = sending(MB, 0);
    let limit = &mut PartLimit::default();
    give(&mut item, limit, status(0));
    assert!(matches!(item.step(*limit), Step::Wait(_)));
    // The server is still busy with the file at first.
    assert_eq!(give(&mut item, limit, at(MB)), Step::Look);
    assert!(matches!(item.step(*limit), Step::Wait(_)));
    let complete = Answer {
        file: Some(file()),
        ..at(MB)
    };
    assert_eq!(give(&mut item, limit, complete), Step::Look);
    assert_eq!(item.phase, Phase::Done(file()));
}

#[test]
fn what_belongs_to_an_earlier_start_is_told_apart() {
    let mut item = item(MB);
    let first = item.start();
    assert!(item.runs(first));
    item.stop(Phase::Paused);
    assert!(!item.runs(first));
    let second = item.start();
    assert!(item.runs(second) && !item.runs(first));
}
