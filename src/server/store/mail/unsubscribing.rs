//! The tokens by which a person switches one kind of e-mail off without signing in.

use domain::{ids::UserId, mail::Kind};

use crate::server::store::{Store, StoreError};

/// Returns the token of a person and a kind of message, for an address. It works for as long as the account exists,
/// because old messages keep it.
pub fn token(store: &Store, person: UserId, kind: Kind) -> Result<String, StoreError> {
    store.unsubscribing().seal(person.0.as_bytes(), kind.as_str())
}

/// Returns the person and the kind of a token, or `None` if this server did not make it.
pub fn opened(store: &Store, token: &str) -> Option<(UserId, Kind)> {
    Kind::ALL
        .into_iter()
        .filter(|kind| kind.is_optional())
        .find_map(|kind| {
            let person = store.unsubscribing().open(token, kind.as_str())?;
            Some((UserId(uuid::Uuid::from_slice(&person).ok()?), kind))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::store::tests::world::World;

    #[tokio::test]
    async fn a_token_is_for_one_person_and_one_kind() {
        let world = World::new().await;
        let person = world.user("Jan").await.me().id;
        for kind in [Kind::Mention, Kind::Request, Kind::Digest] {
            let token = token(&world.store, person, kind).unwrap();
            assert_eq!(opened(&world.store, &token), Some((person, kind)));
            assert_eq!(opened(&world.store, &token[1..]), None);
            let other = World::new().await;
            assert_eq!(opened(&other.store, &token), None);
        }
        let password = token(&world.store, person, Kind::NewPassword).unwrap();
        assert_eq!(opened(&world.store, &password), None);
    }
}
