//! Why the store could not do what it was asked.

use domain::error::AppError;

use crate::server::clock;

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such row, or none that the viewer may know of.
    #[error("not found")]
    NotFound,
    /// A rule of the application refuses it; told to the person as it is.
    #[error(transparent)]
    Refused(AppError),
    /// The database failed; told to the log.
    #[error(transparent)]
    Database(sqlx::Error),
    /// What is stored cannot be read, or a path is not usable; told to the log.
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
        Self::Damaged(format!("the database cannot be brought to this version: {error}"))
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
                // The person gets no cause, the log does.
                tracing::error!(id = %clock::new_id(), %cause, "the store failed");
                Self::Unavailable
            }
        }
    }
}
