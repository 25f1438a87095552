//! What is found of many resources at once, and again after an edit, is what each shows alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use nsp_analysis::cells::{Cells, Change, Ends, Permission, Scope, Side, Turn, Value};
use nsp_analysis::difference::{Difference, Differences, of_estates, of_states};
use nsp_core::{
    AccessMode, Address, Association, Bypass, Compiled, DefaultAction, Flow, Link, LinkKind,
    LinkStatus, Network, NetworkAcls, Outcome, Perimeter, PerimeterId, Request, Resource,
    ResourceId, Snapshot, State,
};

use super::compile;
use crate::estates::{self, Dice};

/// Adds resources that are like others but for their names, IP rules and profiles.
fn with_siblings(dice: &mut Dice, mut snapshot: Snapshot) -> Snapshot {
    for number in 0..4 {
        let Some(at) = snapshot.resources.len().checked_sub(1).map(|last| dice.up_to(last)) else {
            break;
        };
        let model = snapshot.resources[at].clone();
        let mut sibling = (*model).clone();
        sibling.id = ResourceId::new(&format!("{}{number}", model.id));
        if let Network::Given { network_acls: Some(acls), .. } = &mut sibling.network {
            let mut all = snapshot.resources.iter().filter_map(|it| match &it.network {
                Network::Given { network_acls, .. } => network_acls.as_ref(),
                Network::NotGiven => None,
            });
            if let Some(other) = all.nth(dice.up_to(3)) {
                acls.ip_rules.clone_from(&other.ip_rules);
                acls.ipv6_rules.clone_from(&other.ipv6_rules);
            }
            dice.shuffle(&mut acls.ip_rules);
        }
        for perimeter in snapshot.perimeters.iter_mut().map(Arc::make_mut) {
            let models = perimeter.associations.iter().filter(|it| it.resource == model.id);
            let mut siblings: Vec<_> = models.cloned().collect();
            for association in siblings.iter_mut().map(Arc::make_mut) {
                association.resource = sibling.id.clone();
                if let Some(profile) = perimeter.profiles.get(dice.up_to(3)) {
                    association.profile.clone_from(&profile.name);
                }
            }
            perimeter.associations.extend(siblings);
        }
        snapshot.resources.push(Arc::new(sibling));
    }
    snapshot
}

/// Everything but the choice of the witness.
fn told(change: &Change) -> String {
    let mut callers: Vec<String> = change.callers.iter().map(|it| format!("{it:?}")).collect();
    callers.sort();
    format!("{:?} {:?} {:?} {callers:#?}", change.turn, change.permission, change.ends)
}

fn outcome(side: Side<'_>, request: &Request) -> Outcome {
    nsp_core::evaluate(side.compiled, request, side.state, &mut ())
}

/// The changes that a request is among. Its values are those that stand for their classes.
fn holding(changes: &[Change], request: &Request) -> Vec<(Turn, Permission)> {
    let values = |request: &Request| {
        let mut request = request.clone();
        if let Flow::Inbound(inbound) = &mut request.flow {
            inbound.caller.perimeters.sort();
        }
        request
    };
    let has = |value: &Value| {
        let mut same = request.clone();
        value.put(&mut same);
        values(&same) == values(request)
    };
    let comes_from = |change: &Change| match (&change.ends, &request.flow) {
        (Ends::Addresses(addresses), Flow::Inbound(inbound)) => match inbound.caller.address {
            Address::Given(address) => addresses.contains(address),
            _ => false,
        },
        _ => true,
    };
    let calls = |change: &Change| {
        change.callers.iter().any(|constraints| {
            constraints.iter().all(|it| it.classes.iter().any(|class| has(&class.value)))
        })
    };
    let among = changes.iter().filter(|change| comes_from(change) && calls(change));
    among.map(|change| (change.turn, change.permission)).collect()
}

#[track_caller]
fn check(dice: &mut Dice, difference: &Difference, [before, after]: [&Compiled; 2]) -> usize {
    let Difference { resource, direction, .. } = difference;
    let side = |compiled, state| Side { compiled, state };
    let sides = [side(before, difference.before), side(after, difference.after)];
    let cells = Cells::new(sides[0], sides[1], resource, *direction, Scope::Traffic);
    let alone = cells.changes();
    let found: Vec<Change> = difference.changes.iter().collect();
    let shown = || format!("{resource} {direction:?} {:#?}", before.snapshot());
    let permissions = |changes: &[Change]| {
        let mut all: Vec<_> = changes.iter().map(|it| (it.turn, it.permission)).collect();
        all.dedup();
        all
    };
    assert_eq!(permissions(&found), permissions(&alone), "{}", shown());
    let told = |changes: &[Change]| changes.iter().map(told).collect::<BTreeSet<_>>();
    // Callers that are the same may come in other boxes.
    if told(&found) != told(&alone) {
        for cell in cells.iter() {
            for _ in 0..4 {
                let request = cells.member(cell, |count| dice.up_to(count - 1));
                let [found, alone] = [&found, &alone].map(|it| holding(it, &request));
                assert_eq!(found, alone, "{request:#?} {}", shown());
            }
        }
    }
    for change in difference.changes.iter() {
        let outcomes = sides.map(|side| outcome(side, &change.witness));
        assert_eq!(outcomes, [change.before, change.after], "{:#?} {}", change.witness, shown());
        if let (Ends::Addresses(addresses), Flow::Inbound(inbound)) =
            (&change.ends, &change.witness.flow)
            && let Address::Given(address) = inbound.caller.address
        {
            assert!(addresses.contains(address));
        }
    }
    alone.len()
}

fn edited(dice: &mut Dice, snapshot: &Snapshot) -> Snapshot {
    let mut edited = snapshot.clone();
    let other = estates::estate(dice);
    let perimeter = edited.perimeters.first_mut().map(Arc::make_mut);
    match dice.up_to(7) {
        6 => estates::edit_in_doubt(dice, &mut edited),
        7 => {
            if let Some(perimeter) = perimeter
                && let Some(last) = perimeter.associations.len().checked_sub(1)
            {
                let name = dice.one(&["gone", "jobs", "elsewhere"]);
                let association = &mut perimeter.associations[dice.up_to(last)];
                Arc::make_mut(association).profile = name.to_owned();
            }
        }
        0 => {
            if let Some(profile) = perimeter.and_then(|it| it.profiles.first_mut())
                && let Some(from) = other.perimeters.iter().flat_map(|it| &it.profiles).next()
            {
                Arc::make_mut(profile).access_rules.clone_from(&from.access_rules);
            }
        }
        1 => {
            if let Some(resource) = edited.resources.first_mut()
                && let Some(from) = other.resources.first()
            {
                Arc::make_mut(resource).network.clone_from(&from.network);
            }
        }
        2 => {
            if let Some(association) = perimeter.and_then(|it| it.associations.last_mut()) {
                Arc::make_mut(association).access_mode = AccessMode::Enforced;
            }
        }
        3 => {
            if let Some(perimeter) = perimeter {
                let profile = perimeter.profiles.last().map(|it| it.name.clone());
                if let Some((association, name)) = perimeter.associations.first_mut().zip(profile) {
                    Arc::make_mut(association).profile = name;
                }
            }
        }
        4 => {
            if let Some(resource) = edited.resources.last_mut() {
                let own = other.resources.iter().find_map(|it| it.location.clone());
                Arc::make_mut(resource).location = own;
            }
        }
        _ => edited.service_tags = other.service_tags,
    }
    edited
}

#[test]
fn what_resources_share_is_what_each_shows_alone() {
    let (mut changes, mut taken_over) = (0, 0);
    for round in 0..20 {
        let mut dice = Dice::of_round(round);
        let snapshot = estates::estate(&mut dice);
        let snapshot = with_siblings(&mut dice, snapshot);
        let compiled = compile(&snapshot);
        let states = [
            (None, State::Enforced),
            (Some(State::NotAssociated), State::Learning),
            (Some(State::Audit), State::Enforced),
        ];
        let (before, after) = dice.one(&states);
        let found = of_states(&compiled, None, before, after);
        for difference in &found.resources {
            changes += check(&mut dice, difference, [&compiled; 2]);
        }
        let next = compile(&edited(&mut dice, &snapshot));
        let again = found.after(&next, &next);
        assert_eq!(again, of_states(&next, None, before, after));
        taken_over += again.resources.iter().filter(|it| found.resources.contains(it)).count();

        let between = of_estates(&compiled, &next);
        for difference in &between.resources {
            changes += check(&mut dice, difference, [&compiled, &next]);
        }
        let last = compile(&edited(&mut dice, next.snapshot()));
        let other: Differences = between.after(&compiled, &last);
        assert_eq!(other, of_estates(&compiled, &last));
    }
    assert!(changes > 300 && taken_over > 30, "{changes} {taken_over}");
}

/// A link may be for the profile that such an association names.
#[test]
fn an_association_in_doubt_that_is_edited_is_looked_at_again() {
    let id = |kind: &str| ResourceId::new(&format!("/subscriptions/s/providers/Microsoft.{kind}"));
    let account = id("Storage/storageAccounts/st");
    let mut perimeter = Perimeter {
        id: id("Network/networkSecurityPerimeters/nsp"),
        guid: None,
        location: None,
        profiles: Vec::new(),
        associations: vec![Arc::new(Association {
            name: "loop".to_owned(),
            resource: ResourceId::new("[parameters('id')]"),
            profile: "web".to_owned(),
            access_mode: AccessMode::Learning,
        })],
        links: vec![Link {
            name: "in".to_owned(),
            kind: LinkKind::Reference,
            remote: vec![PerimeterId::new("guid-far")],
            local_inbound_profiles: vec!["web".to_owned()],
            remote_inbound_profiles: Vec::new(),
            status: LinkStatus::Approved,
        }],
    };
    let network_acls = Some(NetworkAcls::new(DefaultAction::Allow, Bypass::default()));
    let network = Network::Given { public_network_access: None, network_acls };
    let resource = Arc::new(Resource { network, ..Resource::named(account.as_str()) });
    let estate = |perimeter: &Perimeter| {
        compile(&Snapshot {
            perimeters: vec![Arc::new(perimeter.clone())],
            resources: vec![resource.clone()],
            ..Snapshot::default()
        })
    };
    let found = |compiled: &Compiled| {
        let before = Some(State::NotAssociated);
        of_states(compiled, Some(std::slice::from_ref(&account)), before, State::Enforced)
    };
    let linked = estate(&perimeter);
    Arc::make_mut(&mut perimeter.associations[0]).profile = "jobs".to_owned();
    let apart = estate(&perimeter);
    let [one, other] = [found(&linked), found(&apart)];
    assert!(one != other, "whom the link lets in is let in whosever the association is");
    assert!(one.after(&apart, &apart) == other && other.after(&linked, &linked) == one);
}
