//! The weighted lists of `Accept-Encoding` and `Accept-Language`, which the `headers` crate does not parse.

use axum::http::{HeaderMap, HeaderName};

/// Returns the values of a weighted list (RFC 9110, 12.4.2), highest weight first. Values of weight 0 are left out.
pub fn wanted(headers: &HeaderMap, name: HeaderName) -> Vec<&str> {
    let mut values: Vec<(f32, &str)> = headers
        .get_all(name)
        .iter()
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','))
        .filter_map(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let value = parts.next()?;
            let weight = parts
                .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
                .map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
            (weight > 0.0).then_some((weight, value))
        })
        .collect();
    // The sort is stable: values of the same weight keep their order.
    values.sort_by(|a, b| b.0.total_cmp(&a.0));
    values.into_iter().map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    #[test]
    fn values_are_sorted_by_weight_and_those_of_weight_0_are_left_out() {
        let list = "de, en;q=0.5, pl-PL; q=0.9, fr;q=0, it;q=nonsense, es;q=0.9";
        let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, list.parse().unwrap())]);
        assert_eq!(wanted(&headers, header::ACCEPT_LANGUAGE), ["de", "pl-PL", "es", "en"]);
        assert!(wanted(&headers, header::ACCEPT_ENCODING).is_empty());
    }
}
