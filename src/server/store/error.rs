//! The error of the store.

use domain::error::AppError;

use crate::server::clock;

/// Why the store refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row, or the viewer may not know of it.
    #[error("not found")]
    NotFound,
    /// A rule of the application refuses the request. The person is shown this error.
    #[error(transparent)]
    Refused(AppError),
    /// The database failed. Only the log shows the cause.
    #[error(transparent)]
    Database(sqlx::Error),
    /// Stored data cannot be read, or a path is not usable. Only the log shows the cause.
    #[error("{0}")]
    Damaged(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            error => Self::Database(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Damaged(format!("the database cannot be migrated to this version: {error}"))
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<AppError> for StoreError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::NotFound,
            error => Self::Refused(error),
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Refused(error) => error,
            cause => {
                // The cause is logged and never sent to the person.
                tracing::error!(id = %clock::new_id(), %cause, "the store failed");
                Self::Unavailable
            }
        }
    }
}
