//! The two forms of a message, plain text and HTML, from the same parts.

use domain::person::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style of every message. Mail programs fetch no files.
const STYLE: &str = include_str!("message.css");

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Words(String),
    /// Words of another person.
    Quote(String),
    /// The link that the message is about.
    Action {
        label: String,
        link: String,
    },
    /// A heading that is a link.
    Heading {
        title: String,
        link: String,
    },
}

/// A link below a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterLink {
    pub label: String,
    pub link: String,
}

/// Returns the message as plain text. Quoted lines begin with '> ', so that they cannot pass for lines of the message.
pub fn text(parts: &[Part], footer: &[FooterLink]) -> String {
    let mut paragraphs: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Words(words) => words.clone(),
            Part::Quote(words) => {
                let lines: Vec<String> = words.lines().map(|line| format!("> {line}")).collect();
                lines.join("\n")
            }
            Part::Action { label, link } => format!("{label}:\n{link}"),
            Part::Heading { title, link } => format!("{title}\n{link}"),
        })
        .collect();
    let footer: Vec<String> = footer
        .iter()
        .map(|FooterLink { label, link }| format!("{label}: {link}"))
        .collect();
    // Mail programs recognise this line and show what follows it less prominently.
    paragraphs.push(format!("-- \n{}\n", footer.join("\n")));
    paragraphs.join("\n\n")
}

/// Returns the message as an HTML document.
pub fn html(language: Language, subject: &str, parts: &[Part], footer: &[FooterLink]) -> String {
    let document = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (subject) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (subject) }
                @for part in parts { (part_html(part)) }
                footer {
                    @for FooterLink { label, link } in footer {
                        p { a href=(link) { (label) } }
                    }
                }
            }
        }
    };
    document.into_string()
}

fn part_html(part: &Part) -> Markup {
    html! {
        @match part {
            Part::Words(words) => p { (words) },
            Part::Quote(words) => blockquote { (words) },
            Part::Action { label, link } => p.action { a href=(link) { (label) } },
            Part::Heading { title, link } => h2 { a href=(link) { (title) } },
        }
    }
}
