//! Every visible string, in Polish and English, from the Fluent files in locales/ (<https://projectfluent.org>), the
//! same in both builds.
//!
//! build.rs compiles the files into one catalog per language (crates/messages). The server embeds both. The page fetches
//! only messages of its language, in two files: those of its main module, and those of its lazy modules together with
//! the first of these. The server decides the language: switching it loads the page again.

use std::borrow::Cow;

use domain::{person::Language, text::in_threes};
use leptos::prelude::*;
pub use messages::Argument;
use messages::Number;

#[cfg(not(feature = "hydrate"))]
mod embedded;
#[cfg(not(feature = "hydrate"))]
pub use embedded::fetch_lazy_catalog;
#[cfg(not(feature = "hydrate"))]
pub use embedded::text as catalog_text;
#[cfg(not(feature = "hydrate"))]
use embedded::{catalogs, plural_category};
#[cfg(feature = "hydrate")]
mod fetched;
#[cfg(feature = "hydrate")]
use fetched::{catalogs, plural_category};
#[cfg(feature = "hydrate")]
pub use fetched::{fetch_lazy_catalog, set_catalogs};

pub mod audit;
pub mod days;
pub mod skipped;

/// The messages of a language. Copy it into closures freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Messages(pub Language);

impl Messages {
    /// Returns a number that is not part of a message, with its digits grouped as the language does.
    pub fn number(self, number: u32) -> String {
        in_threes(&number.to_string(), self.0.group_mark())
    }

    /// Returns the message with this name; the name itself if there is no such message, which a test prevents.
    pub fn text(self, name: &str) -> String {
        self.format(name, &[])
    }

    /// Returns the message with this name and these arguments.
    pub fn with<'a, V: Into<Argument<'a>>, const N: usize>(self, name: &str, arguments: [(&'a str, V); N]) -> String {
        self.format(name, &arguments.map(|(key, value)| (key, value.into())))
    }

    fn format(self, name: &str, arguments: &[(&str, Argument)]) -> String {
        let found = catalogs(self.0).find_map(|catalog| catalog.format(name, arguments, &self));
        found.map_or_else(|| name.to_owned(), Cow::into_owned)
    }
}

impl Number for Messages {
    /// Groups the digits in threes.
    fn written(&self, number: i64) -> String {
        let sign = if number < 0 { "-" } else { "" };
        let digits = number.unsigned_abs().to_string();
        format!("{sign}{}", in_threes(&digits, self.0.group_mark()))
    }

    fn category(&self, number: i64) -> Cow<'static, str> {
        plural_category(self.0, number)
    }
}

/// Returns the page's messages from the context; the English ones if none were provided.
pub fn use_messages() -> Messages {
    use_context::<Messages>().unwrap_or(Messages(Language::En))
}

#[cfg(test)]
mod tests;
