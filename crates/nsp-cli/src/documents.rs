//! Files and links in.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use nsp_formats::finding::{Finding, Import, Severity};
use nsp_formats::link::{self, LinkError, TooLong};
use nsp_formats::request::FormError;
use nsp_formats::scenario::{NotFound, Scenario};

/// Why nothing could be answered.
pub(crate) enum Failure {
    /// A file could not be read, or standard output not be written.
    Io(String, io::Error),
    /// A link could not be opened.
    Link(LinkError),
    /// The scenario does not fit into a link.
    TooLong(TooLong),
    /// The documents hold nothing to ask about; the findings say why.
    Documents(Vec<Finding>),
    /// A resource that is named is not there, or not alone.
    Resource(NotFound),
    /// No state is named, and the estate does not say which it is in.
    NoState(String),
    /// Nothing is associated, and only that can be enforced.
    NothingAssociated,
    /// The request makes no sense for this estate.
    Request(Vec<FormError>),
}

/// The files as one scenario. A file that is no JSON at all ends the matter; everything else is a
/// finding.
pub(crate) fn scenario(files: &[PathBuf]) -> Result<Import<Scenario>, Failure> {
    if files.iter().filter(|file| is_standard_input(file)).count() > 1 {
        let what = "standard input can be read once only; give one `-`";
        let error = io::Error::new(io::ErrorKind::InvalidInput, what);
        return Err(Failure::Io("-".to_owned(), error));
    }
    let texts = files.iter().map(|file| text_of(file)).collect::<Result<Vec<_>, _>>()?;
    let texts: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let import = nsp_formats::import(&texts).map_err(Failure::Documents)?;
    let estate = &import.value.estate;
    let is_empty = estate.perimeters.is_empty() && estate.resources.is_empty();
    // An answer about nothing would pass for an answer about what was not read.
    if is_empty && import.findings.iter().any(|it| it.severity == Severity::Error) {
        return Err(Failure::Documents(import.findings));
    }
    Ok(import)
}

fn is_standard_input(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// How a file or link is called where something is said about it.
pub(crate) fn name_of(file: &Path) -> String {
    if as_link(file).is_some() { "link".to_owned() } else { file.display().to_string() }
}

fn as_link(file: &Path) -> Option<&str> {
    file.to_str().filter(|text| link::is_link(text))
}

fn text_of(file: &Path) -> Result<(String, String), Failure> {
    let name = name_of(file);
    if let Some(link) = as_link(file) {
        let text = link::document(link).map_err(Failure::Link)?;
        return Ok((name, text));
    }
    let mut bytes = Vec::new();
    let read = if is_standard_input(file) {
        io::stdin().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(file).map(|read| bytes = read)
    };
    read.map_err(|error| Failure::Io(name.clone(), error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let what = match error.as_bytes() {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
                "the file is UTF-16, as PowerShell writes it; save it as UTF-8 (`Out-File -Encoding \
                 utf8`)"
            }
            _ => "the file is not UTF-8 text; save it as UTF-8",
        };
        Failure::Io(name.clone(), io::Error::new(io::ErrorKind::InvalidData, what))
    })?;
    Ok((name, text))
}

/// Whether a finding is shown without being asked for.
pub(crate) fn is_grave(finding: &Finding) -> bool {
    finding.severity < Severity::Info
}
