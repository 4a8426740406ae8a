//! HTML that is written as text, for parts that a page shows a hundred times and never updates. If the cells of a list
//! were views, the server would need longer to render them than the rest of the page, and the browser longer to hydrate
//! them.

use domain::{
    custom_field::{CustomField, Kind, Value},
    group::{GroupRef, Hue},
    person::PersonRef,
    visibility::Visibility,
};

use super::{Glyph, field_value::dialled, icon::SPRITE, marks::visibility_glyph, time};
use crate::i18n::{Messages, days::day_words};

/// A fragment of HTML. Markup comes only from the source code; values are escaped.
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// Creates an empty fragment with room for about this many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds markup unchanged.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds a value, as text or inside the double quotation marks of an attribute.
    pub fn value(&mut self, value: &str) -> &mut Self {
        let mut rest = value;
        // All four are ASCII, so their bytes are in no other character.
        while let Some((before, after)) = rest
            .bytes()
            .position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"'))
            .and_then(|at| rest.split_at_checked(at))
        {
            self.0.push_str(before);
            let mut characters = after.chars();
            self.0.push_str(match characters.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                _ => "&quot;",
            });
            rest = characters.as_str();
        }
        self.0.push_str(rest);
        self
    }

    /// Adds another fragment.
    pub fn html(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: impl Into<i64>) -> &mut Self {
        self.0.push_str(&number.into().to_string());
        self
    }

    /// Adds the markup of the component `Icon`.
    pub fn icon(&mut self, glyph: Glyph, size: u8) -> &mut Self {
        self.raw(r#"<svg class="icon" width=""#).number(size);
        self.raw(r#"" height=""#).number(size);
        self.raw(r#"" aria-hidden="true" focusable="false"><use href=""#);
        self.raw(SPRITE).raw("#").raw(glyph.id()).raw(r#""></use></svg>"#)
    }

    /// Adds the markup of the component `PersonCircle`.
    pub fn person_circle(&mut self, messages: Messages, person: &PersonRef) -> &mut Self {
        let hue = Hue::ALL[usize::from(person.id.0.as_bytes()[15]) % Hue::ALL.len()];
        let deactivated =
            (!person.active).then(|| messages.with("person-deactivated", [("name", person.name.as_str())]));
        let name = deactivated.as_deref().unwrap_or(&person.name);
        self.raw(r#"<span class="person-circle hue-"#).raw(hue.as_str());
        self.raw(if person.active { "" } else { " inactive" });
        self.raw(r#"" role="img" aria-label=""#).value(name);
        self.raw(r#"" title=""#).value(name);
        self.raw(r#"" data-initials=""#)
            .value(&person.initials())
            .raw(r#""></span>"#)
    }

    /// Adds the markup of the component `VisibilityMark`.
    pub fn visibility_mark(&mut self, messages: Messages, level: Visibility) -> &mut Self {
        let word = messages.text(&format!("visibility-{}", level.as_str()));
        self.raw(r#"<span class="visibility-mark" title=""#)
            .value(&word)
            .raw(r#"">"#);
        self.icon(visibility_glyph(level), 16);
        self.raw(r#"<span class="word">"#).value(&word).raw("</span></span>")
    }

    /// Adds the markup of the component `GroupPill`.
    pub fn group_pill(&mut self, group: &GroupRef) -> &mut Self {
        self.raw(r#"<span class="pill hue-"#).raw(group.hue.as_str());
        self.raw(r#"" title=""#).value(&group.name).raw(r#"">"#);
        self.value(&group.name).raw("</span>")
    }

    /// Adds the markup of the component `TagPill`.
    pub fn tag_pill(&mut self, tag: &str) -> &mut Self {
        self.raw(r#"<span class="tag" title=""#).value(tag).raw(r#"">"#);
        self.value(tag).raw("</span>")
    }

    /// Adds the markup of the component `Relative`. `offset` is the person's offset at that instant, in minutes east of
    /// UTC.
    pub fn relative(&mut self, messages: Messages, at: i64, now: i64, offset: i32) -> &mut Self {
        self.raw(r#"<time datetime=""#).value(&time::iso(at));
        self.raw(r#"" title=""#)
            .value(&time::exact_text(messages, at, offset))
            .raw(r#"">"#);
        self.value(&time::relative_text(messages, at, now, offset))
            .raw("</time>")
    }

    /// Adds the markup of the component `FieldValue`. `person` is the person to whom the value refers.
    pub fn field_value(
        &mut self,
        messages: Messages,
        field: &CustomField,
        value: &Value,
        person: Option<&PersonRef>,
    ) -> &mut Self {
        match (field.kind, value) {
            (Kind::Link, Value::Text(address)) => {
                self.raw(r#"<a class="field-link" href=""#).value(address);
                self.raw(r#"" rel="noopener noreferrer" target="_blank">"#);
                self.value(address).raw("</a>")
            }
            (Kind::Email, Value::Text(address)) => {
                self.raw(r#"<a class="field-link" href="mailto:"#).value(address);
                self.raw(r#"">"#).value(address).raw("</a>")
            }
            (Kind::Phone, Value::Text(number)) => {
                self.raw(r#"<a class="field-link" href="tel:"#).value(&dialled(number));
                self.raw(r#"">"#).value(number).raw("</a>")
            }
            (Kind::LongText, Value::Text(text)) => self.raw(r#"<span class="field-long">"#).value(text).raw("</span>"),
            (_, Value::Date(day)) => {
                self.raw(r#"<time datetime=""#).value(&day.to_string()).raw(r#"">"#);
                self.value(&day_words(messages, *day)).raw("</time>")
            }
            (_, Value::Choices(chosen)) => {
                for label in field.choice_labels(chosen) {
                    self.raw(r#"<span class="pill choice" title=""#).value(label);
                    self.raw(r#"">"#).value(label).raw("</span>");
                }
                self
            }
            (_, Value::Person(_)) => match person {
                Some(person) => {
                    self.raw(r#"<span class="person">"#).person_circle(messages, person);
                    self.raw("<span>").value(&person.name).raw("</span></span>")
                }
                None => self,
            },
            _ => {
                self.raw("<span>").value(&field.written(value, messages.0, ""));
                self.raw("</span>")
            }
        }
    }

    /// Returns the HTML.
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        ids::{GroupId, UserId},
        person::Language,
    };
    use leptos::{prelude::*, reactive::owner::Owner};

    use super::{
        super::{GroupPill, PersonCircle, Relative, TagPill, VisibilityMark},
        *,
    };

    fn html(write: impl FnOnce(&mut Html)) -> String {
        let mut html = Html::default();
        write(&mut html);
        sorted(&html.into_string())
    }

    /// Returns the markup of a view without the parts that only hydration needs.
    fn markup(view: impl IntoView) -> String {
        sorted(&view.into_view().to_html().replace("<!>", ""))
    }

    /// Returns the markup with the attributes of each tag in alphabetical order, and without blanks before quotation
    /// marks.
    fn sorted(markup: &str) -> String {
        let tags = markup.split('<').map(|tag| {
            let (head, rest) = tag.split_once('>').unwrap_or((tag, ""));
            let (name, attributes) = head.split_once(' ').unwrap_or((head, ""));
            let attributes: Vec<&str> = attributes.split_inclusive('"').collect();
            let mut pairs: Vec<String> = attributes
                .chunks(2)
                .map(|pair| pair.concat().replace(" \"", "\"").trim().to_owned())
                .collect();
            pairs.sort();
            format!("{name} {} {rest}", pairs.join(" "))
        });
        tags.collect::<Vec<_>>().join("<")
    }

    #[test]
    fn values_cannot_become_markup() {
        let mut html = Html::default();
        html.value("<b a=\"1\"> & ł").raw("<i>");
        assert_eq!(html.into_string(), "&lt;b a=&quot;1&quot;&gt; &amp; ł<i>");
    }

    #[test]
    fn the_markup_is_that_of_the_components() {
        let owner = Owner::new();
        owner.set();
        let messages = Messages(Language::Pl);
        provide_context(messages);
        let name = "R&D <x>";
        for active in [true, false] {
            let person = PersonRef {
                id: UserId(uuid::Uuid::from_u128(7)),
                name: name.into(),
                active,
            };
            assert_eq!(
                html(|html| {
                    html.person_circle(messages, &person);
                }),
                markup(view! { <PersonCircle person=person.clone()/> })
            );
        }
        for level in Visibility::ALL {
            assert_eq!(
                html(|html| {
                    html.visibility_mark(messages, level);
                }),
                markup(view! { <VisibilityMark level/> })
            );
        }
        let group = GroupRef {
            id: GroupId(uuid::Uuid::nil()),
            name: name.into(),
            hue: Hue::Teal,
        };
        assert_eq!(
            html(|html| {
                html.group_pill(&group);
            }),
            markup(view! { <GroupPill group=group.clone()/> })
        );
        assert_eq!(
            html(|html| {
                html.tag_pill(name);
            }),
            markup(view! { <TagPill tag=name/> })
        );
        let (at, now) = (1_795_435_500_000, 1_795_439_100_000);
        assert_eq!(
            html(|html| {
                html.relative(messages, at, now, 0);
            }),
            markup(view! { <Relative at now/> })
        );
    }
}
