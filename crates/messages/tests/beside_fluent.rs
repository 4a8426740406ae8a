//! Catalogs format every message of the application as Fluent's own runtime does, in both languages.

#![allow(clippy::unwrap_used)]

use std::{borrow::Cow, fs, path::Path};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use messages::{Argument, Catalog, Number, compile};

/// Numbers as Fluent formats them, with the plural categories of both languages (CLDR, integers).
struct Plain(&'static str);

impl Number for Plain {
    fn written(&self, number: i64) -> String {
        number.to_string()
    }

    fn category(&self, number: i64) -> Cow<'static, str> {
        let number = number as u64;
        Cow::Borrowed(match (self.0, number) {
            (_, 1) => "one",
            ("en", _) => "other",
            _ if (2..=4).contains(&(number % 10)) && !(12..=14).contains(&(number % 100)) => "few",
            _ => "many",
        })
    }
}

fn files(language: &str) -> Vec<String> {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap())
        .join("../../locales")
        .join(language);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn every_message_is_formatted_as_by_fluent() {
    for language in ["pl", "en"] {
        let files = files(language);
        let text: &'static str = compile(files.iter().map(String::as_str)).unwrap().leak();
        let catalog = Catalog::new(text);
        let mut bundle = FluentBundle::new(vec![language.parse().unwrap()]);
        bundle.set_use_isolating(false);
        for file in &files {
            bundle
                .add_resource(FluentResource::try_new(file.clone()).unwrap())
                .unwrap();
        }
        // Each argument is a text, or a number if the message selects by it.
        let mut compared = 0;
        for name in catalog.names() {
            let pattern = bundle.get_message(name).unwrap().value().unwrap();
            let line = text
                .lines()
                .find(|line| line.starts_with(&format!("{name}\u{2}")))
                .unwrap();
            let names: Vec<&str> = line
                .split(['\u{1}', '\u{3}'])
                .skip(1)
                .filter_map(|part| part.split('\u{2}').next())
                .collect();
            for number in (0..=25).chain([100, 101, 112, 122, 131]) {
                for when in ["before", "after"] {
                    let mut fluent = FluentArgs::new();
                    let mut ours = Vec::new();
                    for name in &names {
                        if *name == "when" {
                            fluent.set(*name, when);
                            ours.push((*name, Argument::Text(when.into())));
                        } else {
                            fluent.set(*name, FluentValue::from(number));
                            ours.push((*name, Argument::Number(i64::from(number))));
                        }
                    }
                    let expected = bundle.format_pattern(pattern, Some(&fluent), &mut Vec::new());
                    let read = catalog.format(name, &ours, &Plain(language)).unwrap();
                    assert_eq!(read, expected, "{name} with {number}, {when}");
                    compared += 1;
                }
            }
        }
        assert!(compared > 10_000, "{compared}");
        assert_eq!(catalog.format("no-such-message", &[], &Plain(language)), None);
    }
}
