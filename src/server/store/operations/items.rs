//! The state of a space before the operation, a JSON object in `operation_items`, whose alias is `i`.

use crate::server::store::engine::dialect;

/// Returns the expression of a member of that object.
pub fn before(key: &str) -> String {
    dialect::member("i.before", key)
}

/// Returns the table expression whose rows' `value` are the elements of an array of that object.
pub fn elements(key: &str) -> String {
    dialect::elements("i.before", key)
}
