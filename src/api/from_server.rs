//! Conversion of the store's errors to the error type of server functions.

use super::Failure;

impl From<crate::server::store::StoreError> for Failure {
    fn from(error: crate::server::store::StoreError) -> Self {
        Self(error.into())
    }
}
