//! Several parts of the client as one.
//!
//! The parts that wasm_split writes know each other only through the table and the memory of the main module: they import those and the stack
//! pointer, export nothing and start nothing. So their functions and data can stand one after the other, with other numbers.

use std::{collections::HashMap, io};

use anyhow::{Context as _, Result, bail, ensure};
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, EntityType, FunctionSection, ImportSection, Module, RawSection, SectionId,
    reencode::{Error, Reencode},
};
use wasmparser::{ElementItems, ElementKind, FunctionBody, Operator, Parser, Payload, TypeRef};

/// One module with everything that `modules` hold. Names and other custom sections are for debuggers and are left out.
///
/// A part calls a function of another part by its place in the table, through a function of its own that does nothing else. Where both are merged,
/// the call goes to the function itself; where many go to the same place, one such function remains.
///
/// # Errors
/// If one is not WebAssembly, or not a part as wasm_split writes it.
pub fn merge(modules: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut scanned = Scanned::default();
    for module in modules {
        scanned.add(module)?;
    }
    let places = scanned.places();
    let (mut merged, mut first) = (Merged::default(), 0);
    for module in modules {
        first += merged.add(module, &places[first..])?;
    }
    merged.finish()
}

/// What is known of all functions before the first is written, in the order of the modules.
#[derive(Default)]
struct Scanned {
    types: Vec<u32>,
    /// The place in the table that a function passes its arguments on to, if it does nothing else.
    passes_on_to: Vec<Option<u32>>,
    /// The function at a place of the table.
    table: HashMap<u32, usize>,
}

impl Scanned {
    fn add(&mut self, module: &[u8]) -> Result<()> {
        let first = self.types.len();
        for payload in Parser::new(0).parse_all(module) {
            match payload.context("a part is not WebAssembly")? {
                Payload::FunctionSection(section) => {
                    for ty in section {
                        self.types.push(ty?);
                    }
                }
                Payload::CodeSectionEntry(body) => self.passes_on_to.push(passes_on_to(&body)?),
                Payload::ElementSection(section) => {
                    for element in section {
                        let element = element?;
                        let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(functions)) = (element.kind, element.items)
                        else {
                            bail!("a part has functions that are not in the table");
                        };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                            bail!("a part does not know its place in the table");
                        };
                        for (place, function) in (u32::try_from(value)?..).zip(functions) {
                            self.table.insert(place, first + function? as usize);
                        }
                    }
                }
                _ => {}
            }
        }
        ensure!(self.types.len() == self.passes_on_to.len(), "a part has functions without code");
        Ok(())
    }

    /// The number of each function in the merged module; one that only passes on to another has that one's.
    fn places(&self) -> Vec<Place> {
        let mut kept = HashMap::new();
        let stands_for: Vec<usize> = (0..self.types.len())
            .map(|function| {
                let mut at = function;
                // As many steps as there are functions, so that a circle ends.
                for _ in 0..self.types.len() {
                    let Some(slot) = self.passes_on_to[at] else { break };
                    match self.table.get(&slot) {
                        Some(&next) if self.types[next] == self.types[at] => at = next,
                        _ => return *kept.entry((self.types[at], slot)).or_insert(at),
                    }
                }
                at
            })
            .collect();
        let is_kept = |function: usize| stands_for[function] == function;
        let numbers: Vec<u32> = (0..self.types.len())
            .scan(0, |next, function| {
                let number = *next;
                *next += u32::from(is_kept(function));
                Some(number)
            })
            .collect();
        stands_for.iter().enumerate().map(|(function, &other)| Place { number: numbers[other], is_kept: is_kept(function) }).collect()
    }
}

/// Where a function is in the merged module.
#[derive(Debug, Clone, Copy)]
struct Place {
    number: u32,
    is_kept: bool,
}

/// The place in the table, if the function hands its arguments to what is there and returns what that returns.
fn passes_on_to(body: &FunctionBody<'_>) -> Result<Option<u32>> {
    if body.get_locals_reader()?.get_count() != 0 {
        return Ok(None);
    }
    let mut operators = body.get_operators_reader()?;
    let (mut arguments, mut slot) = (0, None);
    loop {
        match (operators.read()?, slot) {
            (Operator::LocalGet { local_index }, None) if local_index == arguments => arguments += 1,
            (Operator::I32Const { value }, None) => slot = u32::try_from(value).ok(),
            (Operator::CallIndirect { .. }, Some(_)) => break,
            _ => return Ok(None),
        }
    }
    Ok(slot.filter(|_| matches!(operators.read(), Ok(Operator::End)) && operators.eof()))
}

/// The sections so far.
#[derive(Default)]
struct Merged {
    /// Every part has the types of the whole client.
    types: Vec<u8>,
    imports: Vec<(String, String, TypeRef)>,
    functions: FunctionSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
}

impl Merged {
    /// Adds a module, whose functions have the first of these places. Returns how many it has.
    fn add(&mut self, module: &[u8], places: &[Place]) -> Result<usize> {
        let mut renumber = Renumber { functions: places, elements: self.elements.len(), data: self.data.len(), globals: Vec::new() };
        let (mut declared, mut written) = (0, 0);
        for payload in Parser::new(0).parse_all(module) {
            match payload.context("a part is not WebAssembly")? {
                Payload::TypeSection(section) => {
                    let types = &module[usize::try_from(section.range().start)?..usize::try_from(section.range().end)?];
                    ensure!(self.types.is_empty() || self.types == types, "two parts have different types");
                    types.clone_into(&mut self.types);
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        self.import(import.module, import.name, import.ty, &mut renumber)?;
                    }
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        let ty = ty?;
                        if places[declared].is_kept {
                            self.functions.function(ty);
                        }
                        declared += 1;
                    }
                }
                Payload::ElementSection(section) => renumber.parse_element_section(&mut self.elements, section)?,
                Payload::CodeSectionEntry(body) => {
                    if places[written].is_kept {
                        renumber.parse_function_body(&mut self.code, body)?;
                    }
                    written += 1;
                }
                Payload::DataSection(section) => renumber.parse_data_section(&mut self.data, section)?,
                Payload::ExportSection(section) => ensure!(section.count() == 0, "a part exports something"),
                Payload::Version { .. }
                | Payload::DataCountSection { .. }
                | Payload::CodeSectionStart { .. }
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                other => bail!("a part has something that is not expected in it: {other:?}"),
            }
        }
        Ok(declared)
    }

    /// The table and the memory are one each; globals keep the order of whoever named them first.
    fn import(&mut self, module: &str, name: &str, ty: TypeRef, renumber: &mut Renumber<'_>) -> Result<()> {
        if !self.imports.iter().any(|(known_module, known, _)| known_module == module && known == name) {
            self.imports.push((module.to_owned(), name.to_owned(), ty));
        }
        let of_kind = |wanted: fn(&TypeRef) -> bool| self.imports.iter().filter(move |(.., ty)| wanted(ty));
        match ty {
            TypeRef::Global(_) => {
                let at = of_kind(|ty| matches!(ty, TypeRef::Global(_)))
                    .position(|(known_module, known, _)| known_module == module && known == name);
                renumber.globals.push(u32::try_from(at.context("a global is lost")?)?);
            }
            TypeRef::Table(_) => ensure!(of_kind(|ty| matches!(ty, TypeRef::Table(_))).count() == 1, "the parts have two tables"),
            TypeRef::Memory(_) => ensure!(of_kind(|ty| matches!(ty, TypeRef::Memory(_))).count() == 1, "the parts have two memories"),
            other => bail!("a part imports {name}, a {other:?}"),
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>> {
        let mut imports = ImportSection::new();
        for (module, name, ty) in &self.imports {
            imports.import(module, name, EntityType::try_from(*ty)?);
        }
        let mut module = Module::new();
        module
            .section(&RawSection { id: SectionId::Type.into(), data: &self.types })
            .section(&imports)
            .section(&self.functions)
            .section(&self.elements)
            .section(&DataCountSection { count: self.data.len() })
            .section(&self.code)
            .section(&self.data);
        Ok(module.finish())
    }
}

/// Numbers of one part as they are in the merged module.
struct Renumber<'a> {
    functions: &'a [Place],
    elements: u32,
    data: u32,
    globals: Vec<u32>,
}

impl Reencode for Renumber<'_> {
    type Error = io::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<io::Error>> {
        let place = self.functions.get(function as usize);
        place.map(|place| place.number).ok_or_else(|| Error::UserError(io::Error::other("a part calls a function that it does not have")))
    }

    fn element_index(&mut self, element: u32) -> Result<u32, Error<io::Error>> {
        Ok(self.elements + element)
    }

    fn data_index(&mut self, data: u32) -> Result<u32, Error<io::Error>> {
        Ok(self.data + data)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<io::Error>> {
        self.globals
            .get(global as usize)
            .copied()
            .ok_or_else(|| Error::UserError(io::Error::other("a part names a global that it does not import")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ConstExpr, Elements, Function, GlobalType, MemoryType, RefType, TableType, TypeSection, ValType};

    /// A part whose last function calls its first one, and that puts the first into the table at `slot`; `globals` are imported.
    fn part(globals: &[&str], constant: i32, slot: i32) -> Vec<u8> {
        let (mut types, mut imports, mut functions) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        let (mut elements, mut code, mut data) = (ElementSection::new(), CodeSection::new(), DataSection::new());
        types.ty().function([], [ValType::I32]);
        for name in globals {
            imports.import("main", name, GlobalType { val_type: ValType::I32, mutable: true, shared: false });
        }
        imports.import(
            "main",
            "table",
            TableType { element_type: RefType::FUNCREF, table64: false, minimum: 9, maximum: None, shared: false },
        );
        imports.import("main", "memory", MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        let mut first = Function::new([]);
        first.instructions().i32_const(constant).end();
        let mut last = Function::new([]);
        last.instructions().call(0);
        if !globals.is_empty() {
            last.instructions().global_get(0).i32_add();
        }
        last.instructions().end();
        functions.function(0).function(0);
        code.function(&first).function(&last);
        elements.active(None, &ConstExpr::i32_const(slot), Elements::Functions([0].as_slice().into()));
        data.active(0, &ConstExpr::i32_const(slot), [7]);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements).section(&code).section(&data);
        module.finish()
    }

    #[test]
    fn functions_data_and_globals_keep_their_meaning() {
        let merged = merge(&[part(&["a"], 1, 4), part(&["b", "a"], 2, 5), part(&[], 3, 6)]).unwrap();
        wasmparser::validate(&merged).unwrap();
        let (mut calls, mut globals, mut items) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&merged) {
            match payload.unwrap() {
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader().unwrap() {
                        match operator.unwrap() {
                            Operator::Call { function_index } => calls.push(function_index),
                            Operator::GlobalGet { global_index } => globals.push(global_index),
                            _ => {}
                        }
                    }
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        let ElementItems::Functions(functions) = element.unwrap().items else { panic!() };
                        items.extend(functions.into_iter().map(Result::unwrap));
                    }
                }
                _ => {}
            }
        }
        assert_eq!((calls, globals, items), (vec![0, 2, 4], vec![0, 1], vec![0, 2, 4]));
    }

    /// A part with a function that passes on to each of `slots`, in a module whose own function is at `own`.
    fn calling(slots: &[i32], own: i32) -> Vec<u8> {
        let (mut types, mut imports, mut functions) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        let (mut elements, mut code) = (ElementSection::new(), CodeSection::new());
        types.ty().function([ValType::I32], [ValType::I32]);
        imports.import(
            "main",
            "table",
            TableType { element_type: RefType::FUNCREF, table64: false, minimum: 9, maximum: None, shared: false },
        );
        imports.import("main", "memory", MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        for slot in slots {
            let mut shim = Function::new([]);
            shim.instructions().local_get(0).i32_const(*slot).call_indirect(0, 0).end();
            functions.function(0);
            code.function(&shim);
        }
        let mut body = Function::new([]);
        body.instructions().local_get(0);
        for (shim, _) in (0..).zip(slots) {
            body.instructions().call(shim);
        }
        body.instructions().end();
        functions.function(0);
        code.function(&body);
        let last = functions.len() - 1;
        elements.active(None, &ConstExpr::i32_const(own), Elements::Functions([last].as_slice().into()));
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements).section(&code);
        module.finish()
    }

    #[test]
    fn calls_within_the_merged_module_are_direct_and_the_others_share_their_way() {
        let merged = merge(&[calling(&[8, 5], 4), calling(&[8, 4], 5)]).unwrap();
        wasmparser::validate(&merged).unwrap();
        let mut calls = Vec::new();
        for payload in Parser::new(0).parse_all(&merged) {
            if let Payload::CodeSectionEntry(body) = payload.unwrap() {
                let operators = body.get_operators_reader().unwrap().into_iter().map(Result::unwrap);
                calls.push(
                    operators
                        .filter_map(|operator| match operator {
                            Operator::Call { function_index } => Some(function_index),
                            _ => None,
                        })
                        .collect::<Vec<_>>(),
                );
            }
        }
        // The way to 8, and the two own functions, which call it and each other.
        assert_eq!(calls, [vec![], vec![0, 2], vec![0, 1]]);
    }

    #[test]
    fn what_is_no_part_is_refused() {
        assert!(merge(&[b"\0asm".to_vec()]).is_err());
        let mut exporting = Module::new();
        exporting.section(wasm_encoder::ExportSection::new().export("memory", wasm_encoder::ExportKind::Memory, 0));
        assert!(merge(&[exporting.finish()]).is_err());
    }
}
