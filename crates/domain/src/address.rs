//! Writing the query of an address.

use form_urlencoded::Serializer;

/// Adds the pairs that have a value.
pub(crate) fn append_some<'k>(
    query: &mut Serializer<'_, String>,
    pairs: impl IntoIterator<Item = (&'k str, Option<String>)>,
) {
    for (key, value) in pairs {
        if let Some(value) = value {
            query.append_pair(key, &value);
        }
    }
}
