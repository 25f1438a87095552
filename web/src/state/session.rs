//! One scenario and what was asked of it.

use nsp_formats::finding::{Finding, Severity};
use nsp_formats::scenario::{Request, Scenario};

use super::estate::Later;
use crate::parts::work;

use super::{Checks, Document, Draft, Estate, Field, Shared, short_name};

/// Estates with more parts than this are examined after they are painted.
const LARGE: usize = 2_000;

/// The scenario that is open, what follows from it, and the requests beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The truth. Its `requests` are those of the moment when it was made.
    pub document: Document,
    pub estate: Shared<Estate>,
    /// What becomes of the expectations.
    pub checks: Checks,
    /// What there is to say about the document.
    pub findings: Shared<[Finding]>,
    /// Whether `findings` are about the document as it is now.
    pub examined: bool,
    /// Oldest first.
    pub fired: Shared<Vec<Fired>>,
    /// The number of the request that is shown.
    pub picked: Option<usize>,
    /// How often a request was fired or picked: each time the form shows it afresh.
    pub turn: usize,
    /// How often documents were read into it.
    pub read: usize,
}

/// A request that was fired, and what the estate answers now.
#[derive(Clone, Debug, PartialEq)]
pub struct Fired {
    /// Never given twice among the requests of a session.
    pub number: usize,
    pub draft: Draft,
    /// As the scenario has it, with members that nothing here knows.
    pub request: Shared<Request>,
    pub answer: Later,
}

/// The requests beside a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub fired: Shared<Vec<Fired>>,
    pub picked: Option<usize>,
}

impl Session {
    /// Fires the requests that the document holds, and shows the first.
    #[must_use]
    pub fn new(document: Document) -> Self {
        let estate = Shared::new(Estate::of(&document.scenario));
        let checks = Checks::new(estate.clone(), document.scenario.clone());
        let mut session = Self {
            document: Document { findings: None, ..document.clone() },
            estate,
            checks,
            findings: Shared::from(Vec::new()),
            examined: false,
            fired: Shared::new(Vec::new()),
            picked: None,
            turn: 0,
            read: 0,
        };
        session.settle(document);
        session.ask_saved();
        session
    }

    /// The scenario itself.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.document.scenario
    }

    /// Whether it is so large that what can wait has to.
    #[must_use]
    pub fn is_large(&self) -> bool {
        is_large(self.scenario())
    }

    /// The document to save: with the requests that were fired.
    #[must_use]
    pub fn written(&self) -> Scenario {
        let requests = self.fired.iter().map(|fired| (*fired.request).clone()).collect();
        Scenario { requests, ..self.scenario().clone() }
    }

    /// Opens another document in place of this one, and asks it what was asked before.
    pub fn change(&mut self, document: Document) {
        self.estate = Shared::new(self.estate.after(&document.scenario));
        self.settle(document);
        self.ask_again();
    }

    fn settle(&mut self, document: Document) {
        self.checks = Checks::new(self.estate.clone(), document.scenario.clone());
        let small = || work().filter(|_| !is_large(&document.scenario));
        let examined = || small().map(|work| (work.examine)(&document.scenario).into());
        let findings = document.findings.clone().or_else(examined);
        self.examined = findings.is_some();
        if let Some(findings) = findings {
            self.findings = findings;
        }
        self.document = document;
    }

    /// Takes in what was found in the document after it was painted.
    pub fn take_findings(&mut self, of: &Shared<Scenario>, findings: Shared<[Finding]>) {
        if self.document.scenario == *of && !self.examined {
            self.findings = findings;
            self.examined = true;
        }
    }

    /// Replaces the requests by those that the document holds.
    pub fn ask_saved(&mut self) {
        self.fired = Shared::new(Vec::new());
        self.ask_more(0);
        self.show_first();
    }

    /// Fires the requests that the document holds from one on.
    pub fn ask_more(&mut self, from: usize) {
        let document = self.document.clone();
        for request in document.scenario.requests.iter().skip(from) {
            let draft = Draft::saved(request, self.estate.snapshot());
            self.keep(draft, request.clone());
        }
    }

    /// Shows the first request, where none is shown.
    pub fn show_first(&mut self) {
        if self.shown().is_none() {
            self.picked = self.fired.first().map(|fired| fired.number);
        }
        self.turn += 1;
    }

    /// Asks, and shows the answer. A request that was fired before is shown and not listed twice.
    pub fn fire(&mut self, draft: Draft) {
        let request = draft.to_save();
        let number = self.keep(draft, request);
        self.show(number);
    }

    fn keep(&mut self, draft: Draft, request: Request) -> usize {
        if let Some(known) = self.fired.iter().find(|fired| fired.draft.asks_like(&draft)) {
            return known.number;
        }
        let number = self.fired.iter().map(|fired| fired.number + 1).max().unwrap_or_default();
        let answer = Later::new(self.estate.clone(), draft.clone());
        let request = Shared::new(request);
        self.fired.make_mut().push(Fired { number, draft, request, answer });
        number
    }

    /// Shows a request.
    pub fn show(&mut self, number: usize) {
        self.picked = Some(number);
        self.turn += 1;
    }

    /// Takes a request off the list. Its place there and itself.
    pub fn forget(&mut self, number: usize) -> Option<(usize, Fired)> {
        let place = self.fired.iter().position(|fired| fired.number == number)?;
        let gone = self.fired.make_mut().remove(place);
        if self.picked == Some(number) {
            let near = self.fired.get(place).or_else(|| self.fired.last());
            self.picked = near.map(|fired| fired.number);
            self.turn += 1;
        }
        Some((place, gone))
    }

    /// Puts a request back to where it stood.
    pub fn remember(&mut self, place: usize, fired: Fired) {
        if self.fired.iter().all(|known| known.number != fired.number) {
            let place = place.min(self.fired.len());
            let number = fired.number;
            self.fired.make_mut().insert(place, fired);
            self.ask_again();
            self.show(number);
        }
    }

    /// Puts the requests of another side of a step in place of these, which are given back.
    pub fn swap(&mut self, asked: &Asked) -> Asked {
        let fired = std::mem::replace(&mut self.fired, asked.fired.clone());
        let picked = std::mem::replace(&mut self.picked, asked.picked);
        self.turn += 1;
        Asked { fired, picked }
    }

    /// Asks the estate everything anew.
    fn ask_again(&mut self) {
        let estate = self.estate.clone();
        for fired in self.fired.make_mut() {
            fired.answer = Later::new(estate.clone(), fired.draft.clone());
        }
    }

    /// The request that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&Fired> {
        self.picked.and_then(|number| self.fired.iter().find(|fired| fired.number == number))
    }

    /// What the form starts from: the shown request, or one to the first resource.
    #[must_use]
    pub fn starting_draft(&self) -> Draft {
        let first = || self.estate.resources().next();
        self.shown().map(|fired| fired.draft.clone()).unwrap_or_else(|| match first() {
            Some(resource) => {
                let name = short_name(self.estate.snapshot(), resource).to_owned();
                Draft::default().with(Field::Resource, name)
            }
            None => Draft::default(),
        })
    }

    /// How many findings a person should look at: errors and warnings.
    #[must_use]
    pub fn problems(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity != Severity::Info).count()
    }
}

fn is_large(scenario: &Scenario) -> bool {
    let estate = &scenario.estate;
    let profiles = estate.perimeters.iter().flat_map(|perimeter| &perimeter.profiles);
    let mut rules = profiles.flat_map(|profile| &profile.access_rules);
    let mut parts = estate.resources.len();
    while parts <= LARGE
        && let Some(rule) = rules.next()
    {
        parts += 1 + rule.address_prefixes.len();
    }
    parts > LARGE
}
