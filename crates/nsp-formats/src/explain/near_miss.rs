//! Which misses a reader should look at.

use nsp_core::{Address, Destination, Event, Flow, Match, Miss, RuleRef, Step};

use super::Context;

impl Context<'_> {
    /// The rule whose prefix or name comes closest without matching.
    pub(super) fn nearest_rule(self) -> Option<RuleRef> {
        let mut best = None;
        for step in &self.decision.trace {
            let Event::TriedRule(at, Match::Misses(miss)) = &step.event else { continue };
            let Some(closeness) = self.closeness(*at, *miss) else { continue };
            if best.is_none_or(|(most, _)| closeness > most) {
                best = Some((closeness, *at));
            }
        }
        best.map(|(_, at)| at)
    }

    fn closeness(self, at: RuleRef, miss: Miss) -> Option<usize> {
        let rule = self.rule(at)?;
        match (miss, &self.request.flow) {
            (Miss::AddressOutside { nearest }, Flow::Inbound(inbound)) => {
                let prefix = rule.address_prefixes.get(nearest as usize)?;
                let Address::Given(address) = inbound.caller.address.folded() else { return None };
                usize::try_from(prefix.shared_bits(address)?).ok()
            }
            (Miss::NameNotCovered { nearest }, Flow::Outbound(outbound)) => {
                let Destination::Name(name) = &outbound.destination else { return None };
                let pattern = rule.fully_qualified_domain_names.get(nearest as usize)?;
                Some(pattern.shared_labels(name))
            }
            _ => None,
        }
    }

    pub(super) fn is_near_miss(self, step: &Step, nearest: Option<RuleRef>) -> bool {
        match &step.event {
            Event::TriedRule(at, Match::Misses(miss)) => {
                *miss == Miss::NotManagedIdentity || nearest == Some(*at)
            }
            Event::TriedLink(_, Match::Misses(_)) => true,
            Event::SamePerimeter(Match::Misses(Miss::NotManagedIdentity)) => true,
            Event::TriedResourceInstance(_, Match::Misses(miss)) => {
                matches!(miss, Miss::NotManagedIdentity | Miss::OtherTenant)
            }
            Event::TriedBypass(Match::Misses(miss)) => {
                matches!(miss, Miss::NotBypassed | Miss::OtherTenant)
            }
            Event::TriedIpRule(_, Match::Misses(Miss::SameRegion)) => true,
            _ => false,
        }
    }
}
