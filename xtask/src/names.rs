//! Short names for what a script and its wasm call each other: a first visit fetches them twice.

use anyhow::{Context, Result, anyhow};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, Imports, Parser};

/// What wasm-bindgen's names with a hash begin with, and how long the hash is.
const BEGINNINGS: [&str; 2] = ["__wbg_", "wasm_bindgen__"];
const HASH: usize = 16;

/// Each name, and the short one.
struct Names(BTreeMap<String, String>);

/// Shortens the names that wasm-bindgen made, in its script and in the wasm.
pub(crate) fn shorten(script: &Path, wasm: &Path) -> Result<()> {
    let mut names = Names(BTreeMap::new());
    let text = names.script(&fs::read_to_string(script)?);
    let module = names.module(&fs::read(wasm)?).with_context(|| format!("{}", wasm.display()))?;
    fs::write(script, text)?;
    fs::write(wasm, module)?;
    Ok(())
}

impl Names {
    /// The script with short names.
    fn script(&mut self, text: &str) -> String {
        let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '_';
        let mut short = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(is_letter) {
            let (before, word) = rest.split_at(start);
            let end = word.find(|it| !is_letter(it)).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            short += before;
            short += self.short(word).unwrap_or(word);
            rest = after;
        }
        short + rest
    }

    /// The short name of a word that is one of wasm-bindgen's names.
    fn short(&mut self, word: &str) -> Option<&str> {
        let hash = word.get(word.len().checked_sub(HASH)?..)?;
        let is_name = BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
            && hash.bytes().all(|it| it.is_ascii_hexdigit());
        let next = self.0.len();
        is_name
            .then(|| self.0.entry(word.to_owned()).or_insert_with(|| format!("${next}")).as_str())
    }

    fn module(&mut self, wasm: &[u8]) -> Result<Vec<u8>> {
        let mut module = Module::new();
        let read = self.parse_core_module(&mut module, Parser::new(0), wasm);
        read.map_err(|error| anyhow!("{error}"))?;
        Ok(module.finish())
    }

    fn known<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.get(name).map_or(name, String::as_str)
    }
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), Error> {
        for import in imports {
            let (_, import) = import?;
            let ty = self.entity_type(import.ty)?;
            section.import(import.module, self.known(import.name), ty);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        section: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error> {
        let index = self.external_index(export.kind, export.index)?;
        let kind = self.export_kind(export.kind)?;
        section.export(self.known(export.name), kind, index);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, FunctionSection, TypeSection};
    use wasmparser::Payload;

    #[test]
    fn a_name_is_the_same_in_both() {
        let (call, given) = ("__wbg_a_0123456789abcdef", "wasm_bindgen__b__hfedcba9876543210");
        let mut names = Names(BTreeMap::new());
        let script = format!("{call}: wasm.{given}(__wbg_set, {call}, 'é')");
        assert_eq!(names.script(&script), "$0: wasm.$1(__wbg_set, $0, 'é')");

        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./a", call, EntityType::Function(0));
        imports.import("./a", "__wbg_set", EntityType::Function(0));
        let mut exports = ExportSection::new();
        exports.export(given, ExportKind::Func, 0);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&FunctionSection::new()).section(&exports);
        let wasm = names.module(&module.finish()).unwrap();

        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(&wasm) {
            match payload.unwrap() {
                Payload::ImportSection(imports) => {
                    found.extend(imports.into_imports().map(|it| it.unwrap().name));
                }
                Payload::ExportSection(exports) => {
                    found.extend(exports.into_iter().map(|it| it.unwrap().name));
                }
                _ => (),
            }
        }
        assert_eq!(found, ["$0", "__wbg_set", "$1"]);
    }
}
