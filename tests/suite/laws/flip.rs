//! What turns a verdict turns it, and where nothing is offered, no single change does.

use nsp_analysis::Prefix;
use nsp_analysis::flip::{Change, Element, Flips, flips};
use nsp_core::{
    AddressPrefix, Compiled, PublicNetworkAccess, Request, State, SubscriptionId, Verdict,
};

use super::{compile, for_each, shown, verdict};

const ROUNDS: u64 = 60;

/// Far more changes than are ever offered: of every kind, with every value of a pool.
fn every_opening(compiled: &Compiled, request: &Request) -> Vec<Change> {
    let mut changes = Vec::new();
    let prefixes =
        ["203.0.113.7", "203.0.113.128/25", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/31"];
    let prefixes = prefixes.map(|it| Prefix::of(&AddressPrefix::parse(it).unwrap()).unwrap());
    let subscriptions =
        ["aaaaaaaa-0000-0000-0000-000000000001", "bbbbbbbb-0000-0000-0000-000000000002"];
    let elements = prefixes.map(Element::AddressPrefix).into_iter();
    let subscriptions = subscriptions.map(|it| Element::Subscription(SubscriptionId::new(it)));
    let elements: Vec<Element> = elements.chain(subscriptions).collect();
    if let Some(at) = compiled.association_of(&request.resource)
        && let Some(profile) = at.profile
    {
        let perimeter = at.perimeter;
        let admit = |element| Change::Admit { perimeter, profile, rule: None, element };
        changes.extend(elements.into_iter().map(admit));
    }
    let listed = compiled.snapshot().resources.iter().position(|it| it.id == request.resource);
    if let Some(at) = listed.and_then(|at| u32::try_from(at).ok()) {
        changes.extend(prefixes.map(|prefix| Change::AddIpRule(at, prefix)));
        changes.push(Change::PublicNetworkAccess(at, PublicNetworkAccess::Enabled));
        changes.push(Change::TrustedServices(at, true));
        changes.push(Change::DefaultAction(at, true));
    }
    changes
}

#[test]
fn a_change_that_is_offered_turns_the_verdict_and_none_is_missed() {
    let (mut offered, mut none, mut compared) = (0, 0, 0);
    for_each(ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        for request in requests {
            for state in [State::Learning, State::Enforced] {
                let Flips { verdict: now, wanted, changes, none: why } =
                    flips(&compiled, request, state);
                assert_eq!(now, verdict(&compiled, request, state));
                let turns = |change: &Change| {
                    let changed = compile(&change.applied(snapshot));
                    verdict(&changed, request, state) == wanted
                };
                let by_mode = |change: &&Change| !matches!(change, Change::AccessMode(..));
                for change in changes.iter().filter(by_mode) {
                    assert!(turns(change), "{change:?} {}", shown(snapshot, request));
                    offered += 1;
                }
                assert_eq!(changes.is_empty(), why.is_some());
                assert!(changes.is_sorted_by_key(Change::size), "{changes:?}");
                if let Some(smallest) = changes.first().filter(|_| wanted == Verdict::Allowed) {
                    let pool = every_opening(&compiled, request);
                    let mut smaller = pool.iter().filter(|it| it.size() < smallest.size());
                    let missed = smaller.clone().find(|it| turns(it));
                    assert_eq!(missed, None, "{smallest:?} {}", shown(snapshot, request));
                    compared += usize::from(smaller.next().is_some());
                }
                if changes.is_empty() && wanted == Verdict::Allowed {
                    let missed = every_opening(&compiled, request).into_iter().find(turns);
                    assert_eq!(missed, None, "{state:?} {}", shown(snapshot, request));
                    none += 1;
                }
            }
        }
    });
    assert!(offered > 1_000 && none > 100 && compared > 100, "{offered} {none} {compared}");
}
