//! Every visible string, in Polish and English, by Fluent (https://projectfluent.org), the same on both sides.
//!
//! A page's language is fixed while it stands: the server decides it, switching reloads.

use std::{borrow::Cow, sync::OnceLock};

use domain::{person::Language, text::in_threes};
pub use fluent_bundle::FluentValue;
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use leptos::prelude::*;

macro_rules! files {
    ($tag:literal: $($name:literal),*) => {
        &[$(include_str!(concat!("../locales/", $tag, "/", $name, ".ftl"))),*]
    };
}

const POLISH: &[&str] = files!(
    "pl": "shell", "words", "errors", "components", "sign-in", "list", "space", "settings", "import", "account", "deals",
    "statistics", "fields", "export", "views"
);
const ENGLISH: &[&str] = files!(
    "en": "shell", "words", "errors", "components", "sign-in", "list", "space", "settings", "import", "account", "deals",
    "statistics", "fields", "export", "views"
);

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static POLISH_BUNDLE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    static ENGLISH_BUNDLE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    let (cell, files) = match language {
        Language::Pl => (&POLISH_BUNDLE, POLISH),
        Language::En => (&ENGLISH_BUNDLE, ENGLISH),
    };
    cell.get_or_init(|| {
        let locale = unic_langid::LanguageIdentifier::from_bytes(language.tag().as_bytes()).unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolation marks would show in titles and break tests by name; our arguments are never bidirectional.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::Pl => |value, _| grouped(value, Language::Pl.group_mark()),
            Language::En => |value, _| grouped(value, Language::En.group_mark()),
        }));
        for file in files {
            // A malformed message is left out and found by the test below.
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(rest, _)| rest);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

/// A whole number with its thousands parted; anything else as Fluent writes it.
fn grouped(value: &FluentValue, separator: char) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let whole = number.value.fract() == 0.0 && number.value.abs() >= 1_000.0 && number.value.abs() < 1e15;
    whole.then(|| {
        let sign = if number.value < 0.0 { "-" } else { "" };
        format!(
            "{sign}{}",
            in_threes(&(number.value.abs() as u64).to_string(), separator)
        )
    })
}

/// Speaks the page's language. Copy it into closures freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Messages(pub Language);

impl Messages {
    /// A number that stands alone.
    pub fn number(self, number: u32) -> String {
        in_threes(&number.to_string(), self.0.group_mark())
    }

    /// The message of this name; the name itself where there is none, which a test forbids.
    pub fn text(self, name: &str) -> String {
        self.format(name, None)
    }

    /// The message with its arguments.
    pub fn with<'a, V: Into<FluentValue<'a>>, const N: usize>(
        self,
        name: &str,
        arguments: [(&'a str, V); N],
    ) -> String {
        let mut args = FluentArgs::with_capacity(N);
        for (key, value) in arguments {
            args.set(Cow::Borrowed(key), value);
        }
        self.format(name, Some(&args))
    }

    fn format(self, name: &str, args: Option<&FluentArgs>) -> String {
        let bundle = bundle(self.0);
        let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) else {
            return name.to_owned();
        };
        bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }
}

/// Returns the page's messages from the context; English ones where none were provided.
pub fn use_messages() -> Messages {
    use_context::<Messages>().unwrap_or(Messages(Language::En))
}

pub mod audit;
pub mod days;
pub mod skipped;

#[cfg(test)]
mod tests;
