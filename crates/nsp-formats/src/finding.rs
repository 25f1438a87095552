//! What a reader should know about a document: where, what, and what to write instead.

mod kind;
pub(crate) mod message;

pub(crate) use message::bare_host;

pub use kind::{Kind, Skip};

use core::fmt;
use nsp_core::order;
use std::collections::{BTreeMap, BTreeSet};

use crate::locate;

/// What was understood of a document, and what was not.
#[derive(Clone, Debug, PartialEq)]
pub struct Import<T> {
    /// Everything that was understood.
    pub value: T,
    /// Everything a reader should know, in document order.
    pub findings: Vec<Finding>,
}

/// One thing a reader should know about one place of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// The document's name as its reader gave it; empty where the scenario has no text of its own.
    pub file: String,
    /// RFC 6901; names a value that the document has.
    pub pointer: String,
    /// Where in the text that value begins; `None` where there is no text.
    pub position: Option<Position>,
    /// What was found.
    pub kind: Kind,
}

impl Finding {
    /// Short sentences: what is wrong, then what to write instead. Backticks mark the user's text.
    #[must_use]
    pub fn message(&self) -> String {
        self.kind.message()
    }
}

impl Kind {
    /// Short sentences: what is wrong, then what to write instead.
    pub(crate) fn message(&self) -> String {
        message::of(self)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Position { line, column }) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        if !self.pointer.is_empty() {
            write!(f, " {}", self.pointer)?;
        }
        write!(f, ": {}: {}", self.severity.name(), self.message())
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Part of the document could not be used.
    Error,
    /// The document means something else than it seems to say.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// `error`, `warning` or `info`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place in a text. Both count from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// A value of one of several documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) file: usize,
    pub(crate) pointer: String,
}

impl Place {
    pub(crate) fn child(&self, key: &str) -> Self {
        Self { file: self.file, pointer: locate::child(&self.pointer, key) }
    }
}

/// How many findings are listed. Nobody reads more, and a page that lists them all stands still.
const MOST: usize = 1_000;

/// Gathers findings by place, in any order, until the texts are asked where the places are.
#[derive(Debug, Default)]
pub(crate) struct Report {
    found: Vec<(Place, Kind)>,
    /// Names of members that were left out, by place and by what they are members of.
    not_read: BTreeMap<(Place, &'static str), Names>,
}

/// Names in the order they came in, each once.
#[derive(Debug, Default)]
struct Names {
    ordered: Vec<String>,
    seen: BTreeSet<String>,
}

impl Report {
    pub(crate) fn add(&mut self, place: &Place, kind: Kind) {
        self.found.push((place.clone(), kind));
    }

    /// Members that decide nothing and are not kept; gathered to one finding a `place`.
    pub(crate) fn not_read(&mut self, place: Place, what: &'static str, name: &str) {
        let names = self.not_read.entry((place, what)).or_default();
        if names.seen.insert(name.to_owned()) {
            names.ordered.push(name.to_owned());
        }
    }

    /// The findings in document order, at one place the gravest first.
    pub(crate) fn settle(mut self, files: &[(&str, &str)]) -> Vec<Finding> {
        for ((place, of), names) in core::mem::take(&mut self.not_read) {
            self.found.push((place, Kind::NotRead { of, names: names.ordered }));
        }
        let of_another_type: BTreeSet<Place> = self
            .found
            .iter()
            .filter(|(_, kind)| matches!(kind, Kind::WrongType { .. }))
            .map(|(place, _)| place.clone())
            .collect();
        // A page of several lists says once that it goes on.
        let mut pages = BTreeSet::new();
        self.found.retain(|(place, kind)| match kind {
            Kind::MorePages { of, has_last } => pages.insert((place.clone(), *of, *has_last)),
            _ => true,
        });
        self.count_the_rest();
        let mut settled: Vec<(usize, Option<usize>, Finding)> = Vec::new();
        for (index, (name, text)) in files.iter().enumerate() {
            let here = || self.found.iter().filter(|(place, _)| place.file == index);
            if here().next().is_none() {
                continue;
            }
            let offsets = locate::offsets(text, here().map(|(place, _)| place.pointer.as_str()));
            let found = here().filter_map(|(place, kind)| {
                let (pointer, offset) = offsets.nearest(&place.pointer);
                let seen = Place { file: index, pointer: pointer.to_owned() };
                if kind.is_about_a_value() && of_another_type.contains(&seen) {
                    return None;
                }
                let finding = Finding {
                    severity: kind.severity(),
                    file: (*name).to_owned(),
                    pointer: pointer.to_owned(),
                    position: None,
                    kind: kind.clone(),
                };
                Some((index, offset, finding))
            });
            let first = settled.len();
            settled.extend(found);
            let mut places = locate::Lines::new(text);
            if let Some(new) = settled.get_mut(first..) {
                order::sort_by_key(new, |(_, offset, finding)| (*offset, finding.severity));
                for (_, offset, finding) in new {
                    finding.position = offset.map(|offset| places.position(offset));
                }
            }
        }
        settled.into_iter().map(|(_, _, finding)| finding).collect()
    }

    /// The findings with pointers into a value that has no text.
    pub(crate) fn unsettled(mut self) -> Vec<Finding> {
        self.count_the_rest();
        self.found
            .into_iter()
            .map(|(place, kind)| Finding {
                severity: kind.severity(),
                file: String::new(),
                pointer: place.pointer,
                position: None,
                kind,
            })
            .collect()
    }

    /// Keeps the gravest of more findings than are listed, and says how many there are beside them.
    fn count_the_rest(&mut self) {
        if self.found.len() <= MOST {
            return;
        }
        let mut order: Vec<(Severity, usize)> =
            (0..).zip(&self.found).map(|(at, (_, kind))| (kind.severity(), at)).collect();
        order.sort_unstable();
        let rest = order.split_off(MOST);
        let kept: BTreeSet<usize> = order.into_iter().map(|(_, at)| at).collect();
        let mut at = 0..;
        self.found.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
        if let Some((gravest, _)) = rest.first() {
            let more = Kind::More { count: rest.len(), gravest: *gravest };
            self.found.push((Place::default(), more));
        }
    }

    /// Takes the findings of another report, each moved to where `to` says its place came from.
    pub(crate) fn absorb(&mut self, other: Self, to: impl Fn(&Place) -> Place) {
        self.found.extend(other.found.into_iter().map(|(place, kind)| (to(&place), kind)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_the_gravest_are_listed_and_the_rest_counted() {
        let text = format!("[{}1]", "0,".repeat(5_000));
        let mut report = Report::default();
        for at in 0..=5_000 {
            let place = Place { file: 0, pointer: format!("/{at}") };
            let error = Kind::WrongType { expected: "a text", found: "a number" };
            report.add(&place, if at == 5_000 { error } else { Kind::Comments });
        }
        let findings = report.settle(&[("a.json", &text)]);
        assert_eq!(findings.len(), MOST + 1);
        let [first, .., last] = &findings[..] else { panic!("{findings:#?}") };
        assert_eq!(first.message(), "4001 more findings are not listed. See to these first.");
        assert_eq!((last.pointer.as_str(), last.severity), ("/5000", Severity::Error));
    }
}
