//! What the address of the page brings: a scenario, a request.

use nsp_formats::finding::Severity;
use nsp_formats::request::RequestForm;
use nsp_formats::request::query::QueryError;
use nsp_formats::scenario::Request;

use super::stored::RecordId;
use super::{Document, Draft, Notice, Origin, Placement, Session, Shared, SourceFile, Workspace};

/// A scenario to open, a request to show or to fire, and what of the address makes no sense.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrival {
    pub file: Option<(SourceFile, Origin)>,
    /// A saved request by its name or number.
    pub request: Option<String>,
    pub asked: Option<RequestForm>,
    /// Sentences. Backticks mark code.
    pub errors: Vec<String>,
}

impl Arrival {
    /// Whether nothing comes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Shows the request that is named and fires the one that is asked. Everything that is wrong,
    /// and the request that cannot be fired so.
    pub fn ask(&self, session: &mut Session) -> (Vec<String>, Option<Draft>) {
        let mut errors = self.errors.clone();
        if let Some(wanted) = &self.request {
            match find(session, wanted) {
                Some(number) => session.show(number),
                None => errors.push(format!(
                    "`request`: There is no saved request `{wanted}`. Write its name, or a number \
                     from 1 to {}.",
                    session.fired.len()
                )),
            }
        }
        let Some(form) = &self.asked else { return (errors, None) };
        let draft = Draft::saved(&Request::from(form.clone()), session.estate.snapshot());
        match form.build(session.estate.snapshot()) {
            Ok(_) => {
                session.fire(draft);
                (errors, None)
            }
            Err(found) => {
                let said = found.into_iter().map(QueryError::from);
                errors.extend(said.map(|it| format!("`{}`: {}", it.parameter, it.message)));
                (errors, Some(draft))
            }
        }
    }
}

impl Workspace {
    /// Takes in what came: a scenario beside those that there are, never in place of one. What is
    /// wrong is said.
    pub(super) fn arrive(&mut self, arrival: &Arrival, fresh: RecordId) {
        let mut partly = false;
        if let Some((file, origin)) = &arrival.file {
            // It stands beside what is open, so what was understood does no harm: the rest is told.
            let read = Document::read(std::slice::from_ref(file), Placement::Apart);
            match read.or_else(|refused| refused.rest.clone().ok_or(refused)) {
                Ok(document) => {
                    let findings = document.findings.iter().flat_map(|it| it.iter());
                    partly = findings.map(|it| it.severity).any(|it| it == Severity::Error);
                    let label = match origin {
                        Origin::Link => "Open a link",
                        Origin::Example | Origin::Own => "The example",
                    };
                    self.begin(label, document, *origin, fresh);
                }
                Err(refused) => self.refused = Some(Shared::new(refused)),
            }
        }
        let mut errors = arrival.errors.clone();
        if self.refused.is_none() && (arrival.request.is_some() || arrival.asked.is_some()) {
            let (said, draft) = arrival.ask(&mut self.session);
            errors = said;
            self.draft = draft.unwrap_or_else(|| self.session.starting_draft());
        }
        if partly {
            errors.push("Not all of it was understood: Problems says what is left out.".to_owned());
        }
        if !errors.is_empty() {
            self.notice = Some(Notice::alert(errors.join(" ")));
        }
    }
}

/// The number of a saved request: by name, else by its place counted from one.
fn find(session: &Session, wanted: &str) -> Option<usize> {
    let named = session.fired.iter().find(|it| it.draft.name.eq_ignore_ascii_case(wanted));
    let placed = || {
        let place: usize = wanted.parse().ok()?;
        session.fired.get(place.checked_sub(1)?)
    };
    named.or_else(placed).map(|fired| fired.number)
}
