//! The functions of a wasm, like beside like: what compression has just seen it says shortest.

use crate::run::program;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// Of all the words that a body has, the smallest under each of so many orders. Two bodies agree
/// in about that share of their sketches that they have in common of their words.
type Sketch = [u32; 256];

/// Sorts the functions in place. `wasm-opt` does it, by names that it does not keep.
pub(crate) fn sort(file: &Path, wasm_opt: &Path) -> Result<()> {
    let mut wasm = fs::read(file)?;
    let (imported, bodies) = functions(&wasm).with_context(|| format!("{}", file.display()))?;
    let mut ranks = vec![0; bodies.len()];
    for (rank, place) in chain(&bodies).into_iter().enumerate() {
        if let Some(own) = ranks.get_mut(place) {
            *own = rank;
        }
    }
    let mut names = NameMap::new();
    for (function, rank) in (imported..).zip(ranks) {
        names.append(function, &format!("{rank:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    section.append_to(&mut wasm);
    fs::write(file, wasm)?;
    let paths = [file.as_os_str(), "-o".as_ref(), file.as_os_str()];
    program(wasm_opt).args(["--reorder-functions-by-name"]).args(paths).run()
}

/// How many functions are imported, and the bodies of the others.
fn functions(wasm: &[u8]) -> Result<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => (),
        }
    }
    Ok((imported, bodies))
}

/// The places of the bodies: the longest, and each time the one that is most like the last. Of
/// several, it is the one that is nearest in length.
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let longest = bodies.iter().enumerate().max_by_key(|(_, body)| body.len());
    let mut left: Vec<(usize, usize, Sketch)> =
        bodies.iter().enumerate().map(|(place, body)| (place, body.len(), sketch(body))).collect();
    let mut next = longest.map(|(place, _)| place);
    let mut chain = Vec::new();
    while let Some(at) = next {
        let (place, length, last) = left.swap_remove(at);
        chain.push(place);
        let likeness = |(_, of, other): &(usize, usize, Sketch)| {
            let alike = last.iter().zip(other).filter(|(one, other)| one == other).count();
            (alike, std::cmp::Reverse(length.abs_diff(*of)))
        };
        next = (0..left.len()).max_by_key(|at| left.get(*at).map(likeness));
    }
    chain
}

fn sketch(body: &[u8]) -> Sketch {
    let words = body.windows(4).filter_map(|word| Some(u32::from_le_bytes(*word.first_chunk()?)));
    let words: BTreeSet<u32> = words.map(mixed).collect();
    let mut sketch = [u32::MAX; _];
    let mut seed = 1_u32;
    for smallest in &mut sketch {
        seed = mixed(seed.wrapping_add(0x9e37_79b9));
        let factor = seed | 1;
        *smallest = words.iter().map(|it| it.wrapping_mul(factor)).min().unwrap_or(u32::MAX);
    }
    sketch
}

/// Spreads what is close, so that no order prefers what is frequent in code.
fn mixed(word: u32) -> u32 {
    let word = (word ^ (word >> 16)).wrapping_mul(0x85eb_ca6b);
    let word = (word ^ (word >> 13)).wrapping_mul(0xc2b2_ae35);
    word ^ (word >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_stands_beside_like() {
        let bodies: [&[u8]; 4] =
            [b"abcdefghijklm", b"0123456789", b"abcdefghijklm!", b"0123456789."];
        assert_eq!(chain(&bodies), [2, 0, 3, 1]);
        assert_eq!(chain(&[]), [0_usize; 0]);
    }

    #[test]
    fn finds_the_functions_that_are_not_imported() {
        let wasm = wat_of_two();
        let (imported, bodies) = functions(&wasm).unwrap();
        assert_eq!((imported, bodies.len()), (1, 2));
    }

    /// A module that imports a function and has two that do nothing.
    fn wat_of_two() -> Vec<u8> {
        use wasm_encoder::*;
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("a", "b", EntityType::Function(0));
        imports.import(
            "a",
            "c",
            MemoryType {
                minimum: 1,
                maximum: None,
                memory64: false,
                shared: false,
                page_size_log2: None,
            },
        );
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for _ in 0..2 {
            functions.function(0);
            let mut nothing = Function::new([]);
            nothing.instructions().end();
            code.function(&nothing);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&code);
        module.finish()
    }
}
