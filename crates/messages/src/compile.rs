//! Compiling Fluent's syntax into a catalog.

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

use crate::mark;

/// The reason why files cannot be compiled, with the name of the message if there is one.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CompileError(String);

/// Returns the catalog of each language by its name. The languages are the folders of Fluent files in `locales`.
///
/// # Errors
///
/// A file cannot be read or compiled.
pub fn compile_folders(locales: &Path) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut catalogs = BTreeMap::new();
    for folder in fs::read_dir(locales)? {
        let folder = folder?.path();
        let files = fs::read_dir(&folder)?
            .map(|file| fs::read_to_string(file?.path()))
            .collect::<Result<Vec<_>, _>>()?;
        let language = folder.file_name().unwrap_or_default().to_string_lossy();
        catalogs.insert(language.into_owned(), compile(files.iter().map(String::as_str))?);
    }
    Ok(catalogs)
}

/// Returns the catalog of the messages in the files.
///
/// # Errors
///
/// A file is not well-formed, a name occurs twice, or a message uses a part of Fluent that catalogs do not support:
/// terms, attributes, functions, references to other messages.
pub fn compile<'a>(files: impl IntoIterator<Item = &'a str>) -> Result<String, CompileError> {
    let mut lines = BTreeMap::new();
    for file in files {
        let resource = parser::parse(file).map_err(|(_, errors)| CompileError(format!("{errors:?} in\n{file}")))?;
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let name = message.id.name;
                    let fail = |why: &str| CompileError(format!("{name}: {why}"));
                    let pattern = message.value.ok_or_else(|| fail("no text"))?;
                    if !message.attributes.is_empty() {
                        return Err(fail("attributes"));
                    }
                    let mut text = String::new();
                    write_pattern(&pattern, &mut text).map_err(fail)?;
                    if lines.insert(name, text).is_some() {
                        return Err(fail("occurs twice"));
                    }
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Term(_) | Entry::Junk { .. } => return Err(CompileError(format!("a term in\n{file}"))),
            }
        }
    }
    let lines: Vec<_> = lines
        .iter()
        .map(|(name, text)| format!("{name}{}{text}", mark::END))
        .collect();
    Ok(lines.join("\n"))
}

fn write_pattern(pattern: &Pattern<&str>, out: &mut String) -> Result<(), &'static str> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => write_text(value, out)?,
            PatternElement::Placeable { expression } => write_expression(expression, out)?,
        }
    }
    Ok(())
}

fn write_text(text: &str, out: &mut String) -> Result<(), &'static str> {
    for c in text.chars() {
        match c {
            '\n' => out.push(mark::BREAK),
            c if c.is_control() => return Err("a control character"),
            c => out.push(c),
        }
    }
    Ok(())
}

fn write_expression(expression: &Expression<&str>, out: &mut String) -> Result<(), &'static str> {
    match expression {
        Expression::Inline(inline) => write_inline(inline, out),
        Expression::Select { selector, variants } => {
            let InlineExpression::VariableReference { id } = selector else {
                return Err("a selector that is not an argument");
            };
            out.extend([mark::SELECT]);
            out.push_str(id.name);
            out.push(mark::END);
            // The default variant is written last; Fluent permits it at any position.
            for variant in variants
                .iter()
                .filter(|v| !v.default)
                .chain(variants.iter().filter(|v| v.default))
            {
                let key = match &variant.key {
                    VariantKey::Identifier { name } => name,
                    VariantKey::NumberLiteral { value } => value,
                };
                out.push(mark::KEY);
                out.push_str(key);
                out.push(mark::END);
                write_pattern(&variant.value, out)?;
            }
            out.push(mark::STOP);
            Ok(())
        }
    }
}

fn write_inline(inline: &InlineExpression<&str>, out: &mut String) -> Result<(), &'static str> {
    match inline {
        InlineExpression::VariableReference { id } => {
            out.push(mark::ARGUMENT);
            out.push_str(id.name);
            out.push(mark::END);
            Ok(())
        }
        InlineExpression::StringLiteral { value } => write_text(value, out),
        InlineExpression::NumberLiteral { value } => write_text(value, out),
        InlineExpression::Placeable { expression } => write_expression(expression, out),
        _ => Err("a function, term or reference"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsupported_syntax_is_refused_with_the_name_of_the_message() {
        for (file, why) in [
            ("a = x\na = y\n", "a: occurs twice"),
            ("a = { NUMBER($n) }\n", "a: a function, term or reference"),
            ("a = { b }\nb = x\n", "a: a function, term or reference"),
            ("a = x\n    .title = y\n", "a: attributes"),
        ] {
            assert_eq!(compile([file]), Err(CompileError(why.to_owned())));
        }
        assert!(compile(["a = { $n\n"]).is_err());
    }
}
