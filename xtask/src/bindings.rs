//! Makes the interface between the script that wasm-bindgen generates and the WebAssembly smaller.
//!
//! wasm-bindgen gives each imported function a name with a hash, which does not compress. It also exports the classes
//! for streams that a dependency declares, whether or not the page uses a stream; their code is kept only for the
//! exports.

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    fs,
    path::Path,
};

use anyhow::{Context, Result, ensure};
use wasm_encoder::{
    ExportSection, ImportSection, Module,
    reencode::{Error, Reencode},
};
use wasmparser::{Export, ImportSectionReader, Parser, Payload};

/// The prefixes of the function names that wasm-bindgen generates.
const GENERATED: [&str; 2] = ["__wbg_", "__wbindgen_"];

/// The classes of the crate wasm-streams, as parts of the names of their functions.
const STREAM_CLASSES: [&str; 3] = [
    "intounderlyingsource_",
    "intounderlyingbytesource_",
    "intounderlyingsink_",
];

/// Shortens the names of imported functions in both files, and removes unused exports from the WebAssembly.
pub fn shorten(wasm: &Path, script: &Path) -> Result<()> {
    let module = fs::read(wasm).with_context(|| format!("{} cannot be read", wasm.display()))?;
    let text = fs::read_to_string(script).with_context(|| format!("{} cannot be read", script.display()))?;
    let (module, text) = shortened(&module, &text)?;
    fs::write(wasm, module).with_context(|| format!("{} cannot be written", wasm.display()))?;
    fs::write(script, text).with_context(|| format!("{} cannot be written", script.display()))
}

fn shortened(module: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let imported = imported(module)?;
    let names: BTreeMap<String, String> = imported
        .iter()
        .filter(|name| GENERATED.iter().any(|start| name.starts_with(start)))
        .enumerate()
        .map(|(place, name)| (name.clone(), short_name(place)))
        .collect();
    let taken = names.values().find(|name| imported.contains(*name));
    ensure!(taken.is_none(), "the short name {taken:?} is in use");
    let unused = STREAM_CLASSES
        .into_iter()
        .filter(|class| !imported.iter().any(|name| name.contains(class)))
        .collect();
    let mut written = Module::new();
    Shortening { names: &names, unused }
        .parse_core_module(&mut written, Parser::new(0), module)
        .map_err(|error| anyhow::anyhow!("the module cannot be rewritten: {error}"))?;
    Ok((written.finish(), with_names(script, &names)))
}

/// Returns the names of all imports.
fn imported(module: &[u8]) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                names.insert(import?.name.to_owned());
            }
        }
    }
    Ok(names)
}

/// Returns the name with this number: `_a` to `_z`, `_aa` and so on.
fn short_name(mut place: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(place % 26).unwrap_or_default()));
        if place < 26 {
            break;
        }
        place = place / 26 - 1;
    }
    letters.push('_');
    letters.iter().rev().collect()
}

/// Returns the script with the identifiers replaced.
fn with_names(script: &str, names: &BTreeMap<String, String>) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut written = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (identifier, after) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
        written.push_str(before);
        written.push_str(names.get(identifier).map_or(identifier, String::as_str));
        rest = after;
    }
    written + rest
}

struct Shortening<'a> {
    names: &'a BTreeMap<String, String>,
    /// The classes whose exports are dropped.
    unused: Vec<&'a str>,
}

impl Reencode for Shortening<'_> {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.names.get(import.name).map_or(import.name, String::as_str);
            imports.import(import.module, name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Result<(), Error<Infallible>> {
        if !self.unused.iter().any(|class| export.name.contains(class)) {
            exports.export(
                export.name,
                self.export_kind(export.kind)?,
                self.external_index(export.kind, export.index)?,
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, EntityType, ExportKind, Function, FunctionSection, Instruction, TypeSection};

    use super::*;

    const FROM: &str = "./page_bg.js";

    /// Returns a module with these imported functions, and one function that is exported under these names.
    fn module(imports: &[&str], exports: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imported = ImportSection::new();
        for name in imports {
            imported.import(FROM, name, EntityType::Function(0));
        }
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exported = ExportSection::new();
        for name in exports {
            exported.export(name, ExportKind::Func, u32::try_from(imports.len()).unwrap());
        }
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instruction(&Instruction::End);
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&imported).section(&functions);
        module.section(&exported).section(&code);
        module.finish()
    }

    fn exports(module: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ExportSection(section) = payload.unwrap() {
                names.extend(section.into_iter().map(|export| export.unwrap().name.to_owned()));
            }
        }
        names
    }

    #[test]
    fn generated_names_are_shortened_in_both_files() {
        let before = module(
            &["__wbg_log_0123456789abcdef", "__wbindgen_cast_1", "print"],
            &["memory"],
        );
        let script = "{ __wbg_log_0123456789abcdef: f, __wbindgen_cast_1: g, print: h, __wbg_log: 1 }";
        let (after, script) = shortened(&before, script).unwrap();
        assert_eq!(
            imported(&after).unwrap(),
            ["_a", "_b", "print"].map(str::to_owned).into()
        );
        assert_eq!(script, "{ _a: f, _b: g, print: h, __wbg_log: 1 }");
    }

    #[test]
    fn exports_of_stream_classes_are_dropped_unless_the_page_creates_one() {
        let names = ["run", "__wbg_intounderlyingsink_free", "intounderlyingsource_pull"];
        let (without, _) = shortened(&module(&["__wbg_log_1"], &names), "").unwrap();
        assert_eq!(exports(&without), ["run"]);
        let (with, _) = shortened(&module(&["__wbg_intounderlyingsink_new"], &names), "").unwrap();
        assert_eq!(exports(&with), names[..2]);
    }

    #[test]
    fn short_names_are_all_different() {
        let names: BTreeSet<_> = (0..2000).map(short_name).collect();
        assert_eq!(names.len(), 2000);
        assert_eq!(short_name(25), "_z");
        assert_eq!(short_name(26), "_aa");
    }
}
