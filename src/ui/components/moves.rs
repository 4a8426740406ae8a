//! Code that both implementations of the browser module share: moves of the focus, and parsing cookies.

/// The entry of a menu or list that the focus moves to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    First,
    Last,
    Next,
    Previous,
    /// The next entry that begins with this lower-case letter.
    Letter(char),
}

impl Move {
    /// Returns the move of a key in a row of entries; `None` for other keys.
    pub fn in_row(key: &str) -> Option<Self> {
        match key {
            "ArrowRight" => Some(Self::Next),
            "ArrowLeft" => Some(Self::Previous),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }
}

/// Returns the value of the cookie `name` in `all`, the text of a `Cookie` header.
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
