//! The matrix says what the engine says, for every address of a row, and an edit changes what it
//! changes and nothing else.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use nsp_analysis::Prefix;
use nsp_analysis::matrix::{Detail, Entry, Extra, Kind, Matrix, Row};
use nsp_core::{
    AccessMode, Address, AddressPrefix, Compiled, Network, Outcome, Request, Snapshot, State,
};

use super::{compile, for_each};
use crate::estates::{self, Dice};

const ROUNDS: u64 = 80;

fn extras(requests: &[Request]) -> Vec<Extra> {
    let extra = |(at, request): (usize, &Request)| Extra {
        name: format!("saved {at}"),
        flow: request.flow.clone(),
        feature: request.feature,
        resource: (at % 3 == 0).then(|| request.resource.clone()),
    };
    requests.iter().take(6).enumerate().map(extra).collect()
}

/// The outcomes of a call: of two legs the worse counts, and of two as bad the resource's own.
fn outcomes(compiled: &Compiled, request: &Request) -> [Outcome; 4] {
    let question = compiled.question(request);
    State::ALL.map(|asked| {
        let own = question.decide(asked).outcome;
        let Some(near) = question.decide_other_leg(asked) else { return own };
        let other = match compiled.state_of(&near.request.resource) {
            Some(state) => question.decide_other_leg_under(asked, state).unwrap(),
            None => near,
        };
        let other = other.decision.outcome;
        let call = own.verdict().and(other.verdict());
        if own.verdict() == call { own } else { other }
    })
}

/// The outcomes of the resource's own leg.
fn own_leg(compiled: &Compiled, request: &Request) -> [Outcome; 4] {
    State::ALL.map(|state| nsp_core::evaluate(compiled, request, state, &mut ()))
}

/// Both neighbours of both ends of every prefix of the estate, and the ends.
fn boundaries(snapshot: &Snapshot) -> Vec<IpAddr> {
    let rules = snapshot.perimeters.iter().flat_map(|it| &it.profiles);
    let rules = rules.flat_map(|it| &it.access_rules).flat_map(|it| &it.address_prefixes);
    let own = snapshot.resources.iter().flat_map(|resource| match &resource.network {
        Network::Given { network_acls: Some(acls), .. } => {
            acls.ip_rules.iter().chain(&acls.ipv6_rules).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    });
    let tags = snapshot.service_tags.iter().flat_map(|tag| &tag.address_prefixes);
    let nets = rules.chain(own).chain(tags).filter_map(AddressPrefix::net);
    nets.flat_map(|net| match (net.network(), net.broadcast()) {
        (IpAddr::V4(from), IpAddr::V4(to)) => [from, to].map(u32::from).map(around4).concat(),
        (IpAddr::V6(from), IpAddr::V6(to)) => [from, to].map(u128::from).map(around6).concat(),
        _ => unreachable!("a prefix is of one family"),
    })
    .filter(|address| address.to_canonical() == *address)
    .collect()
}

fn around4(at: u32) -> Vec<IpAddr> {
    [at.checked_sub(1), Some(at), at.checked_add(1)]
        .into_iter()
        .flatten()
        .map(|it| Ipv4Addr::from(it).into())
        .collect()
}

fn around6(at: u128) -> Vec<IpAddr> {
    [at.checked_sub(1), Some(at), at.checked_add(1)]
        .into_iter()
        .flatten()
        .map(|it| Ipv6Addr::from(it).into())
        .collect()
}

#[test]
fn every_entry_is_the_engines_answer() {
    let (mut entries, mut by_other_leg) = (0, 0);
    for_each(ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        let matrix = Matrix::new(&compiled, &extras(requests));
        for (at, column) in matrix.columns().iter().enumerate() {
            for (row, entry) in matrix.entries(at) {
                let row = &matrix.rows()[row];
                let address = Some(entry.address()).filter(|_| !row.addresses().is_empty());
                let request = row.request_from(column.resource(), address).unwrap();
                assert_eq!(entry.outcomes(), outcomes(&compiled, &request), "{request:#?}");
                entries += 1;
                by_other_leg += usize::from(entry.outcomes() != own_leg(&compiled, &request));
            }
        }
    });
    assert!(entries > 2_500 && by_other_leg > 250, "{entries} {by_other_leg}");
}

/// The row that an address belongs to: that of the narrowest prefix that holds it.
fn row_of(matrix: &Matrix, address: IpAddr) -> Option<(usize, &Row)> {
    let length = |row: &Row| match row.kind() {
        Kind::Addresses(prefix) if prefix.holds(address) && row.key().starts_with("address") => {
            Some(prefix.length())
        }
        _ => None,
    };
    let rows = matrix.rows().iter().enumerate().map(|(at, row)| (at, &**row));
    rows.filter_map(|(at, row)| Some((length(row)?, at, row)))
        .max_by_key(|(length, ..)| *length)
        .map(|(_, at, row)| (at, row))
}

#[test]
fn each_address_of_a_row_is_answered_as_one_that_stands_for_it() {
    let (mut exact, mut classes) = (0, 0);
    for_each(ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        let matrix = Matrix::new(&compiled, &extras(requests));
        for address in boundaries(snapshot) {
            let Some((at, row)) = row_of(&matrix, address) else { continue };
            for (column, it) in matrix.columns().iter().enumerate() {
                let ask = |from| {
                    outcomes(&compiled, &row.request_from(it.resource(), Some(from)).unwrap())
                };
                let found = ask(Address::Given(address));
                let stand = row.addresses().iter().map(|from| ask(*from));
                assert!(stand.clone().any(|it| it == found), "{address} {row:#?} {snapshot:#?}");
                if stand.len() == 1 {
                    let entry = matrix.entry(at, column).unwrap();
                    assert_eq!(entry.outcomes(), found);
                    exact += 1;
                } else {
                    classes += 1;
                }
            }
        }
    });
    assert!(exact > 5_000 && classes > 50, "{exact} {classes}");
}

/// The address prefixes of a permission's row at a resource.
fn prefixes(snapshot: &Snapshot, row: &Row) -> Option<Vec<Prefix>> {
    let written: Vec<&AddressPrefix> = match row.kind() {
        Kind::RuleAddresses(at) => {
            let profile = &snapshot.perimeters[at.perimeter as usize].profiles[at.profile as usize];
            profile.access_rules[at.rule as usize].address_prefixes.iter().collect()
        }
        Kind::OwnAddresses(id) => {
            let listed = snapshot.resources.iter().find(|it| it.id == *id)?;
            let Network::Given { network_acls: Some(acls), .. } = &listed.network else {
                return None;
            };
            acls.ip_rules.iter().chain(&acls.ipv6_rules).collect()
        }
        _ => return None,
    };
    let mut prefixes: Vec<Prefix> = written.into_iter().filter_map(Prefix::of).collect();
    prefixes.sort();
    prefixes.dedup();
    Some(prefixes)
}

#[test]
fn a_permission_is_tallied_by_all_its_addresses() {
    let mut breaking = 0;
    for_each(4 * ROUNDS, |_, snapshot, _| {
        let compiled = compile(snapshot);
        let matrix = Matrix::in_detail(&compiled, &[], Detail::Permissions);
        let addresses = boundaries(snapshot);
        for (at, column) in matrix.columns().iter().enumerate() {
            for (row, entry) in matrix.entries(at) {
                let row = &matrix.rows()[row];
                let Some(prefixes) = prefixes(snapshot, row) else { continue };
                let breaks = |address: &IpAddr| {
                    let from = Some(Address::Given(*address));
                    let request = row.request_from(column.resource(), from).unwrap();
                    let [_, transition, enforced, _] = outcomes(&compiled, &request);
                    use nsp_core::Verdict::{Allowed, Denied};
                    !entry.is_enforced()
                        && (transition.verdict(), enforced.verdict()) == (Allowed, Denied)
                };
                let holds =
                    |prefix: &Prefix| addresses.iter().filter(|it| prefix.holds(**it)).any(breaks);
                let nobody = |prefix: &&Prefix| !addresses.iter().any(|it| prefix.holds(*it));
                assert_eq!(entry.tally().ranges as usize, prefixes.len());
                let expected = prefixes.iter().filter(|it| holds(it)).count();
                assert_eq!(entry.tally().breaks as usize, expected, "{row:#?} {snapshot:#?}");
                assert_eq!(entry.breaks(), expected > 0);
                assert!(prefixes.iter().all(|it| !nobody(&it) || it.first().is_ipv6()));
                assert!(!prefixes.iter().all(|it| nobody(&it)), "a row that nobody calls from");
                breaking += expected;
            }
        }
    });
    assert!(breaking > 80, "{breaking}");
}

/// Changes one thing.
fn edit(dice: &mut Dice, snapshot: &mut Snapshot) {
    let other = estates::estate(dice);
    let place = |dice: &mut Dice, len: usize| (len > 0).then(|| dice.up_to(len.max(1) - 1));
    match dice.up_to(19) {
        17..=19 => estates::edit_in_doubt(dice, snapshot),
        16 => {
            let Some(at) = place(dice, snapshot.resources.len()) else { return };
            let with = dice.one(&[None, Some(false), Some(true)]);
            Arc::make_mut(&mut snapshot.resources[at]).managed_identity = with;
        }
        12 => {
            let Some(at) = place(dice, snapshot.resources.len()) else { return };
            let resource = Arc::make_mut(&mut snapshot.resources[at]);
            let with = other.resources.first().map(|it| it.network.clone());
            let Network::Given { network_acls: Some(acls), .. } = &mut resource.network else {
                return;
            };
            if let Some(Network::Given { network_acls: Some(more), .. }) = with {
                acls.default_action = more.default_action;
                acls.ip_rules.extend(more.ip_rules);
            }
        }
        0 => snapshot.revision = other.revision,
        1 => snapshot.service_tags = other.service_tags,
        2 | 3 => {
            let Some(at) = place(dice, snapshot.resources.len()) else { return };
            let with = other.resources.first().cloned();
            snapshot.resources.splice(at..=at, with);
        }
        4 => snapshot.resources.extend(other.resources.into_iter().take(1)),
        kind => {
            let Some(at) = place(dice, snapshot.perimeters.len()) else { return };
            let perimeter = Arc::make_mut(&mut snapshot.perimeters[at]);
            let from = &other.perimeters[0];
            match kind {
                5 | 6 => {
                    let Some(at) = place(dice, perimeter.profiles.len()) else { return };
                    let with = from.profiles.first().cloned();
                    perimeter.profiles.splice(at..=at, with);
                }
                7 => perimeter.associations.clone_from(&from.associations),
                8 => perimeter.links.clone_from(&from.links),
                9 | 10 => {
                    let Some(at) = place(dice, perimeter.profiles.len()) else { return };
                    let rules = from.profiles.first().map(|it| it.access_rules.clone());
                    let profile = Arc::make_mut(&mut perimeter.profiles[at]);
                    profile.access_rules.extend(rules.unwrap_or_default().into_iter().take(1));
                }
                13..=15 => {
                    let Some(at) = place(dice, perimeter.profiles.len()) else { return };
                    let profile = Arc::make_mut(&mut perimeter.profiles[at]);
                    let Some(at) = place(dice, profile.access_rules.len()) else { return };
                    if kind == 15 {
                        let names = from.profiles.iter().flat_map(|it| &it.access_rules);
                        let name = names.map(|it| it.name.clone()).next_back().unwrap_or_default();
                        profile.access_rules[at].name =
                            if dice.chance(50) { format!("{name} 2") } else { name };
                        return;
                    }
                    let prefixes = &mut profile.access_rules[at].address_prefixes;
                    let rules = from.profiles.iter().flat_map(|it| &it.access_rules);
                    let more = rules.flat_map(|it| it.address_prefixes.clone()).take(2);
                    prefixes.extend(more);
                }
                _ => {
                    let Some(at) = place(dice, perimeter.associations.len()) else { return };
                    let modes = [AccessMode::Enforced, AccessMode::Learning, AccessMode::Audit];
                    Arc::make_mut(&mut perimeter.associations[at]).access_mode = dice.one(&modes);
                }
            }
        }
    }
}

/// How many entries are others after an edit though the resource's own leg is not.
fn of_other_leg(one: (&Compiled, &Matrix), other: (&Compiled, &Matrix)) -> usize {
    let asked = |(compiled, matrix): (&Compiled, &Matrix), row: &str, at: usize| {
        let row = matrix.row(row)?;
        let entry = *matrix.entry(row, at)?;
        let request = matrix.rows()[row].request(matrix.columns()[at].resource())?;
        Some((own_leg(compiled, &request), entry.outcomes(), request))
    };
    let columns = 0..one.1.columns().len().min(other.1.columns().len());
    let pairs = columns.flat_map(|at| one.1.rows().iter().map(move |row| (row, at)));
    let differs = |(row, at): &(&Arc<Row>, usize)| {
        let both = asked(one, row.key(), *at).zip(asked(other, row.key(), *at));
        both.is_some_and(|((own, entry, request), (same, changed, again))| {
            own == same && request == again && entry != changed && row.addresses().len() < 2
        })
    };
    pairs.filter(differs).count()
}

#[test]
fn after_an_edit_the_matrix_is_as_if_made_anew() {
    let (mut kept, mut entries, mut rows, mut by_other_leg) = (0, 0, 0, 0);
    for_each(ROUNDS, |dice, snapshot, requests| {
        for detail in [Detail::Every, Detail::Permissions] {
            let mut snapshot = snapshot.clone();
            let mut extra = extras(requests);
            let mut before = compile(&snapshot);
            let mut matrix = Matrix::in_detail(&before, &extra, detail);
            for _ in 0..8 {
                edit(dice, &mut snapshot);
                if dice.chance(15) {
                    extra.pop();
                }
                let compiled = compile(&snapshot);
                let fresh = Matrix::in_detail(&compiled, &extra, detail);
                let after = matrix.after(&compiled, &extra);
                assert!(after == fresh, "{detail:?} {snapshot:#?}");
                let same = |it: &&Arc<_>| matrix.columns().iter().any(|old| Arc::ptr_eq(old, it));
                kept += after.columns().iter().filter(same).count();
                entries += after.entries(0).count();
                let same = |it: &&Arc<Row>| matrix.rows().iter().any(|old| Arc::ptr_eq(old, it));
                rows += after.rows().iter().filter(same).count();
                by_other_leg += of_other_leg((&before, &matrix), (&compiled, &after));
                (matrix, before) = (after, compiled);
            }
        }
    });
    assert!(kept > 300 && entries > 2_500 && rows > 5_000, "{kept} {entries} {rows}");
    assert!(by_other_leg > 50, "{by_other_leg}");
}

#[test]
fn after_a_request_is_fired_the_matrix_is_as_if_made_anew() {
    let (mut added, mut named, mut kept, mut partly) = (0, 0, 0, 0);
    for_each(2 * ROUNDS, |dice, snapshot, requests| {
        for detail in [Detail::Every, Detail::Permissions] {
            let mut snapshot = snapshot.clone();
            let compiled = compile(&snapshot);
            let extra = extras(requests);
            let mut matrix = Matrix::in_detail(&compiled, &[], detail);
            // The row of a permission is asked from the first of its addresses.
            let first = matrix.rows().iter().find(|row| row.key().starts_with("rule"));
            let from_rule = first.map(|row| Extra {
                flow: row.request(matrix.columns()[0].resource()).unwrap().flow,
                name: "as a rule".to_owned(),
                feature: None,
                resource: None,
            });
            let extra: Vec<Extra> = extra.into_iter().chain(from_rule).collect();
            let mut count = 0;
            while count < extra.len() {
                count += 1 + dice.up_to(1);
                let fired = &extra[..count.min(extra.len())];
                let compiled = compile(&snapshot);
                let fresh = Matrix::in_detail(&compiled, fired, detail);
                let after = matrix.after(&compiled, fired);
                assert!(after == fresh, "{detail:?} {fired:#?} {snapshot:#?}");
                // What is decided first is right, and the rest of it follows.
                let at = dice.up_to(fresh.columns().len() - 1);
                let only = fresh.columns()[at].resource();
                let first = matrix.after_at(&compiled, fired, Some(only));
                assert!(first.entries(at).eq(fresh.entries(at)), "{detail:?} {fired:#?}");
                assert!(first.rows() == fresh.rows() && (first == fresh || !first.is_whole()));
                assert!(first.whole(&compiled) == fresh, "{detail:?} {fired:#?}");
                assert!(first.after(&compiled, fired) == fresh, "{detail:?} {fired:#?}");
                partly += usize::from(!first.is_whole());
                for (at, row) in after.rows().iter().enumerate() {
                    assert_eq!(after.row(row.key()), Some(at), "{}", row.key());
                }
                added += after.rows().len() - matrix.rows().len();
                named += usize::from(after.rows().len() == matrix.rows().len());
                let same = |it: &&Arc<Row>| matrix.rows().iter().any(|old| Arc::ptr_eq(old, it));
                kept += after.rows().iter().filter(same).count();
                matrix = after;
                if dice.chance(20) {
                    edit(dice, &mut snapshot);
                    matrix = matrix.after(&compile(&snapshot), fired);
                }
            }
        }
    });
    assert!(added > 1_000 && named > 40 && kept > 20_000, "{added} {named} {kept}");
    assert!(partly > 200, "{partly}");
}

#[test]
fn keys_are_unique_and_belong_to_their_rows() {
    for_each(ROUNDS, |_, snapshot, requests| {
        for detail in [Detail::Every, Detail::Permissions] {
            let matrix = Matrix::in_detail(&compile(snapshot), &extras(requests), detail);
            for (at, row) in matrix.rows().iter().enumerate() {
                assert_eq!(matrix.row(row.key()), Some(at), "{}", row.key());
            }
            let totals = matrix.columns().iter().map(|column| column.counts().breaks);
            assert_eq!(matrix.counts().breaks, totals.sum::<u32>());
            let counted = (0..matrix.columns().len()).flat_map(|at| matrix.entries(at));
            let breaks = counted.filter(|(_, entry): &(usize, &Entry)| entry.breaks()).count();
            assert_eq!(matrix.counts().breaks as usize, breaks);
        }
    });
}
