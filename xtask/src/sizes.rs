//! What a first visit transfers, beside what it may.

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use std::fs;
use std::path::{Path, PathBuf};

/// Markup, styles, scripts and wasm, as a server compresses them.
const BUDGET: usize = 350_000;

/// Fonts are compressed already.
const FONT_BUDGET: usize = 90_000;

/// Prints what a first visit loads before the page can be used, and what may follow. Whether it is
/// within its budget.
pub(crate) fn print(folder: &Path) -> Result<bool> {
    let files = files(folder)?;
    let of_page =
        with_extension(&files, &["html", "css", "js", "wasm"]).filter(|it| !is_beside(it));
    let (later, first): (Vec<&PathBuf>, Vec<&PathBuf>) = of_page.partition(|file| is_later(file));
    let total = table("first visit", folder, &first)?;
    let fonts = with_extension(&files, &["woff2"]).map(|font| Ok(fs::read(font)?.len()));
    let fonts: usize = fonts.sum::<Result<usize>>()?;
    let fits = within("together", total, BUDGET) & within("fonts", fonts, FONT_BUDGET);
    let rest = table("when wanted, and kept for offline", folder, &later)?;
    println!("{:<55} {:>10}", "together", kilobytes(rest));
    Ok(fits)
}

/// Prints the size of each file; the sum of the compressed ones.
fn table(title: &str, folder: &Path, files: &[&PathBuf]) -> Result<usize> {
    println!("{title:<44} {:>10} {:>10}", "raw", "brotli");
    let mut total = 0;
    for file in files {
        let bytes = fs::read(file)?;
        let compressed = brotli(&bytes).with_context(|| format!("{}", file.display()))?;
        let name = file.strip_prefix(folder).unwrap_or(file).display().to_string();
        println!("{name:<44} {:>10} {:>10}", kilobytes(bytes.len()), kilobytes(compressed));
        total += compressed;
    }
    Ok(total)
}

/// Whether the page asks for it only when it is wanted: a part, its styles, or the worker
/// behind the page.
fn is_later(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name == "offline.js"
        || (name.starts_with("later-") && name.ends_with(".css"))
        || (name.ends_with(".wasm") && !name.ends_with("_bg.wasm"))
}

/// Whether only the page about embedding loads it.
fn is_beside(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("embedding.") || name == "tokens.css" || name == "base.css"
}

fn within(what: &str, size: usize, budget: usize) -> bool {
    let fits = size <= budget;
    let answer = if fits { "within" } else { "OVER" };
    println!("{what:<55} {:>10} {answer} the budget of {}", kilobytes(size), kilobytes(budget));
    fits
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

fn with_extension<'a>(files: &'a [PathBuf], wanted: &[&str]) -> impl Iterator<Item = &'a PathBuf> {
    files.iter().filter(move |file| {
        let extension = file.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| wanted.contains(&extension))
    })
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    let strongest = BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &strongest)?;
    Ok(compressed.len())
}

/// All files below `folder`, in the order of their paths.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
