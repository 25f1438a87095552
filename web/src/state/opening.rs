//! Documents handed to the importer.

use std::rc::Rc;

use nsp_formats::finding::{Finding, Import, Severity};
use nsp_formats::scenario::Scenario;
use yew::AttrValue;

use super::Shared;
use crate::parts::work;

/// A document as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub name: String,
    pub text: String,
}

/// What becomes of the scenario that is open when documents are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    #[default]
    Replace,
    Add,
    /// It stays as it is, and another is opened.
    Apart,
}

/// A scenario and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub scenario: Shared<Scenario>,
    /// The names of the files it was read from.
    pub files: Rc<[AttrValue]>,
    /// What was found in these files; of a scenario that was edited since, nothing is known yet.
    pub findings: Option<Shared<[Finding]>>,
}

/// Documents that were not opened, or not before it is said that a part will do.
#[derive(Clone, Debug)]
pub struct Refused {
    pub findings: Shared<[Finding]>,
    /// What could be read, where that is anything.
    pub rest: Option<Document>,
    pub placement: Placement,
}

impl Document {
    /// Reads files into one scenario.
    ///
    /// # Errors
    ///
    /// Where a part of a file could not be used.
    pub fn read(files: &[SourceFile], placement: Placement) -> Result<Self, Refused> {
        read(files, &[], placement)
    }

    /// This scenario and what more files describe. What both describe is merged.
    ///
    /// # Errors
    ///
    /// See [`Document::read`].
    pub fn with(&self, written: &Scenario, files: &[SourceFile]) -> Result<Self, Refused> {
        let open = SourceFile {
            name: OPEN.to_owned(),
            text: work().map(|work| (work.text)(written)).unwrap_or_default(),
        };
        let all: Vec<SourceFile> = std::iter::once(open).chain(files.iter().cloned()).collect();
        read(&all, &self.files, Placement::Add)
    }

    /// A scenario in which nothing is.
    #[must_use]
    pub fn empty() -> Self {
        Self::new(Scenario::default())
    }

    /// A scenario that no file holds.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        Self { scenario: Shared::new(scenario), files: Rc::new([]), findings: None }
    }

    /// The same origin with another scenario.
    #[must_use]
    pub fn edited(&self, scenario: Scenario) -> Self {
        Self { scenario: Shared::new(scenario), files: self.files.clone(), findings: None }
    }

    /// The scenario's name, or else what it was read from.
    #[must_use]
    pub fn title(&self) -> AttrValue {
        match (&self.scenario.name, &*self.files) {
            (Some(name), _) if !name.trim().is_empty() => name.clone().into(),
            (_, []) => AttrValue::from("Untitled"),
            (_, [only]) => only.clone(),
            (_, files) => format!("{} documents", files.len()).into(),
        }
    }
}

/// What the scenario that is open is called among files that are added to it.
const OPEN: &str = "what is open";

fn read(
    files: &[SourceFile],
    before: &[AttrValue],
    placement: Placement,
) -> Result<Document, Refused> {
    let texts: Vec<(&str, &str)> =
        files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
    // Whoever reads documents has fetched what reads them.
    let read = work().map_or_else(|| Err(Vec::new()), |work| (work.import)(&texts));
    let Import { value, findings } =
        read.map_err(|findings| Refused { findings: findings.into(), rest: None, placement })?;
    let added = || files.iter().filter(|file| placement != Placement::Add || file.name != OPEN);
    let own = |finding: &Finding| placement == Placement::Add && finding.file == OPEN;
    let broken = |finding: &Finding| finding.severity == Severity::Error && !own(finding);
    let broken = findings.iter().any(broken);
    let names = added().map(|file| AttrValue::from(file.name.clone()));
    let kept = before.iter().filter(|name| added().all(|file| file.name != name.as_str()));
    let findings: Shared<[Finding]> = findings.into();
    let document = Document {
        scenario: Shared::new(value),
        files: kept.cloned().chain(names).collect(),
        findings: Some(findings.clone()),
    };
    if broken {
        let estate = &document.scenario.estate;
        let empty = estate.perimeters.is_empty() && estate.resources.is_empty();
        return Err(Refused { findings, rest: (!empty).then_some(document), placement });
    }
    Ok(document)
}
