//! The settings of files, which administrators decide.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Field, FieldError, Reason},
    limits::LARGEST_FILE,
};

/// One megabyte, in which the settings are shown.
pub const MEGABYTE: i64 = 1024 * 1024;
/// The largest value of both settings, in megabytes (one petabyte).
pub const LARGEST_MEGABYTES: u32 = 1024 * 1024 * 1024;

/// The settings of files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRules {
    /// Incremented with every change, so that a form that was opened before a change cannot overwrite it.
    pub version: i64,
    /// Size of the largest file that may be uploaded, in bytes.
    pub largest: i64,
    /// Size of all files of the account, in bytes; `None` if only the disk limits it.
    pub quota: Option<i64>,
    /// Whether the position and the camera stay in pictures that are shown or downloaded.
    pub keep_originals: bool,
}

impl Default for FileRules {
    fn default() -> Self {
        Self {
            version: 1,
            largest: LARGEST_FILE,
            quota: None,
            keep_originals: false,
        }
    }
}

impl FileRules {
    /// Returns the same rules, or everything that is wrong.
    pub fn checked(self) -> Result<Self, Vec<FieldError>> {
        let within = |bytes: i64| (MEGABYTE..=i64::from(LARGEST_MEGABYTES) * MEGABYTE).contains(&bytes);
        let reason = Reason::OutOfRange {
            min: 1,
            max: LARGEST_MEGABYTES,
        };
        let mut wrong = Vec::new();
        if !within(self.largest) {
            wrong.push(FieldError {
                field: Field::LargestFile,
                reason: reason.clone(),
            });
        }
        if !self.quota.is_none_or(within) {
            wrong.push(FieldError {
                field: Field::Quota,
                reason,
            });
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

/// The settings with the room that files take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRulesPage {
    pub rules: FileRules,
    /// Size of all stored files, in bytes.
    pub used: i64,
    /// Free room on the server's disk, in bytes; `None` if files are stored elsewhere.
    pub free: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_at_least_a_megabyte() {
        assert!(FileRules::default().checked().is_ok());
        let rules = FileRules {
            largest: 0,
            quota: Some(-1),
            ..FileRules::default()
        };
        let wrong = rules.checked().unwrap_err();
        assert_eq!(
            wrong.iter().map(|error| error.field).collect::<Vec<_>>(),
            [Field::LargestFile, Field::Quota]
        );
    }
}
