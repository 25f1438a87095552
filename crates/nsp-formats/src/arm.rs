//! Azure's own documents, any number of them, read into one estate.
//!
//! Read are the REST shapes and the command line's flattened ones of perimeters and all that is
//! under them, of resources and their `networkSecurityPerimeterConfigurations`; lists of these;
//! templates; the examples of the REST specification; service tag files; and scenarios.

mod configuration;
mod document;
mod expression;
mod id;
mod merge;
mod pages;
mod template;

use crate::finding::{Finding, Import, Place, Report};
use crate::json::{self, Dialect, Document, Node};
use crate::scenario::{Scenario, refused};
use merge::Merger;

/// Reads documents, each a name and a text, into one estate.
///
/// The same object in several documents is merged member by member; where they differ the later
/// one counts, with a finding. Findings are about the form of the documents and about what the
/// estate means, in the order of the documents and within each from top to bottom.
///
/// ```
/// let perimeter = r#"{
///   "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/p",
///   "properties": { "perimeterGuid": "aaaaaaaa-0000-0000-0000-000000000001" }
/// }"#;
/// let import = nsp_formats::import(&[("perimeter.json", perimeter)]).unwrap();
/// assert_eq!(import.value.estate.perimeters.len(), 1);
/// ```
///
/// # Errors
///
/// A finding for each text that is not JSON, or a scenario of another version.
pub fn import(files: &[(&str, &str)]) -> Result<Import<Scenario>, Vec<Finding>> {
    let mut report = Report::default();
    let mut documents: Vec<Document> = Vec::new();
    let mut failed = Vec::new();
    for (file, (name, text)) in files.iter().enumerate() {
        match json::read(file, text, &mut report) {
            Ok(document) => documents.push(document),
            Err(kind) => failed.push(refused(name, kind)),
        }
    }
    if !failed.is_empty() {
        return Err(failed);
    }
    let texts = files.iter().zip(&documents);
    let texts: Vec<(&str, &str)> =
        texts.map(|((name, _), document)| (*name, document.text.as_str())).collect();
    let (scenario, origins) = match documents.as_slice() {
        [only] if only.value.get("nspScenario").is_some() => {
            let node = Node::new(&only.value, Place::default(), Dialect::Scenario);
            Scenario::read(&node, &mut report).map_err(|kind| refused_in(files, 0, kind))?
        }
        all => {
            let mut merger = Merger::new(report);
            for (file, document) in all.iter().enumerate() {
                let place = Place { file, ..Place::default() };
                let node = Node::new(&document.value, place, Dialect::Azure);
                merger.document(&node).map_err(|kind| refused_in(files, file, kind))?;
            }
            let (scenario, origins);
            (scenario, origins, report) = merger.finish();
            (scenario, origins)
        }
    };
    scenario.check(&mut report, &origins);
    Ok(Import { value: scenario, findings: report.settle(&texts) })
}

fn refused_in(files: &[(&str, &str)], file: usize, kind: crate::finding::Kind) -> Vec<Finding> {
    let name = files.get(file).map_or("", |(name, _)| name);
    vec![refused(name, kind)]
}

#[cfg(test)]
mod tests;
