//! The order of a module's functions. Brotli compresses similar functions better if they are near each other. The
//! linker orders functions by crate, and wasm-opt by the number of their calls.

use std::{cmp::Reverse, collections::HashSet, convert::Infallible, fs, path::Path};

use anyhow::{Context, Result, anyhow};
use wasm_encoder::{
    CodeSection, FunctionSection, Module,
    reencode::{Error, Reencode},
};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

/// Length in bytes of the parts of code that are compared.
const PART: usize = 4;

/// The number of functions among which the most similar one is searched.
const WINDOW: usize = 160;

/// Orders the functions of a file so that similar ones follow each other. Nothing else changes.
pub fn order(wasm: &Path) -> Result<()> {
    let module = fs::read(wasm).with_context(|| format!("{} cannot be read", wasm.display()))?;
    fs::write(wasm, ordered(&module)?).with_context(|| format!("{} cannot be written", wasm.display()))
}

fn ordered(module: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::read(module)?;
    let order = functions.order();
    let mut places = vec![0; order.len()];
    for (place, function) in (0..).zip(&order) {
        places[*function] = place;
    }
    let mut reordering = Reordering {
        imported: functions.imported,
        order: &order,
        places: &places,
    };
    let mut written = Module::new();
    reordering
        .parse_core_module(&mut written, Parser::new(0), module)
        .map_err(|error| anyhow!("the module cannot be rewritten: {error}"))?;
    Ok(written.finish())
}

/// The functions of a module.
#[derive(Default)]
struct Functions<'a> {
    /// The number of imported functions. Their indexes come first.
    imported: u32,
    /// The index of the type of each function.
    types: Vec<u32>,
    bodies: Vec<&'a [u8]>,
}

impl<'a> Functions<'a> {
    fn read(module: &'a [u8]) -> Result<Self> {
        let mut functions = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        functions.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(section) => {
                    functions.types = section.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionEntry(body) => functions.bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        Ok(functions)
    }

    /// Returns the new order. The functions are first ordered by type and size. Then each function is followed by that
    /// function among the next [`WINDOW`] which has the most parts in common with it.
    fn order(&self) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.types.len().min(self.bodies.len())).collect();
        left.sort_by_key(|function| (self.types[*function], self.bodies[*function].len()));
        let parts: Vec<HashSet<&[u8]>> = self.bodies.iter().map(|body| body.windows(PART).collect()).collect();
        let similarity = |a: usize, b: usize| {
            let common = parts[a].intersection(&parts[b]).count();
            common * 1000 / (1 + parts[a].len().max(parts[b].len()))
        };
        let mut order: Vec<usize> = Vec::with_capacity(left.len());
        while !left.is_empty() {
            let nearest = order.last().and_then(|last| {
                let near = left.iter().take(WINDOW).enumerate();
                near.max_by_key(|(place, next)| (similarity(*last, **next), Reverse(*place)))
            });
            order.push(left.remove(nearest.map_or(0, |(place, _)| place)));
        }
        order
    }
}

struct Reordering<'a> {
    imported: u32,
    /// The old indexes in the new order, without the imported functions.
    order: &'a [usize],
    /// The new index of each function, without the imported functions.
    places: &'a [u32],
}

impl Reencode for Reordering<'_> {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        let Some(own) = index.checked_sub(self.imported) else {
            return Ok(index);
        };
        Ok(self.imported + self.places[own as usize])
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.order {
            functions.function(self.type_index(types[*function])?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies: Vec<FunctionBody<'_>> = section.into_iter().collect::<Result<_, _>>()?;
        for function in self.order {
            self.parse_function_body(code, bodies[*function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, ImportSection,
        Instruction, RefType, TableSection, TableType, TypeSection,
    };

    use super::*;

    /// Returns a module with an imported function 0, and the functions 1 to 3, which return 3000, nothing and 1. The
    /// function 1 calls the function 3; all three are exported and in the table.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [wasm_encoder::ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("page", "log", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(1).function(0).function(1);
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 3,
            maximum: None,
            shared: false,
        });
        let mut exports = ExportSection::new();
        exports.export("large", ExportKind::Func, 1);
        exports.export("nothing", ExportKind::Func, 2);
        exports.export("one", ExportKind::Func, 3);
        let mut elements = ElementSection::new();
        elements.active(
            None,
            &ConstExpr::i32_const(0),
            Elements::Functions(vec![1, 2, 3].into()),
        );
        let mut code = CodeSection::new();
        for instructions in [
            vec![Instruction::Call(3), Instruction::Drop, Instruction::I32Const(3000)],
            vec![Instruction::Call(0)],
            vec![Instruction::I32Const(1)],
        ] {
            let mut body = Function::new([]);
            for instruction in &instructions {
                body.instruction(instruction);
            }
            body.instruction(&Instruction::End);
            code.function(&body);
        }
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&tables);
        module.section(&exports).section(&elements).section(&code);
        module.finish()
    }

    /// Returns the body of the function that is exported under the name.
    fn body<'a>(module: &'a [u8], name: &str) -> (u32, &'a [u8]) {
        let functions = Functions::read(module).unwrap();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ExportSection(section) = payload.unwrap() {
                let mut exports = section.into_iter().map(Result::unwrap);
                let export = exports.find(|export| export.name == name).unwrap();
                let own = (export.index - functions.imported) as usize;
                return (functions.types[own], functions.bodies[own]);
            }
        }
        panic!("no exports");
    }

    #[test]
    fn functions_are_ordered_and_every_reference_follows() {
        let (before, after) = (module(), ordered(&module()).unwrap());
        // By type, then by size: 'nothing', 'one', 'large'.
        let names = ["nothing", "one", "large"];
        let functions = Functions::read(&after).unwrap();
        for (place, name) in names.iter().enumerate() {
            assert_eq!(
                body(&after, name),
                (functions.types[place], functions.bodies[place]),
                "{name}"
            );
            assert_eq!(body(&after, name).0, body(&before, name).0, "{name}");
        }
        assert_eq!(body(&after, "one").1, body(&before, "one").1);
        // The call's operand is the new index of 'one'.
        assert_eq!(body(&after, "large").1[..3], [0, 0x10, 2]);
        assert_eq!(body(&after, "nothing").1[..3], [0, 0x10, 0]);
        let table = Parser::new(0)
            .parse_all(&after)
            .find_map(|payload| match payload.unwrap() {
                Payload::ElementSection(section) => match section.into_iter().next()?.unwrap().items {
                    wasmparser::ElementItems::Functions(functions) => {
                        Some(functions.into_iter().map(Result::unwrap).collect())
                    }
                    wasmparser::ElementItems::Expressions(..) => None,
                },
                _ => None,
            });
        assert_eq!(table, Some(vec![3, 1, 2]));
    }

    #[test]
    fn the_most_similar_function_comes_next() {
        let bodies: [&[u8]; 4] = [b"abcdefgh", b"12345678", b"bcdefghi", b"23456789"];
        let functions = Functions {
            imported: 0,
            types: vec![0; 4],
            bodies: bodies.to_vec(),
        };
        assert_eq!(functions.order(), [0, 2, 1, 3]);
    }
}
