//! Tests of the rendering of posts.

mod blocks;
mod forging;
mod labels;
mod pathological;
mod xss;

use domain::ids::{SpaceId, UserId};
use uuid::Uuid;

use super::*;

/// A person's id, different for each number.
fn person(number: u128) -> UserId {
    UserId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

/// A space's id, different for each number.
fn space(number: u128) -> SpaceId {
    SpaceId(Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0000 + number))
}

fn html(markdown: &str) -> String {
    render(markdown).html
}
