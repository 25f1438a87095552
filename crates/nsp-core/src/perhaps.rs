//! Associations of which nobody knows whose they are: their resource is an expression, or no id.

use alloc::vec::Vec;

use crate::basis;
use crate::compiled::{AssociationRef, Compiled};
use crate::evaluate::saw;
use crate::id::{ResourceId, is_symbolic};
use crate::outcome::{Outcome, State, Verdict};
use crate::question::Question;
use crate::snapshot::Association;
use crate::trace::{Event, Missing, Witness};

impl Compiled {
    /// The associations that may be a resource's: the resource has none of its own, and theirs is
    /// an expression that may stand for it, or no id. Of neighbours with the same profile there is one.
    pub fn perhaps_associated(
        &self,
        resource: &ResourceId,
    ) -> impl Iterator<Item = AssociationRef> {
        // Most estates have none, and need not be searched.
        let is_asked = !self.associations_in_doubt().is_empty();
        let place = is_asked.then(|| self.place(resource)).flatten();
        let place = place.filter(|place| place.governing.is_none());
        let mut last = None;
        let all = place.into_iter().flat_map(|_| self.in_doubt());
        let may_be = all.filter(|(_, it)| may_be(&it.resource, resource));
        let others = may_be.filter(move |(at, it)| {
            let this = Some((at.perimeter, it.profile.as_str()));
            core::mem::replace(&mut last, this) != this
        });
        others.map(|(at, _)| at)
    }

    fn in_doubt(&self) -> impl Iterator<Item = (AssociationRef, &Association)> {
        let perimeters = &self.snapshot().perimeters;
        self.associations_in_doubt().iter().filter_map(|at| {
            let perimeter = perimeters.get(at.perimeter as usize)?;
            Some((*at, &**perimeter.associations.get(at.association as usize)?))
        })
    }
}

impl Question<'_> {
    /// Decides a request to or from a resource whose association is in doubt, as not associated and
    /// with each of the associations that may be its own. Their rules are left open: what is allowed
    /// either way is allowed, and what is denied either way is denied.
    pub(crate) fn decide_in_doubt<W: Witness>(
        &self,
        in_doubt: &[AssociationRef],
        state: State,
        witness: &mut W,
    ) -> Outcome {
        let own = if W::WATCHES {
            let mut steps = Vec::new();
            let outcome = self.walk(state, &mut steps);
            // How it ends is yet to be said.
            steps.pop();
            steps.into_iter().for_each(|step| witness.saw(step));
            outcome
        } else {
            self.walk(state, witness)
        };
        let mut outcome = own;
        for at in in_doubt {
            let joined = self.joined(*at);
            let other =
                if W::EXPLORES { joined.walk(state, witness) } else { joined.walk(state, &mut ()) };
            let is_alike = other.ground() == own.ground() || other.verdict() == Verdict::Denied;
            if !is_alike || other.verdict() != own.verdict() {
                let both = [outcome, other].map(Outcome::verdict);
                outcome = Outcome::Undecided { allowed: both == [Verdict::Allowed; 2] };
            }
            let AssociationRef { perimeter, association, .. } = *at;
            saw(witness, Event::PerhapsAssociated { perimeter, association }, basis::ASSOCIATED);
        }
        if matches!(outcome, Outcome::Undecided { .. }) {
            saw(witness, Event::Missing(Missing::Association), basis::ASSOCIATED);
        }
        let ended = Event::Ended(outcome.ground(), outcome.verdict());
        saw(witness, ended, basis::ASSOCIATED);
        outcome
    }
}

/// Whether an id with expressions, or what is no id, may stand for a resource.
fn may_be(named: &ResourceId, resource: &ResourceId) -> bool {
    if named.says_no_type() {
        return true;
    }
    let (named, resource) = (named.as_str(), resource.as_str());
    if is_symbolic(named) || is_symbolic(resource) {
        return true;
    }
    let is_whole = |segment: &str| !is_symbolic(segment) || segment.trim_end().ends_with(']');
    let (mut one, mut other) = (named.split('/'), resource.split('/'));
    loop {
        match (one.next(), other.next()) {
            // An expression with a slash may stand for whatever follows.
            (Some(one), Some(other)) if !is_whole(one) || !is_whole(other) => return true,
            (Some(one), Some(other)) if is_symbolic(one) || is_symbolic(other) => {}
            (Some(one), Some(other)) if one.eq_ignore_ascii_case(other) => {}
            (one, other) => return one.is_none() && other.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Flow, Inbound, Path, Request};
    use crate::resource::{Bypass, DefaultAction, Network, NetworkAcls, Resource};
    use crate::snapshot::{AccessMode, Perimeter, Snapshot};
    use alloc::sync::Arc;

    const GROUP: &str = "/subscriptions/s/resourceGroups/g/providers";

    fn estate(named: &str, default_action: DefaultAction) -> Compiled {
        let acls = NetworkAcls::new(default_action, Bypass::default());
        let network = Network::Given { public_network_access: None, network_acls: Some(acls) };
        let account = Resource { network, ..Resource::named(&account()) };
        let association = Association {
            name: "loop".into(),
            resource: ResourceId::new(named),
            profile: "web".into(),
            access_mode: AccessMode::Learning,
        };
        let perimeter = Perimeter {
            id: ResourceId::new(&alloc::format!(
                "{GROUP}/Microsoft.Network/networkSecurityPerimeters/nsp"
            )),
            guid: None,
            location: None,
            profiles: Vec::new(),
            associations: Vec::from([Arc::new(association)]),
            links: Vec::new(),
        };
        Compiled::new(Snapshot {
            perimeters: Vec::from([Arc::new(perimeter)]),
            resources: Vec::from([Arc::new(account)]),
            ..Snapshot::default()
        })
    }

    fn account() -> alloc::string::String {
        alloc::format!("{GROUP}/Microsoft.Storage/storageAccounts/st")
    }

    fn verdicts(compiled: &Compiled, path: Path) -> [Verdict; 3] {
        let flow = Flow::Inbound(Inbound { path, ..Inbound::default() });
        let request = Request { resource: ResourceId::new(&account()), flow, feature: None };
        [State::NotAssociated, State::Learning, State::Enforced]
            .map(|state| crate::evaluate(compiled, &request, state, &mut ()).verdict())
    }

    #[test]
    fn what_depends_on_whose_an_association_is_is_unknown() {
        use Verdict::{Allowed, Denied, Unknown};
        let id = ResourceId::new(&account());
        let part = alloc::format!("{GROUP}/Microsoft.Storage/storageAccounts/[parameters('name')]");
        let slash = alloc::format!("{GROUP}/[concat('Microsoft.Storage/', 'storageAccounts/st')]");
        for named in ["[parameters('id')]", &part, &slash] {
            let closed = estate(named, DefaultAction::Deny);
            assert_eq!(closed.state_of(&id), None);
            assert_eq!(verdicts(&closed, Path::Public), [Denied, Unknown, Unknown], "{named}");
            assert_eq!(verdicts(&closed, Path::PrivateEndpoint), [Allowed; 3]);
            // The account's own firewall allows it in Transition whatever the association is.
            let open = estate(named, DefaultAction::Allow);
            assert_eq!(verdicts(&open, Path::Public), [Allowed, Allowed, Unknown], "{named}");
        }
        let vault = alloc::format!("{GROUP}/Microsoft.KeyVault/vaults/[parameters('name')]");
        for named in [vault, alloc::format!("{}2", account())] {
            let other = estate(&named, DefaultAction::Deny);
            assert_eq!(other.state_of(&id), Some(State::NotAssociated));
            assert_eq!(verdicts(&other, Path::Public), [Denied; 3], "{named}");
        }
    }

    #[test]
    fn the_trace_says_which_association_and_ends_once() {
        let compiled = estate("[parameters('id')]", DefaultAction::Deny);
        let request = Request {
            resource: ResourceId::new(&account()),
            flow: Flow::Inbound(Inbound::default()),
            feature: None,
        };
        let trace = crate::decide(&compiled, &request, State::Enforced).trace;
        let event = Event::PerhapsAssociated { perimeter: 0, association: 0 };
        assert!(trace.iter().any(|step| step.event == event));
        assert!(trace.iter().any(|step| step.event == Event::Missing(Missing::Association)));
        let ends = trace.iter().filter(|step| matches!(step.event, Event::Ended(..)));
        assert_eq!(ends.count(), 1);
    }
}
