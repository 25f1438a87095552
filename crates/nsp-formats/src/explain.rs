//! Outcomes and steps in English: the one place with sentences about decisions.
//!
//! Backticks mark what Azure or the user wrote; whatever shows a text turns them into code.

pub mod flip;
mod headline;
pub mod mend;
mod missing;
mod near_miss;
mod reason;
mod request;
mod step;

pub use headline::{headline, whole_reason};
pub(crate) use reason::feature_name;
pub(crate) use request::protocol as protocol_title;
pub use request::{authentication_name, describe};

use nsp_core::{
    AccessRule, Compiled, Decision, Link, LinkRef, Network, NetworkAcls, Profile, Request, RuleRef,
    Snapshot,
};

use crate::names::Named;
use crate::report;

/// What sentences about one decision refer to.
#[derive(Clone, Copy)]
struct Context<'a> {
    snapshot: &'a Snapshot,
    request: &'a Request,
    decision: &'a Decision,
    acls: Option<&'a NetworkAcls>,
}

/// A decision as every door prints it.
#[must_use]
pub fn explain(compiled: &Compiled, request: &Request, decision: &Decision) -> report::Decision {
    let snapshot = compiled.snapshot();
    let context = Context { snapshot, request, decision, acls: acls_of(snapshot, request) };
    let outcome = decision.outcome;
    let alternative = |outcome: nsp_core::Outcome| report::Alternative {
        revision: None,
        verdict: outcome.verdict().name(),
        ground: outcome.ground().name(),
    };
    report::Decision {
        state: decision.state.name(),
        verdict: outcome.verdict().name(),
        category: outcome.log_category(decision.direction).map(Named::name),
        ground: outcome.ground().name(),
        rule: context.deciding_rule(),
        basis: basis(decision.basis),
        reason: context.reason(),
        missing: context.missing(),
        also_logged: decision
            .outbound_attempt
            .then(|| nsp_core::LogCategory::NspOutboundAttempt.name()),
        would_be: decision.would_be.map(alternative),
        other_revision: decision.other_revision.map(|(revision, outcome)| report::Alternative {
            revision: Some(revision.date()),
            ..alternative(outcome)
        }),
        trace: context.trace(),
        outbound_leg: None,
        inbound_leg: None,
        call: None,
    }
}

fn basis(basis: nsp_core::Basis) -> report::Basis {
    report::Basis {
        sureness: basis.sureness.name(),
        sources: basis.sources.iter().map(|source| source.name()).collect(),
    }
}

fn acls_of<'s>(snapshot: &'s Snapshot, request: &Request) -> Option<&'s NetworkAcls> {
    let resource = snapshot.resources.iter().find(|it| it.id == request.resource)?;
    match &resource.network {
        Network::Given { network_acls, .. } => network_acls.as_ref(),
        Network::NotGiven => None,
    }
}

/// Marks a text as code.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "´"))
}

/// A thing of Azure by its own name, unless its id is a pattern or an expression.
pub(crate) fn short(id: &str) -> &str {
    match id.rsplit_once('/') {
        Some((before, name)) if before.starts_with('/') && !id.contains(['*', '[']) => name,
        _ => id,
    }
}

/// Several texts as code, the first few of them.
fn codes<'t>(texts: impl ExactSizeIterator<Item = &'t str>) -> String {
    const SHOWN: usize = 3;
    let count = texts.len();
    let shown: Vec<String> = texts.take(SHOWN).map(code).collect();
    let rest = count.saturating_sub(SHOWN);
    if rest == 0 { shown.join(", ") } else { format!("{} and {rest} more", shown.join(", ")) }
}

impl<'a> Context<'a> {
    fn profile(self, perimeter: u32, profile: u32) -> Option<&'a Profile> {
        let perimeter = self.snapshot.perimeters.get(perimeter as usize)?;
        perimeter.profiles.get(profile as usize).map(AsRef::as_ref)
    }

    fn rule(self, at: RuleRef) -> Option<&'a AccessRule> {
        self.profile(at.perimeter, at.profile)?.access_rules.get(at.rule as usize)
    }

    fn rule_name(self, at: RuleRef) -> &'a str {
        self.rule(at).map_or("", |rule| &rule.name)
    }

    fn link(self, at: LinkRef) -> Option<&'a Link> {
        self.snapshot.perimeters.get(at.perimeter as usize)?.links.get(at.link as usize)
    }

    fn link_name(self, at: LinkRef) -> &'a str {
        self.link(at).map_or("", |link| &link.name)
    }

    fn perimeter_name(self, perimeter: u32) -> &'a str {
        self.snapshot.perimeters.get(perimeter as usize).map_or("", |it| it.id.name())
    }

    fn ip_rule(self, at: u32) -> &'a str {
        let Some(acls) = self.acls else { return "" };
        let at = at as usize;
        let six = || acls.ipv6_rules.get(at.checked_sub(acls.ip_rules.len())?);
        acls.ip_rules.get(at).or_else(six).map_or("", |rule| rule.as_str())
    }

    fn virtual_network_rule(self, at: u32) -> &'a str {
        let rule = self.acls.and_then(|acls| acls.virtual_network_rules.get(at as usize));
        rule.map_or("", |rule| rule.id.as_str())
    }

    fn resource_instance(self, at: u32) -> &'a str {
        let rule = self.acls.and_then(|acls| acls.resource_access_rules.get(at as usize));
        rule.map_or("", |rule| rule.resource_id.as_str())
    }

    /// What a firewall belongs to: "the account" for storage, "the resource" for others.
    fn owner(self) -> &'static str {
        if self.request.resource.is_storage_account() { "the account" } else { "the resource" }
    }
}
