//! What is stored of the name of a file or folder.

use domain::{file::name, fold::fold};

use crate::server::store::{engine::sql::Sql, sort_key};

/// A name with what is derived from it.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    /// Equal for names that are the same in one folder.
    pub key: String,
    folded: String,
    sort_key: String,
}

impl Named {
    /// Derives the keys of a checked name.
    pub fn new(name: String) -> Self {
        Self {
            key: name::key(&name),
            folded: fold(&name),
            sort_key: sort_key(&name),
            name,
        }
    }

    /// The columns that [`Self::values`] and [`Self::assign`] fill.
    pub const COLUMNS: &str = "name, name_key, folded, sort_key";

    /// Adds the values of the columns.
    pub fn values(&self, sql: &mut Sql) {
        sql.bind(self.name.as_str()).push(", ").bind(self.key.as_str());
        sql.push(", ").bind(self.folded.as_str()).push(", ");
        sql.bind(self.sort_key.as_str());
    }

    /// Adds the assignments of the columns.
    pub fn assign(&self, sql: &mut Sql) {
        sql.push("name = ").bind(self.name.as_str());
        sql.push(", name_key = ").bind(self.key.as_str());
        sql.push(", folded = ").bind(self.folded.as_str());
        sql.push(", sort_key = ").bind(self.sort_key.as_str());
    }
}
