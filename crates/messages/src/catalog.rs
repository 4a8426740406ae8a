//! Reading a message catalog.

use std::borrow::Cow;

use crate::mark;

/// The messages of one language.
pub struct Catalog {
    /// Each message's name and pattern, sorted by name.
    messages: Vec<(&'static str, &'static str)>,
}

/// The value of an argument of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument<'a> {
    Text(Cow<'a, str>),
    Number(i64),
}

/// The number formatting of a language, and its plural categories ('one', 'few', …; CLDR).
pub trait Number {
    /// Returns the formatted number.
    fn written(&self, number: i64) -> String;
    /// Returns the name of the plural category.
    fn category(&self, number: i64) -> Cow<'static, str>;
}

impl Catalog {
    /// Returns the catalog in the text that [`crate::compile`] made. Lines in another form are ignored.
    pub fn new(text: &'static str) -> Self {
        Self {
            messages: text.split('\n').filter_map(|line| line.split_once(mark::END)).collect(),
        }
    }

    /// Returns the names of all messages.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.messages.iter().map(|(name, _)| *name)
    }

    /// Returns the message with this name and its arguments filled in, or `None` if there is no such message. A missing
    /// argument is an empty text.
    pub fn format(
        &self,
        name: &str,
        arguments: &[(&str, Argument<'_>)],
        numbers: &impl Number,
    ) -> Option<Cow<'static, str>> {
        let place = self.messages.binary_search_by_key(&name, |(name, _)| name).ok()?;
        let (_, pattern) = self.messages.get(place)?;
        if first_mark(pattern).is_none() {
            return Some(Cow::Borrowed(pattern));
        }
        let mut writer = Writer {
            arguments,
            numbers,
            out: String::with_capacity(pattern.len()),
        };
        writer.pattern(pattern, true);
        Some(Cow::Owned(writer.out))
    }
}

struct Writer<'a, N> {
    arguments: &'a [(&'a str, Argument<'a>)],
    numbers: &'a N,
    out: String,
}

impl<'a, N: Number> Writer<'a, N> {
    /// Writes a pattern up to the mark that ends it, or skips it if it is not `shown`. Returns the text from that mark
    /// on.
    fn pattern<'p>(&mut self, mut rest: &'p str, shown: bool) -> &'p str {
        loop {
            let at = first_mark(rest).unwrap_or(rest.len());
            let (text, marked) = rest.split_at(at);
            if shown {
                self.out.push_str(text);
            }
            let Some(mark) = marked.chars().next() else {
                return "";
            };
            let after = &marked[mark.len_utf8()..];
            match mark {
                mark::BREAK => {
                    if shown {
                        self.out.push('\n');
                    }
                    rest = after;
                }
                mark::ARGUMENT => {
                    let (name, after) = until_end(after);
                    if shown {
                        self.argument(name);
                    }
                    rest = after;
                }
                mark::SELECT => rest = self.select(after, shown),
                // The pattern of a variant ends at the next variant or at the end of the choice.
                _ => return marked,
            }
        }
    }

    /// Writes the variant that the argument selects. Returns the text after the choice.
    fn select<'p>(&mut self, rest: &'p str, shown: bool) -> &'p str {
        let (name, mut rest) = until_end(rest);
        let (value, category) = match self.find(name) {
            Some(Argument::Text(text)) => (text.to_string(), Cow::Borrowed("")),
            Some(Argument::Number(number)) => (number.to_string(), self.numbers.category(*number)),
            None => Default::default(),
        };
        let mut written = !shown;
        while let Some(variant) = rest.strip_prefix(mark::KEY) {
            let (key, pattern) = until_end(variant);
            let chosen = !written && (key == value || key == category || self.is_last(pattern));
            rest = self.pattern(pattern, chosen);
            written |= chosen;
        }
        rest.strip_prefix(mark::STOP).unwrap_or(rest)
    }

    /// Returns whether the variant with this pattern is the last one.
    fn is_last(&mut self, pattern: &str) -> bool {
        self.pattern(pattern, false).starts_with(mark::STOP)
    }

    fn argument(&mut self, name: &str) {
        match self.find(name) {
            Some(Argument::Text(text)) => self.out.push_str(text),
            Some(Argument::Number(number)) => self.out.push_str(&self.numbers.written(*number)),
            None => {}
        }
    }

    fn find(&self, name: &str) -> Option<&'a Argument<'a>> {
        self.arguments
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }
}

/// Returns where the first mark is. Marks are ASCII, so their bytes are in no other character.
fn first_mark(text: &str) -> Option<usize> {
    text.bytes().position(|byte| char::from(byte) < mark::SHOWN)
}

/// Splits the text at the mark that ends a name.
fn until_end(text: &str) -> (&str, &str) {
    text.split_once(mark::END).unwrap_or((text, ""))
}

macro_rules! texts {
    ($($type:ty),*) => {$(
        impl<'a> From<$type> for Argument<'a> {
            fn from(text: $type) -> Self {
                Self::Text(text.into())
            }
        }
    )*};
}

texts!(&'a str, String, &'a String, Cow<'a, str>);

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl From<$type> for Argument<'_> {
            /// A number too large for `i64` becomes the largest of it.
            fn from(number: $type) -> Self {
                Self::Number(number.try_into().unwrap_or(i64::MAX))
            }
        }
    )*};
}

numbers!(i32, i64, u8, u16, u32, u64, usize);
