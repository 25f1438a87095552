//! What changes over all traffic, as every door prints it.

mod sentence;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use nsp_analysis::cells::{self, Class, Constraint, Ends, Permission, Turn, Value};
use nsp_analysis::difference::{self, Difference, Differences, Why};
use nsp_core::{
    Compiled, Destination, Flow, Outbound, Path, Request, ResourceId, State, Verdict, endpoints,
};
use serde::Serialize;

pub use text::{markdown, text};

use crate::Apart;
use crate::explain::{describe, explain};
use crate::names::Named;
use crate::report::Finding;
use crate::request::cli_arguments;
use crate::scenario::{self, Resources};

/// What changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// How many changes of each kind there are.
    pub counts: Counts,
    /// The resources that were compared, each with its states.
    pub compared: Vec<Compared>,
    /// The resources that were not.
    pub left_out: Vec<LeftOut>,
    /// What changes, resource by resource, inbound before outbound and what is lost first.
    pub changes: Vec<Change>,
    /// What is Unknown before and after, in the same form.
    pub unknown: Vec<Change>,
    /// What is wrong with the documents, where a door read any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Finding>,
    /// Whether there are resources that may call each other.
    #[serde(skip)]
    has_calls: bool,
    /// What things are called in texts.
    #[serde(skip)]
    apart: Apart,
}

/// A resource that was not compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// Its ARM id.
    pub resource: String,
    /// `accessMode` where that is not known, `association` where it is not known which associations
    /// are its own, `oneSided` where only one of two estates has the
    /// resource, `tooManyCallers` where its own rules tell apart more kinds of callers than can be
    /// compared.
    pub why: &'static str,
}

impl From<&difference::LeftOut> for LeftOut {
    fn from(left_out: &difference::LeftOut) -> Self {
        let why = match left_out.why {
            Why::AccessMode => "accessMode",
            Why::Association => "association",
            Why::OneSided => "oneSided",
            Why::TooManyCallers => "tooManyCallers",
        };
        Self { resource: left_out.resource.to_string(), why }
    }
}

/// A resource that was compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// Its ARM id.
    pub resource: String,
    /// `not-associated`, `transition`, `enforced` or `audit`.
    pub before: &'static str,
    /// The same, after.
    pub after: &'static str,
}

/// How many changes there are; each is one permission, not one path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Allowed before, Denied after.
    pub lost: u32,
    /// Denied before, Allowed after.
    pub gained: u32,
    /// Decided before, Unknown after.
    pub becomes_unknown: u32,
    /// Unknown before, decided after.
    pub was_unknown: u32,
}

/// Requests to or from one resource that change in one way, by one permission: as this resource
/// decides them. A call between two resources of the estate gets through only if the other decides
/// likewise, which `call` of the witness tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The ARM id of the resource.
    pub resource: String,
    /// `inbound` or `outbound`, seen from the resource.
    pub direction: &'static str,
    /// `lost`, `gained`, `becomesUnknown`, `wasUnknown` or `staysUnknown`.
    pub change: &'static str,
    /// What let the requests through, or will.
    pub permission: Grant,
    /// Who calls, and how: any of these. An attribute that is not listed may have any value; values
    /// are as in a request, `*` is any value that is not named, and `null` none.
    pub callers: Vec<BTreeMap<&'static str, Vec<Option<String>>>>,
    /// Of a way in: the addresses that callers have, in the fewest prefixes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Vec<String>>,
    /// Of a way out: host names, patterns, and ids of resources of the estate, which stand for their
    /// host names as well. `*` is every name but those in `except`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Vec<String>>,
    /// Names and patterns that `*` does not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// How many addresses there are, in decimal digits; of a way out, how many `names`.
    pub size: String,
    /// One sentence. Backticks mark code.
    pub text: String,
    /// What is not known and decides, each with what would settle it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// What is taken for granted, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assumed: Vec<String>,
    /// One of the requests.
    pub witness: Witness,
}

/// What lets requests through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// `ipRule`, `defaultAllow`, `virtualNetworkRule`, `trustedService`, `resourceInstance`,
    /// `unrestrictedOutbound`, `perimeterRule`, `samePerimeter`, `link`, `privateEndpoint`,
    /// `notGoverned` or `undecided`.
    pub kind: &'static str,
    /// The rule, link or firewall entry, where the permission is one of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// A request that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Witness {
    /// As a scenario writes it.
    pub request: scenario::Request,
    /// In a sentence.
    pub text: String,
    /// The arguments of `nsp compare` that ask it, behind the files; none where anything but the
    /// resource holds a template's expression, which nobody can ask for.
    pub cli: Vec<String>,
    /// `allowed`, `denied` or `unknown`.
    pub before: &'static str,
    /// The same, after.
    pub after: &'static str,
    /// What both sides say together, where the other side is a resource of the estate too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
}

/// A call as a whole: of two sides the worse counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// `allowed`, `denied` or `unknown`.
    pub before: &'static str,
    /// The same, after.
    pub after: &'static str,
}

impl Changes {
    /// How many changes are no loss for certain and may be one: Allowed or Unknown before, Unknown
    /// or Denied after.
    #[must_use]
    pub fn may_be_lost(&self) -> usize {
        let may_be = |it: &&Change| {
            it.change != turn_name(Turn::Lost)
                && it.witness.before != Verdict::Denied.name()
                && it.witness.after != Verdict::Allowed.name()
        };
        self.changes.iter().filter(may_be).count()
    }
}

/// The changes between two estates, or two states of one: then both are the same.
#[must_use]
pub fn report(before: &Compiled, after: &Compiled, differences: &Differences) -> Changes {
    let mut changes = Changes {
        counts: Counts::default(),
        compared: Vec::new(),
        left_out: differences.left_out.iter().map(LeftOut::from).collect(),
        changes: Vec::new(),
        unknown: Vec::new(),
        errors: Vec::new(),
        has_calls: [before, after].into_iter().any(|it| it.snapshot().resources.len() > 1),
        apart: Apart::of([before, after].map(Compiled::snapshot)),
    };
    for difference in &differences.resources {
        let compared = Compared {
            resource: difference.resource.to_string(),
            before: difference.before.name(),
            after: difference.after.name(),
        };
        if changes.compared.last() != Some(&compared) {
            changes.compared.push(compared);
        }
        for change in difference.changes.iter().filter_map(|it| others(it, &difference.resource)) {
            let list = match change.turn {
                Turn::StaysUnknown => &mut changes.unknown,
                _ => &mut changes.changes,
            };
            list.push(Change::new([before, after], difference, &change, &changes.apart));
            match change.turn {
                Turn::Lost => changes.counts.lost += 1,
                Turn::Gained => changes.counts.gained += 1,
                Turn::BecomesUnknown => changes.counts.becomes_unknown += 1,
                Turn::WasUnknown => changes.counts.was_unknown += 1,
                Turn::StaysUnknown => {}
            }
        }
    }
    changes
}

impl Change {
    /// One change between two estates, or two states of one, told with the names of `apart`.
    #[must_use]
    pub fn new(
        estates: [&Compiled; 2],
        difference: &Difference,
        change: &cells::Change,
        apart: &Apart,
    ) -> Self {
        let change = &others(change.clone(), &difference.resource).unwrap_or(change.clone());
        let answer = |compiled: &Compiled, state: State| {
            let decision = compiled.question(&change.witness).decide(state);
            explain(compiled, &change.witness, &decision)
        };
        let [before, after] = estates;
        let answers = [answer(before, difference.before), answer(after, difference.after)];
        let [was, is] = &answers;
        let granted = match change.turn {
            Turn::Lost | Turn::BecomesUnknown => was,
            _ => is,
        };
        let steps = answers.iter().flat_map(|answer| &answer.trace);
        let assumed = steps.filter(|step| step.result == "assumed").map(|step| &step.text);
        let (addresses, names, except, size) = ends(&change.ends);
        let key_vault = estates.into_iter().rev().find_map(|estate| {
            let vault = estate.listed(&difference.resource)?.key_vault.as_deref();
            vault.filter(|host| !host.starts_with('['))
        });
        Self {
            resource: difference.resource.to_string(),
            direction: difference.direction.name(),
            change: turn_name(change.turn),
            permission: Grant { kind: kind(change.permission), rule: granted.rule.clone() },
            callers: change.callers.iter().map(|it| callers(it)).collect(),
            addresses,
            names,
            except,
            size,
            text: sentence::of(difference, change, &answers, key_vault, apart),
            missing: once_each(answers.iter().flat_map(|it| &it.missing)),
            assumed: once_each(assumed),
            witness: Witness::new(estates, difference, &change.witness, [was.verdict, is.verdict]),
        }
    }
}

impl Witness {
    fn new(
        estates: [&Compiled; 2],
        difference: &Difference,
        request: &Request,
        verdicts: [&'static str; 2],
    ) -> Self {
        let [before, after] = verdicts;
        let call = call(estates, difference, request);
        let mut cli = cli_arguments(request);
        // The resource is one of the estate, which is found by whatever id it has there.
        let own = |argument: &String| *argument == request.resource.as_str();
        if cli.iter().any(|argument| argument.contains('[') && !own(argument)) {
            cli.clear();
        }
        // By its name, where both estates have only one of it.
        let (id, name) = (&request.resource, request.resource.name());
        let is_named = |estate: &Compiled| {
            Resources::of(estate.snapshot()).get(name).is_ok_and(|found| found == *id)
        };
        if estates.into_iter().all(is_named) {
            cli.iter_mut().filter(|it| **it == id.as_str()).take(1).for_each(|it| {
                name.clone_into(it);
            });
        }
        Self { request: request.into(), text: describe(request), cli, before, after, call }
    }
}

fn call(estates: [&Compiled; 2], difference: &Difference, request: &Request) -> Option<Call> {
    let states = [difference.before, difference.after];
    let [before, after] = [0, 1].map(|side| {
        let (compiled, state) = (estates.get(side)?, *states.get(side)?);
        let question = compiled.question(request);
        question.decide_other_leg(state)?;
        Some(question.evaluate_call(state).verdict().name())
    });
    Some(Call { before: before?, after: after? })
}

/// The change without the resource itself among the names that it calls; `None` where nothing else
/// is left of it.
fn others(mut change: cells::Change, own: &ResourceId) -> Option<cells::Change> {
    let Ends::Names(names) = &change.ends else { return Some(change) };
    let hosts: Vec<String> = endpoints(own).collect();
    let is_own = |name: &str| {
        let host = name.trim_end_matches('.');
        ResourceId::new(name) == *own || hosts.iter().any(|it| it.eq_ignore_ascii_case(host))
    };
    if !names.listed.iter().any(|it| is_own(it)) {
        return Some(change);
    }
    let listed: Arc<[String]> = names.listed.iter().filter(|it| !is_own(it)).cloned().collect();
    let all_but = names.all_but;
    if let Flow::Outbound(Outbound { destination }) = &mut change.witness.flow
        && !all_but
    {
        let first = listed.iter().find(|it| !it.starts_with('*'))?;
        let calls_itself = match destination {
            Destination::Name(name) => is_own(name),
            Destination::Resource(id) => id == own,
        };
        if calls_itself {
            *destination = match first.starts_with('/') {
                true => Destination::Resource(ResourceId::new(first)),
                false => Destination::Name(first.clone()),
            };
        }
    }
    change.ends = Ends::Names(cells::Names { all_but, listed });
    Some(change)
}

fn once_each<'t>(texts: impl Iterator<Item = &'t String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(text) {
            kept.push(text.clone());
        }
    }
    kept
}

/// What becomes of requests, as reports write it.
#[must_use]
pub fn turn_name(turn: Turn) -> &'static str {
    match turn {
        Turn::Lost => "lost",
        Turn::Gained => "gained",
        Turn::BecomesUnknown => "becomesUnknown",
        Turn::WasUnknown => "wasUnknown",
        Turn::StaysUnknown => "staysUnknown",
    }
}

/// What lets requests through, as reports write it.
#[must_use]
pub fn kind(permission: Permission) -> &'static str {
    match permission {
        Permission::IpRule(_) => "ipRule",
        Permission::DefaultAllow => "defaultAllow",
        Permission::VirtualNetworkRule(_) => "virtualNetworkRule",
        Permission::TrustedService => "trustedService",
        Permission::ResourceInstance(_) => "resourceInstance",
        Permission::UnrestrictedOutbound => "unrestrictedOutbound",
        Permission::PerimeterRule(_) => "perimeterRule",
        Permission::SamePerimeter => "samePerimeter",
        Permission::Link(_) => "link",
        Permission::PrivateEndpoint => "privateEndpoint",
        Permission::NotGoverned => "notGoverned",
        Permission::Undecided => "undecided",
    }
}

type Listed = (Option<Vec<String>>, Option<Vec<String>>, Vec<String>, String);

/// Addresses, names, the names that are not meant, and how many.
fn ends(ends: &Ends) -> Listed {
    match ends {
        Ends::Addresses(addresses) => {
            let prefixes = addresses.prefixes().map(|it| it.to_string()).collect();
            (Some(prefixes), None, Vec::new(), addresses.count().to_string())
        }
        Ends::Names(names) if names.all_but => {
            (None, Some(vec!["*".to_owned()]), names.listed.to_vec(), "1".to_owned())
        }
        Ends::Names(names) => {
            (None, Some(names.listed.to_vec()), Vec::new(), names.listed.len().to_string())
        }
    }
}

fn callers(constraints: &[Constraint]) -> BTreeMap<&'static str, Vec<Option<String>>> {
    let mut callers: BTreeMap<&'static str, Vec<Option<String>>> = BTreeMap::new();
    for constraint in constraints {
        let listed = callers.entry(constraint.attribute).or_default();
        for class in &constraint.classes {
            // What no configuration names may be several classes.
            let mut values = values(class);
            values.retain(|value| !class.is_stand_in || !listed.contains(value));
            listed.append(&mut values);
        }
    }
    callers
}

/// The values of a class as a request writes them; `*` for those that no configuration names.
fn values(class: &Class) -> Vec<Option<String>> {
    match &class.value {
        Value::Path(Path::ServiceEndpoint { .. }) if class.is_stand_in => {
            vec![Some("service-endpoint *".to_owned())]
        }
        _ if class.is_stand_in => vec![Some("*".to_owned())],
        _ => class.values().map(value).collect(),
    }
}

fn value(value: &Value) -> Option<String> {
    match value {
        Value::Path(Path::ServiceEndpoint { subnet }) => Some(format!("service-endpoint {subnet}")),
        Value::Path(path) => Some(path_name(path).to_owned()),
        Value::Feature(feature) => feature.map(|it| it.name().to_owned()),
        Value::Authentication(it) => it.map(|it| it.name().to_owned()),
        Value::Protocol(protocol) => Some(protocol.name().to_owned()),
        Value::Reads(reads) => reads.map(|it| it.name().to_owned()),
        Value::AddressIsPublic(is_public) => Some(is_public.to_string()),
        Value::CallerResource(it) => it.as_ref().map(ToString::to_string),
        Value::Service(service) => service.clone(),
        Value::Subscription(it) => it.as_ref().map(ToString::to_string),
        Value::Tenant(tenant) => tenant.as_ref().map(ToString::to_string),
        Value::Region(region) => region.as_ref().map(ToString::to_string),
        Value::Perimeter(perimeter, true) => Some(perimeter.to_string()),
        Value::Perimeter(perimeter, false) => Some(format!("not {perimeter}")),
        // The other end is said beside the callers.
        Value::Address(_) | Value::Destination(_) => None,
    }
}

fn path_name(path: &Path) -> &'static str {
    match path {
        Path::Public => "public",
        Path::PrivateEndpoint => "private-endpoint",
        Path::ServiceEndpoint { .. } => "service-endpoint",
        Path::StandardServiceEndpoint => "standard-service-endpoint",
        Path::ControlPlane => "control-plane",
    }
}
