//! Merging the chunks that the splitter wrote into one file.
//!
//! A chunk exports nothing and imports memory, table and stack pointer of the main module. `wasm-merge` keeps an import
//! of each of these for every chunk, and browsers support only one memory. Therefore the chunks are linked against a
//! small module that imports the three once, from `outside`, and exports them under the name that the chunks import
//! from.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_encoder::{
    ExportKind, ExportSection, ImportSection, Module,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::{Parser, Payload, TypeRef};

use crate::tools;

/// The name that the splitter's chunks import from.
pub const IMPORTED: &str = "__wasm_split";

/// The name that the merged file imports from.
pub const OUTSIDE: &str = "outside";

/// Merges the chunks into `merged`.
pub fn merge(chunks: &[PathBuf], merged: &Path) -> Result<()> {
    let first = chunks.first().context("there is nothing to merge")?;
    let link = merged.with_extension("link.wasm");
    fs::write(&link, link_module(&fs::read(first)?)?).context("the link module cannot be written")?;
    tools::merge(&link, IMPORTED, chunks, merged)?;
    fs::remove_file(&link).context("the link module cannot be removed")
}

/// Returns a module that imports from [`OUTSIDE`] what the chunk imports, and exports it.
fn link_module(chunk: &[u8]) -> Result<Vec<u8>> {
    let (mut imports, mut exports) = (ImportSection::new(), ExportSection::new());
    let (mut memories, mut tables, mut globals) = (0, 0, 0);
    for payload in Parser::new(0).parse_all(chunk) {
        let Payload::ImportSection(section) = payload? else {
            continue;
        };
        for import in section.into_imports() {
            let import = import?;
            ensure!(import.module == IMPORTED, "a chunk imports from {}", import.module);
            let (kind, count) = match import.ty {
                TypeRef::Memory(_) => (ExportKind::Memory, &mut memories),
                TypeRef::Table(_) => (ExportKind::Table, &mut tables),
                TypeRef::Global(_) => (ExportKind::Global, &mut globals),
                _ => return Err(anyhow!("a chunk imports the function {}", import.name)),
            };
            imports.import(OUTSIDE, import.name, RoundtripReencoder.entity_type(import.ty)?);
            exports.export(import.name, kind, *count);
            *count += 1;
        }
    }
    let mut module = Module::new();
    module.section(&imports).section(&exports);
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, MemoryType};

    use super::*;

    #[test]
    fn the_link_module_exports_what_a_chunk_imports() {
        let memory = MemoryType {
            minimum: 22,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        let mut imports = ImportSection::new();
        imports.import(IMPORTED, "memory", EntityType::Memory(memory));
        let mut chunk = Module::new();
        chunk.section(&imports);

        let link = link_module(&chunk.finish()).unwrap();
        let (mut imported, mut exported) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&link) {
            match payload.unwrap() {
                Payload::ImportSection(section) => {
                    imported.extend(section.into_imports().map(|import| import.unwrap().module.to_owned()));
                }
                Payload::ExportSection(section) => {
                    exported.extend(section.into_iter().map(|export| export.unwrap().name.to_owned()));
                }
                _ => {}
            }
        }
        assert_eq!(
            (imported, exported),
            (vec![OUTSIDE.to_owned()], vec!["memory".to_owned()])
        );
    }
}
