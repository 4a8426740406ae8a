//! Why the store could not do what it was asked.

use domain::error::AppError;

use crate::server::clock;

/// Why the store could not do it.
#[derive(Debug)]
pub enum StoreError {
    /// No such row, or none that the viewer may know of.
    NotFound,
    /// A rule of the application refuses it; told to the person as it is.
    Refused(AppError),
    /// The database failed; told to the log.
    Database(sqlx::Error),
    /// What is stored cannot be read, or a path is not usable; told to the log.
    Damaged(String),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Refused(error) => error.fmt(f),
            Self::Database(error) => error.fmt(f),
            Self::Damaged(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for StoreError {}

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

impl From<StoreError> for crate::api::Failure {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}
