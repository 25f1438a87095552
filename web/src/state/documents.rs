//! Documents handed to the importer, requests handed to the engine.

use std::rc::Rc;

use nsp_core::{Compiled, ResourceId, Revision, Snapshot};
use nsp_formats::explain::describe;
use nsp_formats::finding::{Finding, Import, Severity};
use nsp_formats::import;
use nsp_formats::report::{Comparison, compare};
use nsp_formats::request::{FormError, RequestForm};
use nsp_formats::scenario::{Scenario, resource};
use yew::AttrValue;

use super::{Draft, Field, Placement, Shared};

/// A document as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub name: String,
    pub text: String,
}

/// What several documents describe together.
#[derive(Clone, Debug)]
pub struct Estate {
    /// The scenario's name, or else the names of the files.
    pub name: AttrValue,
    pub files: Vec<SourceFile>,
    pub findings: Rc<[Finding]>,
    /// The requests that the documents hold.
    pub requests: Vec<Draft>,
    /// The revision that was chosen in place of the documents' own.
    chosen: Option<Revision>,
    compiled: Compiled,
}

/// Documents that were not opened, or not before it is said that a part will do.
#[derive(Clone, Debug)]
pub struct Refused {
    pub findings: Rc<[Finding]>,
    /// What could be read, where that is anything.
    pub rest: Option<Shared<Estate>>,
    pub placement: Placement,
}

/// A request in words, and what every state answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub resource: ResourceId,
    pub description: AttrValue,
    pub comparison: Comparison,
}

/// Why a field's text cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: Field,
    pub message: AttrValue,
}

impl Estate {
    /// Reads documents into one estate.
    ///
    /// # Errors
    ///
    /// Where a part of a document could not be used.
    pub fn read(files: Vec<SourceFile>, placement: Placement) -> Result<Self, Refused> {
        let texts: Vec<(&str, &str)> =
            files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
        let Import { value, findings } = import(&texts).map_err(|findings| Refused {
            findings: findings.into(),
            rest: None,
            placement,
        })?;
        let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
        let findings: Rc<[Finding]> = findings.into();
        let estate = Self::of(&value, files, findings.clone());
        if broken {
            let rest = (!estate.is_empty()).then(|| Shared::new(estate));
            return Err(Refused { findings, rest, placement });
        }
        Ok(estate)
    }

    /// The documents of this estate and more of them, of which one of a known name replaces it.
    ///
    /// # Errors
    ///
    /// See [`Estate::read`].
    pub fn with(&self, files: Vec<SourceFile>) -> Result<Self, Refused> {
        let kept = self.files.iter().filter(|old| files.iter().all(|new| new.name != old.name));
        let all = kept.cloned().chain(files.iter().cloned()).collect();
        let estate = Self::read(all, Placement::Add)?;
        Ok(match self.chosen {
            Some(revision) => estate.judged_by(revision),
            None => estate,
        })
    }

    fn of(scenario: &Scenario, files: Vec<SourceFile>, findings: Rc<[Finding]>) -> Self {
        let snapshot = scenario.snapshot().value;
        let names = || files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ");
        let name = scenario.name.clone().unwrap_or_else(names);
        let requests = scenario.requests.iter().map(|request| {
            let form = RequestForm::from(request);
            let asked = form.resource.as_deref().unwrap_or_default();
            let asked = resource(&snapshot, asked).map(|id| short_name(&snapshot, &id).to_owned());
            let draft = Draft::from(&form).named(request.name.clone().unwrap_or_default());
            asked.into_iter().fold(draft, |draft, name| draft.with(Field::Resource, name))
        });
        let requests = requests.collect();
        let compiled = Compiled::new(snapshot);
        Self { name: name.into(), files, findings, requests, chosen: None, compiled }
    }

    /// The same documents judged by another revision of the storage article.
    #[must_use]
    pub fn judged_by(&self, revision: Revision) -> Self {
        let snapshot = Snapshot { revision, ..self.snapshot().clone() };
        Self { compiled: Compiled::new(snapshot), chosen: Some(revision), ..self.clone() }
    }

    /// What is open when nothing is.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(&Scenario::default(), Vec::new(), Rc::new([]))
    }

    fn is_empty(&self) -> bool {
        self.snapshot().perimeters.is_empty() && self.snapshot().resources.is_empty()
    }

    /// The estate as the engine has it.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        self.compiled.snapshot()
    }

    /// Asks a request of every state.
    ///
    /// # Errors
    ///
    /// Every field that is wrong, with what to write.
    pub fn ask(&self, draft: &Draft) -> Result<Answered, Vec<FieldError>> {
        if draft.is_outbound() && draft.given(Field::OutboundTo).is_none() {
            let message = "Say where it calls: a host name such as `api.partner.example`, or a \
                           resource.";
            return Err(vec![FieldError { field: Field::OutboundTo, message: message.into() }]);
        }
        let request = draft.form().build(self.snapshot()).map_err(|errors| {
            let error = |FormError { field, message }: FormError| FieldError {
                field: field.into(),
                message: message.into(),
            };
            errors.into_iter().map(error).collect::<Vec<_>>()
        })?;
        Ok(Answered {
            resource: request.resource.clone(),
            description: describe(&request).into(),
            comparison: compare(&self.compiled, &request),
        })
    }

    /// A name for a pasted text that no document has, unless it takes their place.
    #[must_use]
    pub fn pasted_name(&self, placement: Placement) -> String {
        let taken = |name: &String| {
            placement == Placement::Add && self.files.iter().any(|file| file.name == *name)
        };
        let numbered = (2..).map(|number| format!("pasted-{number}.json"));
        let names = std::iter::once("pasted.json".to_owned()).chain(numbered);
        names.into_iter().find(|name| !taken(name)).unwrap_or_default()
    }
}

/// A resource's name, or its id where another has the same name.
#[must_use]
pub fn short_name<'a>(snapshot: &Snapshot, id: &'a ResourceId) -> &'a str {
    let same = snapshot.resources.iter().filter(|it| it.id.name().eq_ignore_ascii_case(id.name()));
    if same.count() > 1 { id.as_str() } else { id.name() }
}
