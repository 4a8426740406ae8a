//! The search by the names of files and folders.

use domain::{fold::fold, limits};

use crate::server::store::engine::sql::Sql;

/// Adds the condition that every part of the search occurs in the name of the file or folder, which has this alias.
pub(super) fn matches_search(sql: &mut Sql, alias: &str, search: &str) {
    let search: String = search.chars().take(limits::SEARCH).collect();
    for part in fold(&search).split_whitespace() {
        let mut pattern = String::from("%");
        for c in part.chars() {
            if matches!(c, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(c);
        }
        pattern.push('%');
        sql.push(&format!(" AND {alias}.folded LIKE ")).bind(pattern);
        sql.push(" ESCAPE '!'");
    }
}
