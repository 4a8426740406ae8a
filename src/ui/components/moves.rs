//! Small things that both twins of the browser module share.

/// Where the focus goes among the entries of a menu or list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    First,
    Last,
    Next,
    Previous,
    /// The next entry that begins with this lower-case letter.
    Letter(char),
}

/// A cookie's value in the text of all cookies.
pub fn cookie_in(all: &str, name: &str) -> Option<String> {
    all.split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        assert_eq!(cookie_in("a=1; nav=wide", "nav").as_deref(), Some("wide"));
        assert_eq!(cookie_in("xnav=wide", "nav"), None);
    }
}
