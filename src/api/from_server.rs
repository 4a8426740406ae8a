//! What the server's errors are across the wire.

use super::Failure;

impl From<crate::server::store::StoreError> for Failure {
    fn from(error: crate::server::store::StoreError) -> Self {
        Self(error.into())
    }
}
