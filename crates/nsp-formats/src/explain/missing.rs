//! What is not known, and what would settle it.

use core::mem::discriminant;
use std::sync::Arc;

use nsp_core::{Event, Ground, Match, Missing, Perimeter, ResourceId, Step};

use super::{Context, code};
use crate::scenario::{MORE, NOT_GIVEN};

impl Context<'_> {
    /// Every thing that could not be decided, once each, in the order met. Empty where the answer
    /// does not depend on any.
    pub(super) fn missing(self) -> Vec<String> {
        if self.decision.outcome.ground() != Ground::Undecided {
            return Vec::new();
        }
        let trace = &self.decision.trace;
        let matched = |event: &Event| {
            let alike =
                trace.iter().filter(|step| discriminant(&step.event) == discriminant(event));
            alike.filter_map(|step| found(&step.event)).any(|it| matches!(it, Match::Matches(_)))
        };
        let mut seen = Vec::new();
        for step in trace {
            let missing = match (&step.event, found(&step.event)) {
                (Event::Missing(missing), _) => *missing,
                // A match beats the doubts about other entries of its list.
                (event, Some(Match::Undecided(missing))) if !matched(event) => *missing,
                _ => continue,
            };
            if !seen.contains(&missing) {
                seen.push(missing);
            }
        }
        seen.into_iter().map(|missing| self.missing_text(missing)).collect()
    }

    pub(super) fn missing_text(self, missing: Missing) -> String {
        let resource = code(self.request.resource.name());
        match missing {
            Missing::Resource => format!("{resource} is not in the estate. Load the document that describes it."),
            Missing::Profile => "The profile of the association, or its access rules, are not among the documents. Load both.".to_owned(),
            Missing::CallerAddress => "The caller’s address is not given. Name it, or ask for `other`, an address that no rule names.".to_owned(),
            Missing::CallerAddressIsPublic => format!("The caller is in the region of {resource}, where traffic usually keeps a private address. Say that the address is public if Azure sees this one."),
            Missing::CallerSubscription => "The subscription of the caller’s managed identity is not given. Name the subscription or the calling resource.".to_owned(),
            Missing::CallerService => "The caller’s service is named by its namespace alone. Name its resource type, such as `Microsoft.DataFactory/factories`.".to_owned(),
            Missing::SymbolicValue | Missing::LinkStatus if self.lacks_links(missing) => page("links"),
            Missing::SymbolicValue | Missing::PerimeterGuid if self.lacks_perimeters(missing) => page("perimeters"),
            Missing::PerimeterGuid => "The perimeter’s GUID is not known, so a GUID cannot be compared with it. Load the perimeter as Azure returns it.".to_owned(),
            Missing::ServiceTagRanges => "The address ranges of a service tag are not known. Add them to the scenario.".to_owned(),
            Missing::SymbolicValue | Missing::RuleDirection if self.lacks_rules(missing) => page("access rules"),
            Missing::SymbolicValue => "A value is an expression that is not resolved. Write the value it stands for.".to_owned(),
            Missing::RuleDirection => "The direction of a rule is neither Inbound nor Outbound. Write one of them.".to_owned(),
            Missing::LinkStatus => "The status of a perimeter link is not known. Load the link as Azure returns it.".to_owned(),
            Missing::VirtualNetworkRuleState => "The state of the virtual network rule is not Succeeded. Load it again once Azure has settled it.".to_owned(),
            Missing::AccountTenant => format!("The tenant of {resource} is not known, so the caller’s cannot be compared with it. Add `tenantId` to the resource."),
            Missing::RuleTenant => {
                "The tenant of a resource instance is not given. Add its `tenantId`.".to_owned()
            }
            Missing::AccountRegion => format!("The region of {resource} is not known, so the caller’s cannot be compared with it. Add `location` to the resource."),
            Missing::ManagedIdentity => "Whether the calling resource has a managed identity is not known. Load it with its `identity`.".to_owned(),
            Missing::OwnRules => format!("The network settings of {resource} are not among the documents. Load the resource itself."),
            Missing::OtherFirewall => format!("The firewall of {resource} is not modelled: only storage accounts’ firewalls are."),
            Missing::PublicNetworkAccess => "The value of `publicNetworkAccess` is not one that Azure’s schema lists. Write Enabled, Disabled or SecuredByPerimeter.".to_owned(),
            Missing::Bypass => "A value of `bypass` is not one that Azure’s schema lists. Write AzureServices, Logging, Metrics or None.".to_owned(),
            Missing::DefaultAction => "The value of `defaultAction` is not one that Azure’s schema lists. Write Allow or Deny.".to_owned(),
            Missing::Association => self.whose(&resource),
            Missing::AccessMode => format!("The access mode of {resource} is not known. Write Learning, Enforced or Audit."),
            Missing::AuditSecuredByPerimeter => "No document says what Audit does where `publicNetworkAccess` is SecuredByPerimeter.".to_owned(),
            Missing::KeyVault => format!("The Key Vault of the customer-managed key is not known. Load {resource} with its `encryption`."),
        }
    }

    /// Whether what no rule is known to let in or out is so by a page that is not among the
    /// documents.
    fn lacks_rules(self, missing: Missing) -> bool {
        let mut doubts = self.decision.trace.iter().filter_map(|step| match &step.event {
            Event::TriedRule(at, Match::Undecided(it)) if *it == missing => Some(*at),
            _ => None,
        });
        doubts.next().is_some_and(|at| self.rule_name(at) == MORE) && doubts.next().is_none()
    }

    /// Whether what no link is known to join is so by a page that is not among the documents.
    fn lacks_links(self, missing: Missing) -> bool {
        let mut doubts = self.decision.trace.iter().filter_map(|step| match &step.event {
            Event::TriedLink(at, Match::Undecided(it)) if *it == missing => Some(*at),
            _ => None,
        });
        doubts.next().is_some_and(|at| self.link_name(at) == MORE)
            && doubts.all(|at| self.link_name(at) == MORE)
    }

    /// Whether which perimeters are one is in doubt where a page of them is not among the documents.
    fn lacks_perimeters(self, missing: Missing) -> bool {
        let is_page = |it: &Arc<Perimeter>| it.id.as_str() == MORE;
        let is_about = |step: &Step| match &step.event {
            Event::SamePerimeter(found) | Event::TriedLink(_, found) => {
                *found == Match::Undecided(missing)
            }
            _ => false,
        };
        self.snapshot.perimeters.iter().any(is_page) && self.decision.trace.iter().any(is_about)
    }

    /// What would tell whose an association is that may be the resource's.
    fn whose(self, resource: &str) -> String {
        let perhaps = self.decision.trace.iter().filter_map(|step| match step.event {
            Event::PerhapsAssociated { perimeter, association } => {
                Some(&self.association(perimeter, association)?.resource)
            }
            _ => None,
        });
        let all: Vec<&ResourceId> = perhaps.collect();
        let any = |is: fn(&ResourceId) -> bool| all.iter().any(|it| is(it));
        let what = if any(|it| it.as_str() == MORE) {
            return format!(
                "Whether {resource} is associated is not known. {}",
                page("associations or perimeters")
            );
        } else if any(|it| it.as_str() == NOT_GIVEN) {
            "that names no resource"
        } else if any(ResourceId::says_no_type) {
            "whose resource is named by no id"
        } else {
            "whose resource is an expression"
        };
        format!(
            "Whether an association {what} is that of {resource} is not known. Write the id of its resource."
        )
    }
}

fn page(of: &str) -> String {
    format!("A page of the list of {of} is missing. Add the page that `nextLink` leads to.")
}

fn found(event: &Event) -> Option<&Match> {
    match event {
        Event::SamePerimeter(found)
        | Event::TriedLink(_, found)
        | Event::TriedRule(_, found)
        | Event::Rules(found)
        | Event::TriedResourceInstance(_, found)
        | Event::TriedBypass(found)
        | Event::TriedVirtualNetworkRule(_, found)
        | Event::TriedIpRule(_, found) => Some(found),
        _ => None,
    }
}
