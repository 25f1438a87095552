//! Changes put together: one resource, one direction, one kind of permission, one turn.

use std::rc::Rc;
use std::sync::Arc;

use nsp_analysis::cells::{Change, Ends, Names, Turn, what_changes};
use nsp_analysis::difference::Difference;
use nsp_analysis::matrix::{Entry, Matrix, Side};
use nsp_analysis::{AddressCount, AddressSet};
use nsp_core::{Address, Destination, Direction, Flow, Request, ResourceId, Verdict};
use nsp_formats::Apart;
use nsp_formats::number::grouped;
use nsp_formats::report::changes::{self, kind};

use crate::state::{Part, Report};

/// What changes in one way by permissions of one kind.
#[derive(Clone, Debug)]
pub(super) struct Group {
    part: Rc<Part>,
    /// What its resource is called.
    name: Rc<str>,
    /// Of the part's differences.
    at: usize,
    pub(super) turn: Turn,
    pub(super) kind: &'static str,
}

/// What a group is known by, also in the report on another estate.
pub(super) type Key = (String, usize, Turn, &'static str);

/// Equal where it was found by the same look at the resource, which is called the same.
impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.part, &other.part) && self.key() == other.key() && self.name == other.name
    }
}

impl Group {
    /// Those of a report: what is lost on the way in first, ways out behind all ways in.
    pub(super) fn all(report: &Report) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        let apart = Apart::of([report.estate.compiled().snapshot()]);
        for part in &report.parts {
            let begin = groups.len();
            let name: Rc<str> = apart.resource(part.resource.as_str()).into();
            for (at, difference) in part.differences.iter().enumerate() {
                for (turn, permission) in difference.changes.permissions() {
                    let kind = kind(permission);
                    let (part, name) = (Rc::clone(part), Rc::clone(&name));
                    let group = Self { part, name, at, turn, kind };
                    if !groups.iter().skip(begin).any(|it| it.key() == group.key()) {
                        groups.push(group);
                    }
                }
            }
        }
        groups.sort_by_key(Self::chapter);
        groups
    }

    /// The same of a report that was made of the same or another estate.
    pub(super) fn key(&self) -> (&str, usize, Turn, &'static str) {
        (self.part.resource.as_str(), self.at, self.turn, self.kind)
    }

    pub(super) fn owned_key(&self) -> Key {
        (self.part.resource.as_str().to_owned(), self.at, self.turn, self.kind)
    }

    /// Whether a rule for addresses may keep it working.
    pub(super) fn is_mendable(&self) -> bool {
        self.turn == Turn::Lost && !self.is_out() && matches!(self.kind, "ipRule" | "defaultAllow")
    }

    fn is_out(&self) -> bool {
        self.difference().is_some_and(|it| it.direction == Direction::Outbound)
    }

    fn chapter(&self) -> (bool, bool, Turn) {
        (self.turn == Turn::StaysUnknown, self.is_out(), self.turn)
    }

    /// What stands over it and those like it.
    pub(super) fn heading(&self) -> &'static str {
        match (self.is_out(), self.turn) {
            (_, Turn::StaysUnknown) => "Unknown before and after",
            (false, Turn::Lost) => "The way in: lost",
            (false, Turn::Gained) => "The way in: gained",
            (false, Turn::BecomesUnknown) => "The way in: becomes unknown",
            (false, Turn::WasUnknown) => "The way in: was unknown",
            (true, Turn::Lost) => "The way out: lost",
            (true, Turn::Gained) => "The way out: gained",
            (true, Turn::BecomesUnknown) => "The way out: becomes unknown",
            (true, Turn::WasUnknown) => "The way out: was unknown",
        }
    }

    pub(super) fn difference(&self) -> Option<&Difference> {
        self.part.differences.get(self.at)
    }

    /// What is in it; never empty.
    pub(super) fn changes(&self) -> impl Iterator<Item = Change> {
        let all = self.difference().map(|it| &it.changes);
        let permissions = all.into_iter().flat_map(|it| it.permissions());
        let own = permissions
            .enumerate()
            .filter(|(_, (turn, permission))| *turn == self.turn && kind(*permission) == self.kind);
        own.filter_map(move |(at, _)| all?.get(at))
    }

    /// Whether it is of what a step leaves or makes unknown.
    pub(super) fn is_unknown(&self) -> bool {
        let steps = self.difference().is_some_and(|it| it.before != it.after);
        steps && matches!(self.turn, Turn::StaysUnknown | Turn::BecomesUnknown)
    }

    /// Whether a step may end some of it, which is not certain.
    pub(super) fn may_be_lost(&self) -> bool {
        let uncertain = matches!(self.turn, Turn::BecomesUnknown | Turn::WasUnknown);
        let steps = self.difference().is_some_and(|it| it.before != it.after);
        let may_be = |it: Change| {
            it.before.verdict() != Verdict::Denied && it.after.verdict() != Verdict::Allowed
        };
        uncertain && steps && self.changes().any(may_be)
    }

    /// What would settle what is not known of the first of its changes.
    pub(super) fn missing(&self, report: &Report) -> Option<String> {
        let told = changes::Change::new(
            [report.estate.compiled(); 2],
            self.difference()?,
            &self.changes().next()?,
            &Apart::default(),
        );
        told.missing.into_iter().next()
    }

    pub(super) fn witness(&self) -> Option<Request> {
        self.changes().next().map(|change| change.witness)
    }

    /// Whether it is about callers who are something special alone: what they are, each change
    /// says.
    fn is_special(&self) -> bool {
        !self.changes().any(|change| change.is_plain())
    }

    /// Every address that is concerned whoever calls, or else of the callers it is about; of a way
    /// out none.
    pub(super) fn addresses(&self) -> AddressSet {
        let is_special = self.is_special();
        let concerned = self.changes().filter(|change| is_special || change.is_plain());
        let sets = concerned.filter_map(|change| match change.ends {
            Ends::Addresses(addresses) => Some(addresses),
            Ends::Names(_) => None,
        });
        sets.fold(AddressSet::empty(), |all, it| all.union(&it))
    }

    /// The names that are concerned, of the first of its changes; of a way in none.
    pub(super) fn names(&self) -> Option<Names> {
        self.changes().find_map(|change| match change.ends {
            Ends::Names(names) => Some(names),
            Ends::Addresses(_) => None,
        })
    }

    /// The paths of the picture that turn so by permissions of this kind.
    pub(super) fn paths(&self, matrix: &Matrix) -> Vec<(Arc<str>, ResourceId)> {
        let Some(difference) = self.difference() else { return Vec::new() };
        let resource = &difference.resource;
        let Some(column) = matrix.columns().iter().position(|it| it.resource() == resource) else {
            return Vec::new();
        };
        let side = if self.is_out() { Side::Destination } else { Side::Source };
        let turns = |entry: &Entry| {
            let turned =
                what_changes(entry.outcome(difference.before), entry.outcome(difference.after));
            turned.is_some_and(|(turn, by)| turn == self.turn && kind(by) == self.kind)
        };
        let entries = matrix.entries(column).filter(|(_, entry)| turns(entry));
        let rows = entries.filter_map(|(row, _)| matrix.rows().get(row));
        let rows = rows.filter(|row| row.side() == side);
        rows.map(|row| (row.key().clone(), resource.clone())).collect()
    }

    pub(super) fn resource(&self) -> &str {
        &self.name
    }

    /// Whether it is told apart by addresses, and not by who calls.
    pub(super) fn is_by_address(&self) -> bool {
        self.is_told_by_address() && !self.is_special()
    }

    fn is_told_by_address(&self) -> bool {
        matches!(self.kind, "ipRule" | "defaultAllow" | "perimeterRule" | "undecided")
    }

    /// Its name in the list.
    pub(super) fn title(&self) -> &'static str {
        match (self.turn, self.kind) {
            (_, "unrestrictedOutbound") if !self.is_out() => "Customer-managed keys",
            (Turn::Lost, "ipRule") => "The account’s IP rules stop counting",
            (Turn::Lost, "defaultAllow") => "The firewall is no longer open to all",
            (Turn::Lost, "virtualNetworkRule") => "Virtual network rules stop counting",
            (Turn::Lost, "trustedService") => "Trusted services are no longer let in",
            (Turn::Lost, "resourceInstance") => "Resource instances stop counting",
            (Turn::Lost, "unrestrictedOutbound") => "Outbound is no longer open",
            (_, "ipRule") => "IP rules of the account",
            (_, "defaultAllow") => "An open firewall",
            (_, "virtualNetworkRule") => "Virtual network rules",
            (_, "trustedService") => "Trusted services",
            (_, "resourceInstance") => "Resource instances",
            (_, "unrestrictedOutbound") => "Open outbound",
            (_, "perimeterRule") => "Access rules of the profile",
            (_, "samePerimeter") => "Resources in the same perimeter",
            (_, "link") => "Perimeter links",
            (_, "privateEndpoint") => "Private endpoints",
            (_, "notGoverned") => "Management requests",
            _ => "Not decided",
        }
    }

    /// Whom it concerns, in a sentence.
    pub(super) fn line(&self) -> String {
        let resource = self.resource();
        let is_lost = self.turn == Turn::Lost;
        if self.is_out() {
            return match is_lost {
                true => format!("`{resource}` calls only the names in the rules of its profile."),
                false => format!("Calls of `{resource}`."),
            };
        }
        let who = match self.is_by_address() {
            true => self.count(),
            false if self.is_told_by_address() => "Some callers".to_owned(),
            false => "Their callers".to_owned(),
        };
        let loses = if who.ends_with("address") { "loses" } else { "lose" };
        match is_lost {
            true => format!("{who} {loses} `{resource}`."),
            false => format!("{who} at `{resource}`."),
        }
    }

    /// "9 addresses".
    fn count(&self) -> String {
        let all = self.addresses();
        match all.complement().is_empty() {
            true => "Every address".to_owned(),
            false => addresses(all.count()),
        }
    }

    /// How many permissions it puts together, where that is more than one, and how much it lists.
    pub(super) fn sizes(&self) -> String {
        match self.changes().count() {
            0 | 1 => self.size(),
            count => format!("{}, {}", plural(count, "permission"), self.size()),
        }
    }

    /// How much there is to list.
    pub(super) fn size(&self) -> String {
        match self.names() {
            Some(names) if names.all_but && names.listed.is_empty() => "Every name".to_owned(),
            Some(names) if names.all_but => "All other names".to_owned(),
            Some(names) if names.listed.is_empty() => "No known name".to_owned(),
            Some(names) => plural(names.listed.len(), "name"),
            None => plural(self.addresses().prefixes().count(), "prefix"),
        }
    }

    /// The two ends of its witness.
    pub(super) fn way(&self) -> (String, String) {
        let resource = format!("`{}`", self.resource());
        match self.witness().map(|it| it.flow) {
            Some(Flow::Outbound(out)) => {
                let to = match &out.destination {
                    Destination::Name(name) => name.as_str(),
                    Destination::Resource(id) => id.name(),
                };
                (resource, format!("`{to}`"))
            }
            Some(Flow::Inbound(inbound)) => {
                let caller = &inbound.caller;
                let who = match (&caller.service, &caller.address) {
                    (Some(service), _) => service.clone(),
                    (None, Address::Given(address)) => address.to_string(),
                    _ => "any caller".to_owned(),
                };
                (format!("`{who}`"), resource)
            }
            None => (String::new(), resource),
        }
    }
}

/// "2 prefixes".
pub(super) fn plural(count: usize, noun: &str) -> String {
    let many = if noun.ends_with('x') || noun.ends_with('s') { "es" } else { "s" };
    format!("{count} {noun}{}", if count == 1 { "" } else { many })
}

/// "9 addresses".
pub(super) fn addresses(count: AddressCount) -> String {
    match grouped(&count).as_str() {
        "1" => "1 address".to_owned(),
        count => format!("{count} addresses"),
    }
}
